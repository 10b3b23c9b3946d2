//! What was found, as tables.

use serde_json::{Value, json};

use super::measure::Cost;
use super::peer::OURS;
use super::{Outcome, Row};
use crate::say;

/// Prints the rows of a document: a table in Markdown, and below it how ours stands to the best of the others.
pub(super) fn print_document(rows: &[Row]) {
    let Some(first) = rows.first() else { return };
    let steps: Vec<&str> = first.outcomes.iter().map(|(step, _)| *step).collect();
    let heads: Vec<String> = steps
        .iter()
        .map(|step| match *step {
            "size" => " MB over bare |".to_owned(),
            step => format!(" {step}: CPU s | MB |"),
        })
        .collect();
    let rule: Vec<&str> = steps
        .iter()
        .map(|step| if *step == "size" { "--:|" } else { "--:|--:|" })
        .collect();
    say::line(&format!("\n| {} |{}", first.document, heads.concat()));
    say::line(&format!("|---|{}", rule.concat()));
    let mut notes = Vec::new();
    for row in rows {
        let cells: Vec<String> = row
            .outcomes
            .iter()
            .map(|(step, outcome)| cell(row.peer, step, outcome, &mut notes))
            .collect();
        say::line(&format!("| {} |{}", row.peer, cells.concat()));
    }
    let cells: Vec<String> = steps
        .iter()
        .map(|step| {
            let processor = ratio(rows, step, |cost| cost.processor);
            match *step {
                "size" => format!(" {processor} |"),
                _ => format!(" {processor} | {} |", ratio(rows, step, |cost| cost.peak)),
            }
        })
        .collect();
    say::line(&format!(
        "| **ours to the best of the others** |{}",
        cells.concat()
    ));
    if !notes.is_empty() {
        say::line(&format!("\n{}", notes.join("\n")));
    }
}

/// What a step took, or in a word what is wrong, and then a note that says more.
fn cell(peer: &str, step: &str, outcome: &Outcome, notes: &mut Vec<String>) -> String {
    match outcome {
        Outcome::Cost(cost) => format!(" {:.2} | {:.0} |", cost.processor, cost.peak / 1e6),
        Outcome::Size { .. } => format!(" {:.2} |", own_size(outcome).unwrap_or_default() / 1e6),
        Outcome::Fault(fault) => {
            let word = fault.split([':', ',']).next().unwrap_or_default();
            if fault.len() > 1 {
                notes.push(format!("- {peer}: {fault}"));
            }
            let second = if step == "size" { "" } else { " |" };
            format!(" {word} |{second}")
        }
    }
}

/// Bytes of a program over those of one without a client.
fn own_size(outcome: &Outcome) -> Option<f64> {
    let Outcome::Size { whole, bare } = outcome else {
        return None;
    };
    let own = u32::try_from(whole.saturating_sub(*bare)).ok()?;

    Some(f64::from(own))
}

/// Ours to the best of the others in one number; nothing where there is no other.
fn ratio(rows: &[Row], step: &str, number: fn(&Cost) -> f64) -> String {
    let of = |row: &Row| {
        let (_, outcome) = row.outcomes.iter().find(|(name, _)| *name == step)?;
        match outcome {
            Outcome::Cost(cost) => Some(number(cost)),
            Outcome::Size { .. } | Outcome::Fault(_) => own_size(outcome),
        }
    };
    let (ours, others): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.peer == OURS);
    let ours = ours.first().copied().and_then(of);
    let best = others.into_iter().filter_map(of).reduce(f64::min);

    match (ours, best) {
        (Some(ours), Some(best)) => format!("{:.2}", ours / best),
        _ => "-".to_owned(),
    }
}

/// The same for machines.
pub(super) fn to_json(rows: &[Row]) -> Value {
    let rows = rows.iter().map(|row| {
        let steps = row.outcomes.iter().map(|(step, outcome)| {
            let value = match outcome {
                Outcome::Cost(cost) => json!({
                    "cpu_seconds": cost.processor,
                    "wall_seconds": cost.wall,
                    "peak_bytes": cost.peak,
                }),
                Outcome::Size { whole, bare } => json!({"bytes": whole, "bare_bytes": bare}),
                Outcome::Fault(fault) => json!({"fault": fault}),
            };
            ((*step).to_owned(), value)
        });
        json!({
            "document": row.document,
            "generator": row.peer,
            "steps": steps.collect::<serde_json::Map<String, Value>>(),
        })
    });

    rows.collect()
}
