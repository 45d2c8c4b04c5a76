//! What `html!` draws with: tags that are constants, and the values that fill them, in the order they stand.

pub(crate) use ::html::html;

use std::rc::Rc;
use std::vec::IntoIter;
use wasm_bindgen::JsValue;
use yew::html::{Html, NodeRef};
use yew::virtual_dom::{AttrValue, AttributeOrProperty, Attributes, Key, Listener, Listeners, VList, VTag, VText};

/// An element with everything about it that never changes.
#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) name: &'static str,
    /// The names of its attributes, its listeners among them.
    pub(crate) keys: &'static [&'static str],
    /// What they are; `None` is filled in.
    pub(crate) values: &'static [Option<&'static str>],
    pub(crate) inside: &'static [Node],
}

/// What stands inside an element.
#[derive(Debug)]
pub(crate) enum Node {
    Tag(&'static Tag),
    Text(&'static str),
    /// It is filled in.
    Hole,
}

/// What fills a hole.
enum Part {
    Html(Html),
    Value(Value),
    Property(Value),
    Listener(Option<Rc<dyn Listener>>),
    Reference(NodeRef),
    Key(Key),
}

/// An attribute as it is, without a value, or not there.
pub(crate) enum Value {
    Is(AttrValue),
    Bare(bool),
}

/// Tags that are being filled.
pub(crate) struct Drawing {
    nodes: &'static [Node],
    parts: Vec<Part>,
}

impl Drawing {
    #[inline(never)]
    pub(crate) fn new(nodes: &'static [Node]) -> Self {
        Self { nodes, parts: Vec::new() }
    }

    /// The next thing inside an element.
    pub(crate) fn child(&mut self, child: impl Inside) {
        self.push(Part::Html(child.html()));
    }

    /// Nothing stands there now.
    #[inline(never)]
    pub(crate) fn nothing(&mut self) {
        self.push(Part::Html(Html::default()));
    }

    /// Several things in one place.
    pub(crate) fn each<T: Inside>(&mut self, children: impl IntoIterator<Item = T>) {
        let mut all = Vec::new();
        for child in children {
            all.push(child.html());
        }
        self.push(Part::Html(list(all)));
    }

    /// The next attribute.
    pub(crate) fn value(&mut self, value: impl Into<Value>) {
        self.push(Part::Value(value.into()));
    }

    /// The next property; a policy of the page may forbid the attribute of that name.
    pub(crate) fn property(&mut self, value: impl Into<Value>) {
        self.push(Part::Property(value.into()));
    }

    /// What hears the next event.
    pub(crate) fn listener(&mut self, listener: Option<Rc<dyn Listener>>) {
        self.push(Part::Listener(listener));
    }

    /// By what the element can be found.
    pub(crate) fn reference(&mut self, node: &NodeRef) {
        self.push(Part::Reference(node.clone()));
    }

    /// By what the element is known among its neighbours.
    pub(crate) fn key(&mut self, key: impl Into<Key>) {
        self.push(Part::Key(key.into()));
    }

    #[inline(never)]
    fn push(&mut self, part: Part) {
        self.parts.push(part);
    }

    /// All of it.
    #[inline(never)]
    pub(crate) fn done(self) -> Html {
        inside(self.nodes, &mut self.parts.into_iter())
    }
}

fn inside(nodes: &'static [Node], parts: &mut IntoIter<Part>) -> Html {
    let mut all: Vec<Html> = nodes.iter().map(|node| draw(node, parts)).collect();
    if all.len() == 1 { all.remove(0) } else { list(all) }
}

#[inline(never)]
fn list(all: Vec<Html>) -> Html {
    VList::with_children(all, None).into()
}

fn draw(node: &'static Node, parts: &mut IntoIter<Part>) -> Html {
    match node {
        Node::Tag(tag) => element(tag, parts).into(),
        Node::Text(text) => VText::new(*text).into(),
        Node::Hole => match parts.next() {
            Some(Part::Html(html)) => html,
            _ => Html::default(),
        },
    }
}

fn element(tag: &'static Tag, parts: &mut IntoIter<Part>) -> VTag {
    let (mut node, mut key, mut listeners, mut content) = (NodeRef::default(), None, Vec::new(), None);
    let has_content = matches!(tag.name, "input" | "textarea");
    let mut values = Vec::with_capacity(tag.keys.len());
    for (name, text) in tag.keys.iter().zip(tag.values) {
        let mut value = text.map(AttributeOrProperty::Static);
        if text.is_none() {
            match parts.next() {
                Some(Part::Value(Value::Is(it))) if has_content && *name == "value" => content = Some(it),
                Some(Part::Value(Value::Is(it))) => value = Some(AttributeOrProperty::Attribute(it)),
                Some(Part::Value(Value::Bare(is_there))) => value = is_there.then_some(AttributeOrProperty::Static(name)),
                Some(Part::Property(Value::Is(it))) => value = Some(AttributeOrProperty::Property(JsValue::from_str(&it))),
                Some(Part::Listener(listener)) => listeners.push(listener),
                Some(Part::Reference(it)) => node = it,
                Some(Part::Key(it)) => key = Some(it),
                Some(Part::Html(_) | Part::Property(Value::Bare(_))) | None => {}
            }
        }
        values.push(value);
    }
    let attributes = Attributes::Dynamic { keys: tag.keys, values: values.into() };
    let listeners = if listeners.is_empty() { Listeners::None } else { Listeners::Pending(listeners.into()) };
    match tag.name {
        "input" => VTag::__new_input(content, None, node, key, attributes, listeners),
        "textarea" => VTag::__new_textarea(content, None, node, key, attributes, listeners),
        name => VTag::__new_other(name.into(), node, key, attributes, listeners, inside(tag.inside, parts)),
    }
}

/// What can stand inside an element.
pub(crate) trait Inside {
    fn html(self) -> Html;
}

impl Inside for Html {
    fn html(self) -> Html {
        self
    }
}

impl Inside for AttrValue {
    #[inline(never)]
    fn html(self) -> Html {
        VText::new(self).into()
    }
}

impl Inside for String {
    fn html(self) -> Html {
        AttrValue::from(self).html()
    }
}

impl Inside for &str {
    fn html(self) -> Html {
        self.to_owned().html()
    }
}

impl Inside for &String {
    fn html(self) -> Html {
        self.as_str().html()
    }
}

impl Inside for &AttrValue {
    fn html(self) -> Html {
        self.clone().html()
    }
}

impl<T: Inside> Inside for Option<T> {
    fn html(self) -> Html {
        self.map_or_else(Html::default, Inside::html)
    }
}

impl From<AttrValue> for Value {
    fn from(text: AttrValue) -> Self {
        Self::Is(text)
    }
}

impl From<&AttrValue> for Value {
    fn from(text: &AttrValue) -> Self {
        Self::Is(text.clone())
    }
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self::Is(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Is(text.into())
    }
}

impl From<bool> for Value {
    fn from(is_there: bool) -> Self {
        Self::Bare(is_there)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Bare(false), Into::into)
    }
}
