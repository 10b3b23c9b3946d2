//! Slips of the pen that break the syntax: told from what stands around the place, since a parser only knows what it expected.

/// What is wrong, in plainer words than the parser's where there are such, and what to do about it.
pub(super) struct Slip {
    /// The fact; the parser's own words where there is none.
    pub(super) message: Option<String>,
    /// The way out.
    pub(super) help: String,
}

fn help(text: impl Into<String>) -> Slip {
    Slip {
        message: None,
        help: text.into(),
    }
}

/// What most likely happened where a YAML parser stopped; `said` are its words.
pub(super) fn in_yaml(text: &str, at: usize, said: &str) -> Slip {
    let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = first_line(text.get(line_start..).unwrap_or_default());
    let line_before = before
        .get(..line_start)
        .unwrap_or_default()
        .lines()
        .rev()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with('#'))
        .unwrap_or_default();

    indented_oddly(line)
        .or_else(|| unexpected_character(rest, said))
        .or_else(|| colon(line, line_before, said))
        .or_else(|| no_key(line, line_before, said))
        .or_else(|| quoted_or_bracketed(first_line(rest), said))
        .unwrap_or_else(|| help("look at this line and the one before it: a quote or a bracket may be open, or the indentation may be off"))
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

fn indented_oddly(line: &str) -> Option<Slip> {
    let blank = line
        .chars()
        .take_while(|character| character.is_whitespace())
        .find(|blank| *blank != ' ')?;
    if blank == '\t' {
        return Some(help("indent with spaces"));
    }

    Some(Slip {
        message: Some(format!(
            "the line is indented with U+{:04X}, which is no space",
            u32::from(blank)
        )),
        help: "indent with plain spaces".to_owned(),
    })
}

fn unexpected_character(rest: &str, said: &str) -> Option<Slip> {
    if !said.starts_with("unexpected character") {
        return None;
    }
    let control = first_line(rest)
        .chars()
        .find(|character| character.is_control() && *character != '\t');
    if let Some(control) = control {
        return Some(Slip {
            message: Some(format!(
                "the control character U+{:04X} stands in the text",
                u32::from(control)
            )),
            help: "remove it: the file may be no text at all, or was damaged on its way".to_owned(),
        });
    }
    let first = match rest.chars().next()? {
        '`' => "a backtick".to_owned(),
        other => format!("`{other}`"),
    };

    Some(Slip {
        message: Some(format!("a text without quotes begins with {first}")),
        help: "put the text in quotes".to_owned(),
    })
}

fn colon(line: &str, line_before: &str, said: &str) -> Option<Slip> {
    if !said.starts_with("mapping values are not allowed") {
        return None;
    }
    let without_blank = line_before
        .split_once(':')
        .filter(|(key, value)| !value.starts_with(' ') && !value.is_empty() && !key.contains(' '));
    let two_colons = line.matches(": ").count() + usize::from(line.trim_end().ends_with(':')) > 1;

    Some(Slip {
        message: Some("a colon stands where no key can be".to_owned()),
        help: match without_blank {
            _ if two_colons => "put a text that holds a colon and a blank in quotes".to_owned(),
            Some((key, _)) => format!("write a blank after the colon of `{}` in the line before", plain(key)),
            None => "indent this line as the one before it, or less: the one before it has its value already".to_owned(),
        },
    })
}

fn no_key(line: &str, line_before: &str, said: &str) -> Option<Slip> {
    if !said.contains("expected ':'") {
        return None;
    }
    let line = line.trim();
    if line.starts_with('-') && !line.starts_with("- ") {
        return Some(Slip {
            message: Some("an element of a list has no blank after its hyphen".to_owned()),
            help: format!("write `- {}`", plain(line.trim_start_matches('-'))),
        });
    }
    let block = line_before
        .trim_end_matches(['-', '+'])
        .ends_with(['|', '>']);

    Some(Slip {
        message: Some("a line of a mapping has no key".to_owned()),
        help: if block {
            "indent the lines of a text deeper than the key of the text".to_owned()
        } else {
            "write it as `key: value`; a text of several lines begins with `>-` behind its key, and its lines are indented deeper".to_owned()
        },
    })
}

fn quoted_or_bracketed(rest: &str, said: &str) -> Option<Slip> {
    if said.contains("unknown escape") {
        return Some(help(
            "put the text in single quotes, where a backslash is a backslash, or write it twice",
        ));
    }
    if said.contains("unclosed bracket") {
        return Some(help(if rest.contains(" #") {
            "a `#` after a blank begins a comment: put a text that begins with it in quotes, as in `$ref: \"#/..\"`"
        } else {
            "close it, and look whether a quote in it is open"
        }));
    }
    if said.contains("quoted scalar") {
        return Some(help(
            "close the quote that was opened before this line, or indent its lines deeper than its key",
        ));
    }

    said.contains("did not find expected key").then(|| {
        help("begin the line in the same column as the keys it belongs to, or look whether a quote or a bracket is open before it")
    })
}

/// What most likely happened where the JSON reader stopped; nothing where its words say it all.
pub(super) fn in_json(text: &str, at: usize) -> Option<String> {
    let (before, rest) = text.split_at_checked(at)?;
    let before = before.trim_end();
    let word: String = rest
        .chars()
        .take_while(|character| character.is_alphanumeric())
        .collect();
    let lower = word.to_ascii_lowercase();

    Some(match rest.chars().next()? {
        _ if before.is_empty() => {
            "a file called `.json` holds JSON: call it `.yaml` if it is YAML".to_owned()
        }
        '}' | ']' if before.ends_with(',') => {
            "take out the comma before it: the last element has none after it".to_owned()
        }
        '/' | '#' => "JSON has no comments: take it out".to_owned(),
        '\'' => "write double quotes".to_owned(),
        _ if matches!(&*lower, "true" | "false" | "null") => format!("write `{lower}`"),
        _ if matches!(&*lower, "none" | "undefined") => "write `null`".to_owned(),
        _ if matches!(&*lower, "nan" | "infinity") => {
            "JSON has no such number: write `null`".to_owned()
        }
        _ if !word.is_empty() && before.ends_with(['{', ',', ':', '[']) => {
            format!("put it in double quotes: `\"{word}\"`")
        }
        _ => return None,
    })
}

/// A text that can stand between backticks.
fn plain(text: &str) -> String {
    text.chars().filter(|character| *character != '`').collect()
}
