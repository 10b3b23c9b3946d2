//! Makes values, and makes them again where they do not fit.

use brogue_generator::model::contract::{Contract, Kind, SchemaId};
use serde_json::Value;

use super::fits::fits;
use super::rules::Rules;
use super::{Invention, figures, lists, objects, plain, texts};

/// How often one value is tried.
const ATTEMPTS: usize = 16;

/// Values that are made for one call, those in vain among them. After that only what must be there is made, once.
const VALUES: u32 = 20_000;

/// How deep values grow as they like.
const DEEP: usize = 6;

/// How deep they grow at all.
const DEEPEST: usize = 40;

/// Makes values of one contract.
pub(super) struct Maker<'a> {
    contract: &'a Contract,
    left: u32,
    /// The schemas of what is being made, outermost first.
    open: Vec<Vec<SchemaId>>,
    sparing: bool,
}

impl<'a> Maker<'a> {
    pub(super) fn new(contract: &'a Contract) -> Self {
        Self {
            contract,
            left: VALUES,
            open: Vec::new(),
            sparing: false,
        }
    }

    pub(super) fn contract(&self) -> &'a Contract {
        self.contract
    }

    /// Whether only what must be there is made.
    pub(super) fn is_sparing(&self) -> bool {
        self.sparing || self.left == 0 || self.open.len() > DEEP
    }

    /// How many values of these schemas are being made already, each inside of another.
    pub(super) fn circles(&self, ids: &[SchemaId]) -> usize {
        if self.open.is_empty() {
            return 0;
        }
        let rules = Rules::of(self.contract, ids, |_, _| None);
        let is_same =
            |schemas: &&Vec<SchemaId>| rules.schemas.iter().any(|id| schemas.contains(id));

        self.open.iter().filter(is_same).count()
    }

    /// Does something for what is inside of a value of these schemas.
    pub(super) fn within<T>(
        &mut self,
        schemas: &[SchemaId],
        sparing: bool,
        work: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let before = self.sparing;
        self.sparing = before || sparing;
        self.open.push(schemas.to_vec());
        let result = work(self);
        self.open.pop();
        self.sparing = before;

        result
    }

    /// A value that fits all of some schemas, or comes close to it.
    pub(super) fn make(
        &mut self,
        ids: &[SchemaId],
        name: &str,
        invention: &mut Invention,
    ) -> Value {
        if self.open.len() > DEEPEST {
            return Value::Null;
        }
        let mut closest = None;
        for attempt in 0..ATTEMPTS {
            self.left = self.left.saturating_sub(1);
            let rules = self.rules(ids, attempt, invention);
            let own = if name.is_empty() { rules.name() } else { name };
            let value = self.once(&rules, own, attempt, invention);
            if ids.iter().all(|id| fits(self.contract, *id, &value)) {
                return value;
            }
            closest.get_or_insert(value);
            if self.left == 0 {
                break;
            }
        }
        let rules = self.rules(ids, 0, invention);
        let written = rules.example().or(rules.default()).map(plain);
        let written = written.filter(|value| ids.iter().all(|id| fits(self.contract, *id, value)));

        written.or(closest).unwrap_or_default()
    }

    /// What holds, with a branch of each choice taken: seldom one that is null, and none that leads in circles where another does not.
    fn rules(&self, ids: &[SchemaId], attempt: usize, invention: &mut Invention) -> Rules<'a> {
        let wants_null = invention.random.u8(..8) == 0;
        let start = invention.random.usize(..);

        Rules::of(self.contract, ids, |rules, branches| {
            let is_null = |id: &SchemaId| self.contract.resolved(*id).kinds == [Kind::Null];
            let cost = |(place, id): &(usize, &SchemaId)| {
                let turn = start.wrapping_add(attempt).wrapping_add(*place) % branches.len();
                let kinds = &self.contract.resolved(**id).kinds;
                let fits = kinds.is_empty() || kinds.iter().any(|kind| rules.allows(*kind));
                let circles = self.is_sparing() && self.circles(&[**id]) > 0;
                (
                    attempt < ATTEMPTS / 2 && !fits,
                    circles,
                    is_null(id) != (wants_null && attempt == 0 || circles),
                    turn,
                )
            };
            branches
                .iter()
                .enumerate()
                .min_by_key(cost)
                .map(|(_, id)| *id)
        })
    }

    fn once(
        &mut self,
        rules: &Rules<'a>,
        name: &str,
        attempt: usize,
        invention: &mut Invention,
    ) -> Value {
        if let Some(values) = &rules.values {
            let of_kind: Vec<&Value> = values
                .iter()
                .filter(|value| kind_of(value).is_some_and(|kind| rules.allows(kind)))
                .collect();
            let some: Vec<&Value> = of_kind
                .iter()
                .copied()
                .filter(|value| !value.is_null())
                .collect();
            let list = if some.is_empty() || invention.random.u8(..8) == 0 {
                &of_kind
            } else {
                &some
            };
            return invention
                .random
                .choice(list)
                .map_or(Value::Null, |value| (*value).clone());
        }
        if let Some(example) = rules.example().filter(|_| attempt == 0).map(plain)
            && (example.is_array() || example.is_object())
            && invention.random.bool()
        {
            return example;
        }

        match self.kind(rules, name, attempt, invention) {
            Kind::Null => Value::Null,
            Kind::Boolean => Value::Bool(invention.random.bool()),
            Kind::Integer | Kind::Number => figures::figure(rules, name, attempt, invention),
            Kind::Text if !rules.content().is_empty() => {
                let content = rules.content();
                let value = self.within(&rules.schemas, false, |maker| {
                    maker.make(&content, name, invention)
                });
                Value::String(value.to_string())
            }
            Kind::Text => Value::String(texts::text(rules, name, attempt, invention)),
            Kind::List => self.within(&rules.schemas, false, |maker| {
                lists::list(maker, rules, name, attempt, invention)
            }),
            Kind::Object => self.within(&rules.schemas, false, |maker| {
                objects::object(maker, rules, attempt, invention)
            }),
        }
    }

    /// The kind to make: the first that the document lists, null seldom, and others where that does not fit.
    fn kind(
        &self,
        rules: &Rules<'_>,
        name: &str,
        attempt: usize,
        invention: &mut Invention,
    ) -> Kind {
        let Some(kinds) = &rules.kinds else {
            return implied(rules, name);
        };
        let some: Vec<Kind> = kinds
            .iter()
            .copied()
            .filter(|kind| *kind != Kind::Null)
            .collect();
        let is_nullable = some.len() < kinds.len();
        let simple = some
            .iter()
            .copied()
            .find(|kind| !matches!(kind, Kind::List | Kind::Object));
        if is_nullable && (some.is_empty() || invention.random.u8(..8) == 0) {
            return Kind::Null;
        }
        if self.is_sparing() && attempt == 0 && is_nullable && simple.is_none() {
            return Kind::Null;
        }
        let first = if self.is_sparing() {
            simple.or(some.first().copied())
        } else {
            some.first().copied()
        };
        if attempt < 4 {
            return first.unwrap_or(Kind::Null);
        }

        invention
            .random
            .choice(kinds)
            .copied()
            .unwrap_or(Kind::Null)
    }
}

