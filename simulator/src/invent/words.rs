//! What the name of a member says about its value.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a text is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Ids, keys and codes: something that tells one thing from all others.
    Id,
    /// A UUID.
    Uuid,
    /// A first name.
    FirstName,
    /// A last name.
    LastName,
    /// First and last name.
    FullName,
    /// The name of a company.
    Company,
    /// What somebody logs in with.
    UserName,
    /// The name of a thing.
    Thing,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// The prefix of a country.
    PhonePrefix,
    /// Street and number.
    Street,
    /// A second line of an address.
    Unit,
    /// A town.
    City,
    /// A state or region.
    State,
    /// A postal code.
    Zip,
    /// A country, in two letters.
    Country,
    /// A currency, in three letters.
    Currency,
    /// A language.
    Language,
    /// A time zone.
    TimeZone,
    /// An address on the web.
    Url,
    /// An address of a picture.
    Image,
    /// A color.
    Color,
    /// A media type.
    MediaType,
    /// The name of a file.
    FileName,
    /// A version.
    Version,
    /// A sentence.
    Sentence,
    /// A title.
    Title,
    /// A day.
    Date,
    /// A day in the past of a life.
    Birthday,
    /// A day and a time.
    DateTime,
    /// A time of the day.
    Time,
    /// A secret.
    Secret,
    /// A number in digits.
    Digits,
    /// A word for how something stands.
    Status,
    /// A gender.
    Gender,
    /// An address of the internet.
    Ip,
}

/// The words of a name, in small letters: `contactPhone`, `contact_phone` and `contact-phone` have two.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut begins = true;
    let mut was_small = false;
    for letter in name.chars() {
        if !letter.is_alphanumeric() {
            begins = true;
            was_small = false;
            continue;
        }
        begins = begins || (letter.is_uppercase() && was_small);
        was_small = letter.is_lowercase() || letter.is_ascii_digit();
        let small = letter.to_lowercase();
        match words.last_mut() {
            Some(word) if !begins => word.extend(small),
            _ => words.push(small.collect()),
        }
        begins = false;
    }

    words
}

/// Endings of names, with what they say. The longest that fits counts.
const ENDINGS: &[(&str, Meaning)] = &[
    ("uuid, guid, uid", Meaning::Uuid),
    (
        "first name, given name, firstname, forename",
        Meaning::FirstName,
    ),
    (
        "last name, family name, lastname, surname",
        Meaning::LastName,
    ),
    (
        "company name, organization name, organisation name, business name, enterprise name",
        Meaning::Company,
    ),
    (
        "company, organization, organisation, enterprise",
        Meaning::Company,
    ),
    (
        "user name, username, login, handle, nickname",
        Meaning::UserName,
    ),
    ("file name, filename", Meaning::FileName),
    (
        "full name, contact name, customer name, client name, person name, owner name, author name",
        Meaning::FullName,
    ),
    (
        "employee name, driver name, signee name, account name, holder name, display name, fullname",
        Meaning::FullName,
    ),
    (
        "customer, person, owner, author, user, employee, driver, assignee, recipient, sender",
        Meaning::FullName,
    ),
    ("email address, email, mail", Meaning::Email),
    (
        "phone prefix, dial code, calling code",
        Meaning::PhonePrefix,
    ),
    (
        "phone, mobile, landline, fax, telephone, cell, msisdn",
        Meaning::Phone,
    ),
    (
        "phone number, mobile number, landline number, fax number, telephone number",
        Meaning::Phone,
    ),
    ("ip address, ip", Meaning::Ip),
    (
        "street, address, address 1, address1, line1, street1, address line, street name",
        Meaning::Street,
    ),
    (
        "address 2, address2, line2, street2, unit, suite, apartment, unit number",
        Meaning::Unit,
    ),
    ("city, town, locality, suburb", Meaning::City),
    ("state, province, region, county, territory", Meaning::State),
    (
        "zip code, postal code, post code, zip, postcode, zipcode",
        Meaning::Zip,
    ),
    ("country, country code, nationality", Meaning::Country),
    ("currency, currency code", Meaning::Currency),
    ("language, locale, lang, language code", Meaning::Language),
    ("time zone, timezone, tz", Meaning::TimeZone),
    (
        "image url, avatar url, photo url, picture url, logo url, thumbnail url, icon url",
        Meaning::Image,
    ),
    (
        "avatar, photo, picture, logo, thumbnail, image",
        Meaning::Image,
    ),
    (
        "url, uri, link, href, website, webpage, homepage, endpoint, target, callback",
        Meaning::Url,
    ),
    ("color, colour, color hex, colour hex", Meaning::Color),
    (
        "media type, mime type, content type, mimetype",
        Meaning::MediaType,
    ),
    ("version", Meaning::Version),
    (
        "description, notes, note, comment, message, content, body, text, details, detail",
        Meaning::Sentence,
    ),
    ("obs, summary, reason, remarks, bio", Meaning::Sentence),
    ("title, subject, headline, caption, topic", Meaning::Title),
    (
        "birth date, date of birth, dob, birthday, birthdate",
        Meaning::Birthday,
    ),
    (
        "at, datetime, timestamp, date time, created time, updated time",
        Meaning::DateTime,
    ),
    ("date, day", Meaning::Date),
    ("time", Meaning::Time),
    (
        "password, secret, token, apikey, api key, private key, secret key",
        Meaning::Secret,
    ),
    ("status", Meaning::Status),
    ("gender, sex", Meaning::Gender),
    (
        "id, code, key, ref, reference, sku, slug, nonce, serial, number, nr, no, hash, sub",
        Meaning::Id,
    ),
    ("name, label, model, brand, product, item", Meaning::Thing),
    (
        "amount, price, total, cost, balance, quantity, qty, count",
        Meaning::Digits,
    ),
];

/// The same, each ending by itself.
static MEANINGS: LazyLock<BTreeMap<&str, Meaning>> = LazyLock::new(|| {
    let rows = ENDINGS.iter();

    rows.flat_map(|(endings, meaning)| endings.split(", ").map(|ending| (ending, *meaning)))
        .collect()
});

/// What a text of this name is about.
pub(super) fn meaning(name: &str) -> Option<Meaning> {
    let name = words(name).join(" ");
    let starts = name.match_indices(' ').map(|(space, _)| space + 1);
    let endings = std::iter::once(0).chain(starts);

    endings
        .filter_map(|start| name.get(start..))
        .find_map(|ending| MEANINGS.get(ending).copied())
}

#[cfg(test)]
mod tests {
    use super::{Meaning, meaning, words};

    #[test]
    fn names_are_cut_where_words_begin() {
        assert_eq!(words("contactPhone"), ["contact", "phone"]);
        assert_eq!(words("zip_code"), ["zip", "code"]);
        assert_eq!(words("NPSMandatory"), ["npsmandatory"]);
        assert_eq!(words("ids[]"), ["ids"]);
        assert_eq!(words("_id"), ["id"]);
    }

    #[test]
    fn the_end_of_a_name_says_what_it_is() {
        for (name, expected) in [
            ("contactPhone", Some(Meaning::Phone)),
            ("phone_prefix", Some(Meaning::PhonePrefix)),
            ("signeeName", Some(Meaning::FullName)),
            ("mediaUrl", Some(Meaning::Url)),
            ("createdAt", Some(Meaning::DateTime)),
            ("client_id", Some(Meaning::Id)),
            ("sub", Some(Meaning::Id)),
            ("whatever", None),
        ] {
            assert_eq!(meaning(name), expected, "{name}");
        }
    }
}
