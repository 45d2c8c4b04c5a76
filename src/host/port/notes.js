// What stands in the frame while there is no panel: plain words in the agent's language.

const WORDS = {
  en: { "no-host": "The page around this panel does not answer. Reload it; if that does not help, ask your administrator.", "no-phone": "There is no phone number here.", "code-used": "This link was used already or is too old. Open the conversation from the record again.", unreachable: "The conversation could not be loaded. Check your connection." },
  hi: { "no-host": "इस पैनल के आसपास का पेज जवाब नहीं दे रहा। उसे फिर से लोड करें; फिर भी न चले तो अपने एडमिन से पूछें।", "no-phone": "यहाँ कोई फ़ोन नंबर नहीं है।", "code-used": "यह लिंक इस्तेमाल हो चुका है या बहुत पुराना है। रिकॉर्ड से बातचीत फिर खोलें।", unreachable: "बातचीत लोड नहीं हो सकी। अपना कनेक्शन जाँचें।" },
  ar: { "no-host": "الصفحة المحيطة بهذه اللوحة لا تستجيب. أعد تحميلها، وإن لم ينفع ذلك فاسأل المسؤول.", "no-phone": "لا يوجد رقم هاتف هنا.", "code-used": "استُخدم هذا الرابط من قبل أو انتهت صلاحيته. افتح المحادثة من السجل مرة أخرى.", unreachable: "تعذّر تحميل المحادثة. تحقّق من اتصالك." },
  pt: { "no-host": "A página em volta deste painel não responde. Recarregue-a; se não adiantar, fale com o administrador.", "no-phone": "Não há número de telefone aqui.", "code-used": "Este link já foi usado ou é antigo demais. Abra a conversa de novo a partir do registro.", unreachable: "Não foi possível carregar a conversa. Verifique a conexão." },
};

/** An element that says it; `code` that is no note here is said as unreachable. */
export function note(code, locale = navigator.language) {
  const language = String(locale).toLowerCase().split("-")[0];
  const words = WORDS[language] ?? WORDS.en;
  const box = document.createElement("p");
  box.setAttribute("role", "status");
  box.lang = WORDS[language] ? language : "en";
  box.dir = language === "ar" ? "rtl" : "ltr";
  Object.assign(box.style, { font: "14px/20px system-ui, sans-serif", margin: "0", padding: "16px", color: "#59616E" });
  box.textContent = words[code] ?? words.unreachable;
  return box;
}
