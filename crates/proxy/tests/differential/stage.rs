//! The simulator in this process, and the same account, files and templates on both sides.

use crate::sink::Sink;
use model::content::Media;
use model::inbound::Inbound;
use model::template::TemplateHeader;
use model::{Capabilities, Channel, MediaId, Template};
use providers::{Account, Codec, WireBody, WireRequest, WireResponse, registry};
use reqwest::Client;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The customer.
pub(crate) const PHONE: &str = "+919999999999";
const NUMBER: &str = "+15551305682";
/// Meta's form is read by this codec, whoever the provider is.
const META: &str = "tata-tele";
const TEMPLATES: &str = include_str!("templates.json");

/// Accounts that differ from others of their channel by an option.
const OTHERS: [(&str, Channel, (&str, &str)); 2] =
    [("tata-tele-rcs-google", Channel::Rcs, ("dialect", "google-rbm")), ("tyntec-transaction", Channel::Viber, ("purpose", "transaction"))];

/// Accounts whose webhooks come in another form than the provider's usual one.
const FORMS: [(&str, &str, Channel, &str); 5] = [
    ("tata-comms", "tata-comms-flattened", Channel::WhatsApp, "flattened"),
    ("tata-comms", "tata-comms-kaleyra", Channel::WhatsApp, "kaleyra"),
    ("exotel", "exotel-icm", Channel::WhatsApp, "icm"),
    ("exotel", "exotel-event", Channel::WhatsApp, "event"),
    ("tata-tele-rcs", "tata-tele-rcs-short", Channel::Rcs, "short"),
];

/// Types of files that some channel takes, or that none does.
const MIMES: [&str; 17] = [
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "video/mp4",
    "video/3gpp",
    "video/webm",
    "video/mpeg",
    "video/quicktime",
    "audio/aac",
    "audio/amr",
    "audio/mpeg",
    "audio/mp4",
    "audio/ogg; codecs=opus",
    "audio/wav",
    "application/pdf",
    "application/x-unheard-of",
];

/// One account of the provider.
pub(crate) struct Line {
    pub(crate) slug: String,
    pub(crate) codec: &'static dyn Codec,
    pub(crate) account: Account,
    pub(crate) capabilities: Capabilities,
    /// What each file is called there.
    pub(crate) names: BTreeMap<MediaId, String>,
}

/// A file that lies at the provider.
pub(crate) struct File {
    pub(crate) media: Media,
}

pub(crate) struct Stage {
    pub(crate) lines: Vec<Line>,
    /// What differs from one of these by its webhooks alone.
    pub(crate) forms: Vec<Line>,
    pub(crate) files: Vec<File>,
    pub(crate) templates: Vec<Template>,
    pub(crate) sink: Sink,
    http: Client,
    origin: String,
    _serving: JoinHandle<()>,
}

impl Stage {
    pub(crate) async fn build(provider: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let config = simulator::Config { seed: Some(1), quiet: true, ..simulator::Config::default() };
        let serving = tokio::spawn(async move { simulator::serve(config, listener, std::future::pending()).await.unwrap() });
        let codec = registry::by_name(provider).unwrap();
        let definitions: Vec<Value> = serde_json::from_str(TEMPLATES).unwrap();
        let meta = registry::by_name(META).unwrap();
        let templates: Vec<Template> = definitions.iter().map(|it| meta.template(it).unwrap()).collect();
        assert!(templates.iter().all(|template| template.header.as_ref().is_none_or(TemplateHeader::can_be_sent)));
        let sink = Sink::start().await;
        let mut stage = Self {
            lines: Vec::new(),
            forms: Vec::new(),
            files: Vec::new(),
            templates,
            sink,
            http: Client::new(),
            origin,
            _serving: serving,
        };
        let mut sizes = BTreeSet::from([1000]);
        for channel in codec.channels() {
            let limits = codec.capabilities(&Account { channel: channel.clone(), ..Account::default() }).limits;
            sizes.extend(limits.iter().filter(|(name, _)| name.ends_with(".bytes")).flat_map(|(_, limit)| [limit.max, limit.max + 1]));
        }
        let kinds = MIMES.iter().flat_map(|mime| sizes.iter().map(move |bytes| (*mime, *bytes)));
        stage.files = kinds.map(|(mime, bytes)| file(mime, bytes)).collect();
        for channel in codec.channels() {
            let slug = format!("{provider}-{channel}");
            let line = stage.line(codec, channel, slug, ("purpose", "promotion"), None, &definitions).await;
            stage.lines.push(line);
        }
        for (slug, channel, option) in OTHERS.iter().filter(|(slug, ..)| slug.rsplit_once('-').is_some_and(|(of, _)| of == provider)) {
            let line = stage.line(codec, channel, (*slug).to_owned(), *option, None, &definitions).await;
            stage.lines.push(line);
        }
        for (_, slug, channel, form) in FORMS.iter().filter(|(of, ..)| *of == provider) {
            let line = stage.line(codec, channel, (*slug).to_owned(), ("", ""), Some(form), &definitions).await;
            stage.forms.push(line);
        }
        stage
            .put(
                &format!("/_control/phones/{PHONE}"),
                &json!({"last_inbound_at": {NUMBER: simulator::clock::now_ms()}, "auto_read": true, "auto_read_ms": 1}),
            )
            .await;
        stage
    }

