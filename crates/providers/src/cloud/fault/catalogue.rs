//! Meta's codes and our words for them. One line of codes, then what happened, then what to do.

use super::Entry;
use model::fault::{Retry, Who};

macro_rules! catalogue {
    ($([$($code:literal)+] $who:ident $retry:ident $title:literal $action:literal)+) => {
        &[$(Entry { codes: &[$($code),+], title: $title, action: $action, who: Who::$who, retry: Retry::$retry }),+]
    };
}

pub(super) const ENTRIES: &[Entry] = catalogue! {
    [0 190] Admin Never
        "Not sent: WhatsApp no longer accepts our access token."
        "Ask your administrator to renew the token, then send again."
    [3 10 200 131005] Admin Never
        "Not sent: our account lacks the permission for this."
        "Ask your administrator to grant it, then send again."
    [1 2 131000] Provider Backoff
        "Not sent: WhatsApp had a fault of its own."
        "Send again in a moment."
    [4 80007 130429] Provider Backoff
        "Not sent: this account sends too fast."
        "Wait a moment, then send again."
    [33] Admin Never
        "Not sent: our business number was deleted."
        "Ask your administrator to connect a number."
    [100 135000] Agent Input
        "Not sent: a part of the message is wrong."
        "Change it and send again."
    [368] Admin Never
        "Not sent: WhatsApp restricted our account for breaking its policy."
        "Ask your administrator to appeal in WhatsApp Manager."
    [470 131047] Agent Template
        "Not delivered: more than 24 hours have passed since the customer's last message."
        "Send a template to reopen the conversation."
    [130403] Admin Never
        "Not delivered: our business has blocked this person."
        "Ask your administrator to unblock them, then send again."
    [130472] Provider Never
        "Not delivered: this person is in a WhatsApp experiment that gets no marketing messages."
        "Wait until the customer writes, or use another channel."
    [130497] Admin Never
        "Not delivered: our account may not write to this country."
        "Use another channel."
    [131008] Agent Input
        "Not sent: something the message needs is missing."
        "Fill it in and send again."
    [131009] Agent Input
        "Not sent: WhatsApp does not accept a value in the message."
        "Change it and send again."
    [131016 131057 133004 2494100] Provider Backoff
        "Not sent: WhatsApp is under maintenance."
        "Send again in a few minutes."
    [131021] Agent Input
        "Not sent: this is our own number."
        "Choose another recipient."
    [131026] Customer Never
        "Not delivered: this number isn't on WhatsApp, or its app is too old."
        "Use another channel, or ask the customer to update WhatsApp."
    [131030] Admin Never
        "Not sent: this test number may only write to listed people."
        "Ask your administrator to add this number to the list."
    [131031] Admin Never
        "Not sent: WhatsApp locked our account."
        "Ask your administrator to unlock it in WhatsApp Manager."
    [131037] Admin Never
        "Not sent: our display name is not approved yet."
        "Ask your administrator to have the name approved."
    [131042] Admin Never
        "Not sent: there is a payment problem on our WhatsApp account."
        "Ask your administrator to mend the payment, then send again."
    [131045] Admin Never
        "Not sent: our number is not registered correctly."
        "Ask your administrator to register it again."
    [131048] Provider After
        "Not sent: too many people blocked or reported our messages, so sending is paused."
        "Wait some hours, then send again."
    [131049] Provider After
        "Not delivered: WhatsApp held this marketing message to protect the customer from too many."
        "Wait 24 hours, then send again."
    [131050] Customer Never
        "Not delivered: the customer stopped marketing messages from us."
        "Wait until the customer writes, or use another channel."
    [131051] Agent Input
        "Not sent: WhatsApp does not carry this type of message here."
        "Send it as a text or a file."
    [131052] Customer Never
        "The customer's file could not be fetched."
        "Ask the customer to send it again."
    [131053] Agent Input
        "Not sent: WhatsApp refused the file."
        "Use another format or a smaller file."
    [131055 131063 134100] Admin Never
        "Not sent: this category of template goes by another route."
        "Choose another template, or tell your administrator."
    [131056] Provider Backoff
        "Not sent: too many messages to this person at once."
        "Wait a moment, then send again."
    [131062] Agent Input
        "Not sent: this template needs a phone number, and the customer shares none."
        "Choose another template."
    [131064] Provider After
        "Not sent: too many templates were sent under the wrong category."
        "Wait some hours, or choose another template."
    [131020 131041 131200] Agent Input
        "Not sent: this can't be done in a group."
        "Write to the person directly."
    [132000] Agent Input
        "Not sent: the values do not match the template's blanks."
        "Fill in every blank and send again."
    [132001] Agent Template
        "Not sent: this template does not exist in this language, or is not approved."
        "Choose another template or language."
    [132005] Agent Input
        "Not sent: the filled template is too long."
        "Shorten the values and send again."
    [132007] Agent Input
        "Not sent: the text of the template breaks WhatsApp's policy."
        "Change the values, or choose another template."
    [132012] Agent Input
        "Not sent: a value has the wrong form for this template."
        "Change it and send again."
    [132015] Agent Template
        "Not sent: this template is paused for low quality."
        "Choose another template."
    [132016] Agent Template
        "Not sent: this template is disabled for good."
        "Choose another template."
    [132018] Agent Input
        "Not sent: the values do not fit this kind of template."
        "Change them, or choose another template."
    [132068] Admin Never
        "Not sent: the form in this message is blocked."
        "Ask your administrator to check the form in WhatsApp Manager."
    [132069] Provider Backoff
        "Not sent: the form in this message is used too often at once."
        "Wait a moment, then send again."
    [133000 133005 133006 133008 133009 133010 133015 133016] Admin Never
        "Not sent: our number is not registered with WhatsApp."
        "Ask your administrator to register it."
    [134011] Admin Never
        "Not sent: the payment terms are not accepted yet."
        "Ask your administrator to accept them in WhatsApp Manager."
    [134101] Provider Backoff
        "Not sent: this template is still being prepared."
        "Wait 10 minutes, then send again."
    [134102] Admin Never
        "Not sent: this template can't be used by our account."
        "Choose another template, or tell your administrator."
    [136024 1752041 2593107 2593108 2593109] Admin Never
        "Not sent: our account is not fully set up at WhatsApp."
        "Ask your administrator to finish the setup."
    [147001 147002 147003 147004 147005] Admin Never
        "There is a problem with our WhatsApp user name."
        "Ask your administrator to check it in WhatsApp Manager."
    [138000 138013 138015 138018] Admin Never
        "Calls are not set up for our number."
        "Ask your administrator to enable calling, or write instead."
    [138001] Customer Never
        "No call: this person can't take calls on WhatsApp."
        "Write instead, or call by phone."
    [138002 138005] Provider Backoff
        "No call: too many calls at once."
        "Wait a moment, then call again."
    [138003 138017] Agent Input
        "No need: a call or its permission is already there."
        "Go on with the call that is there."
    [138004 138007 138019 138020 138021 138022 138023] Provider Backoff
        "No call: the connection could not be made."
        "Call again in a moment."
    [138006] Customer Never
        "No call: the customer has not allowed calls."
        "Ask for permission first."
    [138009] Customer Never
        "The customer was asked for call permission too often."
        "Wait a day, or write instead."
    [138012] Customer Never
        "No call: this customer was called too often today."
        "Call tomorrow, or write instead."
    [138014] Admin Never
        "No call: calling is paused for low quality."
        "Write instead."
    [2388019] Admin Never
        "The template was not created: there is no room for more."
        "Ask your administrator to delete old templates."
    [2388039 2388040 2388047 2388072 2388073 2388293 2388299] Agent Input
        "The template was not created: a part of it has the wrong form."
        "Change it and try again."
};
