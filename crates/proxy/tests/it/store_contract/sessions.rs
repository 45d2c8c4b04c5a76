//! Codes, used proofs and revoked tokens.

use super::kit::{Kit, at, tenant};
use model::{TenantId, Timestamp};
use proxy::fact::{End, Grant, Issued, Mark, Redeemed, Revoked, Used, Which};
use proxy::store::StoreError;

fn grant() -> Grant {
    Grant {
        tenant: tenant(),
        agent: "priya".to_owned(),
        name: None,
        phones: vec!["+919999999999".to_owned()],
        record: Some("crm:7".to_owned()),
        contact: None,
        scope: "thread:read".to_owned(),
        origin: None,
        by: Some("a-1".to_owned()),
        last: None,
        at: at(0),
    }
}

async fn issue(kit: &Kit, digest: u8, until: Timestamp, now: Timestamp) {
    kit.ledger.issue(Issued { digest: [digest; 32], grant: grant(), until, at: now }).await.unwrap();
}

pub(crate) async fn a_code_is_redeemed_once_and_in_time(kit: &Kit) {
    issue(kit, 1, at(60), at(0)).await;
    issue(kit, 2, at(60), at(0)).await;
    let redeem = |digest: u8, now: Timestamp| kit.ledger.redeem(Redeemed { digest: [digest; 32], at: now });
    let (first, second) = tokio::join!(redeem(1, at(59)), redeem(1, at(59)));
    let (good, bad): (Vec<_>, Vec<_>) = [first, second].into_iter().partition(Result::is_ok);
    assert_eq!((good, bad), (vec![Ok(grant())], vec![Err(StoreError::NotFound)]));
    assert_eq!(redeem(2, at(60)).await, Err(StoreError::NotFound), "it has ended");
    assert_eq!(redeem(3, at(0)).await, Err(StoreError::NotFound), "it never was");
    issue(kit, 3, at(180), at(120)).await;
    assert_eq!(redeem(2, at(0)).await, Err(StoreError::NotFound), "what has ended is swept out");
    assert_eq!(redeem(3, at(121)).await, Ok(grant()));
}

pub(crate) async fn a_proof_is_used_once(kit: &Kit) {
    let used = |tenant: &str, name: &str, until: Timestamp, now: Timestamp| {
        kit.ledger.is_first_use(Used { tenant: TenantId::new(tenant), name: name.to_owned(), end: End::At(until), at: now })
    };
    assert_eq!(used("acme", "a-1", at(60), at(0)).await, Ok(true));
    assert_eq!(used("acme", "a-1", at(60), at(59)).await, Ok(false));
    assert_eq!(used("globex", "a-1", at(60), at(0)).await, Ok(true), "each tenant has names of its own");
    assert_eq!(used("acme", "a-1", at(2000), at(1000)).await, Ok(true), "nobody could use the old one any more");
}

pub(crate) async fn a_proof_without_a_time_ends_with_the_secret_that_signed_it(kit: &Kit) {
    const DAY: i64 = 86_400;
    let used = |tenant: &str, name: &str, secret: &str, now: i64| {
        let end = End::WithSecret(secret.to_owned());
        kit.ledger.is_first_use(Used { tenant: TenantId::new(tenant), name: name.to_owned(), end, at: at(now) })
    };
    assert_eq!(used("acme", "c-1", "old", 0).await, Ok(true));
    assert_eq!(used("globex", "c-1", "old", 0).await, Ok(true));
    assert_eq!(used("acme", "c-1", "old", 1000 * DAY).await, Ok(false), "as long as the secret is believed, for ever");
    assert_eq!(used("acme", "c-2", "new", 1000 * DAY).await, Ok(true));
    assert_eq!(used("acme", "c-1", "old", 1001 * DAY - 1).await, Ok(false), "another process may still believe the old secret");
    assert_eq!(used("acme", "c-2", "new", 1002 * DAY).await, Ok(false), "and its word harms no proof of the new one");
    assert_eq!(used("acme", "c-1", "new", 1003 * DAY).await, Ok(true), "a day later those of the old one are let go");
    assert_eq!(used("globex", "c-1", "old", 1003 * DAY).await, Ok(false), "another tenant still has that secret");
}

pub(crate) async fn what_was_revoked_stays_so_until_it_would_have_ended(kit: &Kit) {
    let mark = |agent: &str, ids: &[&str], since: Timestamp| Mark {
        tenant: tenant(),
        agent: agent.to_owned(),
        ids: ids.iter().map(|id| (*id).to_owned()).collect(),
        at: since,
    };
    let is_revoked = async |mark: Mark| kit.store().is_revoked(&mark).await.unwrap();
    let revoke = async |what: Which, now: Timestamp| {
        kit.ledger.revoke(Revoked { tenant: tenant(), what, until: now.plus_millis(1_000_000), at: now }).await.unwrap();
    };
    assert!(!is_revoked(mark("priya", &["1", "a-1"], at(0))).await);
    revoke(Which::Name("a-1".to_owned()), at(10)).await;
    assert!(is_revoked(mark("priya", &["1", "a-1"], at(0))).await);
    assert!(!is_revoked(mark("priya", &["1"], at(0))).await);
    assert!(!is_revoked(Mark { tenant: TenantId::new("globex"), ..mark("priya", &["a-1"], at(0)) }).await);
    revoke(Which::Agent("priya".to_owned()), at(20)).await;
    revoke(Which::Agent("priya".to_owned()), at(15)).await;
    assert!(is_revoked(mark("priya", &[], at(20))).await, "the later word holds");
    assert!(!is_revoked(mark("priya", &[], at(21))).await);
    assert!(!is_revoked(mark("a-1", &["priya"], at(0))).await, "a name is no agent");
    revoke(Which::Name("other".to_owned()), at(1_500)).await;
    assert!(!is_revoked(mark("priya", &["a-1"], at(0))).await, "what has ended by itself is swept out");
}
