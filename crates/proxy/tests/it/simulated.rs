//! The simulator in this process, and one account at each provider that both sides know.

use reqwest::{Client, Method};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// An account.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub(crate) slug: &'static str,
    pub(crate) provider: &'static str,
    pub(crate) channel: &'static str,
    pub(crate) number: &'static str,
    pub(crate) token: &'static str,
    /// What the proxy is told beside, and the simulator: name and value.
    options: &'static [(&'static str, &'static str)],
    simulated: &'static [(&'static str, &'static str)],
}

const fn line(slug: &'static str, provider: &'static str, channel: &'static str, number: &'static str) -> Line {
    Line { slug, provider, channel, number, token: "a token", options: &[], simulated: &[] }
}

const EXOTEL: &[(&str, &str)] = &[("account_sid", "acme1"), ("waba_id", "1000200030004")];
const PROJECT: &[(&str, &str)] = &[("project_id", "66b1f2c3d4e5f60718293a4b")];

/// One at each provider and channel.
pub(crate) const LINES: [Line; 8] = [
    line("line-tata", "tata-tele", "whatsapp", "+15551305671"),
    line("line-comms", "tata-comms", "whatsapp", "+15551305673"),
    Line { options: PROJECT, simulated: PROJECT, ..line("line-redington", "redington", "whatsapp", "+15551305674") },
    line("line-rcs", "tata-tele-rcs", "rcs", "acme-bot"),
    Line { token: "key:token", options: EXOTEL, simulated: EXOTEL, ..line("line-exotel", "exotel", "whatsapp", "+15551305675") },
    Line {
        token: "a tyntec key",
        options: &[("account_id", "1000200030005")],
        simulated: &[("waba_id", "1000200030005")],
        ..line("line-tyntec", "tyntec", "whatsapp", "+15551305676")
    },
    Line { token: "a viber key", ..line("line-viber", "tyntec", "viber", "+15551305677") },
    Line { token: "an sms key", ..line("line-sms", "tyntec", "sms", "+15551305678") },
];

/// The line of that slug.
pub(crate) fn of(slug: &str) -> &'static Line {
    LINES.iter().find(|line| line.slug == slug).unwrap()
}

impl Line {
    pub(crate) fn secret(&self) -> String {
        format!("hook-secret-of-{}", self.slug)
    }

    pub(crate) fn hook(&self) -> String {
        format!("/hooks/{}/{}", self.slug, self.secret())
    }

    /// As the proxy's configuration has it.
    pub(crate) fn toml(&self, origin: &str) -> String {
        let options: Vec<String> = self.options.iter().map(|(name, value)| format!("{name} = \"{value}\"")).collect();
        format!(
            "[[tenant.account]]\nslug = \"{}\"\nprovider = \"{}\"\nchannel = \"{}\"\nnumber = \"{}\"\nbase_url = \"{origin}/{}\"\n\
             token = \"{}\"\nhook_secret = \"{}\"\noptions = {{ {} }}\n",
            self.slug,
            self.provider,
            self.channel,
            self.number,
            self.provider,
            self.token,
            self.secret(),
            options.join(", ")
        )
    }
}

/// All lines, as the proxy's configuration has them.
pub(crate) fn toml(origin: &str) -> String {
    LINES.iter().map(|line| line.toml(origin)).collect()
}

/// A simulator that serves until it is dropped.
pub(crate) struct Simulated {
    pub(crate) origin: String,
    http: Client,
    serving: JoinHandle<()>,
}

impl Simulated {
    /// One that knows all lines; their webhooks go there.
    pub(crate) async fn start(proxy: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let config = simulator::Config { seed: Some(1), quiet: true, ..simulator::Config::default() };
        let serving = tokio::spawn(async move { simulator::serve(config, listener, std::future::pending()).await.unwrap() });
        let simulated = Self { origin, http: Client::builder().no_proxy().build().unwrap(), serving };
        for line in LINES {
            let options: serde_json::Map<String, Value> =
                line.simulated.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
            let account = json!({
                "provider": line.provider, "channel": line.channel, "number": line.number, "token": line.token,
                "webhook_url": format!("{proxy}{}", line.hook()), "options": options,
            });
            simulated.control(Method::PUT, &format!("accounts/{}", line.slug), &account).await;
        }
        simulated
    }

    /// Steers it.
    pub(crate) async fn control(&self, method: Method, path: &str, body: &Value) -> Value {
        let request = self.http.request(method.clone(), format!("{}/_control/{path}", self.origin));
        let request = if method == Method::GET { request } else { request.json(body) };
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert!(status.is_success(), "{path}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// Waits until nothing is due or under way there: reviews, webhooks, phones.
    pub(crate) async fn idle(&self) {
        self.control(Method::GET, "idle", &Value::Null).await;
    }
}

impl Drop for Simulated {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
