//! The codes of Exotel's own, as data: `exo_detailed_status` by word and `exo_status_code` by number, and those of its answers.
//!
//! An older page gives the numbers other meanings, so the word goes first. Source: wire-facts 4.4,
//! <https://developer.exotel.com/api/error-code>

use crate::refusal::Entry;
use model::fault::{Retry, Who};

macro_rules! codes {
    ($([$($code:literal)+] $who:ident $retry:ident $title:literal $action:literal)+) => {
        &[$(Entry { codes: &[$($code),+], title: $title, action: $action, who: Who::$who, retry: Retry::$retry }),+]
    };
}

pub(crate) const CODES: &[Entry] = codes! {
    ["EX_SYSTEM_ERROR" "30004" "EX_UNKNOWN_ERROR" "30011"] Provider Backoff
        "Not sent: the provider had a fault of its own."
        "Send again in a moment."
    ["EX_NUMBER_ERROR" "30005" "EX_INVALID_RECIPIENT" "30012"] Agent Input
        "Not sent: the provider does not accept this number."
        "Check the number with its country code."
    ["EX_SETUP_ERROR" "30006" "EX_WEBHOOK_ERROR" "30030"] Admin Never
        "Not sent: our account at the provider is not set up fully."
        "Ask your administrator to complete it."
    ["EX_RATE_LIMIT_HIT" "30007" "EX_TOO_MANY_REQUEST" "30009"] Provider Backoff
        "Not sent: this account sends too fast."
        "Wait a moment, then send again."
    ["EX_SPAM_RATE_LIMIT_HIT" "30008"] Admin Never
        "Not sent: too many people blocked or reported our number."
        "Ask your administrator to look at the quality of our number."
    ["EX_INVALID_REQUEST" "30010" "EX_INVALID_PARAM" "30019" "EX_INVALID_PARAM_VALUE" "30021"] Agent Input
        "Not sent: the provider does not accept a value in the message."
        "Change it and send again."
    ["EX_MISSING_PARAM" "30020"] Agent Input
        "Not sent: something the message needs is missing."
        "Fill it in and send again."
    ["EX_INCAPABLE_RECIPIENT" "30013"] Customer Never
        "Not delivered: this number isn't on WhatsApp, or its app is too old."
        "Use another channel, or ask the customer to update WhatsApp."
    ["EX_RECIPIENT_BLOCKED" "30014"] Admin Never
        "Not sent: our account may not write to this number."
        "Ask your administrator to allow it."
    ["EX_RESTRICTED_BY_META"] Provider Never
        "Not delivered: WhatsApp held this message back."
        "Wait until the customer writes, or use another channel."
    ["EX_UNSUPPORTED_MESSAGE" "30015"] Agent Input
        "Not sent: the provider can't carry this kind of message."
        "Send it in another form."
    ["EX_MEDIA_DOWNLOAD_ERROR" "30016"] Agent Input
        "Not sent: WhatsApp could not fetch the file."
        "Attach it again and send."
    ["EX_MEDIA_UPLOAD_ERROR" "30017"] Agent Input
        "Not sent: WhatsApp does not take files of this type."
        "Send another type."
    ["EX_REENGAGEMENT_ERROR" "30018"] Agent Template
        "Not delivered: more than 24 hours have passed since the customer's last message."
        "Send a template to reopen the conversation."
    ["EX_TEMPLATE_ERROR" "30022"] Agent Input
        "Not sent: a value breaks the rules for templates."
        "Change the values and send again."
    ["EX_TEMPLATE_PARAM_ERROR" "30023"] Agent Input
        "Not sent: the values do not fit the template."
        "Fill in every value, then send again."
    ["EX_TEMPLATE_NOT_FOUND" "30024" "EX_INVALID_TEMPLATE_NAMESPACE" "30026"] Agent Input
        "Not sent: this template does not exist in this language."
        "Choose another template."
    ["EX_TEMPLATE_TEXT_TOO_LONG" "30025"] Agent Input
        "Not sent: the filled template is too long."
        "Shorten the values and send again."
    ["EX_MESSAGE_PENDING_TOO_LONG" "30027" "EX_MESSAGE_EXPIRED" "30028"] Provider Backoff
        "Not delivered: the message waited too long."
        "Send again if it still matters."
    ["EX_MESSAGE_TOO_LONG" "30029"] Agent Input
        "Not sent: the text is too long."
        "Shorten it, or send it in parts."
    ["EX_SECTION_COUNT_ERROR" "30031" "EX_ROWS_COUNT_ERROR" "30032" "EX_PRODUCT_COUNT_ERROR" "30033"] Agent Input
        "Not sent: the list has too many or too few entries."
        "Change the list and send again."
    ["EX_CATALOGUE_NOT_FOUND" "30034" "EX_CATALOGUE_NOT_LINKED" "30035"] Admin Never
        "Not sent: the catalogue is not connected to our number."
        "Ask your administrator to connect it."
    ["EX_MISSING_PRODUCT" "30036" "EX_PRODUCT_NOT_FOUND" "30037"] Agent Input
        "Not sent: a product is not in the catalogue."
        "Choose other products."
    ["EX_PRODUCT_COMPLIANCE_ERROR" "30038" "EX_MISSING_COMPLIANCE" "30040"] Admin Never
        "Not sent: details that the law asks for are missing in the catalogue."
        "Ask your administrator to complete them."
    ["EX_INVALID_HEADER" "30039"] Agent Input
        "Not sent: what stands above the text is not accepted."
        "Change the header and send again."
    ["EX_CHAR_POLICY_VIOLATION" "30041"] Agent Input
        "Not sent: the text has characters that are not accepted."
        "Change it and send again."
    ["1003"] Agent Input
        "Not done: the provider does not accept the request."
        "Change it and try again."
};

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_code_stands_once_with_words_and_someone_to_act() {
        let mut seen = BTreeSet::new();
        for Entry { codes, title, action, who, retry } in CODES {
            assert!(codes.iter().all(|code| seen.insert(*code)), "{codes:?}");
            assert!(title.ends_with('.') && action.ends_with('.'), "{codes:?}");
            assert_eq!(matches!(retry, Retry::Template | Retry::Input), *who == Who::Agent, "{codes:?}: the writer mends it");
        }
        // 30004 to 30041 without a gap.
        assert!((30_004..=30_041).all(|code: u32| seen.contains(code.to_string().as_str())));
    }
}
