//! `src/webhooks.rs`: the events that the vendor sends on its own account, how they are signed, and how they are received.

mod descriptor;
mod example;

use crate::model::{EventTag, Trigger, TypeKind, TypeRef, WebhookEvent, Webhooks};

use super::context::Context;
use super::docs::DocLines;
use super::fit;
use super::lints;
use super::markdown::{code, link, prose};
use super::print;
use super::symbol::{Symbols, version_order};
use super::text::{INDENT, Text, literal, literal_slice};
use super::value::{TimeFormats, rust_type, shape_of};

pub(super) use example::{example, readme};

/// The module.
pub(super) const MODULE: &str = "webhooks";

/// The module of what is sent because of a call.
pub(super) const CALLBACKS: &str = "callbacks";

/// The module of these.
pub(super) fn module(webhooks: &Webhooks) -> &'static str {
    match webhooks.trigger {
        Trigger::Vendor => MODULE,
        Trigger::Call => CALLBACKS,
    }
}

/// The name of the receiver.
fn receiver(webhooks: &Webhooks) -> &'static str {
    match webhooks.trigger {
        Trigger::Vendor => "Webhooks",
        Trigger::Call => "Callbacks",
    }
}

/// The case of events that nobody knows.
const UNKNOWN: &str = "Unknown";

/// What the module takes over from the runtime, so that users need one crate.
const REEXPORTS: &[&str] = &[
    "Delivery",
    "DeliveryId",
    "Received",
    "UnknownEvent",
    "WebhookError",
    "WebhookErrorKind",
];

/// The same, where the vendor signs.
const SIGNED_REEXPORTS: &[&str] = &[
    "KeyForm",
    "MemoryReplayGuard",
    "Place",
    "ReplayGuard",
    "Serialization",
    "Signature",
    "SignatureEncoding",
    "SignaturePart",
    "Signer",
    "TimestampUnit",
];

/// What a vendor that does not sign leaves to its receivers.
pub(super) const NO_SIGNATURE: &str = "The vendor signs nothing, as far as its documents say: **whoever knows the address can send a delivery**. Keep the address long and \
     secret, take deliveries only from the vendor's network where it is known, and fetch what an event speaks of from the vendor before acting on it.";

/// The printer of the module.
struct Module<'a> {
    context: &'a Context<'a>,
    webhooks: &'a Webhooks,
    symbols: Symbols<'a>,
    times: TimeFormats,
    text: Text,
}

/// The file.
pub(super) fn file(context: &Context<'_>, webhooks: &Webhooks) -> String {
    let signed = webhooks.signature.iter().flat_map(|_| SIGNED_REEXPORTS);
    let mut reexports: Vec<String> = REEXPORTS
        .iter()
        .chain(signed)
        .map(|name| (*name).to_owned())
        .collect();
    reexports.sort_by(|one, other| version_order(one, other));
    let mut locals = reexports.clone();
    locals.extend(["Event", receiver(webhooks)].map(str::to_owned));
    let foreign = ["Duration", "Shape", "View"].iter();
    locals.extend(
        foreign
            .filter(|name| context.type_names.contains(**name))
            .map(|name| (*name).to_owned()),
    );
    let mut module = Module {
        context,
        webhooks,
        symbols: Symbols::new(context, locals),
        times: TimeFormats::default(),
        text: Text::default(),
    };
    module.receiver();
    module.descriptors();
    module.events();
    module.table();
    module.functions();

    let mut out = print::head(
        context,
        &module_docs(context, webhooks),
        &module.symbols.print(),
    );
    out.push_str(&fit::use_line(
        "pub use",
        &format!("{}::webhook", context.runtime()),
        &reexports,
    ));
    out.push('\n');
    for constant in module.times.constants(&module.symbols) {
        out.extend([constant.as_str(), "\n\n"]);
    }
    out.push_str(&module.text.finish());

    out
}

fn module_docs(context: &Context<'_>, webhooks: &Webhooks) -> DocLines {
    let title = prose(&context.api.title);
    let mut docs = DocLines::of(&match webhooks.trigger {
        Trigger::Vendor => {
            format!("What {title} sends on its own account: checked, and read into [`Event`]s.")
        }
        Trigger::Call => format!(
            "What {title} sends because of a call, to an address that the call tells: read into [`Event`]s."
        ),
    });
    docs.paragraph(&about(webhooks));
    if let Some(example) = example(context, webhooks) {
        docs.paragraph("# Examples");
        docs.paragraph(&example);
    }

    docs
}

