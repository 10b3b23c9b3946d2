//! Which schemas are reached from which calls, and in which direction they travel there. Decides how many types a schema becomes.

use std::collections::{BTreeSet, VecDeque};

use super::classify::{Class, classify};
use super::context::Context;
use super::files;
use super::lock::{NameLock, type_place};
use super::members::{additional, gather_most};
use super::modules::FEW;
use super::uses::{Use, follow};
use crate::hash::HashMap;
use crate::model::{FieldName, StructUse};
use crate::parse::ast::Schema;
use crate::source::Spanned;

/// Which way a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    /// From the vendor.
    Answer,
    /// To the vendor.
    Request,
    /// To the vendor, as the body of a partial update.
    Update,
    /// To the vendor, in parts, where files have a place.
    Parts,
}

/// Which of the types that a schema may become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Variant {
    /// The only one, or the one of answers.
    Plain,
    /// The one of requests, where answers have another.
    Input,
    /// The one of partial updates.
    Update,
}

/// A schema that is reached.
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are found out one by one, and none rules out another"
)]
pub(super) struct Reached<'a> {
    /// How it was reached first.
    pub(super) used: Use<'a>,
    /// Whether it becomes a type with a name.
    pub(super) named: bool,
    /// The directions it travels.
    pub(super) directions: BTreeSet<Direction>,
    /// The resources that reach it, as far as they are counted.
    pub(super) users: BTreeSet<FieldName>,
    /// The name that a body of a partial update asks for.
    pub(super) update_name: Option<&'a Spanned<String>>,
    /// Whether it is two types in the whole of which this document is a part.
    split_in_whole: bool,
    /// Whether a body of a partial update that it is goes in parts.
    updated_in_parts: bool,
    one_way: bool,
    /// The pointers of what it holds.
    inner: BTreeSet<&'a str>,
}

