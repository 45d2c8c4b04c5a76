//! A content that many hold at once: a row, an echo, what the view draws. It is never copied and never changed.

use crate::json::{Node, Out, Read, Write, write};
use model::Content;
use std::ops::Deref;
use std::rc::Rc;

/// A content, shared. Two are equal when they would be written alike.
#[derive(Clone, Debug)]
pub struct Carried(Rc<Content>);

impl From<Content> for Carried {
    fn from(content: Content) -> Self {
        Self(Rc::new(content))
    }
}

impl Deref for Carried {
    type Target = Content;

    fn deref(&self) -> &Content {
        &self.0
    }
}

impl PartialEq for Carried {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || write(self) == write(other)
    }
}

impl Read for Carried {
    fn read(&mut self, node: &Node) -> bool {
        let mut content = Content::blank();
        let is_one = content.read(node);
        *self = content.into();
        is_one
    }

    fn blank() -> Self {
        Content::blank().into()
    }
}

impl Write for Carried {
    fn fields(&self, out: &mut Out) {
        self.0.fields(out);
    }
}
