//! `pagination`: how a list goes on, in the forms that authors write, settled into one.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::form::{self, PointerText, WordOrMapping};

/// Payload of `pagination`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub enum Pagination {
    /// The list is whole.
    None,
    /// The list goes on, nobody says how; the caller names a strategy.
    Unknown,
    /// The list goes on like this.
    Pages(Box<Pages>),
}

/// How a list goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages {
    /// What a page is asked for by.
    pub strategy: Strategy,
    /// How many items a page holds.
    pub size: Option<u32>,
    /// What takes how many items a page shall hold.
    pub size_parameter: Option<Parameter>,
    /// Pointer to where it is told whether there is more.
    pub more: Option<String>,
    /// Pointer to the number of items left.
    pub remaining: Option<String>,
    /// Pointer to the number of items in all.
    pub total: Option<String>,
    /// Pointer to the number of pages.
    pub total_pages: Option<String>,
    /// Pointer to the items.
    pub items: String,
}

/// What a page is asked for by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// The number of its first record.
    Offset {
        /// What takes it.
        parameter: Parameter,
        /// Pointer to the number of the next one.
        next: Option<String>,
    },
    /// Its number.
    Page {
        /// What takes it.
        parameter: Parameter,
        /// The number of the first page.
        first: u32,
        /// Pointer to the number of the next one.
        next: Option<String>,
    },
    /// A value of the answer before.
    Cursor {
        /// What takes it.
        parameter: Parameter,
        /// Pointer to it.
        next: String,
    },
    /// A value of the last item before.
    AfterLast {
        /// What takes it.
        parameter: Parameter,
        /// Pointer to it, from the item on.
        from_last: String,
    },
    /// A link in the body.
    Link {
        /// Pointer to it.
        next: String,
    },
    /// A link in the header `link`.
    LinkHeader,
}

/// What takes a value that leads to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// A parameter of the query.
    Query(String),
    /// A member of the request body, by a pointer.
    Member(String),
}

impl Parameter {
    /// The one that is written; `what` is what it is called in the query.
    fn of(
        name: Option<String>,
        member: Option<String>,
        what: &str,
    ) -> Result<Option<Self>, String> {
        match (name, member) {
            (Some(_), Some(_)) => Err(format!(
                "a page is asked for in the query or in the body, not both: `{what}` or its member"
            )),
            (Some(name), None) => Ok(Some(Self::Query(name))),
            (None, Some(member)) if member.is_empty() => {
                Err("the whole body is no place for where a list goes on".to_owned())
            }
            (None, member) => Ok(member.map(Self::Member)),
        }
    }
}

