//! Languages by name, as templates have them at Redington, against codes, as sending and the rest of the world have them.
//!
//! Source: Meta's list of supported languages, whose names the provider took over (seed 002, 8; wire-facts 7.2).

const LANGUAGES: &[(&str, &str)] = &[
    ("Afrikaans", "af"),
    ("Albanian", "sq"),
    ("Arabic", "ar"),
    ("Azerbaijani", "az"),
    ("Bengali", "bn"),
    ("Bulgarian", "bg"),
    ("Catalan", "ca"),
    ("Chinese (CHN)", "zh_CN"),
    ("Chinese (HKG)", "zh_HK"),
    ("Chinese (TAI)", "zh_TW"),
    ("Croatian", "hr"),
    ("Czech", "cs"),
    ("Danish", "da"),
    ("Dutch", "nl"),
    ("English", "en"),
    ("English (UK)", "en_GB"),
    ("English (US)", "en_US"),
    ("Estonian", "et"),
    ("Filipino", "fil"),
    ("Finnish", "fi"),
    ("French", "fr"),
    ("Georgian", "ka"),
    ("German", "de"),
    ("Greek", "el"),
    ("Gujarati", "gu"),
    ("Hausa", "ha"),
    ("Hebrew", "he"),
    ("Hindi", "hi"),
    ("Hungarian", "hu"),
    ("Indonesian", "id"),
    ("Irish", "ga"),
    ("Italian", "it"),
    ("Japanese", "ja"),
    ("Kannada", "kn"),
    ("Kazakh", "kk"),
    ("Kinyarwanda", "rw_RW"),
    ("Korean", "ko"),
    ("Kyrgyz (Kyrgyzstan)", "ky_KG"),
    ("Lao", "lo"),
    ("Latvian", "lv"),
    ("Lithuanian", "lt"),
    ("Macedonian", "mk"),
    ("Malay", "ms"),
    ("Malayalam", "ml"),
    ("Marathi", "mr"),
    ("Norwegian", "nb"),
    ("Persian", "fa"),
    ("Polish", "pl"),
    ("Portuguese (BR)", "pt_BR"),
    ("Portuguese (POR)", "pt_PT"),
    ("Punjabi", "pa"),
    ("Romanian", "ro"),
    ("Russian", "ru"),
    ("Serbian", "sr"),
    ("Slovak", "sk"),
    ("Slovenian", "sl"),
    ("Spanish", "es"),
    ("Spanish (ARG)", "es_AR"),
    ("Spanish (MEX)", "es_MX"),
    ("Spanish (SPA)", "es_ES"),
    ("Swahili", "sw"),
    ("Swedish", "sv"),
    ("Tamil", "ta"),
    ("Telugu", "te"),
    ("Thai", "th"),
    ("Turkish", "tr"),
    ("Ukrainian", "uk"),
    ("Urdu", "ur"),
    ("Uzbek", "uz"),
    ("Vietnamese", "vi"),
    ("Zulu", "zu"),
];

/// The code of a name; a name that isn't known, or is a code already, stays as it is.
pub(super) fn code(name: &str) -> String {
    let name = name.trim();
    let known = LANGUAGES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    known.map_or(name, |(_, code)| code).to_owned()
}

/// The name of a code; one that isn't known stays as it is.
pub(super) fn name(code: &str) -> String {
    let code = code.trim();
    let known = LANGUAGES.iter().find(|(_, known)| known.eq_ignore_ascii_case(code));
    known.map_or(code, |(name, _)| name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_has_its_own_code_and_comes_back() {
        for (word, its) in LANGUAGES {
            assert_eq!((code(word).as_str(), name(its).as_str()), (*its, *word));
        }
        assert_eq!((code("english (us)").as_str(), code("en_US").as_str(), name("tlh").as_str()), ("en_US", "en_US", "tlh"));
    }
}
