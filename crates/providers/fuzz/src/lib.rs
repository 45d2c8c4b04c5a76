//! What the targets hold the decoders to: never a panic, never silence, the same words for the same bytes.

use http::{HeaderMap, StatusCode};
use model::inbound::FileReference;
use providers::{Account, Codec, SendError, WebhookRequest, WireResponse, registry};

fn account(codec: &dyn Codec) -> Account {
    Account { channel: codec.channels()[0].clone(), number: "+15551305682".to_owned(), ..Account::default() }
}

/// A webhook of this provider.
///
/// # Panics
/// When it is dropped, or understood differently the second time.
pub fn webhook(provider: &str, body: &[u8]) {
    let codec = registry::by_name(provider).expect("the targets are named after the registry");
    let account = account(codec);
    let headers = HeaderMap::new();
    let _ = codec.handshake(&account, WebhookRequest::new(&headers, body));
    let heard = codec.decode(&account, &account.channel, body);
    assert!(!heard.is_empty(), "nothing was heard");
    assert_eq!(heard, codec.decode(&account, &account.channel, body));
}

/// An answer to anything that any codec asks; the first two bytes are the status.
///
/// # Panics
/// When a message goes without a word, or one that may have been taken counts as refused.
pub fn answer(bytes: &[u8]) {
    let Some((status, body)) = bytes.split_first_chunk::<2>() else { return };
    let status = 100 + u16::from_le_bytes(*status) % 500;
    let Ok(status) = StatusCode::from_u16(status) else { return };
    let response = WireResponse { status, headers: HeaderMap::new(), body: body.to_vec() };
    for codec in registry::ALL {
        let account = account(*codec);
        let sent = codec.receipt(&response);
        assert!(!status.is_server_error() || matches!(sent, Err(SendError::Unknown(_))), "it may have been taken");
        assert_eq!(codec.receipts(&response, 3).len(), 3);
        assert_eq!(codec.template_receipts(&response, 3).len(), 3);
        let _ = (codec.uploaded(&response), codec.sampled(&response), codec.listed_templates(&account, &response));
        for reference in [FileReference::Id("1".to_owned()), FileReference::Url("https://elsewhere.example/f".to_owned())] {
            let _ = codec.located(&account, &reference, &response);
        }
    }
}
