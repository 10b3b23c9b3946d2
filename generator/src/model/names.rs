//! Checked identifiers. Only [`parse`](TypeName::parse) makes one, so emit can print it without a doubt.

use std::fmt;

/// Words that cannot be identifiers even in raw form, or that raw form would make unreadable, sorted.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// How long the longest of them is.
const LONGEST_KEYWORD: usize = 8;

fn is_identifier(text: &str) -> bool {
    let starts_well = text.starts_with(|first: char| first.is_ascii_alphabetic());

    starts_well
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && (text.len() > LONGEST_KEYWORD || KEYWORDS.binary_search(&text).is_err())
}

fn is_snake(text: &str) -> bool {
    is_identifier(text) && !text.bytes().any(|byte| byte.is_ascii_uppercase())
}

fn is_camel(text: &str) -> bool {
    // Of the keywords only the first begins with a capital.
    text.starts_with(|first: char| first.is_ascii_uppercase())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && KEYWORDS.first() != Some(&text)
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident: $valid:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// Takes the text if it is such a name.
            pub fn parse(text: impl Into<String>) -> Option<Self> {
                Self::checked(text.into()).ok()
            }

            /// The same; a text that is none comes back.
            pub fn checked(text: String) -> Result<Self, String> {
                if Self::is_one(&text) {
                    Ok(Self(text))
                } else {
                    Err(text)
                }
            }

            /// Whether the text is such a name.
            pub fn is_one(text: &str) -> bool {
                let valid: fn(&str) -> bool = $valid;

                valid(text)
            }

            /// The text of the name.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    )*};
}

names! {
    /// The name of a crate: lower case, may hold hyphens.
    CrateName: |text| is_snake(&text.replace('-', "_")) && !text.contains('_');
    /// The name of a type, in upper camel case.
    TypeName: is_camel;
    /// The name of an enum's variant, in upper camel case.
    VariantName: is_camel;
    /// The name of a field, an argument, a setter or a module, in snake case.
    FieldName: is_snake;
    /// The name of a method, in snake case.
    MethodName: is_snake;
}

#[cfg(test)]
mod tests {
    use super::{CrateName, FieldName, TypeName};

    #[test]
    fn keywords_can_be_searched() {
        assert!(super::KEYWORDS.is_sorted());
        let second = super::KEYWORDS.get(1).unwrap();
        assert!(second.starts_with(char::is_lowercase));
        let longest = super::KEYWORDS.iter().map(|word| word.len()).max();
        assert_eq!(longest, Some(super::LONGEST_KEYWORD));
    }

    #[test]
    fn only_identifiers_of_their_case_are_names() {
        assert!(FieldName::parse("customer_name").is_some());
        assert!(TypeName::parse("VisitUpdate").is_some());
        assert!(CrateName::parse("swagger-petstore").is_some());

        for wrong in ["", "1st", "type", "Name", "a-b", "_", "naïve", "a b", "x;"] {
            assert!(
                FieldName::parse(wrong).is_none(),
                "{wrong:?} is no field name"
            );
        }
        for wrong in ["visit", "Self", "Visit_Update", "Vec<u8>"] {
            assert!(
                TypeName::parse(wrong).is_none(),
                "{wrong:?} is no type name"
            );
        }
    }
}