    async fn line(
        &self,
        codec: &'static dyn Codec,
        channel: &Channel,
        slug: String,
        option: (&str, &str),
        form: Option<&str>,
        definitions: &[Value],
    ) -> Line {
        let options = [("account_sid", &*slug), ("project_id", "664b97be"), ("waba_id", "1"), option];
        let account = Account {
            channel: channel.clone(),
            base_url: format!("{}/{}", self.origin, codec.provider()),
            token: format!("key:{slug}"),
            number: NUMBER.to_owned(),
            options: options
                .iter()
                .filter(|(name, _)| !name.is_empty())
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            ..Account::default()
        };
        let served = json!({
            "provider": codec.provider(), "channel": channel, "number": NUMBER, "token": account.token, "webhook_url": format!("{}/{slug}", self.sink.url),
            "options": served_options(codec.provider(), &slug, form),
        });
        self.put(&format!("/_control/accounts/{slug}"), &served).await;
        self.put(&format!("/_control/templates/{slug}"), &json!(definitions)).await;
        let mut names = BTreeMap::new();
        for (place, file) in self.files.iter().enumerate() {
            let id = format!("{}{place:04}", 700_000_000_000_u64 + (self.lines.len() + self.forms.len()) as u64);
            self.put(&format!("/_control/media/{id}"), &json!({"account": slug, "mime": file.media.mime, "bytes": file.media.bytes})).await;
            let link = format!("{}/cdn/{id}", self.origin);
            let name = match codec.provider() {
                "tata-tele-rcs" => link,
                "tyntec" => format!("{id} {link}"),
                _ => id,
            };
            names.insert(file.media.id.clone(), name);
        }
        let capabilities = codec.capabilities(&account);
        Line { slug, codec, account, capabilities, names }
    }

    /// Carries out a codec's request.
    pub(crate) async fn carry(&self, request: WireRequest) -> WireResponse {
        let body = match request.body {
            WireBody::Json(text) => text,
            WireBody::Empty => String::new(),
            WireBody::Multipart(_) | WireBody::File => panic!("a message without JSON"),
        };
        let sent = self.http.request(request.method, request.url).headers(request.headers).body(body);
        let answer = sent.send().await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        WireResponse { status, headers, body: answer.bytes().await.unwrap().to_vec() }
    }

    /// The phone does something: `messages`, `tap`, `edit` … Answers the id of what it said.
    pub(crate) async fn phone(&self, what: &str, body: &Value) -> String {
        let url = format!("{}/_control/phones/{PHONE}/{what}", self.origin);
        let answer = self.http.post(url).json(body).send().await.unwrap();
        assert!(answer.status().is_success(), "{what} {body}: {}", answer.text().await.unwrap());
        let answer: Value = answer.json().await.unwrap();
        answer["id"].as_str().unwrap_or_default().to_owned()
    }

    /// Waits until nothing is under way, and decodes what came for this account.
    pub(crate) async fn heard(&self, line: &Line) -> Vec<Inbound> {
        let answer = self.http.get(format!("{}/_control/idle?ms=60000", self.origin)).send().await.unwrap();
        assert!(answer.status().is_success(), "the simulator doesn't come to rest");
        let bodies = self.sink.take(&line.slug);
        bodies.iter().flat_map(|body| line.codec.decode(&line.account, &line.account.channel, body)).collect()
    }

    async fn put(&self, path: &str, body: &Value) {
        let answer = self.http.put(format!("{}{path}", self.origin)).json(body).send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.text().await.unwrap());
    }

    /// What the provider says of each of these requests.
    pub(crate) async fn judge(&self, line: &Line, requests: &[&Value]) -> Vec<Value> {
        let url = format!("{}/_control/judge/{}", self.origin, line.slug);
        let answer = self.http.post(url).json(requests).send().await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
        let words: Vec<Value> = answer.json().await.unwrap();
        assert_eq!(words.len(), requests.len());
        words
    }
}

/// What the simulator asks of an account of this provider beside the usual, and the form of its webhooks.
fn served_options(provider: &str, slug: &str, form: Option<&str>) -> Value {
    let mut options = match provider {
        "exotel" => json!({"account_sid": slug}),
        "redington" => json!({"project_id": "664b97be"}),
        _ => json!({}),
    };
    if let Some(form) = form {
        options["webhook_form"] = json!(form);
    }
    options
}

/// It is named by what it is: `image/jpeg:1000`.
fn file(mime: &str, bytes: u64) -> File {
    let media = Media { mime: mime.to_owned(), bytes: Some(bytes), ..Media::default() };
    File { media: Media { id: MediaId::new(format!("{}:{bytes}", media.essence())), ..media } }
}
