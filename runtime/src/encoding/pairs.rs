//! Names and values: queries, forms and cookies.

use super::escape::{Escape, Ground, PlusSign, unescape};
use super::names::{self, Lists, Step};
use super::tree::{Object, Tree};
use super::{Candidates, Encoding, Place, QueryStyle};

/// Bytes that are read, and what is wrong with them where they cannot be.
const NO_TEXT: &str = "percent-encoded UTF-8";

/// What is wrong with a value that has no name.
pub(super) const NO_FORM: &str = "only an object can be a whole form";

/// Names and values, escaped.
pub(super) fn write(
    encoding: &Encoding,
    name: &str,
    tree: &Tree,
) -> Result<Vec<(String, String)>, &'static str> {
    let style = style(encoding);
    let mut pairs = Vec::new();
    match tree {
        Tree::Object(object) if name.is_empty() || style == QueryStyle::Repeated => {
            for (name, tree) in object.iter() {
                if name.is_empty() {
                    return Err("a member without a name would be read as a value without one");
                }
                write_one(encoding, style, name, tree, &mut pairs)?;
            }
        }
        // A query that is one JSON text has no names.
        Tree::Text(text) if name.is_empty() && encoding.json => {
            pairs.push((String::new(), encoding.escape.apply(text, Ground::Query)));
        }
        _ if name.is_empty() => return Err(NO_FORM),
        _ => write_one(encoding, style, name, tree, &mut pairs)?,
    }

    Ok(pairs)
}

/// Names and values of a member of a form, escaped.
pub(super) fn write_member(
    encoding: &Encoding,
    name: &str,
    tree: &Tree,
) -> Result<Vec<(String, String)>, &'static str> {
    let mut pairs = Vec::new();
    write_one(encoding, style(encoding), name, tree, &mut pairs)?;

    Ok(pairs)
}

fn write_one(
    encoding: &Encoding,
    style: QueryStyle,
    name: &str,
    tree: &Tree,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), &'static str> {
    let escape = |text: &str| encoding.escape.apply(text, Ground::Query);
    let escape_name = |text: &str| name_escape(encoding).apply(text, Ground::Query);
    let mut push = |name: &str, value: String| pairs.push((escape_name(name), value));

    match (style, tree) {
        (QueryStyle::DeepObject, Tree::List(_)) => return Err("it is no object"),
        (QueryStyle::DeepObject, _) => write_brackets(encoding, name, tree, Lists::None, pairs)?,
        (QueryStyle::Nested, _) => write_brackets(encoding, name, tree, Lists::Repeat, pairs)?,
        (QueryStyle::Unindexed, _) => {
            write_brackets(encoding, name, tree, Lists::Unindexed, pairs)?;
        }
        (QueryStyle::Indexed, _) => write_brackets(encoding, name, tree, Lists::Indexed, pairs)?,
        (_, Tree::Null) => {}
        (_, Tree::Text(text)) => push(name, escape(text)),
        (QueryStyle::Repeated, Tree::List(list)) => {
            for element in list {
                push(name, escape(single(element)?));
            }
        }
        (QueryStyle::Repeated, Tree::Object(_)) => return Err("this style has no place for it"),
        (QueryStyle::Comma | QueryStyle::Space | QueryStyle::Pipe, _) => {
            let delimiter = Delimiter::of(encoding, style);
            let texts = texts(tree)?;
            if texts.iter().any(|text| text.contains(delimiter.refused)) {
                return Err("an element has the character that parts elements");
            }
            let texts: Vec<String> = texts.into_iter().map(escape).collect();
            push(name, texts.join(delimiter.written));
        }
    }
    Ok(())
}

/// Writes names with brackets. Where lists have no index, the names are read again: what would come back as something else is refused.
fn write_brackets(
    encoding: &Encoding,
    name: &str,
    tree: &Tree,
    lists: Lists,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), &'static str> {
    if let (Lists::None, Tree::Object(object)) = (lists, tree)
        && object
            .iter()
            .any(|(_, member)| !matches!(member, Tree::Text(_)))
    {
        return Err("a deep object holds single values only");
    }
    let mut written = Vec::new();
    names::write(name, tree, lists, &mut written)?;
    if lists == Lists::Unindexed {
        let mut read = Tree::Null;
        for (written, value) in &written {
            let steps = written
                .strip_prefix(name)
                .and_then(|rest| names::steps(rest, lists));
            read.add(&steps.ok_or("it nests too deep")?, value.clone())?;
        }
        if read != *tree {
            return Err("it has a list whose elements could not be told apart");
        }
    }
    let ground = Ground::Query;
    pairs.extend(written.into_iter().map(|(name, value)| {
        (
            name_escape(encoding).apply(&name, ground),
            encoding.escape.apply(&value, ground),
        )
    }));
    Ok(())
}

/// A name has no reserved characters: `=` and brackets would be read as its end.
pub(super) fn name_escape(encoding: &Encoding) -> Escape {
    match encoding.escape {
        Escape::Plus => Escape::Plus,
        Escape::Percent | Escape::Reserved => Escape::Percent,
    }
}

/// What joins the elements of a list.
struct Delimiter {
    written: &'static str,
    read: &'static [&'static str],
    /// What no element may have, since it cannot be told from the delimiter.
    refused: &'static [char],
}

