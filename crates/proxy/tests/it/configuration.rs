//! The configuration: every fault with its key and reason, all at once.

use crate::app::{CONFIG, read_config};
use model::Channel;
use proxy::config::Config;
use std::path::Path;
use std::process::Command;
use tempfile::{TempDir, tempdir};

const PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";

fn folder() -> TempDir {
    let dir = tempdir().unwrap();
    std::fs::create_dir(dir.path().join("web")).unwrap();
    dir
}

/// The faults of the test configuration with one text replaced.
fn faults(from: &str, to: &str) -> Vec<String> {
    let dir = folder();
    assert!(CONFIG.contains(from), "{from}");
    read_config(dir.path(), &CONFIG.replacen(from, to, 1)).err().unwrap_or_default()
}

#[test]
fn the_test_configuration_is_good() {
    let dir = folder();
    let config = read_config(dir.path(), CONFIG).unwrap();
    assert_eq!(config.media_dir, dir.path().join("media"));
    assert_eq!(config.tenants[0].accounts[0].label, "WhatsApp +1 555-130-5682");
    assert!(!format!("{config:?}").contains("secret of acme") && !format!("{config:?}").contains("no log may see"), "{config:?}");
}

#[test]
fn the_defaults_lack_nothing_but_a_tenant() {
    let faults = Config::read(None, std::iter::empty()).unwrap_err();
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].to_string(), "no sidethread.toml here: tenant: There is no tenant: at least one [[tenant]] is needed.");
}

