//! Texts: of a format, of a pattern, of what their name says, of a length.

use brogue_generator::model::contract::Kind;
use brogue_generator::model::{Json, View};
use jiff::Zoned;

use super::rules::Rules;
use super::{Invention, Meaning, Persona, figures, meaning, patterns, times};

const ADJECTIVES: &[&str] = &[
    "amber", "brisk", "calm", "dapper", "early", "fair", "gentle", "hollow", "ivory", "jolly",
    "keen", "lively",
];
const NOUNS: &[&str] = &[
    "anchor", "beacon", "cedar", "delta", "ember", "field", "garden", "harbor", "island",
    "junction", "kettle", "lantern",
];
const SENTENCES: &[&str] = &[
    "Please ring at the side door",
    "The boiler was serviced in spring",
    "Call an hour ahead",
    "Parts are on the shelf in the hall",
    "The gate code has changed",
    "Nothing out of the ordinary",
];

/// A text that fits, or comes close to it.
pub(super) fn text(
    rules: &Rules<'_>,
    name: &str,
    attempt: usize,
    invention: &mut Invention,
) -> String {
    let least = rules.least("minLength");
    let most = rules.most("maxLength");
    let patterns: Vec<&str> = rules.texts("pattern").collect();
    // With several patterns at once, each has its turn; the check afterwards tells whether the others hold.
    let pattern = patterns.get(attempt.checked_rem(patterns.len()).unwrap_or_default());
    let usual = || {
        let example = match rules.example().or(rules.default()) {
            Some(Json::Text(text)) => Some(text.as_str()),
            _ => None,
        };
        (example, attempt < 2)
    };
    let (example, is_early) = usual();
    // A pattern knows digits, not days: a date that is made of it may be in the year 5992.
    let is_time = attempt == 0 && rules.time().is_some();
    if let (Some(pattern), false) = (pattern, is_time) {
        if let Some(example) = example.filter(|_| is_early && invention.random.bool()) {
            return like(example, name, invention);
        }
        if let Some(made) = patterns::text(pattern, least, most, &mut invention.random) {
            return made;
        }
    }
    let made = by_nature(rules, name, invention)
        .or_else(|| by_meaning(rules, name, example, invention))
        .unwrap_or_else(|| words(example, name, invention));
    // What was counted out has the length that it has.
    if attempt == 0 && example.is_none() && least == 0 && made.chars().count() <= most {
        return made;
    }

    within(made, least, most)
}

/// By its wire form, encoding or format.
fn by_nature(rules: &Rules<'_>, name: &str, invention: &mut Invention) -> Option<String> {
    if rules.has_view(View::Flag) {
        return Some(if invention.random.bool() { "1" } else { "0" }.to_owned());
    }
    if rules.has_view(View::Integer)
        || (rules.has_view(View::Id) && !rules.has_view(View::Text) && rules.allows(Kind::Integer))
    {
        return Some(invention.random.u32(1_000..999_999).to_string());
    }
    if rules.has_view(View::Number) {
        return Some(figures::figure(rules, name, 0, invention).to_string());
    }
    if rules
        .texts("contentEncoding")
        .any(|encoding| encoding.starts_with("base64"))
    {
        return Some("c2ltdWxhdGVk".to_owned());
    }
    let time = |invention: &mut Invention| times::near(invention.time, name, &mut invention.random);
    if let Some(format) = rules.time() {
        return Some(times::written(&time(invention), Some(format)));
    }
    let persona = Persona(invention.persona);

    Some(match rules.format()? {
        "date" => day(&time(invention)),
        "date-time" => times::written(&time(invention), None),
        "time" => format!("{}Z", clock(&time(invention))),
        "duration" => format!("PT{}M", invention.random.u32(5..180)),
        "email" | "idn-email" => persona.email(),
        "hostname" | "idn-hostname" => "example.com".to_owned(),
        "ipv4" => format!("192.0.2.{}", invention.random.u8(1..255)),
        "ipv6" => format!("2001:db8::{:x}", invention.random.u16(1..)),
        "uri" | "url" | "iri" => url(name, "", invention),
        "uri-reference" | "iri-reference" => format!("/{}", id(invention)),
        "uri-template" => "https://example.com/{id}".to_owned(),
        "json-pointer" => "/data".to_owned(),
        "relative-json-pointer" => "0".to_owned(),
        "regex" => "^[a-z]+$".to_owned(),
        "uuid" | "guid" => uuid(invention),
        "byte" | "base64" | "base64url" => "c2ltdWxhdGVk".to_owned(),
        "password" => secret(name, invention),
        "decimal" | "number" | "double" | "float" => format!(
            "{}.{:02}",
            invention.random.u32(1..500),
            invention.random.u32(0..100)
        ),
        "int32" | "int64" | "integer" => invention.random.u32(1..10_000).to_string(),
        "phone" | "tel" | "e164" => persona.phone(),
        _ => return None,
    })
}

