//! Which names of a query, a form or a cookie header belong to a value, and what they say.

use brogue_generator::model::contract::Kind;
use brogue_generator::model::{Encoding, EncodingPlace, QueryStyle};

use super::json;
use super::plan::Slot;
use super::wire::{self, Pair, Plus, Step, Wire};

/// Names and values, of which each belongs to one value only.
pub(super) struct Pairs {
    all: Vec<Pair>,
    taken: Vec<bool>,
    plus: Option<Plus>,
}

impl Pairs {
    /// Names and values; `plus` tells how their escapes are read, where they have any.
    pub(super) fn new(pairs: Vec<Pair>, plus: Option<Plus>) -> Self {
        Self {
            taken: vec![false; pairs.len()],
            all: pairs,
            plus,
        }
    }

    /// What is said of a value; nothing where its names do not occur.
    pub(super) fn gather(&mut self, slot: &Slot) -> Result<Wire, String> {
        let style = style(slot.encoding);
        let found = match style {
            _ if slot.encoding.json => self.json(slot)?,
            QueryStyle::Repeated => self.repeated(slot),
            QueryStyle::Comma | QueryStyle::Space | QueryStyle::Pipe => self.joined(slot, style)?,
            QueryStyle::DeepObject | QueryStyle::Unindexed => self.bracketed(slot, false)?,
            QueryStyle::Indexed => self.bracketed(slot, true)?,
        };
        match &found {
            Wire::List(values) if !slot.takes(Kind::List) => Err(format!(
                "is sent {} times, and one value is due",
                values.len()
            )),
            _ => Ok(found),
        }
    }

    /// The names that belong to no value.
    pub(super) fn left(&self) -> impl Iterator<Item = &Pair> {
        let pairs = self.all.iter().zip(&self.taken);

        pairs.filter(|(_, taken)| !**taken).map(|(pair, _)| pair)
    }

    /// Takes the pairs that fit, each once.
    fn take(&mut self, fits: impl Fn(&str) -> bool) -> Vec<&Pair> {
        let mut found = Vec::new();
        for (pair, taken) in self.all.iter().zip(&mut self.taken) {
            if !*taken && fits(&pair.name) {
                *taken = true;
                found.push(pair);
            }
        }

        found
    }

    fn named(&mut self, slot: &Slot) -> Vec<&Pair> {
        self.take(|name| slot.sent.iter().any(|sent| sent == name))
    }

    fn json(&mut self, slot: &Slot) -> Result<Wire, String> {
        let mut found = Wire::Nothing;
        for pair in self.named(slot) {
            let Wire::Text(text) = &pair.value else {
                found.put(&[], pair.value.clone());
                continue;
            };
            let value = json::parse(text.as_bytes());
            let value = value.map_err(|problem| format!("is no JSON: {problem}"))?;
            found.put(&[], Wire::Json(value));
        }

        match found {
            // Two texts are two values, whatever each of them is.
            Wire::List(values) => Err(format!(
                "is sent {} times, and one value is due",
                values.len()
            )),
            found => Ok(found),
        }
    }

    fn repeated(&mut self, slot: &Slot) -> Wire {
        let mut found = Wire::Nothing;
        for pair in self.named(slot) {
            found.put(&[], pair.value.clone());
        }
        if found != Wire::Nothing || slot.members.is_empty() && !slot.is_map {
            return found;
        }
        // The members of an object have names of their own.
        let is_member = |name: &str| slot.is_map || slot.members.iter().any(|own| own == name);
        for pair in self.take(is_member) {
            found.put(&[Step::Member(pair.name.clone())], pair.value.clone());
        }

        found
    }

    fn joined(&mut self, slot: &Slot, style: QueryStyle) -> Result<Wire, String> {
        let separators: &[&str] = match style {
            QueryStyle::Space => &["%20", "+", " "],
            QueryStyle::Pipe => &["|", "%7C", "%7c"],
            _ => &[","],
        };
        let plus = self.plus;
        let pairs = self.named(slot);
        let [first, rest @ ..] = pairs.as_slice() else {
            return Ok(Wire::Nothing);
        };
        let mut text = first.escaped.clone();
        for pair in rest {
            text.push_str(separators.first().unwrap_or(&","));
            text.push_str(&pair.escaped);
        }
        if !rest.is_empty() && !slot.takes(Kind::List) {
            let times = rest.len() + 1;
            return Err(format!("is sent {times} times, and one value is due"));
        }

        joined(slot, &text, separators, &|text| match plus {
            Some(plus) => wire::unescape(text, plus),
            None => Ok(text.to_owned()),
        })
    }

