//! Media types: what a body is said to be, and what a caller takes.

/// A media type without its parameters, in small letters.
pub(crate) fn essence(media: &str) -> String {
    let essence = media.split(';').next().unwrap_or_default();

    essence.trim().to_ascii_lowercase()
}

/// Whether a body of this type is JSON.
pub(crate) fn is_json(essence: &str) -> bool {
    matches!(essence, "application/json" | "text/json") || essence.ends_with("+json")
}

/// Whether it is a form.
pub(super) fn is_form(essence: &str) -> bool {
    essence == "application/x-www-form-urlencoded"
}

/// Whether it comes in parts with names.
pub(super) fn is_parts(essence: &str) -> bool {
    essence == "multipart/form-data"
}

/// Whether it is a text.
pub(super) fn is_text(essence: &str) -> bool {
    essence.starts_with("text/") && !is_json(essence)
}

/// How well a media type fits into a range: 0 where it does not, 3 where both are the same.
pub(super) fn fit(range: &str, media: &str) -> u8 {
    let Some((kind, detail)) = range.split_once('/') else {
        return u8::from(range == "*");
    };
    let fits_kind = media
        .strip_prefix(kind)
        .is_some_and(|rest| rest.starts_with('/'));

    match (kind, detail) {
        _ if range == media => 3,
        ("*", "*") => 1,
        (_, "*") if fits_kind => 2,
        _ => 0,
    }
}

/// Whether a caller who accepts this takes one of the media types. A range that no one can read admits nothing; where there is no
/// other, anything is taken.
pub(crate) fn admits<'m>(accept: &str, offers: impl IntoIterator<Item = &'m str>) -> bool {
    let ranges: Vec<(String, bool)> = accept
        .split(',')
        .map(|written| (essence(written), !is_ruled_out(written)))
        .filter(|(range, _)| range.contains('/') || range == "*")
        .collect();
    if ranges.is_empty() {
        return true;
    }
    offers.into_iter().any(|offer| {
        let fitting = ranges.iter().filter_map(|(range, wanted)| {
            let fit = fit(range, offer).max(fit(offer, range));
            (fit > 0).then_some((fit, *wanted))
        });
        // The closest range decides, and of two that are as close the one that wants it.
        fitting.max().is_some_and(|(_, wanted)| wanted)
    })
}

/// Whether a range is there to say what is not wanted: `q=0`.
fn is_ruled_out(range: &str) -> bool {
    let weight = range
        .split(';')
        .skip(1)
        .find_map(|parameter| parameter.trim().strip_prefix("q="));

    weight
        .and_then(|weight| weight.trim().parse::<f32>().ok())
        .is_some_and(|weight| weight <= 0.0)
}

#[cfg(test)]
mod tests {
    use super::admits;

    #[test]
    fn what_a_caller_accepts() {
        let json = ["application/json"];
        let cases: &[(&str, &[&str], bool)] = &[
            ("*/*", &json, true),
            ("application/*", &json, true),
            ("APPLICATION/JSON; charset=utf-8", &json, true),
            ("text/html, application/json;q=0.1", &json, true),
            ("text/html", &json, false),
            ("application/json;q=0", &json, false),
            ("*/*, application/json;q=0", &json, false),
            ("*/*;q=0, application/json", &json, true),
            ("application/jsonx", &json, false),
            ("nonsense", &json, true),
            ("image/png", &["image/*"], true),
            (
                "application/pdf",
                &["application/json", "application/pdf"],
                true,
            ),
        ];
        for (accept, offers, expected) in cases {
            let admitted = admits(accept, offers.iter().copied());
            assert_eq!(admitted, *expected, "{accept} for {offers:?}");
        }
    }
}
