//! Objects, with what builds them, and the cases of unions.

use super::super::layout::{after, indented, spread};
use super::{Printer, Want};
use crate::emit::types::{is_asked, required_name, setter_name};
use crate::model::{Json, Member, Presence, Struct, StructUse, TypeDef, TypeRef, Union, UnionTag};

impl Printer<'_> {
    pub(super) fn object(
        &mut self,
        definition: &TypeDef,
        object: &Struct,
        json: &[(String, Json)],
    ) -> Option<String> {
        let is_required = |member: &Member| {
            object.used == StructUse::Request && member.presence == Presence::Required
        };
        let find = |member: &Member| json.iter().find(|(name, _)| *name == member.wire);
        let name = self.type_name(definition.name.as_str());
        let literal_name = required_name(self.context, definition);
        let mut required: Vec<(&Member, String)> = Vec::new();
        let asked = object
            .members
            .iter()
            .filter(|member| is_asked(self.context, object, member));
        for member in asked {
            let (_, value) = find(member)?;
            let is_boxed = matches!(member.ty, TypeRef::Boxed(_));
            let want = if member.nullable || (literal_name.is_some() && !is_boxed) {
                Want::Exact
            } else {
                Want::Argument
            };
            let value = match (member.nullable, value) {
                (true, Json::Null) => "None".to_owned(),
                (true, value) => format!("Some({})", self.value(&member.ty, value, want)?),
                (false, value) => self.value(&member.ty, value, want)?,
            };
            required.push((member, value));
        }
        let head = if let Some(literal_name) = &literal_name {
            let fields: Vec<String> = required
                .iter()
                .map(|(member, value)| indented(&format!("{}: {value},", member.field)))
                .collect();
            let literal_name = self.type_name(literal_name);
            format!("{name}::from({literal_name} {{\n{}\n}})", fields.join("\n"))
        } else {
            let values: Vec<String> = required.into_iter().map(|(_, value)| value).collect();
            spread(&format!("{name}::new("), &values, ")")
        };
        let mut setters: Vec<String> = Vec::new();
        for member in object.members.iter().filter(|member| !is_required(member)) {
            let Some((_, value)) = find(member) else {
                continue;
            };
            let value = match (object.used, value) {
                (StructUse::Update, Json::Null) => {
                    self.others.insert(format!("{}::Patch", self.crate_name));
                    Some("Patch::Clear".to_owned())
                }
                (StructUse::Update, value) => self.value(&member.ty, value, Want::Patch),
                (StructUse::Answer | StructUse::Request, value) => {
                    self.value(&member.ty, value, Want::Argument)
                }
            };
            // A member without a short value is left out of the example.
            setters.extend(value.map(|value| format!(".{}({value})", setter_name(object, member))));
        }

        Some(after(&head, &setters))
    }

    pub(super) fn union(
        &mut self,
        definition: &TypeDef,
        union: &Union,
        json: &Json,
    ) -> Option<String> {
        let tag = match (&union.tag, json) {
            (UnionTag::Member(tag), Json::Object(members)) => members
                .iter()
                .find(|(name, _)| name == tag)
                .and_then(|(_, value)| match value {
                    Json::Text(text) => Some(text.as_str()),
                    Json::Null
                    | Json::Boolean(_)
                    | Json::Number(_)
                    | Json::List(_)
                    | Json::Object(_) => None,
                }),
            (UnionTag::Member(_) | UnionTag::Structure, _) => None,
        };
        let fits = |tags: &Vec<String>| tag.is_none_or(|tag| tags.iter().any(|one| one == tag));
        let cases: Vec<_> = union
            .cases
            .iter()
            .filter(|(_, _, tags)| fits(tags))
            .collect();
        let (case, value) = cases
            .into_iter()
            .find_map(|(case, ty, _)| Some((case, self.value(ty, json, Want::Exact)?)))?;
        let name = self.type_name(definition.name.as_str());

        Some(format!("{name}::{case}({value})"))
    }
}
