//! Lists: filtered, in the order in which the records were made, cut into pages as the document has them.

use super::pages::{self, Cut};
use super::{Outcome, Page, Scene, Whose, matches};
use crate::plan::Filter;
use crate::reply::Refusal;
use crate::store::Row;

/// Lists records.
pub(super) fn list(
    scene: &Scene<'_>,
    filters: &[Filter],
    whose: &Whose,
) -> Result<Outcome, Box<Refusal>> {
    let vendor = scene.setting.vendor;
    let Some(shelf) = scene.shelf() else {
        return Ok(Outcome::Page(Page::default()));
    };
    let asked = matches::asked(&vendor.contract, scene.collection, filters, scene.received);
    let is_asked = |row: &Row| whose.has(row) && asked.iter().all(|asked| asked.fits(&row.record));
    let has_all = asked.is_empty() && scene.call.owners.is_empty();
    // Counting is quick where everything is in the list.
    let total = if has_all {
        shelf.len()
    } else {
        shelf.rows().filter(|(_, row)| is_asked(row)).count()
    };
    let rows = || shelf.rows().filter(|(_, row)| has_all || is_asked(row));
    let cut = pages::cut(vendor, scene.id, scene.received)?;
    let (start, size) = match &cut {
        Cut::None => (0, matches::most(&asked).unwrap_or(usize::MAX)),
        Cut::At { start, size, .. } => (*start, *size),
        Cut::AfterNumber { number, size, .. } => {
            (rows().take_while(|(row, _)| row <= number).count(), *size)
        }
        Cut::AfterValue {
            pointer,
            value,
            size,
            ..
        } => (pages::after(rows(), pointer, value.as_ref())?, *size),
    };
    let found: Vec<(u64, &Row)> = rows().skip(start).take(size).collect();
    let is_last = start.saturating_add(found.len()) >= total;
    let next = (!is_last).then(|| cut.next(start, found.last())).flatten();
    let items: Vec<_> = found
        .into_iter()
        .map(|(_, row)| row.record.clone())
        .collect();

    Ok(Outcome::Page(Page {
        size: size.min(total.max(items.len())),
        items,
        start,
        total,
        next,
    }))
}
