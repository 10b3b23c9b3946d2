//! Plain scalars of YAML, by the core schema of YAML 1.2: `yes`, `on` and dates are texts.

use std::borrow::Cow;

use super::tree::Kind;

/// What a plain scalar stands for. Numbers are turned to the way JSON writes them; `.inf` and `.nan`, which JSON has no way to
/// write, are texts.
pub(super) fn resolve(text: Cow<'_, str>) -> Kind<'_> {
    match &*text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" => Kind::Bool(true),
        "false" | "False" | "FALSE" => Kind::Bool(false),
        _ if may_be_number(&text) => number(text),
        _ => Kind::Text(text),
    }
}

fn may_be_number(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '.'))
}

fn number(text: Cow<'_, str>) -> Kind<'_> {
    // Nearly all are written as JSON writes them.
    if !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Kind::Integer(text);
    }
    if let Some(value) = radix(&text, "0x", 16).or_else(|| radix(&text, "0o", 8)) {
        return Kind::Integer(Cow::Owned(value.to_string()));
    }
    let (sign, unsigned) = match text.strip_prefix(['+', '-']) {
        Some(rest) => (if text.starts_with('-') { "-" } else { "" }, rest),
        None => ("", &*text),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let exponent_digits =
        exponent.map(|exponent| exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
    let well = digits(whole)
        && fraction.is_none_or(digits)
        && !(whole.is_empty() && fraction.is_none_or(str::is_empty))
        && exponent_digits.is_none_or(|part| !part.is_empty() && digits(part));
    if !well {
        return Kind::Text(text);
    }

    let stripped = whole.trim_start_matches('0');
    let whole = if stripped.is_empty() { "0" } else { stripped };
    let mut written = format!("{sign}{whole}");
    if let Some(fraction) = fraction {
        written.push('.');
        written.push_str(if fraction.is_empty() { "0" } else { fraction });
    }
    if let Some(exponent) = exponent {
        written.push('e');
        written.push_str(exponent);
    }
    let is_integer = fraction.is_none() && exponent.is_none();
    let written = if written == *text {
        text
    } else {
        Cow::Owned(written)
    };

    if is_integer {
        Kind::Integer(written)
    } else {
        Kind::Number(written)
    }
}

fn radix(text: &str, prefix: &str, radix: u32) -> Option<u128> {
    let digits = text.strip_prefix(prefix)?;
    if digits.starts_with('+') {
        return None;
    }

    u128::from_str_radix(digits, radix).ok()
}

#[cfg(test)]
mod tests {
    use super::{Kind, resolve};

    #[test]
    fn the_core_schema_decides_what_a_plain_scalar_is() {
        let text = |text: &'static str| Kind::Text(text.into());
        let integer = |text: &'static str| Kind::Integer(text.into());
        let number = |text: &'static str| Kind::Number(text.into());
        for (written, expected) in [
            ("~", Kind::Null),
            ("nULL", text("nULL")),
            ("True", Kind::Bool(true)),
            ("yes", text("yes")),
            ("off", text("off")),
            ("200", integer("200")),
            ("+12", integer("12")),
            ("-007", integer("-7")),
            ("0x1F", integer("31")),
            ("0o17", integer("15")),
            ("0x", text("0x")),
            ("0x+1", text("0x+1")),
            ("1_000", text("1_000")),
            (
                "99999999999999999999999999",
                integer("99999999999999999999999999"),
            ),
            (".5", number("0.5")),
            ("5.", number("5.0")),
            ("1e5", number("1e5")),
            ("1.5E-3", number("1.5e-3")),
            ("1e", text("1e")),
            (".", text(".")),
            ("-", text("-")),
            ("1.2.3", text("1.2.3")),
            (".inf", text(".inf")),
            ("2023-09-01", text("2023-09-01")),
            ("10s", text("10s")),
        ] {
            assert_eq!(resolve(written.into()), expected, "{written}");
        }
    }
}
