//! `cargo xtask coverage`: what of the vendors' documents is in the specs, and how sure the specs are of it.
//!
//! What a document describes stands in `tests/fixtures/acceptance/<vendor>.txt`, one line each: method and path of an operation, or its
//! `operationId` where the document prints neither, and `oauth` with the address of an authorization endpoint.

use std::collections::BTreeMap;
use std::fs;

use brogue_generator::generate;
use brogue_generator::model::{Api, Operation};

use crate::failure::Failure;
use crate::project::{self, Vendor, root};
use crate::say::{self, count};

/// The grades of facts, surest first.
const GRADES: [&str; 4] = ["vendor", "third-party", "inferred", "unknown"];

/// Compares the specs of these vendors, or of all, with what their documents describe.
pub(crate) fn coverage(names: &[String]) -> Result<(), Failure> {
    let mut missing_in_all = 0;
    let (mut operations, mut addresses) = (0, 0);
    for vendor in project::vendors(names)? {
        let Some(due) = due(&vendor)? else {
            say::about(&vendor.name, "no list of what its document describes");
            continue;
        };
        let api = api(&vendor)?;
        let offered = Offered::of(&api);
        let missing: Vec<&Due> = due.iter().filter(|due| !offered.has(due)).collect();
        let of_kind = |is_address| {
            due.iter()
                .filter(|due| due.is_address() == is_address)
                .count()
        };
        operations += of_kind(false);
        addresses += of_kind(true);
        missing_in_all += missing.len();

        say::about(
            &vendor.name,
            &format!(
                "{} and {} described, {}; {}",
                count(of_kind(false), "operation"),
                match of_kind(true) {
                    1 => "1 address of authorization".to_owned(),
                    several => format!("{several} addresses of authorization"),
                },
                match missing.len() {
                    0 => "none missing".to_owned(),
                    several => format!("{several} missing"),
                },
                grades(&api),
            ),
        );
        for due in missing {
            say::line(&format!("  missing: {}", due.text()));
        }
        for more in offered.beyond(&due) {
            say::line(&format!("  besides: {more}"));
        }
    }
    say::line(&format!(
        "{} and {addresses} addresses of authorization in all",
        count(operations, "operation")
    ));

    match missing_in_all {
        0 => Ok(()),
        missing => Err(Failure::Found(format!(
            "{} of the vendors' documents in no spec",
            count(missing, "operation or address")
        ))),
    }
}

/// Something that a vendor's document describes.
enum Due {
    /// `GET /visits`, or an `operationId`.
    Operation(String),
    /// A URL.
    Address(String),
}

impl Due {
    fn is_address(&self) -> bool {
        matches!(self, Self::Address(_))
    }

    fn text(&self) -> &str {
        match self {
            Self::Operation(text) | Self::Address(text) => text,
        }
    }
}

/// What a document describes; `None` where nobody has listed it.
fn due(vendor: &Vendor) -> Result<Option<Vec<Due>>, Failure> {
    let path = root().join(format!("tests/fixtures/acceptance/{}.txt", vendor.name));
    if !path.exists() {
        return Ok(None);
    }
    let text = fs::read_to_string(&path).map_err(|error| {
        Failure::Impossible(format!(
            "cannot read `{}`: {error}",
            project::in_project(&path)
        ))
    })?;
    let lines = text.lines().map(str::trim);
    let described = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));

    Ok(Some(
        described
            .map(|line| match line.strip_prefix("oauth ") {
                Some(address) => Due::Address(address.to_owned()),
                None => Due::Operation(line.to_owned()),
            })
            .collect(),
    ))
}

fn api(vendor: &Vendor) -> Result<Api, Failure> {
    let source = vendor.source()?;
    let (lock, _) = vendor.lock()?;

    generate(&source, &lock).api.ok_or_else(|| {
        let way_out = format!("see `cargo xtask lint {}`", vendor.name);
        Failure::Found(format!("`{}` has errors: {way_out}", source.path))
    })
}

/// What a spec offers.
struct Offered {
    /// Calls by method and path, with their ids; those that the vendor only announces have none.
    calls: BTreeMap<String, String>,
    /// Addresses that tokens are asked for and given back at.
    addresses: Vec<String>,
    base_url: String,
}

impl Offered {
    fn of(api: &Api) -> Self {
        let place = |operation: &Operation| {
            format!(
                "{} {}",
                operation.http_method.as_str(),
                operation.path_text()
            )
        };
        let calls = api
            .resources
            .iter()
            .flat_map(|resource| &resource.operations);
        let absent = api
            .absent
            .iter()
            .map(|call| (call.place.clone(), String::new()));

        Self {
            calls: calls
                .map(|operation| (place(operation), operation.id.clone()))
                .chain(absent)
                .collect(),
            addresses: api
                .credentials
                .iter()
                .filter_map(|credential| credential.oauth())
                .flat_map(|oauth| oauth.addresses().map(str::to_owned).collect::<Vec<_>>())
                .collect(),
            base_url: api.base_url.clone(),
        }
    }

    fn has(&self, due: &Due) -> bool {
        match due {
            Due::Operation(place) => {
                self.calls.contains_key(place) || self.calls.values().any(|id| id == place)
            }
            Due::Address(address) => self.addresses.contains(address) || self.calls_at(address),
        }
    }

    /// Whether a call goes there.
    fn calls_at(&self, address: &str) -> bool {
        let path = address.strip_prefix(&self.base_url);

        path.is_some_and(|path| {
            self.calls
                .keys()
                .filter_map(|place| place.split_once(' '))
                .any(|(_, own)| own == path)
        })
    }

    /// Calls that no line of the list stands for.
    fn beyond<'a>(&'a self, due: &'a [Due]) -> impl Iterator<Item = &'a str> {
        let is_due = |place: &str, id: &str| {
            due.iter().any(|due| match due {
                Due::Operation(text) => text == place || text == id,
                Due::Address(address) => address
                    .strip_prefix(&self.base_url)
                    .is_some_and(|path| place.ends_with(&format!(" {path}"))),
            })
        };

        self.calls
            .iter()
            .filter(move |(place, id)| !is_due(place, id))
            .map(|(place, _)| place.as_str())
    }
}

/// `3 facts vendor, 0 third-party, ..`
fn grades(api: &Api) -> String {
    let counted = GRADES.map(|grade| {
        let facts = api.evidence.iter().filter(|note| note.grade == grade);
        format!("{} {grade}", facts.count())
    });

    format!("facts beyond the document: {}", counted.join(", "))
}

#[cfg(test)]
mod tests {
    use super::{Due, Offered, api, coverage, due};
    use crate::project;

    #[test]
    fn everything_that_the_documents_describe_is_in_the_specs() {
        coverage(&[]).unwrap();
    }

    #[test]
    fn what_no_spec_has_is_missing_and_what_no_list_has_is_besides() {
        for vendor in project::vendors(&[]).unwrap() {
            let offered = Offered::of(&api(&vendor).unwrap());
            let mut due = due(&vendor).unwrap().unwrap();

            assert!(!offered.has(&Due::Operation("GET /no/such/path".to_owned())));
            assert!(!offered.has(&Due::Address("https://example.com/token".to_owned())));

            let besides = offered.beyond(&due).count();
            due.retain(Due::is_address);
            assert!(offered.beyond(&due).count() > besides, "{}", vendor.name);
        }
    }
}