impl Delimiter {
    fn of(encoding: &Encoding, style: QueryStyle) -> Self {
        match style {
            QueryStyle::Space => Self {
                written: if encoding.escape == Escape::Plus {
                    "+"
                } else {
                    "%20"
                },
                read: &["%20", "+"],
                refused: &[' '],
            },
            QueryStyle::Pipe => Self {
                written: "%7C",
                read: &["%7C", "%7c", "|"],
                refused: &['|'],
            },
            _ => Self {
                written: ",",
                read: &[","],
                refused: &[],
            },
        }
    }

    fn split<'text>(&self, text: &'text str) -> Vec<&'text str> {
        let mut parts = vec![text];
        for delimiter in self.read {
            parts = parts
                .into_iter()
                .flat_map(|part| part.split(delimiter))
                .collect();
        }
        parts
    }
}

fn style(encoding: &Encoding) -> QueryStyle {
    match encoding.place {
        Place::Query(style) | Place::Form(style) => style,
        Place::Cookie | Place::Path(_) | Place::Header if encoding.exploded => QueryStyle::Repeated,
        Place::Cookie | Place::Path(_) | Place::Header => QueryStyle::Comma,
    }
}

/// The text of a value that is one.
pub(super) fn single(tree: &Tree) -> Result<&str, &'static str> {
    match tree {
        Tree::Null => Ok(""),
        Tree::Text(text) => Ok(text),
        Tree::List(_) | Tree::Object(_) => Err("only single values can stand in a list here"),
    }
}

/// The texts of a list, or of an object as name, value, name, value.
pub(super) fn texts(tree: &Tree) -> Result<Vec<&str>, &'static str> {
    match tree {
        Tree::Null | Tree::Text(_) => Ok(vec![single(tree)?]),
        Tree::List(list) => list.iter().map(single).collect(),
        Tree::Object(object) => {
            let mut texts = Vec::new();
            for (name, member) in object.iter() {
                texts.extend([name, single(member)?]);
            }
            Ok(texts)
        }
    }
}

/// What a query, a form or a cookie header says about a name.
pub(super) fn read(
    encoding: &Encoding,
    name: &str,
    wire: &str,
) -> Result<Candidates, &'static str> {
    let plus = match encoding.place {
        Place::Cookie if encoding.escape != Escape::Plus => PlusSign::Itself,
        _ => PlusSign::Space,
    };
    let text = |text: &str| unescape(text, plus).ok_or(NO_TEXT);
    if encoding.json && name.is_empty() && !wire.is_empty() {
        return Ok(Candidates {
            certain: vec![Tree::Text(text(wire)?)],
            possible: Vec::new(),
        });
    }
    let separator = if encoding.place == Place::Cookie {
        ';'
    } else {
        '&'
    };
    let style = style(encoding);
    let brackets = matches!(
        style,
        QueryStyle::DeepObject | QueryStyle::Nested | QueryStyle::Unindexed | QueryStyle::Indexed
    );
    let indexes = if style == QueryStyle::Indexed {
        Lists::Indexed
    } else {
        Lists::Unindexed
    };
    let delimiter = matches!(
        style,
        QueryStyle::Comma | QueryStyle::Space | QueryStyle::Pipe
    )
    .then(|| Delimiter::of(encoding, style));

    let mut whole = Tree::Object(Object::default());
    let mut lists = Vec::new();
    let split = wire.split(separator).map(str::trim);
    for pair in split.filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let key = text(key)?;
        let (root, steps) = match key.find('[').filter(|_| brackets) {
            Some(at) => {
                let (root, rest) = key.split_at(at);
                match names::steps(rest, indexes) {
                    Some(steps) => (root, steps),
                    None => return Err("names with closed brackets, not too deep"),
                }
            }
            None => (&*key, Vec::new()),
        };
        if let Some(delimiter) = &delimiter
            && !name.is_empty()
            && root == name
        {
            let parts = delimiter.split(value).into_iter().map(text);
            lists.extend(parts.collect::<Result<Vec<_>, _>>()?);
        }
        let mut path = vec![Step::Member(root.to_owned())];
        path.extend(steps);
        whole.add(&path, text(value)?)?;
    }

    Ok(candidates(name, style, whole, lists))
}

fn candidates(name: &str, style: QueryStyle, whole: Tree, texts: Vec<String>) -> Candidates {
    let mut certain = Vec::new();
    let mut possible = Vec::new();
    if texts.len() > 1 {
        certain.extend(readings(texts));
    }
    let found = match &whole {
        Tree::Object(object) => object.get(name).cloned(),
        Tree::Null | Tree::Text(_) | Tree::List(_) => None,
    };
    certain.extend(found);
    if name.is_empty() {
        certain = vec![whole];
    } else if style == QueryStyle::Repeated {
        possible.push(whole);
    }

    Candidates { certain, possible }
}

/// What texts that were joined can be: a list, or an object.
pub(super) fn readings(texts: Vec<String>) -> Vec<Tree> {
    let mut readings = Vec::new();
    let (pairs, rest) = texts.as_chunks::<2>();
    if rest.is_empty() {
        let members = pairs
            .iter()
            .map(|[name, value]| (name.clone(), Tree::Text(value.clone())));
        readings.push(Tree::Object(members.collect()));
    }
    readings.insert(0, Tree::List(texts.into_iter().map(Tree::Text).collect()));

    readings
}
