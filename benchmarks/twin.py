"""The types of a generated crate as a person would have them from serde's derive: the same structs, names, constructors and setters.

The wire forms of the vendor (flags, ids, times) are left out, which makes the derived side cheaper than a correct one.
"""

import re

HEAD = """//! Types with derives.
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Any identifier.
pub type Id = String;

/// Unknown members.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Members(serde_json::Map<String, Value>);

impl Members {
    /// None.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets one.
    pub fn insert(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }
}

/// What an update does to a member.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Patch<T> {
    /// Keeps it.
    #[default]
    Keep,
    /// Empties it.
    Clear,
    /// Sets it.
    Set(T),
}

impl<T> Patch<T> {
    /// Whether nothing is sent.
    pub fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }
}

/// What setters of an update take.
pub trait IntoPatch<T> {
    /// The patch.
    fn into_patch(self) -> Patch<T>;
}

impl<T> IntoPatch<T> for T {
    fn into_patch(self) -> Patch<T> {
        Patch::Set(self)
    }
}

impl<T> IntoPatch<T> for Patch<T> {
    fn into_patch(self) -> Self {
        self
    }
}

"""

NEWTYPE = r"""#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct \1(String);

impl From<&str> for \1 {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for \1 {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl std::fmt::Display for \1 {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}
"""

OPEN_ENUM = r"""impl From<&str> for \1 {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<\1> for String {
    fn from(value: \1) -> Self {
        value.as_str().to_owned()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
#[non_exhaustive]
pub enum \1"""


def sources(path):
    """The two crates' sources, ours and the twin, and the names of the structs."""
    text = "\n".join(file.read_text() for file in sorted((path / "src/types").glob("*.rs")))
    text = re.sub(r"^//( @generated|!).*\n", "", text, flags=re.M)
    models = re.findall(r"impl Model for (\w+) ", text)
    return "//! Types with tables.\n" + text, derived(text), models


def derived(text):
    """The twin."""
    tables = re.findall(r"impl Model for (\w+) \{.*?MEMBERS: &'static \[Member\] =\s*&\[(.*?)\];\n}", text, re.S)
    names = {model: re.findall(r'Member::\w+\("([^"]+)"\)', rows) for model, rows in tables}

    def struct(match):
        wires = iter(names[match[2]])
        lines = []
        for line in match[3].splitlines():
            field = re.match(r"    pub (\w+): (\w+)", line)
            if field and field[1] == "unknown":
                lines.append("    #[serde(flatten)]")
            elif field:
                absent = {"Option": "Option::is_none", "Patch": "Patch::is_keep"}.get(field[2])
                skipped = f', default, skip_serializing_if = "{absent}"' if absent else ""
                lines.append(f'    #[serde(rename = "{next(wires)}"{skipped})]')
            lines.append(line)
        body = "\n".join(lines)
        return f"#[derive({match[1]}, Debug, Deserialize, Serialize)]\n#[non_exhaustive]\npub struct {match[2]} {{\n{body}\n}}"

    text = re.sub(r"^(use |const TIME_|newtypes!|open_enums!).*?;\n", "", text, flags=re.S | re.M)
    text = re.sub(r"^(impl Model for .*?\n}|slots! \{.*?\})\n", "", text, flags=re.S | re.M)
    text = re.sub(r"#\[derive\(((?:Clone|PartialEq|Default|, )+)\)\]\n#\[non_exhaustive\]\npub struct (\w+) \{\n(.*?)\n\}", struct, text, flags=re.S)
    text = re.sub(r"#\[derive\([^\]]*\)\]\npub struct (\w+)\(String\);", NEWTYPE, text)
    text = re.sub(r"#\[derive\([^\]]*\)\]\n#\[non_exhaustive\]\npub enum (\w+)", OPEN_ENUM, text)
    # A comment of a type stands before what was put in front of it: that is fine for a comment, not for a documentation.
    text = re.sub(r"((?:^///.*\n)+)(impl From)", r"\2", text, flags=re.M)
    return HEAD + text
