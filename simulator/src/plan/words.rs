//! Words as people mean them: `clientId`, `client_id` and `Client-ID` are one, and a person is one of the people.

/// The letters and digits of a word, in small letters.
pub(crate) fn plain(word: &str) -> String {
    word.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The one of some named things that a word means: spelled the same, else the same but for capitals, else the same but for signs.
pub(crate) fn meant<'a, T>(all: &'a [T], name: impl Fn(&T) -> &str, wanted: &str) -> Option<&'a T> {
    let wanted_plain = plain(wanted);
    let tests: [&dyn Fn(&str) -> bool; 3] = [
        &|name| name == wanted,
        &|name| name.eq_ignore_ascii_case(wanted),
        &|name| plain(name) == wanted_plain,
    ];

    tests
        .iter()
        .find_map(|test| all.iter().find(|one| test(name(one))))
        .filter(|_| !wanted_plain.is_empty())
}

/// The pieces of a word, in small letters: `lastLoginDate` and `last_login_date` have three.
pub(crate) fn pieces(word: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut open = false;
    let mut after_small = false;
    for character in word.chars() {
        if !character.is_alphanumeric() {
            open = false;
            continue;
        }
        let begins = !open || (after_small && character.is_uppercase());
        after_small = character.is_lowercase() || character.is_numeric();
        open = true;
        match all.last_mut() {
            Some(last) if !begins => last.extend(character.to_lowercase()),
            _ => all.push(character.to_lowercase().collect()),
        }
    }

    all
}

/// One of many: `visit` of `visits`. What does not look like a plural stays.
pub(crate) fn singular(word: &str) -> String {
    let irregular = [
        ("people", "person"),
        ("children", "child"),
        ("men", "man"),
        ("statuses", "status"),
        ("series", "series"),
        ("news", "news"),
    ];
    if let Some((_, one)) = irregular.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for ending in ["sses", "xes", "ches", "shes", "zes"] {
        if word.ends_with(ending) {
            return word.strip_suffix("es").unwrap_or(word).to_owned();
        }
    }
    match word.strip_suffix('s') {
        Some(stem) if !stem.is_empty() && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word.to_owned(),
    }
}

/// Whether a word means many.
pub(crate) fn is_plural(word: &str) -> bool {
    singular(word) != word
}

/// The names that a parameter stands for: `clientIdOrClientEmail` is one of two.
pub(crate) fn alternatives(parameter: &str) -> Vec<String> {
    let pieces = pieces(parameter);

    pieces
        .split(|piece| piece == "or")
        .map(<[String]>::concat)
        .filter(|name| !name.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{alternatives, pieces, plain, singular};

    #[test]
    fn words_are_taken_apart() {
        assert_eq!(plain("Client-ID"), "clientid");
        assert_eq!(pieces("lastLogin_date2"), ["last", "login", "date2"]);
        assert_eq!(pieces("ID"), ["id"]);
        assert_eq!(
            alternatives("clientIdOrClientEmail"),
            ["clientid", "clientemail"]
        );
        assert_eq!(alternatives("order_id"), ["orderid"]);
        let cases = [
            ("visits", "visit"),
            ("companies", "company"),
            ("people", "person"),
            ("boxes", "box"),
            ("addresses", "address"),
            ("status", "status"),
            ("address", "address"),
            ("employees", "employee"),
            ("cases", "case"),
            ("client", "client"),
        ];
        for (many, one) in cases {
            assert_eq!(singular(many), one);
        }
    }
}
