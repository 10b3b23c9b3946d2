//! The runtime as a module of the crate, for crates that carry it in themselves: its own text, with other paths in it.
//!
//! The runtime's files are as rustfmt prints them, and every item of theirs stands where the eye expects it; so lines are looked at, and no
//! syntax. What goes: unit tests, and features that every client has. What changes: `crate::` leads to the module, and examples, which
//! are tested where they are written, are shown only.

use brogue_runtime_source::source::{FILES, LICENSE};

use super::File;
use super::context::{Context, EMBEDDED};
use super::fit;
use super::symbol::RUNTIME;

/// How the names of the runtime's macros begin. They are exported at the root of the crate, where modules of the API stand, too.
const MACRO: &str = "__runtime_";

/// The longest line of code.
const LINE: usize = 100;

/// Attributes that hold for everything that is here.
const GIVEN: &str = "#[cfg(feature = \"client\")]";

/// How attributes of items begin that are not taken over.
const LEFT_OUT: [&str; 3] = [
    "#[cfg(test)]",
    "#[cfg(all(test,",
    "#[cfg(feature = \"source\")]",
];

/// Where the license of the runtime stands in such a crate. It carries no banner, as no copy does.
pub const RUNTIME_LICENSE: &str = "src/runtime/LICENSE-MIT";

/// The files of the module; none where the crate depends on the runtime.
pub(super) fn files(context: &Context<'_>) -> Vec<File> {
    if !context.target.embeds_runtime() {
        return Vec::new();
    }
    let mut macros: Vec<String> = FILES
        .iter()
        .flat_map(|(_, text)| exported_macros(text))
        .collect();
    macros.sort();
    macros.dedup();
    let mut files: Vec<File> = Vec::new();
    for (path, text) in FILES {
        files.push(File {
            path: match *path {
                "lib.rs" => format!("src/{EMBEDDED}.rs"),
                path => format!("src/{EMBEDDED}/{path}"),
            },
            text: format!(
                "// {}\n\n{}",
                context.banner(),
                moved(text, &context.crate_ident(), &macros)
            ),
        });
    }
    if let Some(root) = files
        .iter_mut()
        .find(|file| file.path == format!("src/{EMBEDDED}.rs"))
    {
        root.text.push_str("\n#[doc(hidden)]\n");
        let names: Vec<String> = macros
            .iter()
            .map(|name| format!("{MACRO}{name} as {name}"))
            .collect();
        root.text
            .push_str(&fit::use_line("pub use", "crate", &names));
    }
    files.push(File {
        path: RUNTIME_LICENSE.to_owned(),
        text: LICENSE.to_owned(),
    });

    files
}

/// A file of the runtime as one of the module.
fn moved(text: &str, crate_ident: &str, macros: &[String]) -> String {
    let mut out = String::new();
    let mut fence = Fence::Outside;
    let mut gap_behind_cut = false;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let code = line.trim_start();
        if LEFT_OUT.iter().any(|start| code.starts_with(start)) {
            drop_docs(&mut out);
            skip_item(&mut lines, line.len() - code.len());
            gap_behind_cut = out.ends_with("\n\n");
            continue;
        }
        if std::mem::take(&mut gap_behind_cut) && (code.is_empty() || code == "}") {
            out.pop();
        }
        if code == GIVEN {
            continue;
        }
        if code == "#[macro_export]" && !out.ends_with("#[doc(hidden)]\n") {
            out.push_str("#[doc(hidden)]\n");
        }
        let line = if let Some(name) = code
            .strip_prefix("macro_rules! ")
            .filter(|_| out.ends_with("#[macro_export]\n"))
        {
            format!("macro_rules! {MACRO}{name}")
        } else if is_doc(code) {
            let line = fence.pass(line);
            let line = without_links(line, macros);
            line.replace(RUNTIME, &format!("{crate_ident}::{EMBEDDED}"))
        } else {
            line.to_owned()
        };
        out.push_str(&fitted(with_paths(&line)));
        out.push('\n');
    }
    // Where the tests stood.
    let end = out.trim_end().len();
    out.truncate(end);
    out.push('\n');

    out
}

