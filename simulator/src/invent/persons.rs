//! People, companies and places that do not exist. One number stands for one of each, so that what is said of it goes together.

/// Somebody, with a company and an address.
#[derive(Clone, Copy, Debug)]
pub(super) struct Persona(pub(super) u64);

const FIRST_NAMES: &[&str] = &[
    "Alba", "Bruno", "Clara", "Dario", "Elin", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaya",
    "Lena", "Milo", "Nora", "Oskar", "Priya", "Quentin", "Rosa", "Silas", "Tilda", "Umar", "Vera",
    "Wanda", "Yusuf",
];

const LAST_NAMES: &[&str] = &[
    "Ashdown",
    "Birkholm",
    "Castell",
    "Drayford",
    "Elmquist",
    "Farrow",
    "Greenlund",
    "Hartwick",
    "Ivarsen",
    "Juniper",
    "Kestrel",
    "Lindgate",
    "Merrow",
    "Northfield",
    "Oakham",
    "Penrose",
    "Quill",
    "Ravensby",
    "Stillwater",
    "Thornby",
    "Underhill",
    "Valebrook",
];

const COMPANIES: &[&str] = &[
    "Heating",
    "Plumbing",
    "Gardens",
    "Roofing",
    "Electric",
    "Logistics",
    "Cleaning",
    "Windows",
];

const STREETS: &[&str] = &[
    "Mill Lane",
    "Harbour Road",
    "Orchard Street",
    "Station Road",
    "Chapel Walk",
    "River Street",
    "Elm Avenue",
    "Market Square",
];

/// Town, state, postal code.
const PLACES: &[(&str, &str, &str)] = &[
    ("Alderbrook", "Westmark", "10417"),
    ("Brackenford", "Southmoor", "20953"),
    ("Cresthaven", "Eastvale", "31286"),
    ("Dunmere", "Northshire", "44120"),
    ("Eldenport", "Westmark", "52074"),
    ("Fernhollow", "Southmoor", "63318"),
];

/// Country, language, time zone, currency.
const COUNTRIES: &[(&str, &str, &str, &str)] = &[
    ("GB", "en", "Europe/London", "GBP"),
    ("US", "en", "America/New_York", "USD"),
    ("FR", "fr", "Europe/Paris", "EUR"),
    ("AU", "en", "Australia/Sydney", "AUD"),
];

impl Persona {
    pub(super) fn first_name(self) -> &'static str {
        self.of(FIRST_NAMES, 0)
    }

    pub(super) fn last_name(self) -> &'static str {
        self.of(LAST_NAMES, 8)
    }

    pub(super) fn full_name(self) -> String {
        format!("{} {}", self.first_name(), self.last_name())
    }

    /// `nora.farrow42`
    pub(super) fn user_name(self) -> String {
        let name = format!("{}.{}", self.first_name(), self.last_name());

        format!("{}{}", name.to_lowercase(), self.part(16) % 1000)
    }

    pub(super) fn email(self) -> String {
        format!("{}@example.com", self.user_name())
    }

    pub(super) fn company(self) -> String {
        format!("{} {}", self.last_name(), self.of(COMPANIES, 24))
    }

    /// A number out of the range that is kept for fiction.
    pub(super) fn phone(self) -> String {
        format!(
            "{}-555-01{:02}",
            201 + self.part(32) % 700,
            self.part(40) % 100
        )
    }

    pub(super) fn street(self) -> String {
        format!("{} {}", 1 + self.part(20) % 198, self.of(STREETS, 28))
    }

    pub(super) fn unit(self) -> String {
        format!("Unit {}", 1 + self.part(36) % 40)
    }

    pub(super) fn place(self) -> (&'static str, &'static str, &'static str) {
        self.of(PLACES, 44)
    }

    pub(super) fn country(self) -> (&'static str, &'static str, &'static str, &'static str) {
        self.of(COUNTRIES, 48)
    }

    fn part(self, shift: u32) -> u64 {
        (self.0 >> shift) ^ (self.0 >> 52)
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "the tables above are not empty, and the rest of a division by their length is within"
    )]
    fn of<T: Copy>(self, table: &[T], shift: u32) -> T {
        let place = usize::try_from(self.part(shift) % table.len() as u64).unwrap_or_default();

        table[place]
    }
}
