// Cards and chips of the imported past in the names that RCS has for them on the wire.

/** A card as the phone keeps it. */
export function rcsCard(card, link) {
  return {
    cardTitle: card.title,
    cardDescription: card.text,
    cardMedia: card.media?.media ? { mediaHeight: (card.height ?? "medium").toUpperCase(), contentInfo: { fileUrl: link(card.media.media) } } : undefined,
    suggestions: (card.suggestions ?? []).map(rcsTap),
  };
}

/** Something to tap. */
export function rcsTap({ text, data = text, action }) {
  const inside = { plainText: text, postBack: { data } };
  switch (action.type) {
    case "reply": return { reply: inside };
    case "open_url": return { action: { ...inside, openUrl: { url: action.url } } };
    case "dial": return { action: { ...inside, dialerAction: { phoneNumber: action.phone } } };
    case "show_location": return { action: { ...inside, showLocation: { label: action.name } } };
    case "share_location": return { action: { ...inside, shareLocation: {} } };
    default: return { action: { ...inside, createCalendarEvent: { title: action.title, startTime: action.start } } };
  }
}
