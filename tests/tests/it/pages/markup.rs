//! The tags of a page, read as a browser reads them as far as it matters here: what stands between `<` and `>`.

/// A tag.
#[derive(Debug)]
pub(crate) struct Tag {
    /// Its name, in lower case.
    pub(crate) name: String,
    /// Whether it closes an element.
    pub(crate) closes: bool,
    /// Its attributes.
    pub(crate) attributes: Vec<(String, String)>,
}

/// All tags of a page, comments aside.
pub(crate) fn tags(page: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            let end = comment.find("-->").expect("a comment ends");
            rest = &comment[end + 3..];
            continue;
        }
        let mut quote = None;
        let end = rest
            .char_indices()
            .find(|(_, character)| match (quote, *character) {
                (None, '>') => true,
                (None, '"' | '\'') => {
                    quote = Some(*character);
                    false
                }
                (Some(open), character) if open == character => {
                    quote = None;
                    false
                }
                _ => false,
            })
            .map_or(rest.len(), |(end, _)| end);
        tags.push(tag(&rest[..end]));
        rest = rest.get(end + 1..).unwrap_or_default();
    }

    tags
}

fn tag(text: &str) -> Tag {
    let closes = text.starts_with('/');
    let text = text.trim_start_matches('/');
    let (name, mut rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let mut attributes = Vec::new();
    while !rest.trim().is_empty() {
        rest = rest.trim_start();
        let end = rest
            .find(|character: char| character == '=' || character.is_whitespace())
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let value = after
            .strip_prefix("=\"")
            .and_then(|value| value.split_once('"'));
        if let Some((value, after)) = value {
            attributes.push((name.to_owned(), plain(value)));
            rest = after;
        } else {
            attributes.push((name.to_owned(), String::new()));
            rest = after.get(1..).unwrap_or_default();
        }
    }

    Tag {
        name: name.to_lowercase(),
        closes,
        attributes,
    }
}

fn plain(value: &str) -> String {
    value
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// The values of an attribute, in their order.
pub(crate) fn values(tags: &[Tag], attribute: &str) -> Vec<String> {
    tags.iter()
        .flat_map(|tag| &tag.attributes)
        .filter(|(name, _)| name == attribute)
        .map(|(_, value)| value.clone())
        .collect()
}

/// The path that an address on a page leads to.
pub(crate) fn resolved(page: &str, address: &str) -> String {
    if address.is_empty() {
        return page.to_owned();
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }

    parts.join("/")
}
