//! Files in messages.

use super::kit::{ASHA, Kit, NOW, at, edit, tenant, unbroken, with_file};
use model::Content;
use model::content::{Media, MediaMessage, MediaState, Unsupported};
use model::inbound::{FileReference, Inbound, RemoteFile};
use proxy::fact::FileSettled;
use proxy::store::Filed;

fn image(id: &str) -> Inbound {
    let media = Media { mime: "image/jpeg".to_owned(), ..Media::default() };
    let content = Content::Image(MediaMessage { caption: Some("Paid".to_owned()), ..MediaMessage::new(media) });
    with_file(id, content, RemoteFile { reference: FileReference::Id("4490".to_owned()), sha256: Some("ab".repeat(32)) })
}

async fn only_media(kit: &Kit) -> Media {
    let thread = kit.open(ASHA).await;
    kit.messages(&thread).await[0].content.media()[0].clone()
}

pub(crate) async fn a_file_that_is_settled_redraws_its_message(kit: &Kit) {
    kit.hear(vec![image("w.1")]).await;
    let thread = kit.open(ASHA).await;
    let waiting = only_media(kit).await;
    assert_eq!(waiting.state, MediaState::Fetching);
    let pending = kit.store().pending_files(NOW, 10).await.unwrap();
    assert_eq!(pending.len(), 1);
    assert_eq!((&pending[0].id, &pending[0].reference), (&waiting.id, &FileReference::Id("4490".to_owned())));
    let ready = Media { state: MediaState::Ready, bytes: Some(3), sha256: Some("cd".repeat(32)), ..waiting.clone() };
    kit.ledger.settle_file(FileSettled { id: waiting.id.clone(), media: ready.clone(), due: None, at: NOW }).await.unwrap();
    assert_eq!(only_media(kit).await, ready);
    let filed = kit.store().media(&tenant(), &waiting.id).await.unwrap();
    assert_eq!(filed, Filed { media: ready, threads: vec![thread.clone()], uploader: None });
    assert!(kit.store().media(&"rival".into(), &waiting.id).await.is_err());
    assert!(kit.store().pending_files(NOW, 10).await.unwrap().is_empty());
    assert_eq!(kit.store().next_file_due().await.unwrap(), None);
    let events = kit.events(&thread).await;
    unbroken(&events);
    assert!(events.iter().all(|event| event.kind() == "message") && events.len() == 2);
}

pub(crate) async fn an_edit_keeps_the_file(kit: &Kit) {
    kit.hear(vec![image("w.1")]).await;
    let before = only_media(kit).await;
    let words = Content::Image(MediaMessage { caption: Some("Paid twice".to_owned()), ..MediaMessage::default() });
    kit.hear(vec![edit("e.1", "w.1", words, at(5))]).await;
    let thread = kit.open(ASHA).await;
    let message = kit.messages(&thread).await.remove(0);
    assert!(message.edited);
    assert_eq!(message.content.words(), Some("Paid twice"));
    assert_eq!(message.content.media(), [&before]);
}

pub(crate) async fn an_edit_that_is_a_text_is_the_new_caption(kit: &Kit) {
    kit.hear(vec![image("w.1")]).await;
    let before = only_media(kit).await;
    kit.hear(vec![edit("e.1", "w.1", Content::text("Paid twice"), at(5))]).await;
    kit.hear(vec![edit("e.2", "w.1", Content::Unsupported(Unsupported::new("edit", None)), at(6))]).await;
    let thread = kit.open(ASHA).await;
    let message = kit.messages(&thread).await.remove(0);
    assert_eq!((message.content.kind(), message.content.words()), ("image", Some("Paid twice")));
    assert_eq!(message.content.media(), [&before]);
}

pub(crate) async fn a_retry_waits_for_its_time(kit: &Kit) {
    kit.hear(vec![image("w.1")]).await;
    let media = only_media(kit).await;
    let settled = FileSettled { id: media.id.clone(), media, due: Some(at(30)), at: NOW };
    kit.ledger.settle_file(settled).await.unwrap();
    assert!(kit.store().pending_files(at(29), 10).await.unwrap().is_empty());
    assert_eq!(kit.store().next_file_due().await.unwrap(), Some(at(30)));
    assert_eq!(kit.store().pending_files(at(30), 10).await.unwrap()[0].attempt, 1);
    let thread = kit.open(ASHA).await;
    assert_eq!(kit.events(&thread).await.len(), 1, "nothing that is seen has changed");
}
