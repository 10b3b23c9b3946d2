//! What is made can be read, changed, listed and deleted, and fits the document all the while: for each document at hand.

use brogue_generator::model::contract::SchemaId;
use serde_json::{Map, Value};

use crate::behave::{Outcome, act};
use crate::invent::{self, Invention};
use crate::plan::{Collection, Deed};
use crate::received::Received;
use crate::received::check::check;
use crate::simulator::Simulator;
use crate::store::key_text;
use crate::testing;
use crate::vendor::{OperationId, Vendor};
use crate::world::World;

#[test]
fn what_is_made_lives_as_the_documents_have_it() {
    let mut lives = 0;
    for document in testing::documents() {
        // Some fixtures are no documents that a vendor can have.
        let Ok(vendor) = Simulator::from_spec(&document.text) else {
            assert!(!document.path.contains("specs"), "{}", document.path);
            continue;
        };
        let world = vendor.world();
        for index in 0..world.vendor.plan.collections.len() {
            lives += usize::from(live(world, index, &document.path));
        }
    }
    assert!(lives > 10, "only {lives} collections can be added to");
}

/// The life of three records of a collection; nothing where no call makes one.
fn live(world: &World, index: usize, document: &str) -> bool {
    let vendor = &world.vendor;
    let collection = &vendor.plan.collections[index];
    let of = |deed: fn(&Deed) -> bool| find(vendor, index, deed);
    let Some(create) = of(|deed| matches!(deed, Deed::Create)) else {
        return false;
    };
    if !collection.owner_members.is_empty() {
        return false;
    }
    let place = format!("{document}, {}", collection.name);
    for number in 0..3 {
        let made = done(world, create, None, number);
        let Outcome::Record(made) = made else {
            panic!("{place}: nothing was made: {made:?}");
        };
        fits(vendor, collection, &made, &place);
        let key = collection.keys.first().and_then(|key| key_text(&made[key]));
        let read = of(|deed| matches!(deed, Deed::Read)).zip(key.clone());
        if let Some((read, key)) = &read {
            let first = done(world, *read, Some(key), 0);
            let Outcome::Record(record) = &first else {
                panic!("{place}: {key} is not there: {first:?}");
            };
            fits(vendor, collection, record, &place);
        }
        let update = of(|deed| matches!(deed, Deed::Update(_))).zip(key.clone());
        if let Some((update, key)) = update {
            let changed = done(world, update, Some(&key), number + 10);
            assert!(
                !matches!(changed, Outcome::Missing),
                "{place}: {key} is not there"
            );
            if let (Some((read, key)), Outcome::Record(changed)) = (&read, changed) {
                fits(vendor, collection, &changed, &place);
                let Outcome::Record(now) = done(world, *read, Some(key), 0) else {
                    panic!("{place}: {key} is not there any more");
                };
                assert_eq!(now, changed, "{place}");
            }
        }
        let delete = of(|deed| matches!(deed, Deed::Delete)).zip(key);
        if let (2, Some((delete, key))) = (number, delete) {
            assert!(
                !matches!(done(world, delete, Some(&key), 0), Outcome::Missing),
                "{place}"
            );
            assert!(
                matches!(done(world, delete, Some(&key), 0), Outcome::Missing),
                "{place}"
            );
        }
    }
    let shelf = crate::world::lock(&world.store);
    let rows = shelf.shelf(index).map_or(0, crate::store::Shelf::len);
    assert!((2..=3).contains(&rows), "{place}: {rows} are left");

    true
}

fn find(vendor: &Vendor, index: usize, deed: fn(&Deed) -> bool) -> Option<OperationId> {
    let resources = vendor.api.resources.iter().enumerate();
    let mut ids = resources.flat_map(|(resource, found)| {
        (0..found.operations.len()).map(move |operation| OperationId {
            resource,
            operation,
        })
    });

    ids.find(|id| {
        vendor
            .plan
            .call(*id)
            .is_some_and(|call| call.collection == Some(index) && deed(&call.deed))
    })
}

/// Carries a call out with a made-up body.
fn done(world: &World, id: OperationId, key: Option<&String>, number: usize) -> Outcome {
    let vendor = &world.vendor;
    let call = vendor.plan.call(id).expect("it is planned");
    let mut received = Received::default();
    if let (Some(lookup), Some(key)) = (&call.key, key) {
        received
            .path
            .insert(lookup.parameter.clone(), Value::String(key.clone()));
    }
    let body = vendor
        .call(id)
        .and_then(|call| call.body.as_ref()?.contents.first()?.schema);
    received.body = body.map(|body| {
        let mut invention = Invention::at(7, &format!("body {number}"));
        invent::value(&vendor.contract, body, &mut invention)
    });

    act(world, id, received).expect("it is carried out").outcome
}

/// A record fits what a record is.
fn fits(vendor: &Vendor, collection: &Collection, record: &Map<String, Value>, place: &str) {
    let Some(item): Option<SchemaId> = collection.item else {
        return;
    };
    let broken = check(vendor, item, &Value::Object(record.clone()));
    assert!(broken.is_empty(), "{place}: {broken:?} in {record:?}");
}
