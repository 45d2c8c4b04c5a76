//! A thread is a log.

use super::kit::{ASHA, Kit, at, message_from, status, tenant, text, text_from, unbroken, webhook};
use model::context::{Context, Forwarded, Referral};
use model::event::Change;
use model::inbound::{Inbound, InboundMessage};
use model::{Content, State, ThreadId};
use proxy::store::StoreError;

pub(crate) async fn seq_has_no_holes_under_load(kit: &Kit) {
    let numbers: Vec<String> = (0..5).map(|n| format!("+91888888888{n}")).collect();
    let all = (0..400).map(|n| {
        let number = &numbers[n % numbers.len()];
        kit.ledger.record_webhook(webhook(vec![text_from(number, &format!("wamid.{}", n / 2), &format!("{n}"), at(0))]))
    });
    futures_util::future::join_all(all).await.into_iter().for_each(|kept| assert!(kept.is_ok()));
    let mut messages = 0;
    for number in &numbers {
        let thread = kit.open(number).await;
        let events = kit.events(&thread).await;
        unbroken(&events);
        messages += kit.messages(&thread).await.len();
        let mut paged = Vec::new();
        loop {
            let after = paged.last().map_or(0, |event: &model::Event| event.seq);
            let page = kit.store().events_after(&tenant(), &thread, after, 7).await.unwrap();
            if page.is_empty() {
                break;
            }
            paged.extend(page);
        }
        assert_eq!(paged, events);
        for event in &events {
            match &event.change {
                Change::Message(message) => assert_eq!(message.seq, event.seq),
                other => panic!("{other:?}"),
            }
        }
    }
    assert_eq!(messages, 200);
}

pub(crate) async fn a_long_log_is_read_from_anywhere(kit: &Kit) {
    kit.hear((0..150).map(|n| text_from(ASHA, &format!("w.{n}"), &n.to_string(), at(n - 200))).collect()).await;
    kit.hear(vec![text_from("+918888888888", "v.1", "somebody else", at(0))]).await;
    let thread = kit.open(ASHA).await;
    let whole = kit.events(&thread).await;
    unbroken(&whole);
    assert_eq!(whole.len(), 150);
    for limit in [1, 7, 64, 200] {
        for after in 0..=150 {
            let page = kit.store().events_after(&tenant(), &thread, after as u64, limit).await.unwrap();
            assert_eq!(page, whole[after..whole.len().min(after + limit as usize)], "{limit} after {after}");
        }
    }
}

pub(crate) async fn a_position_of_the_future_is_a_reset(kit: &Kit) {
    kit.hear(vec![text("wamid.1", "hi")]).await;
    let thread = kit.open(ASHA).await;
    assert!(kit.store().events_after(&tenant(), &thread, 1, 10).await.unwrap().is_empty());
    assert_eq!(kit.store().events_after(&tenant(), &thread, 2, 10).await, Err(StoreError::Reset));
    assert_eq!(kit.store().events_after(&tenant(), &thread, u64::MAX, 10).await, Err(StoreError::Reset));
}

pub(crate) async fn another_tenant_sees_nothing(kit: &Kit) {
    kit.hear(vec![text("wamid.1", "hi")]).await;
    let thread = kit.open(ASHA).await;
    let message = kit.messages(&thread).await.remove(0);
    let (rival, store) = ("rival".into(), kit.store());
    assert!(matches!(store.view(&rival, &thread, 10).await, Err(StoreError::NotFound)));
    assert!(matches!(store.page(&rival, &thread, None, 10).await, Err(StoreError::NotFound)));
    assert!(matches!(store.events_after(&rival, &thread, 0, 10).await, Err(StoreError::NotFound)));
    assert!(matches!(store.message(&rival, &thread, &message.id).await, Err(StoreError::NotFound)));
    assert!(matches!(store.addresses(&rival, &thread).await, Err(StoreError::NotFound)));
    for forged in ["", "th_", "th_00000000000000000000000000", "ms_1", "'"] {
        assert!(matches!(store.view(&tenant(), &ThreadId::new(forged), 10).await, Err(StoreError::NotFound)));
    }
    assert!(matches!(store.page(&tenant(), &thread, Some("no cursor"), 10).await, Err(StoreError::NotFound)));
}

pub(crate) async fn statuses_are_merged_and_told_once(kit: &Kit) {
    let thread = kit.open(ASHA).await;
    let sent = kit.reply(&thread, "c-1", "hello").await;
    let heard = |state, seconds| vec![status("wamid.o", Some(&sent.id), state, at(seconds))];
    kit.hear(heard(State::Read, 3)).await;
    kit.hear(heard(State::Sent, 1)).await;
    kit.hear(heard(State::Delivered, 2)).await;
    kit.hear(heard(State::Read, 3)).await;
    let message = kit.messages(&thread).await.remove(0);
    assert_eq!((message.status.state, message.status.at), (State::Read, at(3)));
    let told: Vec<&str> = kit
        .events(&thread)
        .await
        .iter()
        .map(|event| match event.kind() {
            "message" => "message",
            "status" => "status",
            other => panic!("{other}"),
        })
        .collect();
    assert_eq!(told, ["message", "status"]);
}

pub(crate) async fn what_stands_around_a_message_is_kept(kit: &Kit) {
    let referral = Referral { headline: Some("Onam offer".to_owned()), click_id: Some("c-1".to_owned()), ..Referral::default() };
    let context = Context { forwarded: Some(Forwarded::Often), referral: Some(referral), referred_product: None }.known();
    let message = message_from(ASHA, "w.1", Content::text("Is this still on?"), at(-60));
    kit.hear(vec![Inbound::Message(Box::new(InboundMessage { context: context.clone(), ..message })), text("w.2", "Hello?")]).await;
    let thread = kit.open(ASHA).await;
    let kept: Vec<_> = kit.messages(&thread).await.into_iter().map(|message| message.context).collect();
    assert_eq!(kept, [context.clone(), None]);
    let told: Vec<_> = kit.events(&thread).await.into_iter().map(|event| event.change).collect();
    assert!(matches!(&told[0], Change::Message(message) if message.context == context), "{told:?}");
}