fn is_doc(code: &str) -> bool {
    code.starts_with("///") || code.starts_with("//!")
}

/// Names of macros without the links to their pages: there they have none, so as not to stand among what a caller needs.
fn without_links(line: String, macros: &[String]) -> String {
    if !line.contains("!`](") {
        return line;
    }

    macros.iter().fold(line, |line, name| {
        line.replace(
            &format!("[`{name}!`](crate::{name})"),
            &format!("`{name}!`"),
        )
    })
}

/// Takes back the comment of an item that is left out.
fn drop_docs(out: &mut String) {
    let lines = out.split_inclusive('\n').rev();
    let kept = lines.skip_while(|line| line.trim_start().starts_with("///"));

    out.truncate(kept.map(str::len).sum());
}

/// Passes over the item that an attribute stands at: to a line that ends it with a semicolon, or to the brace that closes it.
fn skip_item(lines: &mut std::str::Lines<'_>, indent: usize) {
    for line in lines {
        let depth = line.len() - line.trim_start().len();
        let ends = line.ends_with(';') || line.trim() == "}" || line.ends_with("{}");
        if depth == indent && ends {
            return;
        }
    }
}

/// `crate::` leads into the module, in code, in macros and in links of comments.
fn with_paths(line: &str) -> String {
    const ROOT: &str = "crate::";

    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once(ROOT) {
        out.extend([before, ROOT]);
        let is_word =
            before.ends_with(|character: char| character.is_alphanumeric() || character == '_');
        if !is_word {
            out.extend([EMBEDDED, "::"]);
        }
        rest = after;
    }
    out.push_str(rest);

    out
}

/// The line; where an import has become too long for one, in several lines.
fn fitted(line: String) -> String {
    if line.len() <= LINE {
        return line;
    }
    let import = line
        .split_once("use ")
        .filter(|(before, _)| before.is_empty() || *before == "pub ");
    let parts = import.and_then(|(before, rest)| {
        let (path, names) = rest.strip_suffix("};")?.split_once("::{")?;
        Some((format!("{before}use"), path, names))
    });
    let Some((keyword, path, names)) = parts else {
        return line;
    };
    let names: Vec<String> = names.split(", ").map(str::to_owned).collect();

    fit::use_line(&keyword, path, &names).trim_end().to_owned()
}

/// Where a comment is with its blocks of code.
#[derive(Clone, Copy)]
enum Fence {
    Outside,
    Inside,
}

impl Fence {
    /// The line, with a block of Rust that begins in it marked as one that is not compiled.
    fn pass(&mut self, line: &str) -> String {
        let Some((before, language)) = line.split_once("```") else {
            return line.to_owned();
        };
        match *self {
            Self::Inside => {
                *self = Self::Outside;
                line.to_owned()
            }
            Self::Outside => {
                *self = Self::Inside;
                match language {
                    "" | "no_run" => format!("{before}```ignore"),
                    _ => line.to_owned(),
                }
            }
        }
    }
}

/// The names of macros that a file exports.
fn exported_macros(text: &str) -> impl Iterator<Item = String> {
    text.split("#[macro_export]\nmacro_rules! ")
        .skip(1)
        .filter_map(|rest| rest.split_once(' ').map(|(name, _)| name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn an_item_that_is_left_out_takes_its_comment_with_it() {
        let text = "//! A file.\n\n/// Stays.\npub fn one() {}\n\n/// Goes,\n/// all of it.\n#[cfg(test)]\nfn two() {\n    one();\n}\n\n/// Stays, too.\npub fn three() {}\n";
        let wanted =
            "//! A file.\n\n/// Stays.\npub fn one() {}\n\n/// Stays, too.\npub fn three() {}\n";

        assert_eq!(moved(text, "acme", &[]), wanted);
    }
}
