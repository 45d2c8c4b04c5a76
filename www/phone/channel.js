// What a chat of each channel can do and say on the customer's phone: no text message has blue ticks, no bot is "online".

/**
 * `attach` are names of samples, all of them where nothing is said; `bare` ones have no words beside a file and no name of a place;
 * `whole` chats have quotes, reactions and calls; `ticks` say what became of her own messages; `tells`: the business learns that she types.
 */
const CHANNELS = {
  whatsapp: { name: "WhatsApp", presence: "online", ticks: true, whole: true },
  rcs: { name: "RCS", presence: "Verified business", ticks: true, tells: true, bare: true, attach: ["Photo", "Video", "Document", "Location"] },
  viber: { name: "Viber", presence: "Business account", ticks: true, attach: ["Photo", "Video", "Document"] },
  sms: { name: "SMS", presence: "Text message", attach: [] },
};

/** What is true of this channel; of one that nobody knows, as little as of a text message. */
export const channelOf = (account) => CHANNELS[account.channel] ?? { ...CHANNELS.sms, name: account.channel };
