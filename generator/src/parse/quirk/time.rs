//! Formats of date-times: which directives they hold, and whether a date-time can be read and written with them.

use serde::de::{Deserialize, Deserializer, Error};

use super::{Empty, Timestamp, Zone};

/// Directives that can be read as well as written.
const DIRECTIVES: &str = "%AaBbhCDdeFfGgHIjklMmNnPpRSsTtUuVWwYyz";
/// Directives that can only be written.
const ONLY_WRITTEN: &str = "cqrXxZ";
/// Directives that say something of the time of day.
const OF_TIME: &str = "fHIklMNPpRSsT";

/// What is written for `timestamp`.
#[derive(serde::Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Form {
    #[serde(deserialize_with = "format")]
    format: String,
    #[serde(default)]
    zone: Zone,
    empty: Option<Empty>,
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Form {
            format,
            zone,
            empty,
        } = Form::deserialize(deserializer)?;
        let directives = directives(&format).map_err(D::Error::custom)?;
        let has_zone = directives.iter().any(|letter| matches!(letter, 'z' | 's'));
        let fault = match zone {
            Zone::Offset if !has_zone => {
                Some("carries no offset: add `%z`, or name another `zone`")
            }
            Zone::None | Zone::Utc if directives.contains(&'z') => {
                Some("carries an offset, which would be lost: write `zone: offset`")
            }
            Zone::None | Zone::Utc if directives.contains(&'s') => Some(
                "counts the seconds since 1970, which are a point in time: write `zone: offset`",
            ),
            Zone::None | Zone::Utc | Zone::Offset => None,
        };
        if let Some(fault) = fault {
            return Err(D::Error::custom(format!("`{format}` {fault}")));
        }

        Ok(Self {
            format,
            zone,
            empty,
        })
    }
}

/// Whether a format says anything of the time of day.
pub fn has_time(format: &str) -> bool {
    directives(format).is_ok_and(|letters| letters.iter().any(|letter| OF_TIME.contains(*letter)))
}

fn format<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    match directives(&text).map(|letters| gap(&letters)) {
        Ok(None) => Ok(text),
        Ok(Some(gap)) => Err(D::Error::custom(format!("`{text}` {gap}"))),
        Err(fault) => Err(D::Error::custom(fault)),
    }
}

/// The letters of the directives, without flags and widths.
fn directives(format: &str) -> Result<Vec<char>, String> {
    let mut letters = Vec::new();
    let mut rest = format;
    while let Some((_, after)) = rest.split_once('%') {
        let plain = after.trim_start_matches(['_', '-', '0', '^', '#']);
        let plain = plain.trim_start_matches(|digit: char| digit.is_ascii_digit());
        let fraction = plain
            .strip_prefix('.')
            .map(|fraction| fraction.trim_start_matches(|digit: char| digit.is_ascii_digit()));
        let name = fraction.unwrap_or_else(|| plain.trim_start_matches(':'));
        let Some(letter) = name.chars().next() else {
            return Err(format!("`{format}` ends in the middle of a directive"));
        };
        let well = match (fraction, plain.starts_with(':')) {
            (Some(_), _) => letter == 'f',
            (None, true) => letter == 'z',
            (None, false) => DIRECTIVES.contains(letter),
        };
        rest = name.get(letter.len_utf8()..).unwrap_or_default();
        let written = after
            .get(..after.len() - rest.len())
            .unwrap_or_default()
            .replace('`', "");
        if !well && ONLY_WRITTEN.contains(letter) {
            return Err(format!(
                "`%{written}` in `{format}` can be written, but not read"
            ));
        }
        if !well {
            return Err(format!("`%{written}` in `{format}` is no directive"));
        }
        letters.push(letter);
    }

    Ok(letters)
}

/// What a format leaves open.
fn gap(letters: &[char]) -> Option<&'static str> {
    let has = |any: &str| letters.iter().any(|letter| any.contains(*letter));
    let whole = has("FDs");
    let by_week = has("UVW") && has("Aauw");
    let day = whole || has("j") || by_week || (has("mBbh") && has("de"));

    if letters.is_empty() {
        Some("holds no directive such as `%Y`")
    } else if !whole && !has("YyGg") {
        Some("says no year")
    } else if !day {
        Some("says no day: month and day are needed")
    } else if has("Il") && !has("Pp") {
        Some(
            "counts hours to 12 and does not say which half of the day is meant: add `%p`, or write `%H`",
        )
    } else if (has("MSfN") && !has("HkIlRTs"))
        || (has("SfN") && !has("MRTs"))
        || (has("fN") && !has("STs"))
    {
        Some(
            "says something small of the time, and leaves out what is larger: hours come before minutes, and minutes before seconds",
        )
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{directives, gap, has_time};

    #[test]
    fn formats_that_nothing_can_be_read_with_say_why() {
        for (format, fault) in [
            ("%Y-%m-%d %H:%M:%S", ""),
            ("%d/%m/%y", ""),
            ("%-d %B %Y, %-I:%M %p", ""),
            ("%FT%T%.3f%:z", ""),
            ("%Y%j", ""),
            ("%s", ""),
            ("100%% %F", ""),
            ("YYYY-MM-DD", "holds no directive"),
            ("", "holds no directive"),
            ("%Y-%m", "says no day"),
            ("%H:%M", "says no year"),
            ("%F %I:%M", "half of the day"),
            ("%F %M", "hours come before"),
            ("%F %H:%S", "minutes before seconds"),
            ("%F %H:%M %f", "minutes before seconds"),
            ("%F %R:%S%.f", ""),
            ("%F %", "in the middle"),
            ("%F %-3", "in the middle"),
            ("%Q", "`%Q` in `%Q` is no directive"),
            ("%F %.3S", "`%.3S`"),
            ("%F %:S", "`%:S`"),
            ("%F %T %Z", "not read"),
            ("%é", "no directive"),
        ] {
            let found = match directives(format) {
                Ok(letters) => gap(&letters).unwrap_or_default().to_owned(),
                Err(fault) => fault,
            };
            assert!(
                found.contains(fault) && found.is_empty() == fault.is_empty(),
                "{format}: {found}"
            );
        }
        assert!(has_time("%-H"));
        assert!(!has_time("%Y%%H"));
    }
}