#[test]
fn each_fault_is_named() {
    for (from, to, key, words) in [
        ("listen = \"127.0.0.1:0\"", "listen = \"here\"", "listen", "127.0.0.1:8700"),
        ("listen = \"127.0.0.1:0\"", "listen = 8700", "listen", "a text in quotes"),
        ("\"https://threads.example\"", "\"https://threads.example/x\"", "public_url", "without path"),
        ("sqlite://sidethread.db", "mysql://x", "database", "sqlite://"),
        ("web_dir = \"web\"", "web_dir = \"nowhere\"", "web_dir", "There is no folder"),
        ("body_max_bytes = 65536", "body_max_bytes = 0", "body_max_bytes", "above 0"),
        ("body_max_bytes = 65536", "body_max_byte = 65536", "body_max_byte", "“body_max_bytes”"),
        ("body_max_bytes = 65536", "log_format = \"xml\"", "log_format", "text or json"),
        ("body_max_bytes = 65536", "log = \"=,=\"", "log", "filter"),
        ("body_max_bytes = 65536", "allow_private_addresses = \"yes\"", "allow_private_addresses", "true or false"),
        ("id = \"acme\"", "id = \"Acme Inc\"", "tenant[0].id", "a-z"),
        ("id = \"acme\"", "", "tenant[0].id", "missing"),
        ("id = \"globex\"", "id = \"acme\"", "tenant[1].id", "Two tenants"),
        ("[\"https://crm.example\"]", "[\"https://crm.example/\"]", "tenant[0].origins[0]", "https://crm.example"),
        ("[\"https://crm.example\"]", "[\"crm.example\"]", "tenant[0].origins[0]", "scheme://host"),
        ("[\"https://crm.example\"]", "[\"*\"]", "tenant[0].origins[0]", "scheme://host"),
        ("[\"https://crm.example\"]", "[\"https://CRM.example:443\"]", "tenant[0].origins[0]", "https://crm.example"),
        ("https://*.lightning.force.com", "https://*", "tenant[0].frame_ancestors[0]", "origin"),
        ("https://*.lightning.force.com", "https://*.com", "tenant[0].frame_ancestors[0]", "any site"),
        ("https://*.lightning.force.com", "https://x.example; script-src *", "tenant[0].frame_ancestors[0]", "origin"),
        ("default_region = \"IN\"", "default_region = \"India\"", "tenant[0].default_region", "two capitals"),
        ("default_region = \"IN\"", "default_reqion = \"IN\"", "tenant[0].default_reqion", "“default_region”"),
        ("alg = \"HS256\"", "alg = \"none\"", "tenant[0].key[0].alg", "HS256, EdDSA or ES256"),
        ("alg = \"HS256\"", "alg = \"EdDSA\"", "tenant[0].key[0].secret", "public key"),
        ("secret = \"a key of acme that has 32 bytes and more\"", "secret = \"short\"", "tenant[0].key[0].secret", "32"),
        ("secret = \"a key of acme that has 32 bytes and more\"", "", "tenant[0].key[0].secret", "missing"),
        ("slug = \"globex-wa\"", "slug = \"acme-wa\"", "tenant[1].account[0].slug", "Two accounts"),
        ("slug = \"acme-wa\"", "slug = \"acme/wa\"", "tenant[0].account[0].slug", "a-z"),
        ("provider = \"tata-tele\"", "provider = \"tata\"", "tenant[0].account[0].provider", "tata-tele"),
        ("channel = \"whatsapp\"", "channel = \"fax\"", "tenant[0].account[0].channel", "whatsapp"),
        ("\"+15551305682\"", "\"15551305682\"", "tenant[0].account[0].number", "E.164"),
        ("\"+15551305682\"", "\"+1 555 130 5682\"", "tenant[0].account[0].number", "write +15551305682"),
        ("https://provider.example", "provider.example", "tenant[0].account[0].base_url", "https://host"),
        ("token = \"a token that no log may see\"", "", "tenant[0].account[0].token", "token_env"),
        ("token = \"a token that no log may see\"", "token_env = \"SIDE_TEST_UNSET\"", "tenant[0].account[0].token_env", "not set"),
        ("token = \"a token that no log may see\"", "token_file = \"nowhere\"", "tenant[0].account[0].token_file", "can't be read"),
        ("token = \"a token that no log may see\"", "token = \"x\"\ntoken_file = \"y\"", "tenant[0].account[0].token", "keep one"),
        ("token = \"a token that no log may see\"", "token = \"x\\ny\"", "tenant[0].account[0].token", "line break"),
        ("hook-secret-of-acme", "short", "tenant[0].account[0].hook_secret", "16"),
        ("hook-secret-of-acme", "hook secret/of acme", "tenant[0].account[0].hook_secret", "path"),
        (
            "signing_secret = \"signing secret of acme\"",
            "require_signature = true",
            "tenant[0].account[0].require_signature",
            "signing_secret",
        ),
        ("signing_secret = \"signing secret of acme\"", "templates = \"nowhere.json\"", "tenant[0].account[0].templates", "can't be read"),
        ("signing_secret = \"signing secret of acme\"", "options = { auth_prefix = \"Basic\" }", "tenant[0].account[0]", "auth_prefix"),
        ("signing_secret = \"signing secret of acme\"", "options = { waba_id = 7 }", "tenant[0].account[0].options.waba_id", "a text"),
    ] {
        let faults = faults(from, to);
        assert_eq!(faults.len(), 1, "{to}: {faults:#?}");
        assert!(faults[0].contains(&format!(": {key}: ")) && faults[0].contains(words), "{to}: {}", faults[0]);
        assert!(!faults[0].contains("hook secret/of acme"), "a secret is said");
    }
}

#[test]
fn all_faults_come_at_once_each_with_its_line() {
    let text = "listen = \"x\"\nlisten_on = 1\n\n[[tenant]]\nid = \"A\"\n\n[[tenant.key]]\nkid = \"k\"\nalg = \"RS1\"\n";
    let faults = read_config(folder().path(), text).unwrap_err();
    for start in ["file:1: listen: ", "file:2: listen_on: ", "file:5: tenant[0].id: ", "file:9: tenant[0].key[0].alg: "] {
        assert!(faults.iter().any(|fault| fault.starts_with(start)), "{start} in {faults:#?}");
    }
    assert_eq!(faults.len(), 4, "{faults:#?}");
    let twice = "[[tenant]]\nid = \"a\"\nkey = [{ kid = \"k\" }, { kid = \"k\", alg = \"HS256\" }]\n\n[[tenant]]\nid = \"a\"\nx = 1\n";
    let faults = read_config(folder().path(), twice).unwrap_err();
    for start in ["file:3: tenant[0].key[1].kid: Two keys", "file:6: tenant[1].id: Two tenants", "file:7: tenant[1].x: "] {
        assert!(faults.iter().any(|fault| fault.starts_with(start)), "{start} in {faults:#?}");
    }
    let broken = read_config(folder().path(), "listen = \n[[tenant\n").unwrap_err();
    assert!(broken[0].starts_with("file:1: This is not TOML"), "{broken:#?}");
}

