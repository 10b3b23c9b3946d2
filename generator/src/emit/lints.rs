//! Lints that the shape of a vendor's API sets off in code that has to have this shape. Each is dealt with at its own item, and only
//! where it goes off: a crate-wide exception would hide others.

/// Names of operators' methods; a setter of such a name could be taken for one.
const OPERATORS: &[&str] = &[
    "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
];

/// Arguments of a function, the handle among them.
const MANY_ARGUMENTS: usize = 7;

/// Flags in a struct or among the arguments of a function.
const MANY_FLAGS: usize = 3;

/// Names of one letter in a function.
const MANY_LETTERS: usize = 4;

/// Letters of a name that can be taken for another.
const WORD: usize = 3;

/// Lines of a function.
const MANY_LINES: usize = 100;

/// What clippy gives for a type before it takes it for complex, less a margin.
const COMPLEX: usize = 200;

/// An attribute for a lint that goes off for certain.
fn expect(lint: &str) -> String {
    format!("#[expect(clippy::{lint}, reason = \"as the vendor has it\")]")
}

/// An attribute for a lint that may go off.
fn allow(lint: &str) -> String {
    format!("#[allow(clippy::{lint}, reason = \"as the vendor has it\")]")
}

/// For a function of these arguments, `name: Type` each, without the handle, and these variables.
pub(super) fn of_method(name: &str, arguments: &[String], variables: &[String]) -> Vec<String> {
    let parts: Vec<(&str, &str)> = arguments
        .iter()
        .filter_map(|argument| argument.split_once(':'))
        .map(|(name, ty)| (name.trim(), ty.trim()))
        .collect();
    let flags = parts.iter().filter(|(_, ty)| *ty == "bool").count();
    let one_letter = parts.iter().filter(|(name, _)| name.len() == 1).count();
    let is_complex = parts.iter().any(|(_, ty)| is_complex(ty));
    let certain = [
        (parts.len() + 1 > MANY_ARGUMENTS, "too_many_arguments"),
        (flags > MANY_FLAGS, "fn_params_excessive_bools"),
        (one_letter > MANY_LETTERS, "many_single_char_names"),
        (name == "cmp" && parts.len() == 1, "should_implement_trait"),
    ];
    let possible = [
        (are_similar(&parts, variables), "similar_names"),
        (is_complex, "type_complexity"),
    ];
    let certain = certain.into_iter().filter(|(goes_off, _)| *goes_off);
    let possible = possible.into_iter().filter(|(goes_off, _)| *goes_off);

    certain
        .map(|(_, lint)| expect(lint))
        .chain(possible.map(|(_, lint)| allow(lint)))
        .collect()
}

/// For a setter that takes the struct and a value.
pub(super) fn of_setter(name: &str) -> Option<String> {
    OPERATORS
        .contains(&name)
        .then(|| expect("should_implement_trait"))
}

/// For a struct with fields of these types.
pub(super) fn of_struct(types: &[String]) -> Vec<String> {
    let flags = types.iter().filter(|ty| *ty == "bool").count();
    let mut attributes = Vec::new();
    if flags > MANY_FLAGS {
        attributes.push(expect("struct_excessive_bools"));
    }
    attributes.extend(of_types(types));

    attributes
}

/// For an item in which these types are written.
pub(super) fn of_types(types: &[String]) -> Option<String> {
    types
        .iter()
        .any(|ty| is_complex(ty))
        .then(|| allow("type_complexity"))
}

/// For a union: its cases are as large as the vendor's types.
pub(super) fn of_union() -> String {
    allow("large_enum_variant")
}

/// For a function whose body has so many lines.
pub(super) fn of_lines(lines: usize) -> Option<String> {
    (lines > MANY_LINES).then(|| expect("too_many_lines"))
}

/// Whether two of the names, or one and the variable of the call, are one letter apart.
fn are_similar(arguments: &[(&str, &str)], variables: &[String]) -> bool {
    let names: Vec<&str> = arguments
        .iter()
        .map(|(name, _)| *name)
        .chain(variables.iter().map(String::as_str))
        .chain(["call"])
        .filter(|name| name.len() >= WORD)
        .collect();

    names.iter().enumerate().any(|(index, one)| {
        let mut others = names.iter().skip(index + 1);

        others.any(|other| is_one_letter_apart(one, other))
    })
}

fn is_one_letter_apart(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let same = short
        .bytes()
        .zip(long.bytes())
        .take_while(|(one, other)| one == other)
        .count();
    let rest = |text: &str, from: usize| text.get(from..).unwrap_or_default().to_owned();

    match long.len() - short.len() {
        0 => same < long.len() && rest(short, same + 1) == rest(long, same + 1),
        1 => rest(short, same) == rest(long, same + 1),
        _ => false,
    }
}

/// Counts as clippy does: every name in a type counts ten times its depth.
fn is_complex(ty: &str) -> bool {
    // What has no brackets has one name and what it belongs to.
    if !ty.contains('<') && ty.len() < COMPLEX / 10 {
        return false;
    }
    let (mut depth, mut score, mut inside) = (1, 0, false);
    for character in ty.chars() {
        match character {
            '<' => depth += 1,
            '>' => depth -= 1,
            _ => {}
        }
        let named = character.is_alphanumeric() || matches!(character, '_' | ':');
        if named && !inside {
            score += 10 * depth;
        }
        inside = named;
    }

    score > COMPLEX
}

#[cfg(test)]
mod tests {
    use super::{is_complex, is_one_letter_apart};

    #[test]
    fn names_are_similar_that_differ_in_one_letter() {
        for (one, other, expected) in [
            ("cell", "call", true),
            ("order_id", "order_ids", true),
            ("from", "form", false),
            ("same", "same", false),
            ("lat", "lng", false),
            ("a", "ab", true),
        ] {
            assert_eq!(is_one_letter_apart(one, other), expected, "{one} {other}");
            assert_eq!(is_one_letter_apart(other, one), expected, "{other} {one}");
        }
    }

    #[test]
    fn what_is_nested_deep_is_complex() {
        assert!(!is_complex("Option<BTreeMap<String, Vec<types::Price>>>"));
        assert!(is_complex(
            "Call<BTreeMap<String, BTreeMap<String, BTreeMap<String, Vec<Kind>>>>>"
        ));
    }
}
