//! Every code that the providers' documents name has words, someone to act and a word on trying again; a code of nobody shows
//! itself and the provider's own words.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use http::{HeaderMap, StatusCode};
use model::Channel;
use model::fault::{Fault, Retry, Who};
use model::inbound::Inbound;
use providers::cloud::fault as meta;
use providers::error::SendError;
use providers::{Account, WireResponse, refusal, registry};
use serde_json::{Value, json};

/// What the documents say of a code: send it again by itself or later, mend it, take a template, ask whoever runs the account, or
/// leave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Again,
    Mend,
    Template,
    Admin,
    Leave,
}

use Class::{Admin, Again, Leave, Mend, Template};

/// Meta's, which all WhatsApp providers pass on. Source: wire-facts 4.1.
const META: [(Class, &[u32]); 5] = [
    (
        Again,
        &[
            1, 2, 131_000, 4, 80007, 130_429, 131_016, 131_057, 133_004, 2_494_100, 131_056, 132_069, 134_101, 138_002, 138_004, 138_005,
            138_007, 138_019, 138_020, 138_021, 138_022, 138_023,
        ],
    ),
    (
        Mend,
        &[
            100, 131_008, 131_009, 131_021, 131_051, 131_053, 131_062, 131_020, 131_041, 131_200, 131_299, 132_000, 132_005, 132_007,
            132_012, 132_018, 135_000, 138_003, 138_017, 2_388_039, 2_388_040, 2_388_047, 2_388_072, 2_388_073, 2_388_293, 2_388_299,
        ],
    ),
    (Template, &[470, 131_047, 132_001, 132_015, 132_016]),
    (
        Admin,
        &[
            0, 190, 3, 10, 200, 250, 299, 131_005, 33, 368, 131_030, 131_031, 131_037, 131_042, 131_045, 131_055, 134_100, 131_063,
            132_068, 133_000, 133_005, 133_006, 133_008, 133_009, 133_010, 133_015, 133_016, 134_011, 134_102, 136_024, 1_752_041,
            2_593_107, 2_593_108, 2_593_109, 147_001, 147_002, 147_003, 147_004, 147_005, 138_000, 138_013, 138_015, 138_018, 2_388_019,
        ],
    ),
    (
        Leave,
        &[130_403, 130_472, 130_497, 131_026, 131_048, 131_049, 131_050, 131_052, 131_064, 138_001, 138_006, 138_009, 138_012, 138_014],
    ),
];

/// The providers' own. Source: wire-facts 4.2 to 4.5, 5.6; seed 002 (24).
const OWN: [(&str, Class, &[&str]); 15] = [
    ("tata-tele", Admin, &["AUTH_FAILED", "AUTH_TOKEN_INVALID", "AUTH_TOKEN_NOT_FOUND", "PHONE_NUMBER_SETTINGS"]),
    ("tata-tele", Admin, &["PHONE_NUMBER_SETTINGS_UPDATE", "WHATSAPP_CALL_UPDATE", "GET_MESSAGE_TEMPLATE_INSIGHTS"]),
    ("tata-tele", Mend, &["UPLOAD_MEDIA"]),
    ("tata-tele", Template, &["MESSAGE_TEMPLATE_NOT_FOUND"]),
    ("tata-tele", Leave, &["GET_MEDIA_URL", "DELETE_MEDIA"]),
    ("tata-tele-rcs", Mend, &["Invalid Phone number"]),
    ("tata-tele-rcs", Admin, &["Bot conversation limit is exceeded"]),
    ("tata-tele-rcs", Leave, &["TTL_EXPIRATION_REVOKED", "TTL_EXPIRATION_REVOKE_FAILED"]),
    ("tyntec", Admin, &["1009", "403", "404"]),
    ("redington", Mend, &["601", "602", "603", "604"]),
    ("exotel", Again, &["30004", "30007", "30009", "30011", "30027", "30028"]),
    (
        "exotel",
        Mend,
        &[
            "30005", "30010", "30012", "30015", "30016", "30017", "30019", "30020", "30021", "30022", "30023", "30024", "30025", "30026",
            "30029", "30031", "30032", "30033", "30036", "30037", "30039", "30041", "1003",
        ],
    ),
    // The document has the last four among what the writer mends; she has no catalogue to mend.
    ("exotel", Admin, &["30006", "30030", "30034", "30035", "30038", "30040"]),
    ("exotel", Template, &["30018"]),
    ("exotel", Leave, &["30008", "30013", "30014"]),
];

/// What each provider's answers may come under. Source: wire-facts 4.2 to 4.4 and 5.2.
const STATUSES: [u16; 11] = [400, 401, 402, 403, 404, 405, 410, 413, 415, 422, 429];

fn fits(class: Class, who: Who, retry: Retry) -> bool {
    match class {
        Again => retry == Retry::Backoff && who == Who::Provider,
        Mend => retry == Retry::Input && who == Who::Agent,
        Template => retry == Retry::Template && who == Who::Agent,
        Admin => retry == Retry::Never && who == Who::Admin,
        Leave => matches!(retry, Retry::Never | Retry::After) && matches!(who, Who::Admin | Who::Customer | Who::Provider),
    }
}

fn speaks(code: &str, title: &str, action: &str) {
    assert!(title.ends_with('.') && action.ends_with('.') && title.len() > 10 && action.len() > 10, "{code}: {title} {action}");
    assert!(!title.contains(code), "{code} is shown instead of words: {title}");
}

