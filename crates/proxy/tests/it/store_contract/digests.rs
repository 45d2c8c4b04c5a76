//! Digests: what the proxy logs in a CRM by itself.

use super::kit::{ASHA, Kit, at, reply, tenant};
use model::{Channel, Content, TenantId, ThreadId};
use proxy::fact::{Digest, DigestOutcome, DigestSettled, Heading, Reply, TakeDigests, Trouble};

const RECORD: &str = "hubspot:contacts:501";
const AGENT: &str = "hs:4242:77";

fn heading(day: &str) -> Heading {
    Heading {
        record: RECORD.to_owned(),
        agent: AGENT.to_owned(),
        name: Some("Meera".to_owned()),
        channel: Channel::WhatsApp,
        day: day.to_owned(),
    }
}

async fn answer(kit: &Kit, thread: &ThreadId, client_id: &str, day: &str) {
    let log = Some(heading(day));
    kit.ledger.record_reply(Reply { log, ..reply(thread, client_id, Content::text(client_id)) }).await.unwrap();
}

/// Takes what is due so many seconds from now, for a minute.
async fn take(kit: &Kit, seconds: i64, afresh: bool) -> Vec<Digest> {
    kit.ledger.take_digests(TakeDigests { limit: 8, until: at(seconds + 60), afresh, at: at(seconds) }).await.unwrap()
}

async fn settle(kit: &Kit, digest: &Digest, outcome: DigestOutcome) {
    kit.ledger.settle_digest(DigestSettled { row: digest.row, outcome, at: at(1) }).await.unwrap();
}

fn logged(digest: &Digest) -> DigestOutcome {
    DigestOutcome::Logged { id: "9001".to_owned(), lines: digest.lines.len() }
}

fn words(digest: &Digest) -> Vec<&str> {
    digest.lines.iter().filter_map(|(_, content)| content.words()).collect()
}

pub(crate) async fn answers_of_one_day_are_one_digest_and_each_stands_in_it_once(kit: &Kit) {
    let thread = kit.open(ASHA).await;
    for client_id in ["one", "two", "two"] {
        answer(kit, &thread, client_id, "2026-11-20").await;
    }
    answer(kit, &thread, "three", "2026-11-21").await;
    kit.reply(&thread, "elsewhere", "not out of the CRM").await;
    assert_eq!(kit.store().next_digest_due().await.unwrap(), Some(at(0)));
    let digests = take(kit, 0, false).await;
    let shown: Vec<_> = digests.iter().map(|digest| (digest.heading.clone(), words(digest))).collect();
    assert_eq!(shown, [(heading("2026-11-20"), vec!["one", "two"]), (heading("2026-11-21"), vec!["three"])]);
    assert_eq!(digests[0].crm_id, None);
    for digest in &digests {
        settle(kit, digest, logged(digest)).await;
    }
    assert_eq!((kit.store().next_digest_due().await.unwrap(), kit.figure("digests_pending").await), (None, 0));
    answer(kit, &thread, "four", "2026-11-20").await;
    let again = take(kit, 2, false).await;
    assert_eq!(again.iter().map(words).collect::<Vec<_>>(), [["one", "two", "four"]]);
    assert_eq!(again[0].crm_id.as_deref(), Some("9001"));
}

pub(crate) async fn a_digest_is_anothers_after_its_lease(kit: &Kit) {
    let thread = kit.open(ASHA).await;
    answer(kit, &thread, "one", "2026-11-20").await;
    assert_eq!(take(kit, 0, false).await.len(), 1);
    assert_eq!(take(kit, 59, false).await, [], "it is in somebody's hands");
    assert_eq!(take(kit, 59, true).await, [], "a start takes it from nobody");
    assert_eq!(kit.store().next_digest_due().await.unwrap(), Some(at(60)));
    assert_eq!(take(kit, 60, false).await.iter().map(words).collect::<Vec<_>>(), [["one"]], "who had it may be gone");
}

pub(crate) async fn what_comes_while_a_digest_is_carried_is_carried_next(kit: &Kit) {
    let thread = kit.open(ASHA).await;
    answer(kit, &thread, "one", "2026-11-20").await;
    let taken = take(kit, 0, false).await;
    answer(kit, &thread, "two", "2026-11-20").await;
    assert_eq!(take(kit, 1, false).await, []);
    settle(kit, &taken[0], logged(&taken[0])).await;
    assert_eq!(take(kit, 1, false).await.iter().map(words).collect::<Vec<_>>(), [["one", "two"]]);
}

pub(crate) async fn trouble_is_told_until_it_is_over(kit: &Kit) {
    let trouble = async || kit.store().digest_trouble(&tenant(), RECORD, AGENT).await.unwrap();
    let thread = kit.open(ASHA).await;
    answer(kit, &thread, "one", "2026-11-20").await;
    assert_eq!(trouble().await, None);
    let taken = take(kit, 0, false).await.remove(0);
    settle(kit, &taken, DigestOutcome::Later { due: at(600), trouble: Some(Trouble::Access) }).await;
    assert_eq!((trouble().await, kit.figure("digests_troubled").await), (Some(Trouble::Access), 1));
    assert_eq!(kit.store().digest_trouble(&TenantId::new("globex"), RECORD, AGENT).await.unwrap(), None);
    assert_eq!(kit.store().digest_trouble(&tenant(), RECORD, "hs:4242:78").await.unwrap(), None);
    assert_eq!(take(kit, 2, false).await, [], "it waits for its time");
    let taken = take(kit, 2, true).await.remove(0);
    assert_eq!(taken.attempt, 0, "after a start it is tried at once, and as often as at first");
    settle(kit, &taken, DigestOutcome::GivenUp(Some(Trouble::Refused))).await;
    assert_eq!((trouble().await, kit.store().next_digest_due().await.unwrap()), (Some(Trouble::Refused), None));
    answer(kit, &thread, "two", "2026-11-20").await;
    let taken = take(kit, 3, false).await.remove(0);
    assert_eq!(words(&taken), ["one", "two"], "another answer is another try");
    settle(kit, &taken, logged(&taken)).await;
    assert_eq!((trouble().await, kit.figure("digests_troubled").await), (None, 0));
}