/// By what its name says.
fn by_meaning(
    rules: &Rules<'_>,
    name: &str,
    example: Option<&str>,
    invention: &mut Invention,
) -> Option<String> {
    let persona = Persona(invention.persona);
    let Some(meaning) = meaning(name) else {
        return rules.is_sensitive().then(|| secret(name, invention));
    };
    if let Some(example) = example.filter(|_| meaning == Meaning::Id) {
        return Some(like(example, name, invention));
    }

    Some(match meaning {
        Meaning::Id if rules.is_sensitive() => secret(name, invention),
        Meaning::Id => id(invention),
        Meaning::Uuid => uuid(invention),
        Meaning::FirstName => persona.first_name().to_owned(),
        Meaning::LastName => persona.last_name().to_owned(),
        Meaning::FullName => persona.full_name(),
        Meaning::Company => persona.company(),
        Meaning::UserName => persona.user_name(),
        Meaning::Email => persona.email(),
        Meaning::Phone => persona.phone(),
        Meaning::PhonePrefix => "+1".to_owned(),
        Meaning::Street => persona.street(),
        Meaning::Unit => persona.unit(),
        Meaning::City => persona.place().0.to_owned(),
        Meaning::State => persona.place().1.to_owned(),
        Meaning::Zip => persona.place().2.to_owned(),
        Meaning::Country => persona.country().0.to_owned(),
        Meaning::Language => persona.country().1.to_owned(),
        Meaning::TimeZone => persona.country().2.to_owned(),
        Meaning::Currency => persona.country().3.to_owned(),
        Meaning::Url => url(name, "", invention),
        Meaning::Image => url(name, ".png", invention),
        Meaning::Color => format!("#{:06x}", invention.random.u32(0..0x0100_0000)),
        Meaning::MediaType => "image/png".to_owned(),
        Meaning::FileName => format!("{}.pdf", two_words(invention).replace(' ', "-")),
        Meaning::Version => format!(
            "{}.{}.{}",
            invention.random.u8(1..5),
            invention.random.u8(0..10),
            invention.random.u8(0..10)
        ),
        Meaning::Sentence if example.is_none() => (*invention.random.choice(SENTENCES)?).to_owned(),
        Meaning::Title | Meaning::Thing if example.is_none() => capital(&two_words(invention)),
        Meaning::Date if example.is_none() => {
            day(&times::near(invention.time, name, &mut invention.random))
        }
        Meaning::Birthday => day(&times::near(invention.time, name, &mut invention.random)),
        Meaning::DateTime if example.is_none() => times::written(
            &times::near(invention.time, name, &mut invention.random),
            None,
        ),
        Meaning::Time if example.is_none() => {
            clock(&times::near(invention.time, name, &mut invention.random))
        }
        Meaning::Secret => secret(name, invention),
        Meaning::Digits => invention.random.u32(1..500).to_string(),
        Meaning::Status if example.is_none() => "active".to_owned(),
        Meaning::Gender => "female".to_owned(),
        Meaning::Ip => format!("192.0.2.{}", invention.random.u8(1..255)),
        Meaning::Sentence
        | Meaning::Title
        | Meaning::Thing
        | Meaning::Date
        | Meaning::DateTime
        | Meaning::Time
        | Meaning::Status => return None,
    })
}

/// The example, or words that mean nothing.
fn words(example: Option<&str>, name: &str, invention: &mut Invention) -> String {
    match example {
        Some(example) if meaning(name) == Some(Meaning::Id) => like(example, name, invention),
        Some(example) => example.to_owned(),
        None => two_words(invention),
    }
}

/// A text with another's look: where it tells one thing from all others, its digits and letters are others.
fn like(example: &str, name: &str, invention: &mut Invention) -> String {
    if meaning(name) != Some(Meaning::Id) && meaning(name) != Some(Meaning::Uuid) {
        return example.to_owned();
    }
    let is_hexadecimal = example
        .chars()
        .all(|one| one.is_ascii_hexdigit() || one == '-');
    let random = &mut invention.random;

    example
        .chars()
        .map(|one| match one {
            '1'..='9' => random.digit(10).max('1'),
            'a'..='f' if is_hexadecimal => char::from(b'a' + random.u8(0..6)),
            'A'..='F' if is_hexadecimal => char::from(b'A' + random.u8(0..6)),
            'a'..='z' if !is_hexadecimal => random.lowercase(),
            'A'..='Z' if !is_hexadecimal => random.uppercase(),
            other => other,
        })
        .collect()
}

/// A text with its end cut off, or said again, to be of a length.
fn within(mut text: String, least: usize, most: usize) -> String {
    // Nobody is served by a text of a million letters, whatever the document says.
    let least = least.min(100_000);
    let mut length = text.chars().count();
    while length < least {
        let more = if text.is_empty() {
            "simulated".to_owned()
        } else {
            text.clone()
        };
        let more: String = more.chars().take(least - length).collect();
        text.push_str(&more);
        length = text.chars().count();
    }
    if length > most {
        text = text.chars().take(most).collect();
        let cut = text.trim_end();
        if cut.chars().count() >= least {
            text.truncate(cut.len());
        }
    }

    text
}

fn two_words(invention: &mut Invention) -> String {
    let random = &mut invention.random;
    let adjective = random.choice(ADJECTIVES).copied().unwrap_or_default();
    let noun = random.choice(NOUNS).copied().unwrap_or_default();

    format!("{adjective} {noun}")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();

    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

fn id(invention: &mut Invention) -> String {
    format!("{:012x}", invention.random.u64(..) >> 16)
}

fn uuid(invention: &mut Invention) -> String {
    let random = &mut invention.random;
    let (first, second, third) = (random.u32(..), random.u16(..), random.u16(..) & 0x0fff);

    format!(
        "{first:08x}-{second:04x}-4{third:03x}-8{:03x}-{:012x}",
        random.u16(..) & 0x0fff,
        random.u64(..) >> 16
    )
}

fn secret(name: &str, invention: &mut Invention) -> String {
    format!(
        "simulated-{}-{:06x}",
        super::words::words(name).join("-"),
        invention.random.u32(..) >> 8
    )
}

fn url(name: &str, ending: &str, invention: &mut Invention) -> String {
    format!(
        "https://example.com/{}/{}{ending}",
        super::words::words(name).join("-"),
        id(invention)
    )
}

fn day(time: &Zoned) -> String {
    time.date().to_string()
}

fn clock(time: &Zoned) -> String {
    time.strftime("%H:%M:%S").to_string()
}
