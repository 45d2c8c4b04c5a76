//! The keys of the configuration that sessions need, and what is said of wrong ones.

use crate::app::{CONFIG, read_config};
use std::path::Path;

fn read(from: &str, to: &str) -> Result<proxy::config::Config, Vec<String>> {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("web")).unwrap();
    assert!(CONFIG.contains(from), "{from}");
    read_config(dir.path(), &CONFIG.replacen(from, to, 1))
}

#[test]
fn each_fault_is_named() {
    let (server, hubspot, canvas) = ("a server key of acme, 32 bytes and more", "hubspot secret of acme", "canvas secret of both tenants");
    for (from, to, key, words) in [
        (server, "short", "tenant[0].server_key[0].secret", "32 or more"),
        ("id = \"apex\"", "", "tenant[0].server_key[0].id", "missing"),
        ("id = \"apex\"", "id = \"apex\"\nkey = 1", "tenant[0].server_key[0].key", "no such key"),
        (hubspot, "", "tenant[0].hubspot.client_secret", "16 or more"),
        ("portal_ids = [4242, \"4343\"]", "", "tenant[0].hubspot.portal_ids", "missing"),
        ("portal_ids = [4242, \"4343\"]", "portal_ids = []", "tenant[0].hubspot.portal_ids", "empty"),
        ("portal_ids = [4242, \"4343\"]", "portal_ids = [true]", "tenant[0].hubspot.portal_ids[0]", "a text in quotes"),
        ("portal_ids = [9999]", "portal_ids = [\"4242\"]", "tenant", "HubSpot portal 4242"),
        (
            "portal_ids = [4242, \"4343\"]",
            "portal_ids = [4242, 4343]\naccess_token = \"pat\"",
            "tenant[0].hubspot.access_token",
            "a tenant for each",
        ),
        ("portal_ids = [9999]", "portal_ids = [9999]\naccess_token = \" \"", "tenant[1].hubspot.access_token", "empty"),
        ("portal_ids = [9999]", "portal_ids = [9999]\ntime_zone = \"Kolkata\"", "tenant[1].hubspot.time_zone", "Asia/Kolkata"),
        ("portal_ids = [9999]", "portal_ids = [9999]\napi_base = \"hubapi.com\"", "tenant[1].hubspot.api_base", "https://host"),
        (canvas, "short", "tenant[0].salesforce.consumer_secret", "16 or more"),
        ("org_ids = [\"00D000000000001\"]", "", "tenant[0].salesforce.org_ids", "missing"),
        ("org_ids = [\"00D000000000001\"]", "org_ids = [\"00D\"]", "tenant[0].salesforce.org_ids", "15 or 18"),
        ("kid = \"k1\"", "kid = \"sidethread:k1\"", "tenant[0].key[0].kid", "the proxy's own"),
        ("\n[[tenant]]", "\n[session]\nttl = 901\n[[tenant]]", "session.ttl", "60 to 900"),
        ("\n[[tenant]]", "\n[session]\nttl = 59\n[[tenant]]", "session.ttl", "60 to 900"),
        ("\n[[tenant]]", "\n[session]\nkey = \"short\"\n[[tenant]]", "session.key", "32 or more"),
        ("\n[[tenant]]", "\n[session]\nkey_env = \"NOT_SET_ANYWHERE\"\n[[tenant]]", "session.key_env", "not set"),
        ("\n[[tenant]]", "\n[session]\nlife = 60\n[[tenant]]", "session.life", "Known here"),
        ("\nlisten", "\nsession = 5\nlisten", "session", "a table"),
    ] {
        let faults = read(from, to).expect_err(to);
        assert!(faults.iter().any(|fault| fault.contains(&format!(" {key}: ")) && fault.contains(words)), "{key}: {faults:#?}");
    }
}

#[test]
fn a_session_table_keeps_the_defaults_that_it_doesnt_name() {
    let config = read("\n[[tenant]]", "\n[session]\nkey = \"a key of this proxy: 32 bytes and more\"\n[[tenant]]").unwrap();
    assert_eq!(config.session.ttl, 300);
    let shown = format!("{config:?}");
    assert!(config.tenants[1].hubspot.as_ref().unwrap().log.is_none(), "nothing is logged unless somebody says so");
    for secret in ["a key of this proxy", "server key of acme", "hubspot secret", "canvas secret"] {
        assert!(!shown.contains(secret), "{secret}");
    }
}

#[test]
fn a_page_without_an_origin_is_let_in_where_the_tenant_says_so() {
    let config = read("[\"https://crm.example\"]", "[\"https://crm.example\", \"null\"]").unwrap();
    assert!(config.tenants[0].has_origin("null") && !config.tenants[1].has_origin("null"));
}

#[test]
fn every_key_can_come_from_the_environment() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("web")).unwrap();
    let file = dir.path().join("sidethread.toml");
    let variables = [
        ("SIDETHREAD_SESSION__TTL", "120"),
        ("SIDETHREAD_SESSION__KEY", "a key out of the environment, 32 bytes"),
        ("SIDETHREAD_TENANT__ACME__SERVER_KEY__APEX__SECRET", "another server key, of 32 bytes or more"),
        ("SIDETHREAD_TENANT__ACME__HUBSPOT__CLIENT_SECRET", "another client secret"),
        ("SIDETHREAD_TENANT__GLOBEX__HUBSPOT__ACCESS_TOKEN", "pat-of-globex"),
    ];
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let config = proxy::config::Config::read(Some((Path::new(&file), CONFIG)), variables.into_iter()).unwrap();
    assert_eq!(config.session.ttl, 120);
    assert_eq!(config.session.key.as_ref().unwrap().expose(), "a key out of the environment, 32 bytes");
    let secret = proxy::config::SecretDigest::of("another server key, of 32 bytes or more");
    assert!(config.tenants[0].server_keys[0].secret.is(&secret));
    assert_eq!(config.tenants[0].hubspot.as_ref().unwrap().client_secret.expose(), "another client secret");
    let log = config.tenants[1].hubspot.as_ref().unwrap().log.as_ref().unwrap();
    assert_eq!((log.access_token.expose(), log.api_base.as_str()), ("pat-of-globex", "https://api.hubapi.com"));
    assert!(!format!("{config:?}").contains("pat-of"));
}