#[test]
fn every_code_of_meta_has_words_and_the_class_of_the_document() {
    for (class, codes) in META {
        for code in codes {
            let fault = meta::fault(*code, None, None);
            speaks(&code.to_string(), &fault.title, &fault.action);
            assert!(fits(class, fault.who, fault.retry), "{code} is {class:?}: {:?}, {:?}", fault.who, fault.retry);
        }
    }
    let listed: Vec<u32> = META.iter().flat_map(|(_, codes)| codes.iter().copied()).collect();
    let catalogue = meta::catalogue().iter().flat_map(|entry| entry.codes.iter().copied());
    assert_eq!(catalogue.filter(|code| !listed.contains(code)).collect::<Vec<_>>(), Vec::<u32>::new(), "in no document");
}

#[test]
fn every_code_of_a_provider_has_words_and_the_class_of_the_document() {
    for (provider, class, codes) in OWN {
        let (_, table) = registry::FAULTS.iter().find(|(name, _)| *name == provider).unwrap();
        for code in codes {
            let fault = refusal::known(table, code, None).unwrap_or_else(|| panic!("{provider} has no words for {code}"));
            speaks(code, &fault.title, &fault.action);
            assert!(fits(class, fault.who, fault.retry), "{provider} {code} is {class:?}: {:?}, {:?}", fault.who, fault.retry);
        }
    }
    let names: Vec<&str> = registry::FAULTS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, registry::ALL.iter().map(|codec| codec.provider()).collect::<Vec<_>>());
}

#[test]
fn every_status_of_http_has_words() {
    for status in STATUSES {
        let fault = refusal::by_status(&[], StatusCode::from_u16(status).unwrap(), None);
        speaks(&status.to_string(), &fault.title, &fault.action);
    }
    assert_eq!(refusal::statuses().map(|(statuses, _)| statuses.len()).sum::<usize>(), STATUSES.len());
}

fn refused(provider: &str, status: u16, body: &Value) -> Fault {
    let body = body.to_string().into_bytes();
    let response = WireResponse { status: StatusCode::from_u16(status).unwrap(), headers: HeaderMap::new(), body };
    match registry::by_name(provider).unwrap().receipt(&response) {
        Err(SendError::Refused(fault) | SendError::Unknown(fault)) => fault,
        Ok(receipt) => panic!("{provider} took it: {receipt:?}"),
    }
}

#[test]
fn a_code_of_nobody_in_an_answer_shows_itself_and_the_words_that_came() {
    let meta = |key: &str| json!({key: {"code": 987_654, "message": "Try a kite"}});
    let answers = [
        ("tata-tele", 424, json!({"error": "UPLOAD_MEDIA", "meta": {"code": 987_654, "message": "Try a kite"}})),
        ("tata-tele-rcs", 400, meta("error")),
        ("tyntec", 400, json!({"status": 400, "code": 987_654, "detail": "Try a kite"})),
        ("tata-comms", 400, meta("error")),
        ("redington", 400, meta("error")),
        (
            "exotel",
            202,
            json!({"response": {"whatsapp": {"messages": [{"code": 400, "error_data": {"code": 987_654, "description": "Try a kite"}}]}}}),
        ),
    ];
    for (provider, status, body) in answers {
        let fault = refused(provider, status, &body);
        assert_eq!(fault.code, "987654", "{provider}");
        assert!(fault.title.contains("987654") && fault.title.contains("Try a kite"), "{provider}: {}", fault.title);
        assert_eq!((fault.who, fault.retry), (Who::Admin, Retry::Never), "{provider}");
    }
}

#[test]
fn a_code_of_nobody_in_a_webhook_shows_itself_and_the_words_that_came() {
    let error = json!({"code": 987_654, "title": "Kite", "error_data": {"details": "Try a kite"}});
    let status = json!({"statuses": [{"id": "wamid.1", "status": "failed", "timestamp": "1729161280", "recipient_id": "919999999999", "errors": [error]}]});
    let rcs = json!({"userPhoneNumber": "+919999999999", "botId": "b", "entityType": "USER_EVENT",
        "entity": {"eventType": "SEND_MESSAGE_FAILURE", "messageId": "m", "eventId": "e", "error": {"code": 987_654, "message": "Try a kite"}}});
    let redington = json!({"id": "1", "topic": "message.status.updated", "data": {"message": {"id": "m", "messageId": "wamid.1", "status": "FAILED",
        "phone_number": "919999999999", "failureResponse": {"code": "987654", "reason": "Try a kite"}}}});
    let tyntec = json!({"event": "MessageStatus::failed", "messageId": "m", "channel": "whatsapp", "timestamp": "2024-01-01T00:00:00Z",
        "details": {"code": "whatsapp::error::987654", "message": "Try a kite"}});
    let exotel = json!({"whatsapp": {"messages": [{"callback_type": "dlr", "sid": "s", "to": "+919999999999", "exo_status_code": 30047,
        "exo_detailed_status": "EX_987654", "description": "Try a kite"}]}});
    let webhooks = [
        ("tata-tele", &status),
        ("tata-comms", &status),
        ("tata-tele-rcs", &rcs),
        ("redington", &redington),
        ("tyntec", &tyntec),
        ("exotel", &exotel),
    ];
    for (provider, body) in webhooks {
        let codec = registry::by_name(provider).unwrap();
        let inbound = codec.decode(&Account::default(), &codec.channels()[0], body.to_string().as_bytes());
        let fault = inbound.iter().find_map(|one| if let Inbound::Status(status) = one { status.status.fault.as_ref() } else { None });
        let fault = fault.unwrap_or_else(|| panic!("{provider}: {inbound:?}"));
        assert!(fault.code.contains("987654") && fault.title.contains("Try a kite"), "{provider}: {fault:?}");
        assert!(codec.channels()[0] == Channel::Rcs || fault.title.contains("987654"), "{provider}: {}", fault.title);
    }
}
