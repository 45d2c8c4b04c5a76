//! A stream of events as its client reads it.

use super::PATIENCE;
use axum::body::{Body, Bytes};
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use serde_json::Value;

/// An open stream.
pub(crate) struct Events {
    body: BoxStream<'static, Result<Bytes, axum::Error>>,
    text: String,
}

impl Events {
    pub(super) fn of(body: Body) -> Self {
        Self { body: body.into_data_stream().boxed(), text: String::new() }
    }

    /// The next block; `None` when the stream has ended.
    pub(crate) async fn block(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.text.find("\n\n") {
                let block = self.text[..end].to_owned();
                self.text.drain(..end + 2);
                return Some(block);
            }
            let chunk = tokio::time::timeout(PATIENCE, self.body.next()).await.expect("the stream goes on or ends")?;
            self.text.push_str(std::str::from_utf8(&chunk.unwrap()).unwrap());
        }
    }

    /// The next event: its id, its name and its data.
    pub(crate) async fn event(&mut self) -> Option<(u64, String, Value)> {
        loop {
            let block = self.block().await?;
            let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name).map(|text| text.trim().to_owned()));
            if let Some(data) = field("data:") {
                let data = serde_json::from_str(&data).unwrap();
                return Some((field("id:").unwrap().parse().unwrap(), field("event:").unwrap(), data));
            }
        }
    }
}
