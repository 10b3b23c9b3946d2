//! What may be written for a word, told in lines.

use crate::parse::payload::{Choice, Form, Mapping, Rule};

/// A line about a payload, and how deep it stands.
pub(super) struct Line {
    pub(super) depth: usize,
    pub(super) text: String,
}

/// All lines about a form.
pub(super) fn told(form: &Form) -> Vec<Line> {
    let mut lines = Vec::new();
    tell(form, 0, "", &mut lines);

    lines
}

fn tell(form: &Form, depth: usize, lead: &str, lines: &mut Vec<Line>) {
    let mut line = |text: String| lines.push(Line { depth, text });
    match form {
        Form::Words([only]) => line(format!("{lead}`{}`: {}", only.word, only.meaning)),
        Form::Words(words) => {
            line(format!("{lead}one of these words"));
            choices(words, depth + 1, lines);
        }
        Form::Filled(element) | Form::List(element) => {
            tell(element, depth, &format!("{lead}a list, each "), lines);
        }
        Form::Named(value) => {
            line(format!("{lead}a mapping from names of your own to"));
            tell(value, depth + 1, "", lines);
        }
        Form::Mapping(mapping) => {
            line(format!("{lead}a mapping{}", rule(mapping.rule)));
            members(mapping, depth + 1, lines);
        }
        Form::Either([one, Form::Filled(_)]) => {
            tell(one, depth, &format!("{lead}one or a list, each "), lines);
        }
        Form::Either(forms) => {
            if let Some(text) = plain_choice(forms) {
                return line(format!("{lead}{text}"));
            }
            if !lead.is_empty() {
                line(format!("{lead}one of these"));
            }
            let depth = depth + usize::from(!lead.is_empty());
            for form in *forms {
                match form {
                    Form::Words(words) => choices(words, depth, lines),
                    other => tell(other, depth, "", lines),
                }
            }
        }
        Form::Boolean | Form::Text | Form::Pattern { .. } | Form::Integer { .. } | Form::Scalar => {
            line(format!("{lead}{}", phrase(form).unwrap_or_default()));
        }
    }
}

fn choices(words: &[Choice], depth: usize, lines: &mut Vec<Line>) {
    lines.extend(words.iter().map(|choice| Line {
        depth,
        text: format!("`{}`: {}", choice.word, choice.meaning),
    }));
}

fn members(mapping: &Mapping, depth: usize, lines: &mut Vec<Line>) {
    for member in mapping.members {
        let required = if member.required { ", required" } else { "" };
        let lead = format!("`{}`{required}: {} ", member.name, member.meaning);
        match phrase(&member.form) {
            Some(phrase) => lines.push(Line {
                depth,
                text: format!("{lead}Takes {phrase}."),
            }),
            None => tell(&member.form, depth, &format!("{lead}Takes "), lines),
        }
    }
}

/// A form in a few words, where they do.
fn phrase(form: &Form) -> Option<String> {
    Some(match form {
        Form::Boolean => "`true` or `false`".to_owned(),
        Form::Text => "a text".to_owned(),
        Form::Pattern { what, .. } => (*what).to_owned(),
        Form::Integer { least, most } if *most == u32::MAX => {
            format!("an integer from {least} on")
        }
        Form::Integer { least, most } => format!("an integer from {least} to {most}"),
        Form::Scalar => "a text, an integer or a boolean".to_owned(),
        Form::Filled(element) | Form::List(element) => {
            format!("a list, each {}", phrase(element)?)
        }
        Form::Either([one, Form::Filled(_)]) => format!("one or a list, each {}", phrase(one)?),
        Form::Either(forms) => plain_choice(forms)?,
        Form::Words(_) | Form::Mapping(_) | Form::Named(_) => return None,
    })
}

/// Several forms in a few words, where they do.
fn plain_choice(forms: &[Form]) -> Option<String> {
    let phrases: Option<Vec<String>> = forms.iter().map(phrase).collect();

    phrases.map(|phrases| phrases.join(" or "))
}

fn rule(rule: Rule) -> String {
    let listed = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        names.join(", ")
    };

    match rule {
        Rule::Free => String::new(),
        Rule::AtLeastOne(names) => format!(" with at least one of {}", listed(names)),
        Rule::ExactlyOne(lists) => {
            let lists: Vec<String> = lists
                .iter()
                .map(|names| format!("one of {}", listed(names)))
                .collect();
            format!(" with {}", lists.join(" and "))
        }
    }
}
