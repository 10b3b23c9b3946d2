//! An object of forty members, with a table and with serde's derive.

use brogue_runtime::codec::{Member, Members, Model};
use serde::{Deserialize, Serialize};

/// The same struct twice: with a table, and with serde's derive.
macro_rules! twice {
    ($table:ident, $derived:ident { $($field:ident: $table_type:ty | $derived_type:ty,)* }) => {
        #[derive(Clone, PartialEq)]
        pub(crate) struct $table {
            $(pub(crate) $field: Option<$table_type>,)*
            pub(crate) unknown: Members,
        }

        impl Model for $table {
            const NAME: &'static str = stringify!($table);
            const MEMBERS: &'static [Member] = &[$(Member::optional(stringify!($field)),)*];
        }

        brogue_runtime::slots! { $table: $($field),*; unknown }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub(crate) struct $derived {
            $(#[serde(skip_serializing_if = "Option::is_none", default)] pub(crate) $field: Option<$derived_type>,)*
        }
    };
}

#[allow(
    unused_imports,
    reason = "only one of the two benchmarks has more of them"
)]
pub(crate) use twice;

twice!(Record, DerivedRecord {
    identifier: String | String, driver: String | String, name: String | String, day: String | String, jobs: i64 | i64,
    number: i64 | i64, kind: String | String, document: String | String, order: i64 | i64, customer: String | String,
    latitude: f64 | f64, longitude: f64 | f64, site: String | String, address: String | String, post_code: String | String,
    city: String | String, observations: String | String, person: String | String, phone: String | String, mandatory: bool | bool,
    priority: i64 | i64, shows_items: bool | bool, hides_details: bool | bool, hides_delivery: bool | bool, signee: String | String,
    email: String | String, territory: String | String, buttons: bool | bool, mobile: bool | bool, score: bool | bool,
    country: String | String, company: String | String, confirmed: bool | bool, in_progress: bool | bool, closed: bool | bool,
    skipped: bool | bool, duration: i64 | i64, created: String | String, modified: String | String, skills: Vec<String> | Vec<String>,
});