    fn bracketed(&mut self, slot: &Slot, indexed: bool) -> Result<Wire, String> {
        let brackets = |name: &str| {
            let mut sent = slot.sent.iter();
            sent.find_map(|sent| {
                let rest = name.strip_prefix(sent.as_str())?;
                (rest.is_empty() || rest.starts_with('[')).then(|| rest.to_owned())
            })
        };
        let mut found = Wire::Nothing;
        for pair in self.take(|name| brackets(name).is_some()) {
            let rest = brackets(&pair.name).unwrap_or_default();
            let Some(mut steps) = wire::steps(&rest, indexed) else {
                return Err(format!(
                    "has brackets that do not close, or go too deep: `{rest}`"
                ));
            };
            if let (Some(first @ Step::Element), false) =
                (steps.first_mut(), slot.takes(Kind::List))
            {
                *first = Step::Member(String::new());
            }
            if !found.put(&steps, pair.value.clone()) {
                return Err(format!(
                    "is sent in ways that contradict each other, at `{rest}`"
                ));
            }
        }

        Ok(found)
    }
}

/// The style of a value among names; a cookie or a header is joined unless it is exploded.
fn style(encoding: Encoding) -> QueryStyle {
    match encoding.place {
        EncodingPlace::Query(style) | EncodingPlace::Form(style) => style,
        EncodingPlace::Cookie | EncodingPlace::Header | EncodingPlace::Path(_) => {
            if encoding.exploded {
                QueryStyle::Repeated
            } else {
                QueryStyle::Comma
            }
        }
    }
}

/// What a text can mean that joins the elements of a list, or the names and values of an object.
pub(super) fn joined(
    slot: &Slot,
    text: &str,
    separators: &[&str],
    meant: &dyn Fn(&str) -> Result<String, String>,
) -> Result<Wire, String> {
    let whole = meant(text)?;
    let (is_list, is_object) = (slot.takes(Kind::List), slot.kinds.contains(&Kind::Object));
    if !is_list && !is_object {
        return Ok(Wire::Text(whole));
    }
    let mut pieces = vec![text];
    for separator in separators {
        pieces = pieces
            .into_iter()
            .flat_map(|piece| piece.split(separator))
            .collect();
    }
    if pieces.len() > wire::MOST_PAIRS {
        return Err(format!("holds more than {} elements", wire::MOST_PAIRS));
    }
    let parted: Vec<String> = pieces
        .into_iter()
        .map(meant)
        .collect::<Result<_, String>>()?;
    // Many a client escapes the separator as well. Where elements may hold it, that is one element; where they may not, it parts them.
    let by = match separators.first() {
        Some(&"%20") | None => ' ',
        Some(separator) => separator.chars().next().unwrap_or(','),
    };
    let escaped: Vec<String> = whole.split(by).map(str::to_owned).collect();
    let mut readings = Vec::new();
    if is_object {
        readings.extend(members(&parted, slot.encoding.exploded));
    }
    if is_list {
        let list = |texts: &[String]| Wire::List(texts.iter().cloned().map(Wire::Text).collect());
        readings.push(list(&parted));
        if escaped != parted {
            readings.push(list(&escaped));
        }
        if whole.is_empty() {
            readings.push(Wire::List(Vec::new()));
        }
    }
    readings.push(Wire::Text(whole));

    Ok(Wire::Either(readings))
}

/// `R,1,G,2`; exploded `R=1,G=2`
fn members(parted: &[String], exploded: bool) -> Option<Wire> {
    let members: Option<Vec<(String, String)>> = if exploded {
        let pairs = parted.iter().map(|part| part.split_once('='));
        pairs
            .map(|pair| pair.map(|(name, value)| (name.to_owned(), value.to_owned())))
            .collect()
    } else {
        let (pairs, rest) = parted.as_chunks::<2>();
        let pairs = pairs.iter().cloned();
        rest.is_empty()
            .then(|| pairs.map(|[name, value]| (name, value)).collect())
    };
    let members = members?.into_iter();

    Some(Wire::Object(
        members
            .map(|(name, value)| (name, Wire::Text(value)))
            .collect(),
    ))
}
