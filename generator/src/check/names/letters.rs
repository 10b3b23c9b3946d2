//! Letters of all scripts as those that a name in Rust is made of here: ASCII, read out where it is something else.

use std::borrow::Cow;

use any_ascii::any_ascii_char;

/// Letters and digits of ASCII, everything else as what stands between words or as words: `größe` is `grosse`, and `用户` is `Yong Hu`.
pub(super) fn spaced(wire: &str) -> Cow<'_, str> {
    // Nearly every name begins with a letter and has nothing else than ASCII.
    if wire.starts_with(|first: char| first.is_ascii_alphabetic()) && wire.is_ascii() {
        return Cow::Borrowed(wire);
    }
    if !wire.chars().any(char::is_alphanumeric) {
        let mut words: Vec<String> = wire.chars().flat_map(sign).collect();
        if words.is_empty() {
            // What cannot be seen, unless there is nothing at all.
            words.extend(wire.chars().map(symbol));
        }
        return if words.is_empty() {
            Cow::Borrowed("empty")
        } else {
            Cow::Owned(words.join(" "))
        };
    }
    let before_digit = wire
        .chars()
        .nth(1)
        .is_some_and(|next| next.is_ascii_digit());
    if wire.is_ascii() && !(before_digit && wire.starts_with(['+', '-'])) {
        return Cow::Borrowed(wire);
    }
    let mut text = String::with_capacity(wire.len());
    for (index, character) in wire.char_indices() {
        match character {
            '+' if index == 0 && before_digit => text.push_str("plus "),
            '-' if index == 0 && before_digit => text.push_str("minus "),
            _ if character.is_ascii_alphanumeric() => text.push(character),
            _ if character.is_ascii() => text.push(' '),
            _ => push_read(&mut text, character),
        }
    }
    if text
        .chars()
        .any(|character| character.is_ascii_alphanumeric())
    {
        return Cow::Owned(text);
    }

    // Letters that are read as nothing but a mark.
    wire.chars()
        .map(|character| symbol(character) + " ")
        .collect()
}

/// A text in which words in capitals that are one are written so that they stay one in snake case: `Ids` for `IDs`, `Oauth` for `OAuth`.
pub(super) fn with_acronyms(text: &str) -> Cow<'_, str> {
    let mut capitals = text.bytes().filter(u8::is_ascii_uppercase);
    if capitals.next().and(capitals.next()).is_none() {
        return Cow::Borrowed(text);
    }
    let text = text.replace("OAuth", "Oauth").replace("IPv", "Ipv");
    let mut joined = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_uppercase()) {
        let (before, capitals) = rest.split_at(start);
        let length = capitals
            .find(|letter: char| !letter.is_ascii_uppercase())
            .unwrap_or(capitals.len());
        let (capitals, behind) = capitals.split_at(length);
        let ends = |text: &str| !text.starts_with(|letter: char| letter.is_ascii_lowercase());
        joined.push_str(before);
        if length > 1 && behind.strip_prefix('s').is_some_and(ends) {
            let (first, others) = capitals.split_at(1);
            joined.push_str(first);
            joined.push_str(&others.to_ascii_lowercase());
        } else {
            joined.push_str(capitals);
        }
        rest = behind;
    }
    joined.push_str(rest);

    Cow::Owned(joined)
}

/// Adds a letter as it is read: by itself where it is a syllable or a word, else as a part of the word around it.
fn push_read(text: &mut String, character: char) {
    let read = any_ascii_char(character);
    let is_letter = character.is_alphanumeric();
    let is_hangul = ('\u{ac00}'..='\u{d7a3}').contains(&character);
    let is_syllable = is_letter
        && !is_hangul
        && !character.is_uppercase()
        && read.starts_with(|first: char| first.is_ascii_uppercase());
    let is_word = !is_letter && read.len() > 1;
    let ascii = read.chars().map(|character| {
        if character.is_ascii_alphanumeric() {
            character
        } else {
            ' '
        }
    });
    match (is_letter, read.is_empty()) {
        (true, true) => text.extend([" ", symbol(character).as_str(), " "]),
        // An accent, or what only joins others.
        (false, true) => {}
        _ if is_syllable || is_word => {
            text.push(' ');
            text.extend(ascii);
            text.push(' ');
        }
        // Several syllables are one word there.
        _ if is_hangul => text.push_str(&read.to_ascii_lowercase()),
        _ => text.extend(ascii),
    }
}

/// A sign that stands without letters, in words: `≥` is `greater equal`, and a face is what it does.
fn sign(sign: char) -> Vec<String> {
    if sign.is_ascii() {
        return vec![symbol(sign)];
    }
    let read = any_ascii_char(sign);
    let words = read.split(|character: char| !character.is_ascii_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    if words.is_empty() {
        return read.chars().map(symbol).collect();
    }

    words
}

/// What a character is called: a word, or the number that it has in Unicode.
pub(super) fn symbol(character: char) -> String {
    let word = match character {
        '_' => "underscore",
        '-' => "hyphen",
        '.' => "dot",
        ' ' => "space",
        '/' => "slash",
        ':' => "colon",
        '$' => "dollar",
        '@' => "at",
        '+' => "plus",
        '*' => "star",
        '#' => "hash",
        '%' => "percent",
        '&' => "and",
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '[' | ']' => "bracket",
        '(' | ')' => "parenthesis",
        _ => return format!("u{:x}", u32::from(character)),
    };
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use crate::check::names::{field, type_name, variant};

    #[test]
    fn other_scripts_are_read_out() {
        for (wire, name) in [
            ("获取用户", "huo_qu_yong_hu"),
            ("get用户ID", "get_yong_hu_id"),
            ("订单-id2", "ding_dan_id2"),
            ("日本語テスト", "ri_ben_yu_tesuto"),
            ("사용자 이름", "sayongja_ileum"),
            ("größe", "grosse"),
            ("ÅngströmWert", "angstrom_wert"),
            ("имя", "imya"),
            ("датаСоздания", "data_sozdaniya"),
            ("e\u{301}te\u{301}", "ete"),
            ("\u{200b}zero\u{200d}Width\u{fe0f}", "zero_width"),
            ("m²", "m2"),
            ("€/km", "eur_km"),
            ("名", "ming"),
            ("type用", "type_yong"),
            ("クラス", "kurasu"),
            ("类", "lei"),
            ("１つ", "field_1tsu"),
            ("a≥b", "a_b"),
        ] {
            assert_eq!(field(wire), name, "of {wire:?}");
        }
    }

    #[test]
    fn signs_are_words_and_what_cannot_be_read_is_a_number() {
        for (wire, name) in [
            ("😀", "Grinning"),
            ("👍🏽", "Thumbsup"),
            ("🇩🇪", "DE"),
            ("≥", "GreaterEqual"),
            ("→", "Greater"),
            ("⚠️ hot", "WarningHot"),
            ("\u{e000}", "Ue000"),
            ("\u{378}", "U378"),
            ("\u{200b}", "U200b"),
            ("ʼ", "U2bc"),
        ] {
            assert_eq!(variant(wire), name, "of {wire:?}");
        }
        for (wire, name) in [
            ("PagedResult«Foo»", "PagedResultFoo"),
            ("Map<string,Foo>", "MapStringFoo"),
            ("Page_Foo_", "PageFoo"),
            ("Foo-Input", "FooInput"),
            ("Écran", "Ecran"),
        ] {
            assert_eq!(type_name(wire), name, "of {wire:?}");
        }
    }
}