/// What is written.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Written {
    None,
    Unknown,
    Offset(#[serde(deserialize_with = "settled::<OffsetForm, _>")] Pages),
    Page(#[serde(deserialize_with = "settled::<PageForm, _>")] Pages),
    Cursor(#[serde(deserialize_with = "settled::<CursorForm, _>")] Pages),
    NextLink(#[serde(deserialize_with = "settled::<LinkForm, _>")] Pages),
}

impl From<Written> for Pagination {
    fn from(written: Written) -> Self {
        match written {
            Written::None => Self::None,
            Written::Unknown => Self::Unknown,
            Written::Offset(pages)
            | Written::Page(pages)
            | Written::Cursor(pages)
            | Written::NextLink(pages) => Self::Pages(Box::new(pages)),
        }
    }
}

/// Reads a form and settles it.
fn settled<'de, F, D>(deserializer: D) -> Result<Pages, D::Error>
where
    F: Deserialize<'de> + TryInto<Pages, Error = String>,
    D: Deserializer<'de>,
{
    F::deserialize(deserializer)?
        .try_into()
        .map_err(D::Error::custom)
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct OffsetForm {
    parameter: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    member: Option<String>,
    size_parameter: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    size_member: Option<String>,
    #[serde(default, deserialize_with = "form::optional_positive")]
    size: Option<u32>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    next: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    more: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    remaining: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    total: Option<String>,
    #[serde(deserialize_with = "form::pointer")]
    items: String,
}

impl TryFrom<OffsetForm> for Pages {
    type Error = String;

    fn try_from(form: OffsetForm) -> Result<Self, String> {
        let (parameter, size_parameter) = parameters(
            (form.parameter, form.member),
            (form.size_parameter, form.size_member),
        )?;

        Ok(Self {
            strategy: Strategy::Offset {
                parameter,
                next: form.next,
            },
            size: form.size,
            size_parameter,
            more: form.more,
            remaining: form.remaining,
            total: form.total,
            total_pages: None,
            items: form.items,
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct PageForm {
    parameter: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    member: Option<String>,
    #[serde(default = "one")]
    first: u32,
    size_parameter: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    size_member: Option<String>,
    #[serde(default, deserialize_with = "form::optional_positive")]
    size: Option<u32>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    next: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    more: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    remaining: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    total: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    total_pages: Option<String>,
    #[serde(deserialize_with = "form::pointer")]
    items: String,
}

impl TryFrom<PageForm> for Pages {
    type Error = String;

    fn try_from(form: PageForm) -> Result<Self, String> {
        let (parameter, size_parameter) = parameters(
            (form.parameter, form.member),
            (form.size_parameter, form.size_member),
        )?;

        Ok(Self {
            strategy: Strategy::Page {
                parameter,
                first: form.first,
                next: form.next,
            },
            size: form.size,
            size_parameter,
            more: form.more,
            remaining: form.remaining,
            total: form.total,
            total_pages: form.total_pages,
            items: form.items,
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct CursorForm {
    parameter: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    member: Option<String>,
    size_parameter: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    size_member: Option<String>,
    #[serde(default, deserialize_with = "form::optional_positive")]
    size: Option<u32>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    next: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    from_last: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    more: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    remaining: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    total: Option<String>,
    #[serde(deserialize_with = "form::pointer")]
    items: String,
}

impl TryFrom<CursorForm> for Pages {
    type Error = String;

    fn try_from(form: CursorForm) -> Result<Self, String> {
        let (parameter, size_parameter) = parameters(
            (form.parameter, form.member),
            (form.size_parameter, form.size_member),
        )?;
        let strategy = match (form.next, form.from_last) {
            (Some(next), None) => Strategy::Cursor { parameter, next },
            (None, Some(from_last)) => Strategy::AfterLast {
                parameter,
                from_last,
            },
            (Some(_), Some(_)) => {
                return Err("`next` and `from-last` both say where the cursor is".to_owned());
            }
            (None, None) => return Err("`next` or `from-last` is missing".to_owned()),
        };

        Ok(Self {
            strategy,
            size: form.size,
            size_parameter,
            more: form.more,
            remaining: form.remaining,
            total: form.total,
            total_pages: None,
            items: form.items,
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct LinkForm {
    next: WordOrMapping<PointerText, LinkHeader>,
    size_parameter: Option<String>,
    #[serde(default, deserialize_with = "form::optional_positive")]
    size: Option<u32>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    more: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    remaining: Option<String>,
    #[serde(default, deserialize_with = "form::optional_pointer")]
    total: Option<String>,
    #[serde(deserialize_with = "form::pointer")]
    items: String,
}

/// `{header: link}`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkHeader {
    header: Header,
}

/// The one header that links are read from.
#[derive(Deserialize)]
enum Header {
    #[serde(rename = "link", alias = "Link")]
    Link,
}

impl TryFrom<LinkForm> for Pages {
    type Error = String;

    fn try_from(form: LinkForm) -> Result<Self, String> {
        let strategy = match form.next {
            WordOrMapping::Word(pointer) => Strategy::Link { next: pointer.0 },
            WordOrMapping::Mapping(LinkHeader {
                header: Header::Link,
            }) => Strategy::LinkHeader,
        };

        Ok(Self {
            strategy,
            size: form.size,
            size_parameter: form.size_parameter.map(Parameter::Query),
            more: form.more,
            remaining: form.remaining,
            total: form.total,
            total_pages: None,
            items: form.items,
        })
    }
}

/// Names in the query, or members of the body.
fn parameters(
    (name, member): (Option<String>, Option<String>),
    (size_name, size_member): (Option<String>, Option<String>),
) -> Result<(Parameter, Option<Parameter>), String> {
    let parameter = Parameter::of(name, member, "parameter")?
        .ok_or_else(|| "`parameter` is missing".to_owned())?;
    let size = Parameter::of(size_name, size_member, "size-parameter")?;
    match (&parameter, &size) {
        (Parameter::Query(_), Some(Parameter::Member(_))) => Err(
            "`size-member` stands beside `parameter`: both are in the query or both in the body"
                .to_owned(),
        ),
        (Parameter::Member(_), Some(Parameter::Query(_))) => Err(
            "`size-parameter` stands beside `member`: both are in the query or both in the body"
                .to_owned(),
        ),
        _ => Ok((parameter, size)),
    }
}

fn one() -> u32 {
    1
}
