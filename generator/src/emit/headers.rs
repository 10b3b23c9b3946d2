//! Lines whose names are too long for one line, broken as rustfmt breaks them: first lines of items, names, and cases of enums.

/// The longest line of rustfmt.
const LINE: usize = 100;

/// The text with such lines broken.
pub(super) fn broken(text: String) -> String {
    let (mut out, mut copied) = (String::new(), 0);
    let mut start = 0;
    while let Some(window) = text.as_bytes().get(start..=start + LINE) {
        // Lines that end so near are short, all of them.
        if let Some(last) = window.iter().rposition(|byte| *byte == b'\n') {
            start += last + 1;
            continue;
        }
        let rest = text.get(start..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        let end = start + line.len() + 1;
        if line.chars().count() > LINE
            && let Some(pieces) = pieces(line)
        {
            out.push_str(text.get(copied..start).unwrap_or_default());
            out.extend([pieces.as_str(), "\n"]);
            copied = end;
        }
        start = end;
    }
    if copied == 0 {
        return text;
    }
    out.push_str(text.get(copied..).unwrap_or_default());

    out
}

fn pieces(line: &str) -> Option<String> {
    if let Some(header) = line.strip_suffix(" {") {
        if let Some(rest) = header.strip_prefix("impl ") {
            return Some(match rest.split_once(" for ") {
                Some((what, whose)) => format!("impl {what}\n    for {whose}\n{{"),
                None => format!("impl\n    {rest}\n{{"),
            });
        }
        let is_type = header.starts_with("pub enum ") || header.starts_with("pub struct ");
        if is_type {
            return Some(format!("{header}\n{{"));
        }
    }
    let inner = line.strip_prefix("    ")?;
    if let Some(text) = inner.strip_prefix("const NAME: &'static str = ") {
        let fits = text.len() + 8 <= LINE;
        return fits.then(|| format!("    const NAME: &'static str =\n        {text}"));
    }
    if let Some(header) = inner.strip_prefix("fn from(") {
        let (argument, result) = header.split_once(") -> ")?;
        return Some(format!(
            "    fn from(\n        {argument},\n    ) -> {result}"
        ));
    }
    let case = inner.strip_suffix("),")?;
    let (name, held) = case.split_once('(')?;
    let is_name = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());

    (is_name(name) && is_name(held)).then(|| format!("    {name}(\n        {held},\n    ),"))
}

#[cfg(test)]
mod tests {
    use super::broken;

    #[test]
    fn long_lines_are_broken_as_rustfmt_does() {
        let name = "A".repeat(95);
        for (line, wanted) in [
            (
                format!("impl From<B> for {name} {{"),
                format!("impl From<B>\n    for {name}\n{{\n"),
            ),
            (format!("impl {name} {{"), format!("impl\n    {name}\n{{\n")),
            (
                format!("pub enum {name} {{"),
                format!("pub enum {name}\n{{\n"),
            ),
            (
                format!("    {name}(B),"),
                format!("    {name}(\n        B,\n    ),\n"),
            ),
            (
                format!("    fn from(value: {name}) -> Self {{"),
                format!("    fn from(\n        value: {name},\n    ) -> Self {{\n"),
            ),
            (format!("// of {name} {{"), format!("// of {name} {{\n")),
            ("impl B {".to_owned(), "impl B {\n".to_owned()),
        ] {
            assert_eq!(broken(line + "\n"), wanted);
        }
    }
}
