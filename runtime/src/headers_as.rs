//! Headers of an answer, read into the members of a type.

use http::HeaderMap;

use crate::codec::{Member, Model, Reader, quoted};
use crate::encoding::Encoding;

/// The headers that the members of a type are named after. What is not there, or is no such value, stays out: the headers as they came
/// have it.
pub(crate) fn read<T: Model>(headers: &HeaderMap) -> T {
    let mut record = T::hollow();
    let text = fitting(headers, T::MEMBERS, &mut |text| {
        let mut read = Reader::untyped(text, None);
        T::hollow()
            .decode(&mut read, &crate::codec::Shape::PLAIN)
            .is_ok()
    });
    let mut reader = Reader::untyped(&text, None);
    // What fits alone fits with the others.
    if record
        .decode(&mut reader, &crate::codec::Shape::PLAIN)
        .is_err()
    {
        record.reset();
    }

    record
}

/// A JSON object of the headers that fit, each as the first of the readings that do.
fn fitting(headers: &HeaderMap, members: &[Member], fits: &mut dyn FnMut(&str) -> bool) -> String {
    let mut object = Vec::new();
    for member in members {
        let Some(text) = joined(headers, member.name()) else {
            continue;
        };
        let name = quoted(member.name());
        let readings = Encoding::readings_of_header(&text);
        let mut written = readings
            .into_iter()
            .map(|reading| format!("{name}:{reading}"));
        object.extend(written.find(|written| fits(&format!("{{{written}}}"))));
    }

    format!("{{{}}}", object.join(","))
}

/// What stands in all headers of a name.
fn joined(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(name).iter();
    let texts: Vec<&str> = all.filter_map(|value| value.to_str().ok()).collect();

    (!texts.is_empty()).then(|| texts.join(","))
}