/// The kind that keywords are about, where none is named.
fn implied(rules: &Rules<'_>, name: &str) -> Kind {
    let any = |test: fn(&brogue_generator::model::contract::Schema) -> bool| rules.each().any(test);
    let limited = |keywords: &[&str]| {
        rules.each().any(|schema| {
            keywords
                .iter()
                .any(|keyword| schema.limit(keyword).is_some())
        })
    };
    if any(|schema| {
        !schema.properties.is_empty()
            || !schema.required.is_empty()
            || !schema.pattern_properties.is_empty()
    }) || limited(&["minProperties", "maxProperties", "dependentRequired"])
    {
        Kind::Object
    } else if any(|schema| schema.items.is_some() || !schema.prefix_items.is_empty())
        || limited(&["minItems", "maxItems", "uniqueItems"])
    {
        Kind::List
    } else if limited(&[
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
    ]) {
        Kind::Number
    } else if rules.format().is_some()
        || limited(&["minLength", "maxLength", "pattern"])
        || super::meaning(name).is_some()
    {
        Kind::Text
    } else {
        Kind::Object
    }
}

/// The kind that a value is of.
pub(super) fn kind_of(value: &Value) -> Option<Kind> {
    let kinds = [
        Kind::Null,
        Kind::Boolean,
        Kind::Integer,
        Kind::Number,
        Kind::Text,
        Kind::List,
        Kind::Object,
    ];

    kinds
        .into_iter()
        .find(|kind| super::forms::is(value, *kind))
}
