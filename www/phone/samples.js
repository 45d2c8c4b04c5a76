// What the customer can attach without a camera: samples of every kind that a real phone sends.

async function media(type, file, mime, extra = {}) {
  const blob = await (await fetch(`/media/${file}`)).blob();
  const data = await new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(blob);
  });
  return { type, [type]: { mime_type: mime, data, ...extra } };
}

/** Each makes Meta's inbound object for one kind. */
export const SAMPLES = [
  { name: "Photo", icon: "image", tone: "violet", make: () => media("image", "houseboat.jpg", "image/jpeg", { caption: "Like this one please!" }) },
  { name: "Video", icon: "video", tone: "rose", make: () => media("video", "houseboat.mp4", "video/mp4") },
  { name: "Voice", icon: "mic", tone: "amber", make: () => media("audio", "voice-asha.ogg", "audio/ogg; codecs=opus", { voice: true }) },
  { name: "Document", icon: "file-text", tone: "indigo", make: () => media("document", "itinerary.pdf", "application/pdf", { filename: "Rooming list.pdf" }) },
  { name: "Sticker", icon: "sticker", tone: "teal", make: () => media("sticker", "chai.webp", "image/webp", { animated: false }) },
  { name: "Location", icon: "map-pin", tone: "green", make: async () => ({ type: "location", location: { latitude: 10.0889, longitude: 77.0595, name: "Cloudrow Cottages", address: "Pothamedu, Munnar, Kerala 685612" } }) },
  { name: "Contact", icon: "contact", tone: "blue", make: async () => ({ type: "contacts", contacts: [{ name: { formatted_name: "Farhan Sheikh", first_name: "Farhan", last_name: "Sheikh" }, phones: [{ phone: "+91 90000 00017", type: "CELL", wa_id: "919000000017" }], org: { company: "Lumen Labs" } }] }) },
  { name: "Order", icon: "shopping-bag", tone: "orange", make: async () => ({ type: "order", order: { catalog_id: "palmgrove-extras", text: "Two more please", product_items: [{ product_retailer_id: "EX-BLANKET", quantity: "2", item_price: "250", currency: "INR" }] } }) },
  { name: "Poll", icon: "chart-no-axes-column", tone: "slate", make: async () => ({ type: "unsupported", errors: [{ code: 131051, title: "Message type unknown", message: "Message type unknown", error_data: { details: "Message type is currently not supported." } }], unsupported: { type: "poll" } }) },
];

/** What of a message a channel carries: over RCS a file has no words and a place no name. */
export function fitting({ type, ...message }, channel) {
  if (!channel.bare) return { type, ...message };
  const { caption: _caption, name: _name, address: _address, ...rest } = message[type] ?? {};
  return { ...message, type, [type]: rest };
}