/// How deliveries are signed and told apart, what answers mean.
fn about(webhooks: &Webhooks) -> String {
    let mut paragraphs: Vec<String> = webhooks.notes.iter().map(|note| prose(note)).collect();
    if webhooks.signature.is_none() {
        paragraphs.insert(0, NO_SIGNATURE.to_owned());
    }
    if !webhooks.evidence.is_empty() {
        let mut known: Vec<String> = Vec::new();
        for note in &webhooks.evidence {
            let text = format!(
                "Not certain about {} ({}): {}",
                code(&note.place),
                prose(note.grade),
                prose(&note.text)
            );
            if !known.contains(&text) {
                known.push(text);
            }
        }
        paragraphs.extend(known);
    }

    paragraphs.join("\n\n")
}

impl Module<'_> {
    /// `Webhooks`
    fn receiver(&mut self) {
        let webhook = self.symbols.runtime("webhook");
        let name = receiver(self.webhooks);
        let (docs, receiver) = if self.webhooks.signature.is_some() {
            (
                format!(
                    "Checks what the vendor sends, and reads the event: [`{name}::new`] takes the secret."
                ),
                "Webhooks",
            )
        } else {
            (
                format!(
                    "Reads what the vendor sends. It is not signed: see [`{name}::unauthenticated`]."
                ),
                "UnsignedWebhooks",
            )
        };
        self.text.docs(&DocLines::of(&docs));
        self.text
            .line(format!("pub type {name} = {webhook}::{receiver}<Event>;"));
    }

    /// `SIGNATURE` and `DELIVERY`
    fn descriptors(&mut self) {
        if let Some(signature) = &self.webhooks.signature {
            let value = descriptor::signature(&self.symbols, signature);
            self.text.blank();
            let name = receiver(self.webhooks);
            self.text.docs(&DocLines::of(&format!(
                "How deliveries are signed. Who knows better in what the vendor's documents leave open changes it, and gives it to \
                 [`{name}::with_signature`].",
            )));
            self.text.line(value);
        }
        if let Some(delivery) = &self.webhooks.delivery {
            let value = descriptor::delivery(&self.symbols, delivery);
            self.text.blank();
            self.text.docs(&DocLines::of(
                "What the vendor makes of the answers to its deliveries.",
            ));
            self.text.line(value);
        }
    }

    /// `Event`
    fn events(&mut self) {
        let cases: Vec<(String, DocLines, String)> = self
            .webhooks
            .events
            .iter()
            .map(|event| {
                let ty = rust_type(self.context, &self.symbols, &event.ty);
                (event.name.to_string(), event_docs(event), ty)
            })
            .collect();
        let title = prose(&self.context.api.title);
        self.text.blank();
        self.text
            .docs(&DocLines::of(&format!("What happened at {title}.")));
        self.text.line("#[derive(Clone, Debug, PartialEq)]");
        self.text.line("#[non_exhaustive]");
        let events = &self.webhooks.events;
        if events.iter().any(|event| is_large(self.context, &event.ty)) {
            self.text.line(lints::of_union());
        }
        self.text.block("pub enum Event", |text| {
            for (name, docs, ty) in &cases {
                text.docs(docs);
                text.line(format!("{name}({ty}),"));
                text.blank();
            }
            text.docs(&DocLines::of(
                "An event that this version of the spec does not know.",
            ));
            text.line(format!("{UNKNOWN}(UnknownEvent),"));
        });
    }

    /// A function for each event of which nothing in a delivery tells.
    fn functions(&mut self) {
        let webhook = self.symbols.runtime("webhook");
        for event in &self.webhooks.events {
            let Some(function) = &event.function else {
                continue;
            };
            let ty = rust_type(self.context, &self.symbols, &event.ty);
            let shape = shape_of(self.context, &event.shape, &event.ty);
            let calls = self.times.shape_calls(&self.symbols, shape).concat();
            let plain = format!("{}::PLAIN", self.symbols.codec("Shape"));
            let result = format!(
                "{}<{ty}, WebhookError>",
                self.symbols.prelude("std::result", "Result")
            );
            let docs = format!(
                "Reads the payload of [`Event::{}`], for the receiver of its address.",
                event.name
            );
            self.text.blank();
            self.text.docs(&DocLines::of(&docs));
            if let Some(attribute) = lints::of_types(std::slice::from_ref(&ty)) {
                self.text.line(attribute);
            }
            let before = format!("pub fn {function}");
            let after = format!(" -> {result}");
            let head = fit::signature(0, &before, &["body: &[u8]".to_owned()], &after);
            self.text.block(head, |text| {
                text.line(format!("{webhook}::read_payload(body, &{plain}{calls})"));
            });
        }
    }

    /// What tells the events apart.
    fn table(&mut self) {
        let webhook = self.symbols.runtime("webhook");
        let rows: Vec<String> = self
            .webhooks
            .events
            .iter()
            .map(|event| {
                row(
                    self.context,
                    &self.symbols,
                    &mut self.times,
                    &webhook,
                    event,
                )
            })
            .collect();
        self.text.blank();
        self.text
            .block(format!("impl {webhook}::Event for Event"), |text| {
                let before = format!("const CASES: &'static [{webhook}::EventCase] = &");
                text.line(fit::list(text.indent(), &before, &rows, ";"));
            });
        if self.webhooks.signature.is_some() {
            self.text.blank();
            self.text
                .block(format!("impl {webhook}::SignedEvent for Event"), |text| {
                    text.line("const SIGNATURE: Signature = SIGNATURE;");
                });
        }
        let names = self.webhooks.events.iter();
        let names: Vec<&str> = names.map(|event| event.name.as_str()).collect();
        let events = format!("{}!", self.symbols.runtime("events"));
        self.text.blank();
        self.text
            .line(fit::names_macro(&events, "Event", &names, Some(UNKNOWN)));
    }
}

