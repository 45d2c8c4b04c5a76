//! `html!` of the widget's view: the tags of Yew's macro of that name, with a fraction of its code.
//!
//! Yew's macro writes out how each element is put together, again at every place. Here the tags become a constant, and what is in
//! braces becomes values in the order they stand; `crate::view::html` puts both together. Components are left to Yew.

mod parse;

use parse::{Child, Element, Value};
use proc_macro::{Delimiter, Group, Span, TokenStream, TokenTree};

/// Tags, `{ value }`, `{ for values }`, `if … { tags } else { tags }` and `"text"` as a `yew::Html`.
///
/// An attribute is `name="text"`, `name={value}` or `{name}`, a property of the element `~name={value}`; `ref`, `key` and events (`onclick`) are told from the rest by name.
#[proc_macro]
pub fn html(tokens: TokenStream) -> TokenStream {
    match parse::children(tokens) {
        Ok(children) => drawn(children),
        Err(fault) => code(&format!("::std::compile_error!({fault:?})")),
    }
}

/// The expression that draws these.
fn drawn(children: Vec<Child>) -> TokenStream {
    let mut values = TokenStream::new();
    let nodes = nodes(children, &mut values);
    let mut body = code(&format!("let mut drawing = crate::view::html::Drawing::new(const {{ &[{nodes}] }});"));
    body.extend(values);
    body.extend(code("drawing.done()"));
    group(Delimiter::Brace, body)
}

/// The constants for these; what gives them their values is added to `values`.
fn nodes(children: Vec<Child>, values: &mut TokenStream) -> String {
    let node = |child| match child {
        Child::Text(text) => format!("crate::view::html::Node::Text({text}),"),
        Child::Element(element) => format!("crate::view::html::Node::Tag(&{}),", tag(element, values)),
        Child::Value(value) => hole(values, call("child", value)),
        Child::Each(all) => hole(values, call("each", all)),
        Child::Component(tags) => {
            let mut component = code("::yew::html!");
            component.extend(group(Delimiter::Brace, tags));
            hole(values, call("child", component))
        }
        Child::Choice(branches, otherwise) => {
            let mut choice = TokenStream::new();
            for (condition, children) in branches {
                choice.extend(condition);
                choice.extend(group(Delimiter::Brace, call("child", drawn(children))));
                choice.extend(code("else"));
            }
            let otherwise = if otherwise.is_empty() { code("drawing.nothing();") } else { call("child", drawn(otherwise)) };
            choice.extend(group(Delimiter::Brace, otherwise));
            hole(values, choice)
        }
    };
    children.into_iter().map(node).collect()
}

fn hole(values: &mut TokenStream, statement: TokenStream) -> String {
    values.extend(statement);
    "crate::view::html::Node::Hole,".to_owned()
}

fn tag(element: Element, values: &mut TokenStream) -> String {
    let (mut keys, mut texts) = (String::new(), String::new());
    for (name, value) in element.attributes {
        keys += &format!("{name:?},");
        let statement = match value {
            Value::Text(text) => {
                texts += &format!("::core::option::Option::Some({text}),");
                continue;
            }
            Value::Code(value) if name == "ref" => call("reference", value),
            Value::Code(value) if name == "key" => call("key", value),
            Value::Code(value) if name.starts_with("on") => {
                let mut listener = code(&format!("::yew::html::{name}::Wrapper::__macro_new"));
                listener.extend(group(Delimiter::Parenthesis, value));
                call("listener", listener)
            }
            Value::Code(value) => call("value", value),
            Value::Property(value) => call("property", value),
        };
        texts += "::core::option::Option::None,";
        values.extend(statement);
    }
    let inside = nodes(element.children, values);
    let name = element.name;
    format!("crate::view::html::Tag {{ name: {name:?}, keys: &[{keys}], values: &[{texts}], inside: &[{inside}] }}")
}

/// One statement that gives the drawing its next value.
fn call(method: &str, value: TokenStream) -> TokenStream {
    let mut statement = code(&format!("drawing.{method}"));
    statement.extend(group(Delimiter::Parenthesis, value));
    statement.extend(code(";"));
    statement
}

fn group(delimiter: Delimiter, tokens: TokenStream) -> TokenStream {
    TokenTree::from(Group::new(delimiter, tokens)).into()
}

/// Tokens of ours, whose variables nobody else's tokens can see.
fn code(text: &str) -> TokenStream {
    hidden(text.parse().unwrap_or_default())
}

fn hidden(tokens: TokenStream) -> TokenStream {
    let hide = |token| match token {
        TokenTree::Group(inner) => TokenTree::Group(Group::new(inner.delimiter(), hidden(inner.stream()))),
        mut token => {
            token.set_span(Span::mixed_site());
            token
        }
    };
    tokens.into_iter().map(hide).collect()
}
