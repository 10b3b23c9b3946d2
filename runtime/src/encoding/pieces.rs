//! One text: the piece of a path, the value of a header.

use super::escape::{Escape, Ground, PlusSign, unescape};
use super::pairs::{readings, single, texts};
use super::tree::Tree;
use super::{Candidates, Encoding, PathStyle, Place};
use crate::replaced::replaced;

/// A text, escaped.
pub(super) fn write_text(
    encoding: &Encoding,
    name: &str,
    text: &str,
) -> Result<String, &'static str> {
    let Some(style) = path_style(encoding) else {
        return header_text(text).map(|()| text.to_owned());
    };
    let escape = |text: &str| escaped(encoding, style, text);

    Ok(match style {
        PathStyle::Simple => escape(text),
        PathStyle::Label => format!(".{}", escape(text)),
        PathStyle::Matrix if text.is_empty() => format!(";{}", escape(name)),
        PathStyle::Matrix => format!(";{}={}", escape(name), escape(text)),
    })
}

/// The text of a value, escaped.
pub(super) fn write(encoding: &Encoding, name: &str, tree: &Tree) -> Result<String, &'static str> {
    if let Tree::Text(text) = tree {
        return write_text(encoding, name, text);
    }
    let Some(style) = path_style(encoding) else {
        return header(encoding, tree);
    };
    let escape = |text: &str| escaped(encoding, style, text);
    let items = items(encoding, tree, &escape)?;
    Ok(match (style, encoding.exploded) {
        (PathStyle::Simple, _) => items.join(","),
        (PathStyle::Label, true) => format!(".{}", items.join(".")),
        (PathStyle::Label, false) => format!(".{}", items.join(",")),
        (PathStyle::Matrix, true) if matches!(tree, Tree::Object(_)) => {
            format!(";{}", items.join(";"))
        }
        (PathStyle::Matrix, true) => {
            let begin = format!(";{}=", escape(name));
            format!("{begin}{}", items.join(&begin))
        }
        (PathStyle::Matrix, false) => format!(";{}={}", escape(name), items.join(",")),
    })
}

/// A header has no escapes, so that what would be read as something else is refused.
fn header(encoding: &Encoding, tree: &Tree) -> Result<String, &'static str> {
    for text in texts(tree)? {
        header_text(text)?;
        if text.contains(',') {
            return Err("an element has the character that parts elements");
        }
    }
    if let Tree::Object(object) = tree
        && encoding.exploded
        && object.iter().any(|(name, _)| name.contains('='))
    {
        return Err("a name has the character that ends names");
    }

    Ok(items(encoding, tree, &str::to_owned)?.join(","))
}

fn header_text(text: &str) -> Result<(), &'static str> {
    if text.chars().any(char::is_control) {
        return Err("a header takes no control characters");
    }
    if text.trim() != text {
        return Err("a header keeps no spaces at its ends");
    }

    Ok(())
}

fn escaped(encoding: &Encoding, style: PathStyle, text: &str) -> String {
    let text = encoding.escape.apply(text, Ground::Path);

    // An exploded label is parted by dots.
    match style {
        PathStyle::Label if encoding.exploded => replaced(&text, ".", "%2E"),
        PathStyle::Label | PathStyle::Simple | PathStyle::Matrix => text,
    }
}

/// What is joined: values, names and values, or names with their values.
fn items(
    encoding: &Encoding,
    tree: &Tree,
    escape: &dyn Fn(&str) -> String,
) -> Result<Vec<String>, &'static str> {
    if let Tree::Object(object) = tree
        && encoding.exploded
    {
        return object
            .iter()
            .map(|(name, member)| Ok(format!("{}={}", escape(name), escape(single(member)?))))
            .collect();
    }

    Ok(texts(tree)?.into_iter().map(escape).collect())
}

fn path_style(encoding: &Encoding) -> Option<PathStyle> {
    match encoding.place {
        Place::Path(style) => Some(style),
        Place::Header | Place::Query(_) | Place::Cookie | Place::Form(_) => None,
    }
}

/// What one text can mean.
pub(super) fn read(
    encoding: &Encoding,
    name: &str,
    wire: &str,
) -> Result<Candidates, &'static str> {
    let style = path_style(encoding);
    let text = |text: &str| {
        match style {
            None => Some(text.trim().to_owned()),
            Some(_) if encoding.escape == Escape::Plus => unescape(text, PlusSign::Space),
            Some(_) => unescape(text, PlusSign::Itself),
        }
        .ok_or("percent-encoded UTF-8")
    };

    let parts: Vec<&str> = match (style, encoding.exploded) {
        (None | Some(PathStyle::Simple), _) => wire.split(',').collect(),
        (Some(PathStyle::Label), exploded) => {
            let rest = wire
                .strip_prefix('.')
                .ok_or("a label that begins with `.`")?;
            rest.split(if exploded { '.' } else { ',' }).collect()
        }
        (Some(PathStyle::Matrix), exploded) => {
            let rest = wire
                .strip_prefix(';')
                .ok_or("a matrix that begins with `;`")?;
            let mut values = Vec::new();
            for pair in rest.split(';') {
                let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
                if text(key)? == name {
                    values.push(value);
                } else {
                    values.push(pair);
                }
            }
            if exploded {
                values
            } else {
                values
                    .into_iter()
                    .flat_map(|value| value.split(','))
                    .collect()
            }
        }
    };

    let texts = parts
        .iter()
        .copied()
        .map(text)
        .collect::<Result<Vec<_>, _>>()?;
    let mut certain = Vec::new();
    if texts.len() > 1 && encoding.exploded {
        certain.push(Tree::List(texts.iter().cloned().map(Tree::Text).collect()));
    } else if texts.len() > 1 {
        certain.extend(readings(texts));
    }
    // In a matrix, a member can be called like the parameter itself.
    let members: Vec<&str> = match style {
        Some(PathStyle::Matrix) => wire.split(';').skip(1).collect(),
        Some(PathStyle::Simple | PathStyle::Label) | None => parts,
    };
    if encoding.exploded
        && let Some(members) = members
            .iter()
            .map(|part| part.split_once('='))
            .collect::<Option<Vec<_>>>()
    {
        let members = members
            .into_iter()
            .map(|(name, value)| Ok((text(name)?, Tree::Text(text(value)?))));
        certain.push(Tree::Object(members.collect::<Result<_, &'static str>>()?));
    }
    let whole = match style {
        Some(PathStyle::Label) => wire.strip_prefix('.').unwrap_or(wire),
        Some(PathStyle::Matrix) => wire.split_once('=').map_or("", |(_, value)| value),
        Some(PathStyle::Simple) | None => wire,
    };
    certain.push(Tree::Text(text(whole)?));

    Ok(Candidates {
        certain,
        possible: Vec::new(),
    })
}
