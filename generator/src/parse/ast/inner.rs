//! The schemas inside a schema.

use super::{Additional, Schema};

impl Schema {
    /// The schemas written directly inside this one.
    pub fn inner(&self) -> impl Iterator<Item = &Self> {
        let members = self.properties.iter().map(|(_, member)| member);
        let branches = [&self.all_of, &self.one_of, &self.any_of, &self.prefix_items];
        let patterns = self.pattern_properties.iter().map(|(_, member)| member);
        let dependent = self.dependent.iter().map(|(_, schema)| schema);
        let checks = self.checks.iter().map(|(_, check)| check);
        let values = match &self.additional {
            Some(Additional::Schema(values)) => Some(values.as_ref()),
            Some(Additional::Allowed(_)) | None => None,
        };

        members
            .chain(branches.into_iter().flatten())
            .chain(self.items.as_deref())
            .chain(self.content_schema.as_deref())
            .chain(values)
            .chain(patterns)
            .chain(dependent)
            .chain(checks)
    }
}
