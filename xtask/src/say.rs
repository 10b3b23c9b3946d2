//! Words to the person at the terminal. Colors are dropped where there is no terminal, or `NO_COLOR` says so.

const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[1;31m";
const GREEN: &str = "\u{1b}[1;32m";
const PLAIN: &str = "\u{1b}[0m";

/// A result.
pub(crate) fn line(text: &str) {
    anstream::println!("{text}");
}

/// A result with the thing it is about.
pub(crate) fn about(thing: &str, text: &str) {
    anstream::println!("{BOLD}{thing}{PLAIN}  {text}");
}

/// What happens now.
pub(crate) fn step(text: &str) {
    anstream::eprintln!("{GREEN}==>{PLAIN} {BOLD}{text}{PLAIN}");
}

/// Diagnostics, rendered already.
pub(crate) fn diagnostics(text: &str) {
    anstream::eprint!("{text}");
}

/// What went wrong.
pub(crate) fn error(text: &str) {
    anstream::eprintln!("{RED}error{PLAIN}: {text}");
}

/// `1 file`, `2 files`
pub(crate) fn count(number: usize, thing: &str) -> String {
    if number == 1 {
        format!("1 {thing}")
    } else {
        format!("{number} {thing}s")
    }
}
