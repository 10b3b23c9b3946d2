//! How rustfmt would break a line: the rules of its default style that generated code can meet, in one place.
//!
//! Every function takes the column where the line starts and gives lines of which the first continues what stands before it and the
//! others are indented relative to it. `generator/tests/emit.rs` holds the rules against rustfmt itself.

/// Columns of a line.
const LINE: usize = 100;

/// Columns of a chain, of a list and of call arguments on one line.
const SHORT: usize = 60;

/// Elements of a list that ends a line by its bracket where it does not fit.
const LONG: usize = 3;

/// Columns of the elements of which many stand on a line of a long list.
const TINY: usize = 10;

/// Columns of the fields of a struct literal on one line.
const FIELDS: usize = 18;

/// `before head.call().call() after`, one call a line where it is long. Fields count as calls.
pub(super) fn chain(
    indent: usize,
    before: &str,
    head: &str,
    calls: &[String],
    after: &str,
) -> String {
    let flat = [head, &calls.concat()].concat();
    let is_short = !flat.contains('\n') && (calls.len() < 2 || width(&flat) <= SHORT);
    if is_short && indent + width(before) + width(&flat) + width(after) <= LINE {
        return [before, &flat, after].concat();
    }
    if is_short && before.ends_with("= ") && indent + 4 + width(&flat) + width(after) <= LINE {
        return format!("{}\n    {flat}{after}", before.trim_end());
    }
    if let [only] = calls
        && let Some((open, elements)) = opened_list(only)
        && elements.len() >= LONG
        && indent + width(before) + width(head) + width(open) <= LINE
    {
        let lines = list_lines(&elements);
        return format!("{before}{head}{open}\n{lines}]){after}");
    }
    if head.contains('\n') {
        let calls: Vec<String> = calls.iter().map(|call| format!("\n{call}")).collect();
        return format!("{before}{head}{}{after}", calls.concat());
    }
    if before.ends_with("= ") && indent + width(before) + width(head) >= LINE {
        let calls: Vec<String> = calls.iter().map(|call| deeper(call)).collect();
        let lines = deeper(&format!("{head}\n{}", calls.join("\n")));
        return format!("{}\n{lines}{after}", before.trim_end());
    }
    // A last call that is broken already may end a line that is short otherwise.
    let first_broken = calls.iter().position(|call| call.contains('\n'));
    let first_line = flat.lines().next().unwrap_or_default();
    if first_broken.is_some_and(|index| index + 1 == calls.len())
        && (calls.len() < 2 || width(first_line) <= SHORT)
    {
        return format!("{before}{flat}{after}");
    }

    // At the start of a line a head as short as an indent keeps its first call beside it.
    let beside = usize::from(before.is_empty() && width(head) <= 4).min(calls.len());
    let (first, others) = calls.split_at(beside);
    let others: Vec<String> = others.iter().map(|call| deeper(call)).collect();

    format!(
        "{before}{head}{}\n{}{after}",
        first.concat(),
        others.join("\n")
    )
}

/// `pub name: Type,`, the type on the next line where it is long.
pub(super) fn field(indent: usize, name: &str, ty: &str) -> String {
    let flat = ["pub ", name, ": ", ty, ","].concat();
    if indent + width(&flat) <= LINE {
        flat
    } else {
        format!("pub {name}:\n    {ty},")
    }
}

/// `name(a, b)`, one argument a line where it is long. A word or a list that is alone stays beside the name.
pub(super) fn call(name: &str, arguments: &[String]) -> String {
    let flat = arguments.join(", ");
    if let [_] = arguments {
        let flat = [name, "(", &flat, ")"].concat();
        return match opened_list(&flat) {
            Some((open, elements)) if width(&elements.join(", ")) > SHORT => {
                format!("{open}\n{}])", list_lines(&elements))
            }
            _ => flat,
        };
    }
    if width(&flat) <= SHORT {
        return [name, "(", &flat, ")"].concat();
    }

    let arguments: Vec<String> = arguments.iter().map(|argument| broken(argument)).collect();
    format!("{name}(\n{})", vertical(&arguments))
}

/// `&[a, b]`, one element a line where it is long; anything else as it is.
fn broken(argument: &str) -> String {
    let list = argument.strip_prefix("&[");

    match list.and_then(|list| list.strip_suffix(']')) {
        Some(elements) if width(elements) > SHORT => {
            format!("&[\n{}]", list_lines(&elements_of(elements)))
        }
        _ => argument.to_owned(),
    }
}

