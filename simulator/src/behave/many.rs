//! Calls over several records, and records that go.

use serde_json::Value;

use super::make::{created, rename};
use super::{Bulk, BulkFailure, ChangeKind, Outcome, Scene, Whose, change};
use crate::log::Broken;
use crate::plan::{Deed, Doing, Named, Piece};
use crate::reply::{Refusal, RefusalKind};
use crate::store::{Record, Row, key_text};

/// The most records of one call: all others wait while it is carried out.
pub(crate) const MOST_AT_ONCE: usize = 10_000;

/// Does something to each record that the body names.
pub(super) fn named(
    scene: &mut Scene<'_>,
    named: &Named,
    whose: &Whose,
) -> Result<Outcome, Box<Refusal>> {
    let body = scene.received.body.clone().unwrap_or_default();
    let Some(list) = &named.list else {
        return one(scene, named, &body, whose);
    };
    let elements = match body.pointer(list) {
        Some(Value::Array(elements)) => elements.clone(),
        Some(Value::Null) | None => Vec::new(),
        Some(alone) => vec![alone.clone()],
    };
    if elements.len() > MOST_AT_ONCE {
        let message = format!("no more than {MOST_AT_ONCE} are taken in one call");
        return Err(Refusal::new(RefusalKind::TooLarge, message));
    }
    let mut bulk = Bulk::default();
    for (index, element) in elements.iter().enumerate() {
        if let Some(broken) = scene.received.bad_elements.get(&index) {
            let first = broken.first();
            bulk.failures.push(BulkFailure {
                index,
                code: 400,
                message: first.map_or_else(|| "is not valid".to_owned(), reason),
                field: first.and_then(|broken| field(&broken.place)),
            });
            continue;
        }
        let done = each(scene, named, element, whose);
        match done {
            Ok(Some((doing, record))) => {
                match doing {
                    ChangeKind::Created => bulk.inserted += 1,
                    ChangeKind::Updated => bulk.updated += 1,
                    ChangeKind::Deleted => bulk.deleted += 1,
                }
                bulk.records.push(record);
            }
            Ok(None) => bulk.failures.push(BulkFailure {
                index,
                code: 404,
                message: format!("there is no such {}", scene.collection.one()),
                field: named.by.first().cloned(),
            }),
            Err(refusal) => bulk.failures.push(BulkFailure {
                index,
                code: 409,
                message: refusal.message,
                field: refusal.field,
            }),
        }
    }
    let vendor = scene.setting.vendor;
    let tells_each = vendor.operation(scene.id).1.error_body.partial.is_some();
    if !tells_each && !bulk.failures.is_empty() && bulk.records.is_empty() {
        return Ok(Outcome::Missing);
    }

    Ok(Outcome::Bulk(bulk))
}

/// Deletes all records of these owners.
pub(super) fn delete_all(scene: &mut Scene<'_>, whose: &Whose) -> Outcome {
    let numbers: Vec<u64> = scene.shelf().map_or_else(Vec::new, |shelf| {
        let theirs = shelf.rows().filter(|(_, row)| whose.has(row));
        theirs.map(|(number, _)| number).collect()
    });
    let records: Vec<Record> = numbers
        .into_iter()
        .filter_map(|number| delete(scene, number))
        .collect();

    Outcome::Bulk(Bulk {
        deleted: records.len(),
        records,
        ..Bulk::default()
    })
}

/// Deletes a record with all that is its own, and notes it.
pub(super) fn delete(scene: &mut Scene<'_>, number: u64) -> Option<Record> {
    let row = scene.store.shelf_mut(scene.index)?.take(number)?;
    scene.changed(ChangeKind::Deleted, &row.record);
    let mut gone = vec![(scene.index, number)];
    while let Some((owner, number)) = gone.pop() {
        gone.extend(take_owned(scene, owner, number));
    }

    Some(row.record)
}

