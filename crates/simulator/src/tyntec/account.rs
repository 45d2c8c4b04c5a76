//! WhatsApp accounts of a key and their phone numbers.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::{Extension, Json};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::account::Account;
use crate::gateway::Caller;
use crate::provider::Channel;
use crate::tyntec::page::{self, Wanted};
use crate::tyntec::problem::Problem;
use crate::world::{State as Everything, World};

const UNKNOWN: &str = "WhatsApp account unknown";

/// What a list of accounts asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    #[serde(rename = "phone-number")]
    number: Option<String>,
}

/// `GET /channels/whatsapp/accounts`
pub async fn list(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Query(filter): Query<Filter>,
    Query(wanted): Query<Wanted>,
) -> Response {
    let state = world.state();
    let mut ids: Vec<String> = Vec::new();
    let mut shown = Vec::new();
    for account in own(&state, &slug).filter(|a| filter.number.as_ref().is_none_or(|n| a.is_number(n))) {
        let id = id(account);
        if !ids.contains(&id) {
            shown.push(show_account(account));
            ids.push(id);
        }
    }
    page::answer(shown, &wanted, &address(&world, "/accounts"))
}

/// `GET /channels/whatsapp/accounts/{id}`
///
/// # Errors
/// 404.
pub async fn show(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path(wanted): Path<String>,
) -> Result<Json<Value>, Problem> {
    let state = world.state();
    let found = own(&state, &slug).find(|a| id(a) == wanted).map(show_account);
    found.map(Json).ok_or_else(|| Problem::missing(UNKNOWN))
}

/// `GET /channels/whatsapp/accounts/{id}/phone-numbers`
///
/// # Errors
/// 404.
pub async fn numbers_of(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path(account): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let state = world.state();
    slugs(&state, &slug, &account)?;
    let shown = own(&state, &slug).filter(|a| id(a) == account).map(show_number).collect();
    Ok(page::answer(shown, &wanted, &address(&world, &format!("/accounts/{account}/phone-numbers"))))
}

/// `GET /channels/whatsapp/phone-numbers`
pub async fn numbers(State(world): State<World>, Extension(Caller(slug)): Extension<Caller>, Query(wanted): Query<Wanted>) -> Response {
    let shown = own(&world.state(), &slug).map(show_number).collect();
    page::answer(shown, &wanted, &address(&world, "/phone-numbers"))
}

/// `GET /channels/whatsapp/phone-numbers/{number}`
///
/// # Errors
/// 404.
pub async fn number(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path(number): Path<String>,
) -> Result<Json<Value>, Problem> {
    let state = world.state();
    let found = own(&state, &slug).find(|a| a.is_number(&number)).map(show_number);
    found.map(Json).ok_or_else(|| Problem::missing("Phone number unknown"))
}

/// The WhatsApp numbers of the key that opened the door with this account.
pub(super) fn own<'a>(state: &'a Everything, slug: &str) -> impl Iterator<Item = &'a Account> {
    let first = state.accounts.get(slug).map(|a| (a.provider, a.token.clone()));
    let same = move |a: &&Account| Some((a.provider, a.token.clone())) == first && a.channel() == Channel::Whatsapp;
    state.accounts.values().filter(same)
}

/// The slugs of the numbers of this WhatsApp account.
///
/// # Errors
/// 404 when it is unknown.
pub(super) fn slugs(state: &Everything, slug: &str, account: &str) -> Result<Vec<String>, Problem> {
    let found: Vec<String> = own(state, slug).filter(|a| id(a) == account).map(|a| a.slug.clone()).collect();
    if found.is_empty() { Err(Problem::missing(UNKNOWN)) } else { Ok(found) }
}

/// The id of the WhatsApp account that a number belongs to.
#[must_use]
pub fn id(account: &Account) -> String {
    account.options.waba_id.clone().unwrap_or_else(|| {
        let hex = account.object_id("waba") + &account.object_id("waba, the rest");
        [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..32]].join("-")
    })
}

/// Where a list of this kind lives.
pub(super) fn address(world: &World, path: &str) -> String {
    format!("{}/tyntec/conversations/v3/channels/whatsapp{path}", world.origin())
}

fn show_account(account: &Account) -> Value {
    json!({
        "whatsAppAccountId": id(account), "whatsAppAccountName": account.slug, "businessName": account.slug,
        "templateNamespace": account.object_id("namespace"), "facebookBusinessManagerId": 1_791_147_717_848_878_i64,
        "accountStatus": {"messageOnBehalf": "APPROVED"}, "managedBy": {"accountName": "tynteccpaas"},
    })
}

fn show_number(account: &Account) -> Value {
    json!({
        "phoneNumber": account.digits(), "displayPhoneNumber": account.number, "verifiedName": account.slug, "qualityRating": "GREEN",
        "status": "CONNECTED", "whatsAppAccountId": id(account), "managedBy": {"accountName": "tynteccpaas"},
        "messagingVia": {"accountName": "messagingcpaas"}, "nameStatus": "APPROVED", "isOfficialBusinessAccount": false,
    })
}