fn row(
    context: &Context<'_>,
    symbols: &Symbols<'_>,
    times: &mut TimeFormats,
    webhook: &str,
    event: &WebhookEvent,
) -> String {
    let names = literal_slice(&event.names);
    let (make, arguments) = match &event.tag {
        EventTag::Member(pointer) => ("member", vec![literal(pointer), names]),
        EventTag::Header(header) => ("header", vec![literal(header), names]),
        EventTag::Only => ("only", vec![names]),
        EventTag::Address => ("address", vec![names]),
    };
    let head = fit::call(&format!("{webhook}::EventCase::{make}"), &arguments);
    let calls = times.shape_calls(symbols, shape_of(context, &event.shape, &event.ty));
    let calls = if calls.is_empty() {
        Vec::new()
    } else {
        let plain = format!("{}::PLAIN", symbols.codec("Shape"));
        vec![fit::call(".shape", &[format!("{plain}{}", calls.concat())])]
    };

    fit::chain(2 * INDENT, "", &head, &calls, ",")
        .trim_end_matches(',')
        .to_owned()
}

fn event_docs(event: &WebhookEvent) -> DocLines {
    let mut docs = DocLines::of_doc(&event.doc);
    let names: Vec<String> = event.names.iter().map(|name| code(name)).collect();
    let names = names.join(" or ");
    docs.paragraph(&match &event.tag {
        EventTag::Member(_) | EventTag::Header(_) => format!("Its name is {names}."),
        EventTag::Only => "Every delivery is one.".to_owned(),
        EventTag::Address => {
            format!("Nothing in it says its name: the receiver of its address gives {names}.")
        }
    });
    if event.deprecated {
        docs.paragraph("Deprecated: the vendor advises against it.");
    }
    if let Some(link) = event
        .origin
        .docs_url
        .as_deref()
        .and_then(|url| link("Vendor docs", url))
    {
        docs.paragraph(&format!("{link}."));
    }

    docs
}

/// Whether values of the type may take much room.
fn is_large(context: &Context<'_>, ty: &TypeRef) -> bool {
    let TypeRef::Named(id) = ty else { return false };
    match context.api.types.get(*id).kind {
        TypeKind::Struct(_) | TypeKind::Union(_) => true,
        TypeKind::TextEnum(_) | TypeKind::Newtype(_) | TypeKind::ByStatus(_) => false,
    }
}
