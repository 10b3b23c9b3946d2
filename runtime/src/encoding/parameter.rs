//! A parameter: a member and how it goes into its place.

use super::Encoding;
use crate::codec::Member;

/// A parameter of an operation: its name and shape, and how it goes into its place where it is not the usual way of the place.
///
/// # Examples
///
/// ```
/// use brogue_runtime::{Encoding, Member, Parameter, QueryStyle};
///
/// const TAGS: Parameter =
///     Parameter::new(Member::optional("tags"), Encoding::query(QueryStyle::Pipe));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub(crate) member: Member,
    encoding: Option<Encoding>,
}

impl Parameter {
    /// A parameter that goes into its place like this.
    pub const fn new(member: Member, encoding: Encoding) -> Self {
        Self {
            member,
            encoding: Some(encoding),
        }
    }

    /// How it goes into a place whose usual way this is; nothing where it is made for another place.
    pub(crate) fn encoding(&self, usual: Encoding) -> Option<Encoding> {
        let encoding = self.encoding.unwrap_or(usual);

        encoding.is_beside(&usual).then_some(encoding)
    }
}

impl From<Member> for Parameter {
    fn from(member: Member) -> Self {
        Self {
            member,
            encoding: None,
        }
    }
}

impl From<&'static str> for Parameter {
    fn from(name: &'static str) -> Self {
        Member::from(name).into()
    }
}
