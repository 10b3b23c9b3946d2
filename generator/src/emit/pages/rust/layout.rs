//! Expressions on lines: together where they are short, else each part on a line of its own.

/// Columns of a line of an example: a phone shows about so many without scrolling far.
const WIDTH: usize = 72;

/// Calls on an expression: on its line where they fit there, else each on one of its own.
pub(super) fn after(head: &str, calls: &[String]) -> String {
    let flat = format!("{head}{}", calls.concat());
    if calls.is_empty() || (flat.len() <= WIDTH && !flat.contains('\n')) {
        return flat;
    }
    let calls: Vec<String> = calls.iter().map(|call| indented(call)).collect();

    format!("{head}\n{}", calls.join("\n"))
}

/// Items between brackets: on one line where they fit there, else each on one of its own.
pub(super) fn spread(open: &str, items: &[String], close: &str) -> String {
    let flat = format!("{open}{}{close}", items.join(", "));
    if items.is_empty() || (flat.len() <= WIDTH && !flat.contains('\n')) {
        return flat;
    }
    let items: Vec<String> = items
        .iter()
        .map(|item| indented(&format!("{item},")))
        .collect();

    format!("{open}\n{}\n{close}", items.join("\n"))
}

/// Every line one level deeper.
pub(super) fn indented(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("    {line}")).collect();

    lines.join("\n")
}
