//! The plan in words, a line for each collection and for each call, for people to judge.

use super::{CallPlan, Collection, Deed, Doing, Filter, Named, Plan, Style, Test};
use crate::vendor::{OperationId, Vendor};

/// The plan of a vendor.
pub(crate) fn in_words(vendor: &Vendor) -> String {
    let mut lines: Vec<String> = vendor
        .plan
        .collections
        .iter()
        .map(|collection| of_collection(vendor, collection))
        .collect();
    lines.push(String::new());
    for (resource, operations) in vendor.api.resources.iter().enumerate() {
        for (operation, found) in operations.operations.iter().enumerate() {
            let id = OperationId {
                resource,
                operation,
            };
            let deed = vendor
                .plan
                .call(id)
                .map_or_else(String::new, |call| of_call(&vendor.plan, call));
            let method = found.http_method.as_str();
            lines.push(format!("{method} {}: {deed}", found.path_text()));
        }
    }
    lines.push(String::new());

    lines.join("\n")
}

fn of_collection(vendor: &Vendor, collection: &Collection) -> String {
    let item = collection
        .item
        .map(|item| vendor.contract.schema(item).name.as_str())
        .filter(|name| !name.is_empty())
        .unwrap_or("anything");
    let mut line = if collection.is_single {
        format!("{}: one {item}", collection.name)
    } else {
        format!("{}: each {item}", collection.name)
    };
    if !collection.keys.is_empty() {
        line = format!("{line}, told by {}", collection.keys.join(" or "));
    }
    if !collection.is_made && !collection.is_single {
        line.push_str(", there from the start");
    }

    line
}

fn of_call(plan: &Plan, call: &CallPlan) -> String {
    let collection = call
        .collection
        .and_then(|index| plan.collections.get(index))
        .map_or("", |collection| collection.name.as_str());
    let mut text = match &call.deed {
        Deed::List(_) => format!("lists {collection}"),
        Deed::Read => format!("reads of {collection}"),
        Deed::Create => format!("adds to {collection}"),
        Deed::Update(style) => format!("changes of {collection}, {}", style.in_words()),
        Deed::Delete => format!("deletes of {collection}"),
        Deed::DeleteAll => format!("deletes all {collection}"),
        Deed::Named(named) => of_named(collection, named),
        Deed::Exists(member) => format!("asks `{member}` of {collection}"),
        Deed::Act { writes: true } => format!("writes what is sent to one of {collection}"),
        Deed::Act { writes: false } => format!("answers about one of {collection}"),
        Deed::Nothing => "answers from the request alone".to_owned(),
    };
    if let Some(key) = call.key.as_ref().filter(|key| !key.members.is_empty()) {
        text = format!("{text}, by {}", key.members.join(" or "));
    }
    for owner in &call.owners {
        let whose = owner
            .collection
            .and_then(|index| plan.collections.get(index));
        let whose = whose.map_or("", |whose| whose.name.as_str());
        text = format!("{text}, of {whose} {{{}}}", owner.lookup.parameter);
        if let Some(member) = &owner.member {
            text = format!("{text} in {member}");
        }
    }
    if let Some((sent, known)) = &call.renamed {
        text = format!("{text}; {sent} is {known}");
    }
    if call.counts {
        text.push_str("; answers a count");
    }
    if let Deed::List(filters) = &call.deed {
        for filter in filters {
            text = format!("{text}; {}", filter.in_words());
        }
    }

    text
}

fn of_named(collection: &str, named: &Named) -> String {
    let doing = match named.doing {
        Doing::Put => format!("adds to {collection} or changes"),
        Doing::Update(style) => format!("changes of {collection}, {},", style.in_words()),
        Doing::Delete => format!("deletes of {collection}"),
    };
    let each = match named.list.as_deref() {
        None => "the body".to_owned(),
        Some("") => "each of the body".to_owned(),
        Some(list) => format!("each of the body's {list}"),
    };
    let by = if named.by.is_empty() {
        String::new()
    } else {
        format!(", by {}", named.by.join(" and "))
    };

    format!("{doing} {each}{by}")
}

impl Style {
    fn in_words(self) -> &'static str {
        match self {
            Self::Keep => "keeping what is not sent",
            Self::Replace => "replacing what is not sent",
        }
    }
}

impl Filter {
    fn in_words(&self) -> String {
        let name = &self.parameter;
        match &self.test {
            Test::Is(member) if member == name => name.clone(),
            Test::Is(member) => format!("{name} is {member}"),
            Test::IsOr { member, known } => {
                format!("{name} is {member}, or none of {}", known.join(", "))
            }
            Test::From(member) => format!("{name} is the least {member}"),
            Test::To(member) => format!("{name} is the most {member}"),
            Test::Month(member) => format!("{name} is the month of {member}"),
            Test::Year(member) => format!("{name} is the year of {member}"),
            Test::Search => format!("{name} is in any text"),
            Test::Size(_) => format!("{name} at most"),
            Test::Nothing => format!("{name} asks for nothing known"),
        }
    }
}
