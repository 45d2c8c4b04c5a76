//! A phone's state as a stream: the whole of it, whenever it changed.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::stream::{Stream, unfold};

use super::Refused;
use crate::phone::e164;
use crate::world::World;

/// Changes that come thick and fast are told once.
const BREATH: Duration = Duration::from_millis(15);

/// `GET /_control/phones/{phone}/events`
///
/// # Errors
/// 404 for a phone that does not exist.
pub async fn stream(
    State(world): State<World>,
    Path(number): Path<String>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refused> {
    let number = e164(&number);
    let mut changes = world.state().phones.get(&number).map(crate::phone::Phone::watch);
    if let Some(changes) = &mut changes {
        changes.mark_changed();
    }
    let changes = changes.ok_or_else(|| Refused::missing("no such phone"))?;
    let stop = world.stop().clone();
    let events = unfold((world, number, changes, stop), |(world, number, mut changes, stop)| async move {
        tokio::select! {
            () = stop.cancelled() => return None,
            alive = changes.changed() => alive.ok()?,
        }
        tokio::time::sleep(BREATH).await;
        changes.mark_unchanged();
        let data = {
            let state = world.state();
            serde_json::to_string(state.phones.get(&number)?).ok()?
        };
        Some((Ok(Event::default().event("phone").data(data)), (world, number, changes, stop)))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::default()))
}