/// `before[a, b]after`, one element a line where it is long.
pub(super) fn list(indent: usize, before: &str, elements: &[String], after: &str) -> String {
    let flat = elements.join(", ");
    let short = width(&flat) <= SHORT && !flat.contains('\n');
    if short && indent + width(before) + width(&flat) + 2 + width(after) <= LINE {
        return [before, "[", &flat, "]", after].concat();
    }
    // `const NAME: TYPE = &[`: the list may stand whole on the next line.
    if let Some((name, sign)) = before.rsplit_once("= ")
        && short
        && indent + 4 + width(sign) + width(&flat) + 2 + width(after) <= LINE
    {
        return format!("{name}=\n    {sign}[{flat}]{after}");
    }

    // A call that is alone in its list opens the list by its own parentheses.
    if let [only] = elements
        && !only.contains(['\n', '.'])
        && let Some((call, arguments)) =
            only.strip_suffix(')').and_then(|open| open.split_once('('))
    {
        return format!("{before}[{call}(\n    {arguments},\n)]{after}");
    }

    // A chain that is alone in its list begins beside the bracket.
    if let [only] = elements
        && only.contains("\n    .")
    {
        return format!("{before}[{only}]{after}");
    }

    format!("{before}[\n{}]{after}", list_lines(elements))
}

/// `before(a: A, b: B)after`, one argument a line where it is long.
pub(super) fn signature(indent: usize, before: &str, arguments: &[String], after: &str) -> String {
    let flat = [before, "(", &arguments.join(", "), ")", after].concat();
    if indent + width(&flat) + width(" {") <= LINE || arguments.is_empty() {
        return flat;
    }

    let arguments: Vec<String> = arguments
        .iter()
        .map(|argument| opened(indent + 4, argument))
        .collect();
    format!("{before}(\n{}){after}", vertical(&arguments))
}

/// `name: Into<Vec<T>>,`, opened at its brackets where it is long.
fn opened(indent: usize, argument: &str) -> String {
    let inside = argument
        .split_once('<')
        .and_then(|(before, inside)| Some((before, inside.strip_suffix('>')?)))
        .filter(|(_, inside)| !inside.contains(", "));
    match inside {
        Some((before, inside)) if indent + width(argument) + width(",") > LINE => {
            format!("{before}<\n{}>", vertical(&[opened(indent + 4, inside)]))
        }
        _ => argument.to_owned(),
    }
}

/// `before { a: 1, b }`, one field a line where it is long.
pub(super) fn literal(before: &str, fields: &[String]) -> String {
    let flat = fields.join(", ");
    if fields.is_empty() {
        return format!("{before} {{}}");
    }
    if width(&flat) <= FIELDS {
        return format!("{before} {{ {flat} }}");
    }

    format!("{before} {{\n{}}}", vertical(fields))
}

/// `pattern => value,`, the value in a block where it is long.
pub(super) fn arm(indent: usize, pattern: &str, value: &str) -> String {
    let flat = [pattern, " => ", value, ","].concat();
    if indent + width(&flat) <= LINE {
        flat
    } else {
        format!("{pattern} => {{\n    {value}\n}}")
    }
}

/// `place = value;`, the value on the next line where it is long.
pub(super) fn assignment(indent: usize, place: &str, value: &str) -> String {
    let flat = [place, " = ", value, ";"].concat();
    if indent + width(&flat) <= LINE {
        flat
    } else {
        format!("{place} =\n    {value};")
    }
}

/// `use path::{A, B};` in as many lines as it takes, with a line end.
pub(super) fn use_line(keyword: &str, path: &str, names: &[String]) -> String {
    if let [name] = names {
        return format!("{keyword} {path}::{name};\n");
    }
    let flat = format!("{keyword} {path}::{{{}}};\n", names.join(", "));
    // Two columns are kept free.
    if width(flat.trim_end()) < LINE - 1 {
        return flat;
    }

    format!("{keyword} {path}::{{\n{}}};\n", filled(4, names))
}

