//! The page of the types: every member with its name on the wire, its field, its type, its wire forms and its doubts.

use crate::model::{
    ByStatus, EvidenceNote, Member, Presence, Struct, StructUse, TextEnum, TypeDef, TypeId,
    TypeKind, Union, UnionTag,
};

use super::html::Html;
use super::site::{Site, TYPES};
use super::{cells, frame, notes};

/// The fields of a type, for links to them.
pub(super) fn fields(definition: &TypeDef) -> Vec<&str> {
    match &definition.kind {
        TypeKind::Struct(object) => object
            .members
            .iter()
            .map(|member| member.field.as_str())
            .collect(),
        TypeKind::TextEnum(_)
        | TypeKind::Union(_)
        | TypeKind::Newtype(_)
        | TypeKind::ByStatus(_) => Vec::new(),
    }
}

/// The page.
pub(super) fn page(site: &Site<'_>) -> String {
    let api = site.context.api;

    frame::page(site, TYPES, "Types", |html| {
        html.words("h1", &[], "Types");
        html.words(
            "p",
            &[],
            "What calls take and give. A member is named as on the wire, and beside it as in Rust.",
        );
        html.element("nav", &[("aria-label", "Types")], |html| {
            html.element("ul", &[("class", "index")], |html| {
                for (_, definition) in api.types.iter() {
                    let name = definition.name.as_str();
                    html.element("li", &[], |html| {
                        html.words("a", &[("href", &format!("#{name}"))], name);
                    });
                }
            });
        });
        for (id, definition) in api.types.iter() {
            one(html, site, id, definition);
        }
    })
}

fn one(html: &mut Html, site: &Site<'_>, id: TypeId, definition: &TypeDef) {
    let name = definition.name.as_str();
    html.element(
        "section",
        &[
            ("id", name),
            ("class", "entry"),
            ("aria-labelledby", &format!("{name}-title")),
        ],
        |html| {
            html.element("h2", &[("id", &format!("{name}-title"))], |html| {
                html.code(name);
                html.text(" ");
                html.words("span", &[("class", "kind")], kind(definition));
            });
            cells::doc(html, &definition.doc);
            cells::source(html, site, &definition.origin);
            let users: Vec<&str> = site.users(id).iter().map(String::as_str).collect();
            if !users.is_empty() {
                html.element("div", &[("class", "places")], |html| {
                    html.text("Used by ");
                    notes::listed(html, site, &users);
                });
            }
            notes::evidence(html, site, about(site, name));
            notes::quirks(html, quirks(site, name));
            match &definition.kind {
                TypeKind::Struct(object) => structure(html, site, name, object),
                TypeKind::TextEnum(choice) => values(html, choice),
                TypeKind::Union(union) => cases(html, site, union),
                TypeKind::ByStatus(by_status) => statuses(html, site, by_status),
                TypeKind::Newtype(newtype) => {
                    // How it is sent is said where it is.
                    let views = newtype.shape.views.iter();
                    let views: Vec<String> =
                        views.map(|view| format!("{}.", view.in_words())).collect();
                    cells::list(html, &views);
                }
            }
        },
    );
}

fn kind(definition: &TypeDef) -> &'static str {
    match &definition.kind {
        TypeKind::Struct(object) => match object.used {
            StructUse::Answer => "an object of answers",
            StructUse::Request => "an object that is sent",
            StructUse::Update => "an update: what is not set stays as it is",
        },
        TypeKind::TextEnum(_) => "a text out of a list that may grow",
        TypeKind::Union(_) => "one of several types",
        TypeKind::ByStatus(_) => "one of several bodies, by the status of the answer",
        TypeKind::Newtype(_) => "an opaque text of its own type",
    }
}

fn about<'s>(site: &'s Site<'_>, place: &str) -> impl Iterator<Item = &'s EvidenceNote> {
    let place = place.to_owned();

    site.context
        .api
        .evidence
        .iter()
        .filter(move |note| note.place == place)
}

/// What holds for the type as a whole; what holds for its members stands beside them.
fn quirks<'s>(
    site: &'s Site<'_>,
    name: &'s str,
) -> impl Iterator<Item = &'s crate::model::QuirkNote> {
    site.context
        .api
        .quirks
        .iter()
        .filter(move |note| note.place == name && note.word == "update")
}

