//! Models as a generator would write them.

use std::collections::BTreeMap;

use brogue_runtime::codec::{
    Case, Form, Id, Member, Members, Model, Patch, TimeFormat, Union, Value, View, Zone,
};
use jiff::civil::DateTime;

pub(crate) const TIME: TimeFormat =
    TimeFormat::new("%Y-%m-%d %H:%M:%S", Zone::None).empty_is_none();

/// A visit with one member of each kind.
#[derive(Clone, PartialEq)]
pub(crate) struct Visit {
    pub(crate) id: Id,
    pub(crate) number: i64,
    pub(crate) closed: Option<bool>,
    pub(crate) note: Option<String>,
    pub(crate) latitude: Option<f64>,
    pub(crate) skills: Option<Vec<String>>,
    pub(crate) lines: Option<Vec<Line>>,
    pub(crate) follow_up: Option<Box<Visit>>,
    pub(crate) token: Option<String>,
    pub(crate) modified: Option<DateTime>,
    pub(crate) anything: Option<Value>,
    pub(crate) kind: Option<Kind>,
    pub(crate) event: Option<Event>,
    pub(crate) unknown: Members,
}

impl Model for Visit {
    const NAME: &'static str = "Visit";
    const MEMBERS: &'static [Member] = &[
        Member::required("_id"),
        Member::required("number"),
        Member::optional("closed")
            .view(View::Flag)
            .sends(Form::Integer),
        Member::optional("note").nullable(),
        Member::optional("latitude"),
        Member::optional("skills"),
        Member::optional("lines"),
        Member::optional("followUp"),
        Member::optional("token").sensitive(),
        Member::optional("modifieddAt")
            .aliases(&["modifiedAt", "modified_at"])
            .time(&TIME),
        Member::optional("anything"),
        Member::optional("kind"),
        Member::optional("event"),
    ];
}

brogue_runtime::slots! {
    Visit: id, number, closed, note, latitude, skills, lines, follow_up, token, modified, anything, kind, event; unknown
}

/// A line that drops members it does not know.
#[derive(Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) sku: String,
    pub(crate) amount: Option<f64>,
    pub(crate) secret: Option<Credentials>,
    pub(crate) unit: Option<String>,
}

impl Model for Line {
    const NAME: &'static str = "Line";
    const MEMBERS: &'static [Member] = &[
        Member::required("sku"),
        Member::optional("amount"),
        Member::optional("secret").sensitive(),
        Member::required("unit").nullable(),
    ];
}

brogue_runtime::slots! { Line: sku, amount, secret, unit }

/// Something that is sensitive as a whole.
#[derive(Clone, PartialEq)]
pub(crate) struct Credentials {
    pub(crate) user: String,
    pub(crate) pin: Option<i64>,
}

impl Model for Credentials {
    const NAME: &'static str = "Credentials";
    const MEMBERS: &'static [Member] = &[Member::required("user"), Member::optional("pin")];
}

brogue_runtime::slots! { Credentials: user, pin }

/// A required secret.
#[derive(Clone, PartialEq)]
pub(crate) struct Grant {
    pub(crate) secret: String,
    pub(crate) scopes: Members,
}

impl Model for Grant {
    const NAME: &'static str = "Grant";
    const MEMBERS: &'static [Member] = &[Member::required("secret").sensitive()];
}

brogue_runtime::slots! { Grant: secret; scopes }

/// An update: each member is kept, cleared or set.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct VisitUpdate {
    pub(crate) note: Patch<String>,
    pub(crate) closed: Patch<bool>,
    pub(crate) modified: Patch<DateTime>,
    pub(crate) lines: Patch<Vec<Line>>,
    pub(crate) unknown: Members,
}

impl Model for VisitUpdate {
    const NAME: &'static str = "VisitUpdate";
    const MEMBERS: &'static [Member] = &[
        Member::optional("note"),
        Member::optional("closed")
            .view(View::Flag)
            .sends(Form::NumericText),
        Member::optional("modified").time(&TIME),
        Member::optional("lines"),
    ];
}

brogue_runtime::slots! { VisitUpdate: note, closed, modified, lines; unknown }

/// A kind that may grow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Install,
    Repair,
    Unknown(String),
}

impl Kind {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Install => "install",
            Self::Repair => "repair",
            Self::Unknown(text) => text,
        }
    }
}

impl From<String> for Kind {
    fn from(text: String) -> Self {
        match text.as_str() {
            "install" => Self::Install,
            "repair" => Self::Repair,
            _ => Self::Unknown(text),
        }
    }
}

brogue_runtime::open_enums!(Kind);

/// Tagged by `type`.
#[derive(Clone, PartialEq)]
pub(crate) enum Event {
    Started(Started),
    Ended(Box<Ended>),
    Unknown(Value),
}

impl Union for Event {
    const CASES: &'static [Case] = &[
        Case::tagged("type", &["started", "resumed"]),
        Case::tagged("type", &["ended"]),
    ];
}

brogue_runtime::unions! { Event: Started, Ended; Unknown }

#[derive(Clone, PartialEq)]
pub(crate) struct Started {
    pub(crate) tag: String,
    pub(crate) minute: i64,
}

impl Model for Started {
    const NAME: &'static str = "Started";
    const MEMBERS: &'static [Member] = &[Member::required("type"), Member::required("minute")];
}

brogue_runtime::slots! { Started: tag, minute }

#[derive(Clone, PartialEq)]
pub(crate) struct Ended {
    pub(crate) inner: Option<Event>,
    pub(crate) pin: Option<String>,
    pub(crate) score: Option<i64>,
    pub(crate) unknown: Members,
}

impl Model for Ended {
    const NAME: &'static str = "Ended";
    const MEMBERS: &'static [Member] = &[
        Member::optional("inner"),
        Member::optional("pin").sensitive(),
        Member::optional("score"),
    ];
}

brogue_runtime::slots! { Ended: inner, pin, score; unknown }

/// Told apart by what it looks like.
#[derive(Clone, PartialEq)]
pub(crate) enum Tree {
    Number(f64),
    Text(String),
    Flag(bool),
    List(Vec<Tree>),
    Branch(Box<Branch>),
    Map(BTreeMap<String, Tree>),
    Unknown(Value),
}

impl Union for Tree {
    const CASES: &'static [Case] = &[
        Case::number(),
        Case::text(),
        Case::boolean(),
        Case::list(),
        Case::object(&["left"]),
        Case::object(&[]),
    ];
}

brogue_runtime::unions! { Tree: Number, Text, Flag, List, Branch, Map; Unknown }

#[derive(Clone, PartialEq)]
pub(crate) struct Branch {
    pub(crate) left: Tree,
    pub(crate) right: Option<Tree>,
}

impl Model for Branch {
    const NAME: &'static str = "Branch";
    const MEMBERS: &'static [Member] = &[Member::required("left"), Member::optional("right")];
}

brogue_runtime::slots! { Branch: left, right }

/// A newtype of a generated crate.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct DriverId(String);

brogue_runtime::newtypes!(DriverId);