#[test]
fn a_secret_can_lie_in_a_file_and_a_public_key_needs_none() {
    let dir = folder();
    std::fs::write(dir.path().join("token"), "from a file\n").unwrap();
    std::fs::write(dir.path().join("key.pem"), PUBLIC).unwrap();
    let text = CONFIG.replacen("token = \"a token that no log may see\"", "token_file = \"token\"", 1).replacen(
        "alg = \"HS256\"\nsecret = \"a key of acme that has 32 bytes and more\"",
        "alg = \"EdDSA\"\npublic_key_file = \"key.pem\"",
        1,
    );
    let config = read_config(dir.path(), &text).unwrap();
    assert_eq!(config.tenants[0].accounts[0].wire.token, "from a file");
    let wrong = text.replacen("EdDSA", "ES256", 1);
    assert!(read_config(dir.path(), &wrong).unwrap_err()[0].contains("ES256"));
    let as_secret = CONFIG.replacen("secret = \"a key of acme that has 32 bytes and more\"", "secret_file = \"key.pem\"", 1);
    assert!(read_config(dir.path(), &as_secret).unwrap_err()[0].contains("PEM"));
}

#[test]
fn the_environment_wins_and_reaches_everything() {
    let dir = folder();
    let file = dir.path().join("sidethread.toml");
    let read = |pairs: &[(&str, &str)]| {
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Config::read(Some((&file, CONFIG)), pairs.into_iter())
    };
    let config = read(&[
        ("SIDETHREAD_LISTEN", "127.0.0.1:9999"),
        ("SIDETHREAD_BODY_MAX_BYTES", "7"),
        ("SIDETHREAD_ALLOW_PRIVATE_ADDRESSES", "true"),
        ("SIDETHREAD_TENANT__ACME__ORIGINS", "https://a.example, https://b.example"),
        ("SIDETHREAD_TENANT__ACME__ACCOUNT__ACME_WA__TOKEN", "from outside"),
        ("SIDETHREAD_TENANT__1__ACCOUNT__0__OPTIONS__WABA_ID", "123"),
        ("SIDETHREAD_CONFIG", "x"),
        ("SIDETHREAD_PORT_8700_TCP", "tcp://10.0.0.1:8700"),
        ("SIDETHREAD_SERVICE_HOST", "10.0.0.1"),
        ("SIDETHREAD_BIN", "sidethread"),
        ("SIDETHREAD_DIST", "dist"),
        ("OTHER", "x"),
    ])
    .unwrap();
    assert_eq!(config.listen.port(), 9999);
    assert_eq!((config.body_max_bytes, config.allow_private_addresses), (7, true));
    assert_eq!(config.tenants[0].origins, ["https://a.example", "https://b.example"]);
    assert_eq!(config.tenants[0].accounts[0].wire.token, "from outside");
    assert_eq!(config.tenants[1].accounts[0].wire.options["waba_id"], "123");
    let faults = read(&[("SIDETHREAD_TENANT__NOBODY__ID", "x")]).unwrap_err();
    let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|it| it.starts_with("environment SIDETHREAD_TENANT__NOBODY__ID: ")), "{said:#?}");
    let faults = read(&[("SIDETHREAD_LISTENS", "x")]).unwrap_err();
    assert_eq!(
        faults.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["environment SIDETHREAD_LISTENS: listens: There is no such key. Did you mean “listen”?"]
    );
}

