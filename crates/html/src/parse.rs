//! Tokens into tags.

use proc_macro::{Delimiter, TokenStream, TokenTree, token_stream};
use std::iter::Peekable;

/// What stands inside a tag.
pub(crate) enum Child {
    /// A string literal, in braces or not.
    Text(String),
    /// `{ value }`
    Value(TokenStream),
    /// `{ for values }`
    Each(TokenStream),
    /// `if condition { … } else { … }`: each condition with its `if`, and what stands where none holds.
    Choice(Vec<(TokenStream, Vec<Child>)>, Vec<Child>),
    /// `<Name … />`, whole.
    Component(TokenStream),
    /// A tag.
    Element(Element),
}

/// `<name attributes>children</name>`
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, Value)>,
    pub(crate) children: Vec<Child>,
}

/// What an attribute is.
pub(crate) enum Value {
    /// A string literal.
    Text(String),
    /// Anything else.
    Code(TokenStream),
    /// `~name={value}`: not an attribute, but a property of the element.
    Property(TokenStream),
}

type Tokens = Peekable<token_stream::IntoIter>;

/// Reads all of it.
pub(crate) fn children(tokens: TokenStream) -> Result<Vec<Child>, String> {
    let mut tokens = tokens.into_iter().peekable();
    let mut children = Vec::new();
    while let Some(token) = tokens.next() {
        child(token, &mut tokens, &mut children)?;
    }
    Ok(children)
}

fn child(token: TokenTree, tokens: &mut Tokens, children: &mut Vec<Child>) -> Result<(), String> {
    match token {
        TokenTree::Punct(punct) if punct.as_char() == '<' => opened(tokens, children)?,
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
            let mut inner = group.stream().into_iter().peekable();
            let is_each = inner.next_if(|token| is_word(token, "for")).is_some();
            let inner: Vec<TokenTree> = inner.collect();
            children.push(match inner.as_slice() {
                [TokenTree::Literal(text)] => Child::Text(text.to_string()),
                _ if is_each => Child::Each(inner.into_iter().collect()),
                _ => Child::Value(inner.into_iter().collect()),
            });
        }
        TokenTree::Ident(word) if word.to_string() == "if" => children.push(choice(word.into(), tokens)?),
        TokenTree::Literal(text) => children.push(Child::Text(text.to_string())),
        other => return Err(format!("a tag, braces, `if` or a text is needed, not `{other}`")),
    }
    Ok(())
}

/// Reads on behind a `<`.
fn opened(tokens: &mut Tokens, children: &mut Vec<Child>) -> Result<(), String> {
    if take(tokens, '>') {
        return until_closed("", tokens, children);
    }
    let name = name(tokens)?;
    if name.starts_with(char::is_uppercase) {
        children.push(Child::Component(component(&name, tokens)?));
        return Ok(());
    }
    let mut element = Element { name, attributes: Vec::new(), children: Vec::new() };
    loop {
        if take(tokens, '/') {
            expect(tokens, '>')?;
            break;
        }
        if take(tokens, '>') {
            until_closed(&element.name.clone(), tokens, &mut element.children)?;
            break;
        }
        element.attributes.push(attribute(tokens)?);
    }
    children.push(Child::Element(element));
    Ok(())
}

fn until_closed(name: &str, tokens: &mut Tokens, children: &mut Vec<Child>) -> Result<(), String> {
    loop {
        let token = tokens.next().ok_or_else(|| format!("`</{name}>` is missing"))?;
        if is_sign(&token, '<') && take(tokens, '/') {
            let closed = if name.is_empty() { String::new() } else { self::name(tokens)? };
            expect(tokens, '>')?;
            return if closed == name { Ok(()) } else { Err(format!("`</{name}>` is needed, not `</{closed}>`")) };
        }
        child(token, tokens, children)?;
    }
}

/// Words joined by dashes.
fn name(tokens: &mut Tokens) -> Result<String, String> {
    let mut name = String::new();
    loop {
        match tokens.next() {
            Some(TokenTree::Ident(word)) => name += &word.to_string(),
            other => return Err(format!("a name is needed, not `{}`", other.map_or_else(String::new, |it| it.to_string()))),
        }
        if !take(tokens, '-') {
            return Ok(name);
        }
        name.push('-');
    }
}

fn attribute(tokens: &mut Tokens) -> Result<(String, Value), String> {
    if let Some(TokenTree::Group(group)) = tokens.next_if(|token| matches!(token, TokenTree::Group(_))) {
        return Ok((group.stream().to_string(), Value::Code(group.stream())));
    }
    let is_property = take(tokens, '~');
    let name = name(tokens)?;
    expect(tokens, '=')?;
    let value = match tokens.next() {
        Some(TokenTree::Group(group)) if is_property => Value::Property(group.stream()),
        Some(TokenTree::Literal(text)) => Value::Text(text.to_string()),
        Some(TokenTree::Group(group)) => Value::Code(group.stream()),
        Some(TokenTree::Ident(word)) => Value::Code(TokenTree::Ident(word).into()),
        _ => return Err(format!("`{name}` has no value")),
    };
    Ok((name, value))
}

fn component(name: &str, tokens: &mut Tokens) -> Result<TokenStream, String> {
    let mut whole: TokenStream = format!("<{name}").parse().map_err(|_| format!("`{name}` is no name"))?;
    let mut is_last = false;
    for token in tokens.by_ref() {
        let was_last = is_last;
        is_last = is_sign(&token, '/');
        let is_end = was_last && is_sign(&token, '>');
        whole.extend([token]);
        if is_end {
            return Ok(whole);
        }
    }
    Err(format!("`<{name} …` does not end with `/>`"))
}

/// Reads on behind an `if`.
fn choice(first: TokenTree, tokens: &mut Tokens) -> Result<Child, String> {
    let mut branches = Vec::new();
    let mut word = first;
    loop {
        let mut condition = TokenStream::from(word);
        let inside = loop {
            match tokens.next() {
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => break children(group.stream())?,
                Some(token) => condition.extend([token]),
                None => return Err("an `if` has no braces".to_owned()),
            }
        };
        branches.push((condition, inside));
        if tokens.next_if(|token| is_word(token, "else")).is_none() {
            return Ok(Child::Choice(branches, Vec::new()));
        }
        match tokens.next() {
            Some(TokenTree::Group(group)) => return Ok(Child::Choice(branches, children(group.stream())?)),
            Some(next) => word = next,
            None => return Err("an `else` has no braces".to_owned()),
        }
    }
}

fn take(tokens: &mut Tokens, sign: char) -> bool {
    tokens.next_if(|token| is_sign(token, sign)).is_some()
}

fn expect(tokens: &mut Tokens, sign: char) -> Result<(), String> {
    if take(tokens, sign) { Ok(()) } else { Err(format!("`{sign}` is missing")) }
}

fn is_sign(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident.to_string() == word)
}
