//! `Cargo.toml`.

use std::fmt::Write as _;

use brogue_runtime_source::source::{DEPENDENCIES, FEATURES};

use super::context::Context;
use super::features::{ALL, OF_RUNTIME};
use super::symbol::{RUNTIME, TIME};
use super::target::{Runtime, Target};
use super::text::is_hidden;

/// The compiler that a crate needs: that of this crate, which is the runtime's.
const RUST_VERSION: &str = env!("CARGO_PKG_RUST_VERSION");

/// The file.
pub(super) fn manifest(context: &Context<'_>) -> String {
    let description = toml_text(context.api.doc.summary.trim_end_matches('.'));
    let mut text = format!(
        "# {banner}\n\n[package]\nname = \"{name}\"\ndescription = {description}\n{package}readme = \"README.md\"\n\n",
        banner = context.banner(),
        name = context.api.crate_name,
        package = package(context.target),
    );
    if *context.target != Target::Member {
        text.push_str(
            "# A workspace of its own, so that it builds wherever it stands.\n[workspace]\n\n",
        );
    }

    let features = context.features();
    let all = if features.is_empty() {
        String::new()
    } else {
        format!("\"{ALL}\", ")
    };
    let _ = writeln!(
        text,
        "[features]\ndefault = [{all}\"gzip\", \"rustls\", \"serde\"]"
    );
    text.push_str(&of_resources(&features));
    for (name, purpose) in OF_RUNTIME {
        if !purpose.is_empty() {
            let _ = writeln!(text, "# {purpose}");
        }
        let _ = writeln!(text, "{name} = {}", turns_on(context.target, name));
    }
    text.push_str(
        "# The spec that the crate was generated from, as text: the constant `SPEC`.\nspec = []\n\n[dependencies]\n",
    );
    text.push_str(&dependencies(context));
    if *context.target == Target::Member {
        text.push_str("\n[lints]\nworkspace = true\n");
    }

    text
}

/// One feature for the calls of each resource, with the types that nobody else needs.
fn of_resources(features: &[String]) -> String {
    if features.is_empty() {
        return String::new();
    }
    let mut text = format!("# The calls of all resources.\n{ALL} = [\n");
    for name in features {
        let _ = writeln!(text, "    \"{name}\",");
    }
    text.push_str("]\n# The calls of one resource each, with the types that they need.\n");
    for name in features {
        let _ = writeln!(text, "{name} = []");
    }

    text
}

/// Version, edition and the like.
fn package(target: &Target) -> String {
    match target {
        Target::Member => "version.workspace = true\nedition.workspace = true\nrust-version.workspace = true\nlicense.workspace = true\n".to_owned(),
        Target::Alone { .. } | Target::Included => {
            format!("version = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"{RUST_VERSION}\"\n")
        }
    }
}

/// What a feature of the runtime turns on.
fn turns_on(target: &Target, feature: &str) -> String {
    let own = FEATURES.iter().find(|(name, _)| *name == feature);
    match own {
        Some((_, value)) if target.embeds_runtime() => (*value).to_owned(),
        _ => format!("[\"{}/{feature}\"]", runtime_crate()),
    }
}

fn dependencies(context: &Context<'_>) -> String {
    let runtime = runtime_crate();
    let names_time = context.names_crate(TIME);
    let time = DEPENDENCIES.iter().find(|(name, _)| *name == TIME);
    let time = time.map_or("\"0.2\"", |(_, value)| value);
    let source = match context.target {
        Target::Member | Target::Included => {
            let more = if names_time {
                format!("{TIME}.workspace = true\n")
            } else {
                String::new()
            };
            return format!("{runtime}.workspace = true\n{more}");
        }
        Target::Alone {
            runtime: Runtime::Embedded,
        } => {
            return DEPENDENCIES
                .iter()
                .flat_map(|(name, value)| [name, " = ", value, "\n"])
                .collect();
        }
        Target::Alone {
            runtime: Runtime::Path(path),
        } => format!("path = {}", toml_text(path)),
        Target::Alone {
            runtime: Runtime::Version(version),
        } => format!("version = {}", toml_text(version)),
    };
    let more = if names_time {
        format!("{TIME} = {time}\n")
    } else {
        String::new()
    };

    format!("{runtime} = {{ {source}, default-features = false, features = [\"client\"] }}\n{more}")
}

/// The name of the runtime in a manifest.
fn runtime_crate() -> String {
    RUNTIME.replace('_', "-")
}

/// A TOML string.
fn toml_text(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            _ if is_hidden(character) => out.push(' '),
            _ => out.push(character),
        }
    }
    out.push('"');

    out
}