/// All schemas that are reached.
#[derive(Default)]
pub(super) struct Usage<'a> {
    reached: Vec<Reached<'a>>,
    /// Where each stands among them, by its pointer.
    known: HashMap<&'a str, usize>,
    queue: VecDeque<(Use<'a>, Direction)>,
    /// What resources reach by themselves.
    roots: BTreeSet<(&'a str, FieldName)>,
}

impl<'a> Usage<'a> {
    /// Adds a schema that a call of a resource reaches, and all that it holds.
    pub(super) fn add(
        &mut self,
        context: &mut Context<'a>,
        used: &Use<'a>,
        direction: Direction,
        resource: &FieldName,
    ) {
        self.roots.insert((&used.target.pointer, resource.clone()));
        self.queue.push_back((used.clone(), direction));
        while let Some((used, direction)) = self.queue.pop_front() {
            self.visit(context, &used, direction);
        }
    }

    /// Notes that a body of a partial update goes in parts, where files have a place.
    pub(super) fn update_goes_in_parts(&mut self, used: &Use<'a>) {
        if let Some(reached) = self.get_mut(&used.target.pointer) {
            reached.updated_in_parts = true;
        }
    }

    /// Closes the walk: it is known then who needs what, and what becomes two types.
    pub(super) fn close(&mut self) {
        self.spread_users();
        self.spread_one_way();
    }

    /// The resources that need each type, in the order of the types' pointers.
    pub(super) fn users(&self) -> impl Iterator<Item = &BTreeSet<FieldName>> {
        let mut named: Vec<&Reached<'a>> = self.named().collect();
        named.sort_unstable_by_key(|reached| reached.used.target.pointer.as_str());

        named.into_iter().map(|reached| &reached.users)
    }

    fn named(&self) -> impl Iterator<Item = &Reached<'a>> {
        self.reached.iter().filter(|reached| reached.named)
    }

    fn get_mut(&mut self, pointer: &str) -> Option<&mut Reached<'a>> {
        let at = *self.known.get(pointer)?;

        self.reached.get_mut(at)
    }

    /// Who reaches a schema reaches what it holds. More than a few are not counted, so that each schema is passed a few times only.
    fn spread_users(&mut self) {
        let mut waiting: Vec<(&'a str, FieldName)> =
            std::mem::take(&mut self.roots).into_iter().collect();
        while let Some((pointer, user)) = waiting.pop() {
            let Some(reached) = self.get_mut(pointer) else {
                continue;
            };
            if reached.users.len() <= FEW && reached.users.insert(user.clone()) {
                let inner = reached.inner.iter();
                waiting.extend(inner.map(|inner| (*inner, user.clone())));
            }
        }
    }

    /// What holds a member that travels one way only is itself two types where it travels both ways.
    fn spread_one_way(&mut self) {
        if !self.reached.iter().any(|reached| reached.one_way) {
            return;
        }
        let mut holders: HashMap<&'a str, Vec<&'a str>> = HashMap::default();
        for reached in &self.reached {
            for inner in &reached.inner {
                let holders = holders.entry(inner).or_default();
                holders.push(&reached.used.target.pointer);
            }
        }
        let one_way = self.reached.iter().filter(|reached| reached.one_way);
        let mut waiting: Vec<&'a str> = one_way
            .map(|reached| reached.used.target.pointer.as_str())
            .collect();
        while let Some(pointer) = waiting.pop() {
            for holder in holders.remove(pointer).unwrap_or_default() {
                if let Some(reached) = self.get_mut(holder)
                    && !reached.one_way
                {
                    reached.one_way = true;
                    waiting.push(holder);
                }
            }
        }
    }

    /// The types that have to be made, in document order.
    pub(super) fn types(&self) -> Vec<(&Reached<'a>, Variant)> {
        let mut named: Vec<&Reached<'a>> = self.named().collect();
        named.sort_unstable_by_key(|reached| {
            let target = reached.used.target;
            (target.span, target.pointer.as_str())
        });

        named
            .into_iter()
            .flat_map(|reached| {
                reached
                    .variants()
                    .into_iter()
                    .map(move |variant| (reached, variant))
            })
            .collect()
    }

    /// The type that stands for a schema in a direction.
    pub(super) fn variant(&self, schema: &Schema, direction: Direction) -> Variant {
        let known = self.known.get(schema.pointer.as_str());
        let reached = known.and_then(|at| self.reached.get(*at));
        let split = reached.is_some_and(Reached::is_split);

        match direction {
            Direction::Update => Variant::Update,
            Direction::Request | Direction::Parts if split => Variant::Input,
            Direction::Request | Direction::Parts | Direction::Answer => Variant::Plain,
        }
    }

    fn visit(&mut self, context: &mut Context<'a>, used: &Use<'a>, direction: Direction) {
        let Some(class) = classify(context, used) else {
            return;
        };
        // Only an object itself can be updated in part, or a list of such; what it holds is sent whole.
        let direction = match (direction, &class) {
            (Direction::Update, Class::Struct | Class::List(_) | Class::One(_)) => {
                Direction::Update
            }
            (Direction::Update, _) => Direction::Request,
            (other, _) => other,
        };
        context.passed.note(used, direction);
        let named = matches!(
            class,
            Class::Struct | Class::Union(_) | Class::TextEnum(_) | Class::Newtype
        );
        let pointer = used.target.pointer.as_str();
        let at = *self.known.entry(pointer).or_insert(self.reached.len());
        if at == self.reached.len() {
            let whole = context.whole;
            let is_split = |names: &NameLock| {
                let place = type_place(used, Variant::Input);
                names.get(&place).is_some()
            };
            self.reached.push(Reached {
                split_in_whole: whole.is_some_and(is_split),
                used: used.clone(),
                named: false,
                directions: BTreeSet::new(),
                users: BTreeSet::new(),
                update_name: None,
                updated_in_parts: false,
                one_way: false,
                inner: BTreeSet::new(),
            });
        }
        let Some(reached) = self.reached.get_mut(at) else {
            return;
        };
        if direction == Direction::Update && reached.update_name.is_none() {
            let beside = used
                .chain
                .iter()
                .filter(|schema| !std::ptr::eq(**schema, used.target));
            let mut asked = beside.map(|schema| schema.quirks.rust_name.as_ref());
            reached.update_name = asked.find_map(|name| name);
        }
        let travels = reached.directions.insert(direction);
        let becomes_named = named && !reached.named;
        if becomes_named {
            reached.named = true;
            reached.used = used.clone();
        }
        if !(travels || becomes_named) {
            return;
        }
        let (inner, one_way) = inner(context, used, &class);
        let inner_direction = match (direction, &class) {
            (Direction::Update | Direction::Parts, Class::Struct) => Direction::Request,
            (other, _) => other,
        };
        reached.one_way |=
            one_way || direction == Direction::Parts && !files::names(context, used).is_empty();
        reached
            .inner
            .extend(inner.iter().map(|used| used.target.pointer.as_str()));
        self.queue
            .extend(inner.into_iter().map(|inner| (inner, inner_direction)));
    }
}

