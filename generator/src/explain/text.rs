//! An explanation as text for a terminal.

use std::fmt::Write as _;

use super::{Explanation, Item, Role, Section};
use crate::manual::lines::{hang, wrap};

/// The whole text.
pub(super) fn text(explanation: &Explanation) -> String {
    let mut text = format!(
        "{}  {}\n{}\n{}:{}\n\n",
        explanation.http, explanation.id, explanation.rust, explanation.path, explanation.line
    );
    text.push_str(&wrap(&explanation.summary, 0));
    for section in &explanation.sections {
        text.push_str(&of_section(section));
    }

    text
}

fn of_section(section: &Section) -> String {
    let mut text = format!("\n{}\n", section.title);
    let names = section.items.iter().map(|item| item.name.chars().count());
    let widest = names.filter(|width| *width <= 24).max().unwrap_or_default();
    for item in &section.items {
        text.push_str(&of_item(item, widest));
    }

    text
}

fn of_item(item: &Item, widest: usize) -> String {
    let mut text = String::new();
    if !item.name.is_empty() || !item.text.is_empty() {
        text.push_str(&hang(&item.name, &item.text, widest));
    }
    for line in &item.block {
        let _ = writeln!(text, "  {line}");
    }
    for line in &item.lines {
        let role = match line.role {
            Role::Holds => "holds",
            Role::Loses => "wins over",
            Role::Says => "says so",
        };
        let _ = writeln!(text, "      {role:<9}  line {}: {}", line.line, line.text);
    }

    text
}
