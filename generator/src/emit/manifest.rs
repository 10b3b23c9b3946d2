//! `Cargo.toml`.

use super::context::Context;
use super::symbol::{RUNTIME, TIME};
use super::text::is_hidden;

/// The file.
pub(super) fn manifest(context: &Context<'_>) -> String {
    let description = toml_text(context.api.doc.summary.trim_end_matches('.'));
    let runtime = RUNTIME.replace('_', "-");
    let mut dependencies = format!("{runtime}.workspace = true\n");
    if context.names_crate(TIME) {
        dependencies.extend([TIME, ".workspace = true\n"]);
    }

    format!(
        r#"# {banner}

[package]
name = "{name}"
description = {description}
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true
readme = "README.md"

[features]
default = ["gzip", "rustls", "serde"]
# TLS by rustls with the platform's trust store.
rustls = ["{runtime}/rustls"]
# TLS by the operating system's library.
native-tls = ["{runtime}/native-tls"]
# Answers may come compressed, in each coding that is turned on.
brotli = ["{runtime}/brotli"]
deflate = ["{runtime}/deflate"]
gzip = ["{runtime}/gzip"]
zstd = ["{runtime}/zstd"]
# Calls from code that is not async, by `.blocking()`.
blocking = ["{runtime}/blocking"]
# A span for every call and every attempt.
tracing = ["{runtime}/tracing"]
# Serialize and Deserialize for every type.
serde = ["{runtime}/serde"]
# The spec that the crate was generated from, as text: the constant `SPEC`.
spec = []

[dependencies]
{dependencies}
[lints]
workspace = true
"#,
        banner = context.banner(),
        name = context.api.crate_name,
    )
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
