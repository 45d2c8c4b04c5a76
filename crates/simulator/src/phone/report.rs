//! The customer reports a message of the business to Meta: the business hears nothing of it but what becomes of its template.

use crate::meta::review;
use crate::world::{State, World};

/// Reports a message; answers its id.
///
/// # Errors
/// When the phone got no such message, or it was made by no template.
pub fn report(world: &World, state: &mut State, number: &str, id: &str) -> Result<String, String> {
    let flight = state.flights.get(id).filter(|flight| flight.phone == number).ok_or("this phone got no such message")?;
    let name = flight.content["name"].as_str().filter(|_| flight.kind == "template").ok_or("no template made this message")?;
    let language =
        flight.content["language"]["code"].as_str().or(flight.content["language"].as_str()).map_or_else(String::new, str::to_owned);
    let (account, name) = (flight.account.clone(), name.to_owned());
    review::report(world, state, &account, &name, &language);
    Ok(id.to_owned())
}
