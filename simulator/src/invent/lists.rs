//! Lists: as long as they must be, and short.

use serde_json::Value;

use super::Invention;
use super::forms::same;
use super::maker::Maker;
use super::rules::Rules;
use super::words::words;

/// Elements that are made although fewer would do, at most.
const SPARE: usize = 2;

/// The most elements that are made, whatever the schema says.
const LONGEST: usize = 1_000;

/// A list that fits.
pub(super) fn list(
    maker: &mut Maker<'_>,
    rules: &Rules<'_>,
    name: &str,
    attempt: usize,
    invention: &mut Invention,
) -> Value {
    let contained = rules.checks("contains");
    let needed = rules
        .least("minContains")
        .max(usize::from(!contained.is_empty()));
    let least = rules.least("minItems").min(LONGEST);
    let most = rules.most("maxItems").min(LONGEST);
    let is_sparing = maker.is_sparing() || maker.circles(&rules.element(0)) > 1;
    let spare = if is_sparing {
        0
    } else {
        invention.random.usize(..=SPARE)
    };
    let ahead = rules
        .each()
        .map(|schema| schema.prefix_items.len())
        .max()
        .unwrap_or_default();
    // Lists that may be empty are, where there is no end otherwise; else one element says more than none.
    let wanted = least
        .max(needed)
        .max(ahead)
        .max(usize::from(!is_sparing))
        .saturating_add(spare);
    let closed = rules
        .each()
        .any(|schema| !schema.prefix_items.is_empty() && schema.items.is_none());
    let wanted = if closed && ahead >= least {
        ahead
    } else {
        wanted
    };
    let length = wanted.min(most).max(least);
    let is_unique = rules.each().any(|schema| {
        schema
            .limit("uniqueItems")
            .is_some_and(|value| super::plain(value) == Value::Bool(true))
    });
    let one = singular(name);

    let mut elements: Vec<Value> = Vec::new();
    // Where elements must differ, some are made in vain.
    for index in 0..length.saturating_mul(if is_unique { 6 } else { 1 }) {
        if elements.len() >= length {
            break;
        }
        let mut schemas = rules.element(elements.len());
        if elements.len() < needed {
            schemas.extend(&contained);
        }
        let element = maker.make(
            &schemas,
            &one,
            &mut invention.element(index.wrapping_add(attempt << 16)),
        );
        if !(is_unique && elements.iter().any(|other| same(other, &element))) {
            elements.push(element);
        }
    }

    Value::Array(elements)
}

/// The name of one of them: `emails` hold an `email`.
fn singular(name: &str) -> String {
    let mut words = words(name);
    if let Some(last) = words.last_mut() {
        if let Some(stem) = last.strip_suffix("ies") {
            *last = format!("{stem}y");
        } else if let Some(stem) = last.strip_suffix("sses") {
            *last = format!("{stem}ss");
        } else if let Some(stem) = last.strip_suffix('s').filter(|stem| !stem.ends_with('s')) {
            *last = stem.to_owned();
        }
    }

    words.join("_")
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn one_of_several() {
        for (several, one) in [
            ("emails", "email"),
            ("categories", "category"),
            ("addresses", "address"),
            ("allowedVehicles", "allowed_vehicle"),
            ("glass", "glass"),
        ] {
            assert_eq!(singular(several), one);
        }
    }
}