impl Reached<'_> {
    /// Whether answers and requests have a type each.
    pub(super) fn is_split(&self) -> bool {
        let both_ways = self.directions.contains(&Direction::Answer) && self.is_sent();

        self.one_way && both_ways || self.split_in_whole
    }

    /// Whether requests hold it.
    pub(super) fn is_sent(&self) -> bool {
        self.directions.contains(&Direction::Request) || self.is_in_parts()
    }

    /// Whether it is the body of requests in parts.
    fn is_in_parts(&self) -> bool {
        self.directions.contains(&Direction::Parts)
    }

    /// Whether files have a place in the type of this use.
    pub(super) fn takes_files(&self, made_by: StructUse) -> bool {
        match made_by {
            StructUse::Answer => false,
            StructUse::Request => self.is_in_parts(),
            StructUse::Update => self.updated_in_parts,
        }
    }

    fn variants(&self) -> Vec<Variant> {
        let travels = |direction| self.directions.contains(&direction);
        let plain = travels(Direction::Answer) || self.is_sent() && !self.is_split();

        [
            (Variant::Plain, plain),
            (Variant::Input, self.is_split() && self.is_sent()),
            (Variant::Update, travels(Direction::Update)),
        ]
        .into_iter()
        .filter_map(|(variant, wanted)| wanted.then_some(variant))
        .collect()
    }
}

/// What a schema holds, and whether any of it travels one way only.
pub(super) fn inner<'a>(
    context: &mut Context<'a>,
    used: &Use<'a>,
    class: &Class<'a>,
) -> (Vec<Use<'a>>, bool) {
    match class {
        Class::Struct => {
            let (properties, _) = gather_most(context, used);
            let one_way = properties.iter().any(|property| {
                property
                    .schema
                    .any(|schema| schema.read_only || schema.write_only)
            });

            let mut held: Vec<Use<'a>> = properties
                .into_iter()
                .map(|property| property.schema)
                .collect();
            held.extend(additional(context, used));

            (held, one_way)
        }
        Class::Union(branches) => {
            let cases = super::unions::cases(context, used, branches);

            (cases.into_iter().map(|(_, case)| case).collect(), false)
        }
        Class::Map(values) => (element(context, used, *values), false),
        Class::List(items) => (element(context, used, *items), false),
        Class::One(item) => {
            let inner = follow(context, item, used.place.clone());

            (inner.into_iter().collect(), false)
        }
        Class::TextEnum(_) | Class::Newtype | Class::Primitive(_) | Class::Null => {
            (Vec::new(), false)
        }
    }
}

fn element<'a>(
    context: &mut Context<'a>,
    used: &Use<'a>,
    items: Option<&'a Schema>,
) -> Vec<Use<'a>> {
    let inner = items.and_then(|items| follow(context, items, used.place.element()));

    inner
        .map(|mut inner| {
            inner.words = inner.words.over(super::shapes::inherited(used.words));
            inner
        })
        .into_iter()
        .collect()
}