#[test]
fn templates_are_judged_with_the_rest() {
    let dir = folder();
    std::fs::write(dir.path().join("t.json"), r#"[{"name": "x"}]"#).unwrap();
    let text = CONFIG.replacen("hook_secret = ", "templates = \"t.json\"\nhook_secret = ", 1);
    let faults = read_config(dir.path(), &text).unwrap_err();
    assert!(faults[0].contains("templates: t.json, entry 0: "), "{faults:#?}");
}

fn sidethread(config: &Path, words: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_sidethread")).args(words).arg("--config").arg(config).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn check_ends_with_2_and_serve_does_not_start() {
    let dir = folder();
    let file = dir.path().join("bad.toml");
    std::fs::write(&file, "listen = \"x\"\nmedia_dirs = \"y\"\n").unwrap();
    for word in ["check", "serve"] {
        let (code, _, said) = sidethread(&file, &[word]);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("bad.toml:1: listen: ") && said.contains("“media_dir”") && said.contains("3 faults"), "{said}");
    }
    let (code, _, said) = sidethread(&dir.path().join("nowhere.toml"), &["check"]);
    assert_eq!(code, 2);
    assert!(said.contains("can't be read"), "{said}");
}

#[test]
fn serve_promises_nothing_that_it_can_not_open() {
    let dir = folder();
    let file = dir.path().join("sidethread.toml");
    std::fs::write(&file, CONFIG).unwrap();
    std::fs::write(dir.path().join("sidethread.db"), "no database at all").unwrap();
    let (code, promised, said) = sidethread(&file, &["serve"]);
    assert_eq!((code, promised.as_str()), (1, ""), "{said}");
    assert!(said.contains("sidethread.db: "), "{said}");
}

#[test]
fn check_accepts_every_provider_on_every_channel() {
    let dir = folder();
    let file = dir.path().join("sidethread.toml");
    for codec in providers::registry::ALL {
        for channel in codec.channels() {
            let number = match channel {
                Channel::Rcs => "acme-bot",
                Channel::Viber => "16018",
                Channel::Sms => "ACME",
                Channel::WhatsApp | Channel::Unknown(_) => "+919999911111",
            };
            let mut text = CONFIG.to_owned();
            for (from, to) in [
                ("provider = \"tata-tele\"", format!("provider = \"{}\"", codec.provider())),
                ("channel = \"whatsapp\"", format!("channel = \"{channel}\"")),
                ("+15551305682", number.to_owned()),
                ("a token that no log may see", "key:token".to_owned()),
                ("signing_secret = \"signing secret of acme\"", options(codec.provider()).to_owned()),
            ] {
                assert!(text.contains(from), "{from}");
                text = text.replacen(from, &to, 1);
            }
            std::fs::write(&file, text).unwrap();
            let (code, said, wrong) = sidethread(&file, &["check"]);
            assert_eq!((code, wrong.as_str()), (0, ""), "{} {channel}", codec.provider());
            assert!(said.contains(channel.label()) && !said.contains("key:token"), "{said}");
        }
    }
}

/// What a provider can't do without.
fn options(provider: &str) -> &'static str {
    match provider {
        "exotel" => "options = { account_sid = \"acme1\", waba_id = \"1\" }",
        "redington" => "options = { project_id = \"p1\" }",
        _ => "",
    }
}

#[test]
fn check_and_token_say_what_they_should() {
    let dir = folder();
    let file = dir.path().join("sidethread.toml");
    std::fs::write(&file, CONFIG).unwrap();
    let (code, said, _) = sidethread(&file, &["check"]);
    assert_eq!(code, 0);
    assert!(said.contains("WhatsApp +1 555-130-5682") && !said.contains("secret"), "{said}");
    let (code, token, said) = sidethread(&file, &["token", "--tenant", "acme", "--agent", "priya", "--phone", "99999 99999"]);
    assert_eq!(code, 0, "{said}");
    let claims: serde_json::Value = jsonwebtoken::dangerous::insecure_decode_claims(token.trim()).unwrap();
    assert_eq!(claims["phones"][0], "+919999999999");
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 600);
    for (words, part) in [
        (&["token", "--tenant", "nobody", "--agent", "p"][..], "acme, globex"),
        (&["token", "--tenant", "acme", "--agent", "p", "--ttl", "901"], "900"),
        (&["token", "--tenant", "acme", "--agent", "p", "--scope", "all"], "thread:read"),
        (&["token", "--tenant", "acme", "--agent", "p", "--phone", "x"], "--phone x"),
    ] {
        let (code, _, said) = sidethread(&file, words);
        assert!(code == 2 && said.contains(part), "{words:?}: {said}");
    }
}