fn structure(html: &mut Html, site: &Site<'_>, name: &str, object: &Struct) {
    if object.members.is_empty() {
        html.words("p", &[], "No member is declared.");
    } else {
        let heads = ["On the wire", "In Rust", "Type", "Meaning"];
        cells::table(html, &format!("Members of {name}"), &heads, |html| {
            for member in &object.members {
                self::member(html, site, name, object, member);
            }
        });
    }
    if let Some(additional) = &object.additional {
        html.element("p", &[("class", "aside")], |html| {
            html.text("Members that are not declared are in ");
            html.name(additional.field.as_str());
            html.text(", a ");
            site.ty(html, &additional.ty);
            html.text(".");
        });
        return;
    }
    let rest = match (object.used, object.keeps_unknown) {
        (StructUse::Answer, true) => "Members that are not declared are kept.",
        (StructUse::Request | StructUse::Update, true) => {
            "Members that are not declared can be set, and are kept."
        }
        (_, false) => return,
    };
    html.words("p", &[("class", "aside")], rest);
}

fn member(html: &mut Html, site: &Site<'_>, owner: &str, object: &Struct, member: &Member) {
    let anchor = format!("{owner}.{}", member.field);
    cells::row(html, Some(&anchor), |html| {
        cells::cell(html, "On the wire", |html| html.name(&member.wire));
        cells::cell(html, "In Rust", |html| html.name(member.field.as_str()));
        cells::cell(html, "Type", |html| {
            site.ty(html, &member.ty);
            let presence = match (object.used, member.presence, member.nullable) {
                (StructUse::Update, _, _) => "kept, cleared or set",
                (_, Presence::Required, false) => "required",
                (_, Presence::Required, true) => "required, may be null",
                (_, Presence::Optional, true) => "may be missing or null",
                (_, Presence::Optional, false) => "may be missing",
            };
            html.words("span", &[("class", "presence")], presence);
        });
        cells::cell(html, "Meaning", |html| {
            cells::doc(html, &member.doc);
            let mut facts = member.shape.in_words();
            if !member.aliases.is_empty() {
                let names: Vec<String> = member
                    .aliases
                    .iter()
                    .map(|name| cells::code(name))
                    .collect();
                facts.push(format!("Also read from {}.", names.join(", ")));
            }
            if member.sensitive {
                facts.push("Secret: never shown in logs or errors.".to_owned());
            }
            if member.deprecated {
                facts.push("The vendor advises against it.".to_owned());
            }
            facts.extend(cells::written(&member.written));
            cells::list(html, &facts);
            notes::evidence(html, site, about(site, &anchor));
            html.element("p", &[("class", "source")], |html| {
                site.line(html, member.written.line);
            });
        });
    });
}

fn values(html: &mut Html, choice: &TextEnum) {
    let heads = ["On the wire", "In Rust", "Meaning"];
    cells::table(html, "Values", &heads, |html| {
        for variant in &choice.variants {
            cells::row(html, None, |html| {
                cells::cell(html, "On the wire", |html| html.code(&variant.wire));
                cells::cell(html, "In Rust", |html| html.code(variant.name.as_str()));
                cells::cell(html, "Meaning", |html| {
                    cells::doc(html, &variant.doc);
                });
            });
        }
    });
    let more = "A value that is not listed is kept as it is.";
    html.words("p", &[("class", "aside")], more);
}

fn statuses(html: &mut Html, site: &Site<'_>, by_status: &ByStatus) {
    let heads = ["Case", "Status", "Type"];
    cells::table(html, "Cases", &heads, |html| {
        for case in &by_status.cases {
            cells::row(html, None, |html| {
                cells::cell(html, "Case", |html| html.code(case.name.as_str()));
                cells::cell(html, "Status", |html| html.text(&case.statuses.join(", ")));
                cells::cell(html, "Type", |html| match &case.ty {
                    Some(ty) => site.ty(html, ty),
                    None => html.text("nothing"),
                });
            });
        }
    });
}

fn cases(html: &mut Html, site: &Site<'_>, union: &Union) {
    html.element("p", &[], |html| match &union.tag {
        UnionTag::Member(tag) => {
            html.text("The member ");
            html.code(tag);
            html.text(" tells which it is.");
        }
        UnionTag::Structure => {
            html.text("Which it is follows from the kind of the value and its members.");
        }
    });
    let heads = ["Case", "Type", "Told by"];
    cells::table(html, "Cases", &heads, |html| {
        for (name, ty, tags) in &union.cases {
            cells::row(html, None, |html| {
                cells::cell(html, "Case", |html| html.code(name.as_str()));
                cells::cell(html, "Type", |html| site.ty(html, ty));
                cells::cell(html, "Told by", |html| {
                    for (index, tag) in tags.iter().enumerate() {
                        if index > 0 {
                            html.text(", ");
                        }
                        html.code(tag);
                    }
                });
            });
        }
    });
}