/// Takes away what an owner had.
fn take_owned(scene: &mut Scene<'_>, owner: usize, number: u64) -> Vec<(usize, u64)> {
    let collections = &scene.setting.vendor.plan.collections;
    let Some(path) = collections.get(owner).map(|owner| &owner.path) else {
        return Vec::new();
    };
    let mark = format!("#{number}");
    let mut gone = Vec::new();
    for (index, collection) in collections.iter().enumerate() {
        let below = collection
            .path
            .get(..path.len())
            .is_some_and(|start| start == path.as_slice())
            && matches!(collection.path.get(path.len()), Some(Piece::Value(_)));
        let values = |path: &[Piece]| {
            path.iter()
                .filter(|piece| matches!(piece, Piece::Value(_)))
                .count()
        };
        let position = values(path);
        let Some(shelf) = scene.store.shelf_mut(index).filter(|_| below) else {
            continue;
        };
        let theirs: Vec<u64> = shelf
            .rows()
            .filter(|(_, row)| row.owners.get(position) == Some(&mark))
            .map(|(number, _)| number)
            .collect();
        for number in theirs {
            shelf.take(number);
            gone.push((index, number));
        }
    }

    gone
}

/// The record that the whole body names.
fn one(
    scene: &mut Scene<'_>,
    named: &Named,
    body: &Value,
    whose: &Whose,
) -> Result<Outcome, Box<Refusal>> {
    let Some((doing, record)) = each(scene, named, body, whose)? else {
        return Ok(Outcome::Missing);
    };
    if scene.call.counts {
        let count = |wanted: ChangeKind| usize::from(doing == wanted);
        return Ok(Outcome::Bulk(Bulk {
            inserted: count(ChangeKind::Created),
            updated: count(ChangeKind::Updated),
            deleted: count(ChangeKind::Deleted),
            records: vec![record],
            failures: Vec::new(),
        }));
    }
    let record = match &scene.call.deed {
        Deed::Named(named) if named.doing == Doing::Delete => {
            change::with_times_of_answer(scene, record)
        }
        _ => record,
    };

    Ok(Outcome::Record(record))
}

/// Does it to one; nothing where it names a record that is not there.
fn each(
    scene: &mut Scene<'_>,
    named: &Named,
    element: &Value,
    whose: &Whose,
) -> Result<Option<(ChangeKind, Record)>, Box<Refusal>> {
    let found = find(scene, named, element, whose);
    let sent = element.as_object().cloned().unwrap_or_default();

    Ok(match (named.doing, found) {
        (Doing::Put, Some((number, row))) => {
            let record = change::change(scene, number, row, &sent, crate::plan::Style::Keep);
            Some((ChangeKind::Updated, record))
        }
        (Doing::Put, None) => Some((ChangeKind::Created, created(scene, sent, whose)?)),
        (Doing::Update(style), Some((number, row))) => {
            let record = change::change(scene, number, row, &sent, style);
            Some((ChangeKind::Updated, record))
        }
        (Doing::Delete, Some((number, _))) => {
            delete(scene, number).map(|record| (ChangeKind::Deleted, record))
        }
        (Doing::Update(_) | Doing::Delete, None) => None,
    })
}

/// The record that an element names: by its members, or because it is a key itself.
fn find(scene: &Scene<'_>, named: &Named, element: &Value, whose: &Whose) -> Option<(u64, Row)> {
    let shelf = scene.shelf()?;
    let number = match element {
        Value::Object(sent) => {
            let mut sent = sent.clone();
            rename(&mut sent, scene.call.renamed.as_ref());
            let (first, others) = named.by.split_first()?;
            let text = key_text(sent.get(first)?)?;
            if others.is_empty() {
                shelf.find(std::slice::from_ref(first), &text, &whose.owners)?
            } else {
                let is_it = |row: &Row| {
                    named.by.iter().all(|name| {
                        row.record.get(name).and_then(key_text) == sent.get(name).and_then(key_text)
                    })
                };
                let mut rows = shelf.rows().filter(|(_, row)| whose.has(row) && is_it(row));
                rows.next()?.0
            }
        }
        key => shelf.find(&scene.collection.keys, &key_text(key)?, &whose.owners)?,
    };
    let row = shelf.get(number).filter(|row| whose.has(row))?;

    Some((number, row.clone()))
}

/// What is wrong, without the line of the document: a vendor does not tell that.
fn reason(broken: &Broken) -> String {
    let message = &broken.message;
    let end = message.find(" (spec line").unwrap_or(message.len());

    message.get(..end).unwrap_or(message).to_owned()
}

/// The member that a place in the request is about: the last word of a pointer that is no number.
fn field(place: &str) -> Option<String> {
    let pointer = place.split_whitespace().last()?;
    let word = pointer
        .trim_matches('`')
        .rsplit('/')
        .find(|word| !word.is_empty() && !word.bytes().all(|byte| byte.is_ascii_digit()))?;

    (pointer.contains('/') && word != "body").then(|| word.to_owned())
}