/// `a, b, c,` in lines as full as they can be, each indented.
fn filled(indent: usize, words: &[String]) -> String {
    let mut out = String::new();
    let mut column = 0;
    let whole = indent + width(&words.join(", ")) + 1;
    // One column is kept free, unless one line holds all.
    let limit = if whole <= LINE { LINE } else { LINE - 1 };
    for word in words {
        let needed = width(word) + 1;
        if column == 0 || column + 1 + needed > limit {
            if column > 0 {
                out.push('\n');
            }
            out.push_str(&" ".repeat(indent));
            column = indent;
        } else {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        out.push(',');
        column += needed;
    }
    out.push('\n');

    out
}

/// `name! { Type: a, b; unknown }` in as many lines as it takes.
pub(super) fn names_macro(head: &str, first: &str, names: &[&str], last: Option<&str>) -> String {
    let tail = last.map(|last| format!("; {last}")).unwrap_or_default();
    let separator = if names.is_empty() { "" } else { " " };
    let flat = format!("{head} {{ {first}:{separator}{}{tail} }}", names.join(", "));
    if width(&flat) <= LINE {
        return flat;
    }
    if names.is_empty() {
        return format!("{head} {{\n    {first}:{tail}\n}}");
    }
    let mut lines = vec![format!("    {first}:")];
    for (index, name) in names.iter().enumerate() {
        let is_last = index + 1 == names.len();
        let word = [*name, if is_last { &tail } else { "," }].concat();
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(&word) <= LINE => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(["        ", &word].concat()),
        }
    }

    format!("{head} {{\n{}\n}}", lines.join("\n"))
}

/// `name!(A, B);`, with braces and in as many lines as it takes where it is long.
pub(super) fn macro_list(name: &str, words: &[&str]) -> String {
    let flat = words.join(", ");
    if width(&flat) <= SHORT {
        return format!("{name}!({flat});");
    }
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();

    format!("{name}! {{\n{}}}", filled(4, &words))
}

/// The lines of a list that is too long for one: each element on its own, or as many on a line as fit where all are tiny.
fn list_lines(elements: &[String]) -> String {
    if elements.iter().all(|element| width(element) <= TINY) {
        return filled(4, elements);
    }

    vertical(elements)
}

/// `name(&[` and the elements, of a call on one line whose only argument is a list.
fn opened_list(call: &str) -> Option<(&str, Vec<String>)> {
    let (_, list) = call.split_once("(&[")?;
    let elements = list.strip_suffix("])").filter(|_| !call.contains('\n'))?;
    let open = call.strip_suffix(list)?;

    Some((open, elements_of(elements)))
}

/// Cuts `"a", ("b", "c")` at the commas that are outside of texts and brackets.
fn elements_of(list: &str) -> Vec<String> {
    let mut elements = vec![String::new()];
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    for character in list.chars() {
        match character {
            _ if escaped => escaped = false,
            '\\' if in_text => escaped = true,
            '"' => in_text = !in_text,
            '(' if !in_text => depth += 1,
            ')' if !in_text => depth = depth.saturating_sub(1),
            ',' if !in_text && depth == 0 => {
                elements.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(last) = elements.last_mut() {
            last.push(character);
        }
    }

    elements
        .iter()
        .map(|element| element.trim().to_owned())
        .collect()
}

/// Each on its own lines, one level deeper, with a comma behind.
fn vertical(elements: &[String]) -> String {
    let mut out = String::with_capacity(elements.iter().map(|one| one.len() + 8).sum());
    for element in elements {
        push_deeper(element, &mut out);
        out.push_str(",\n");
    }

    out
}

/// The lines one level deeper.
fn deeper(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push_deeper(text, &mut out);

    out
}

fn push_deeper(text: &str, out: &mut String) {
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        if !line.is_empty() {
            out.push_str("    ");
            out.push_str(line);
        }
    }
}

/// Columns a text takes.
fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().count()
    }
}

#[cfg(test)]
mod tests {
    use super::names_macro;

    #[test]
    fn a_macro_without_names_keeps_what_stands_last() {
        let long = "N".repeat(100);

        assert_eq!(
            names_macro("slots!", &long, &[], Some("unknown")),
            format!("slots! {{\n    {long}:; unknown\n}}")
        );
        assert_eq!(
            names_macro("slots!", "Short", &[], Some("unknown")),
            "slots! { Short:; unknown }"
        );
    }
}
