//! The generators that are measured, and how each of them is asked for a crate.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Options;
use super::measure;
use crate::failure::Failure;
use crate::project;
use crate::say;

/// A generator.
pub(super) struct Peer {
    /// What it is called in tables, and by `--peers`.
    pub(super) name: &'static str,
    pub(super) program: PathBuf,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    Ours,
    CargoProgenitor,
    Ploidy,
    OpenapiToRust,
    Oas3Gen,
    OpenapiGenerator,
}

/// Ours; the others are held against it.
pub(super) const OURS: &str = "brogue";

/// Name, program and kind of all others.
const PEERS: &[(&str, &str, Kind)] = &[
    ("progenitor", "cargo-progenitor", Kind::CargoProgenitor),
    ("ploidy", "ploidy", Kind::Ploidy),
    ("openapi-to-rust", "openapi-to-rust", Kind::OpenapiToRust),
    ("oas3-gen", "oas3-gen", Kind::Oas3Gen),
    (
        "openapi-generator",
        "openapi-generator-cli",
        Kind::OpenapiGenerator,
    ),
];

/// The crate that each of them makes.
pub(super) const CRATE: &str = "bench-client";

/// Ours, and those of the others that are wanted and installed.
pub(super) fn installed(options: &Options<'_>) -> Result<Vec<Peer>, Failure> {
    for name in options.peers {
        if name != OURS && PEERS.iter().all(|(peer, ..)| peer != name) {
            let known: Vec<&str> = PEERS.iter().map(|(peer, ..)| *peer).collect();
            let known = known.join(", ");
            return Err(Failure::Impossible(format!(
                "there is no peer `{name}`\n  known: {known}"
            )));
        }
    }
    let ours = match options.brogue {
        Some(path) => path.to_path_buf(),
        None => build()?,
    };
    let mut peers = vec![Peer {
        name: OURS,
        program: ours,
        kind: Kind::Ours,
    }];
    for &(name, program, kind) in PEERS {
        if !options.peers.is_empty() && options.peers.iter().all(|wanted| wanted != name) {
            continue;
        }
        let program = options.peers_folder.join("bin").join(program);
        if program.exists() {
            peers.push(Peer {
                name,
                program,
                kind,
            });
        } else {
            say::line(&format!(
                "{name}: not measured, there is no `{}`; scripts/peers.sh installs it",
                program.display()
            ));
        }
    }

    Ok(peers)
}

/// Builds our own program as it is released.
fn build() -> Result<PathBuf, Failure> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let shown = "cargo build --release --package brogue";
    say::step(shown);
    let status = Command::new(cargo)
        .args(["build", "--release", "--package=brogue", "--locked"])
        .current_dir(project::root())
        .status()
        .map_err(|error| Failure::Impossible(format!("cannot run `{shown}`: {error}")))?;
    if !status.success() {
        return Err(Failure::Found(format!("failed: {shown}")));
    }

    Ok(project::target()
        .join("release/brogue")
        .with_extension(env::consts::EXE_EXTENSION))
}

impl Peer {
    /// The command that makes a crate of a document, measured.
    pub(super) fn command(&self, document: &Path, folder: &Path) -> Command {
        let mut command = Command::new(measure::wrapper());
        command.arg(&self.program);
        match self.kind {
            Kind::Ours => command
                .arg("generate")
                .arg(document)
                .arg("--out")
                .arg(folder)
                .args(["--quiet", "--name", CRATE, "--runtime"])
                .arg(project::root().join("runtime")),
            Kind::CargoProgenitor => command
                .arg("progenitor")
                .arg("-i")
                .arg(document)
                .arg("-o")
                .arg(folder)
                .args(["-n", CRATE, "-v", "0.1.0"]),
            Kind::Ploidy => command
                .args(["generate", "rust"])
                .arg(document)
                .arg("-o")
                .arg(folder)
                .args(["--name", CRATE]),
            Kind::OpenapiToRust => command.arg("generate").arg(document).current_dir(folder),
            Kind::Oas3Gen => command
                .args(["generate", "client-mod", "-i"])
                .arg(document)
                .arg("-o")
                .arg(folder)
                .arg("--workspace"),
            Kind::OpenapiGenerator => command
                .args(["generate", "-g", "rust", "-i"])
                .arg(document)
                .arg("-o")
                .arg(folder)
                .args(["--package-name", CRATE]),
        };

        command
    }

    /// What is needed besides so that cargo builds the crate: most write a manifest, one only says what belongs into it.
    pub(super) fn complete(&self, folder: &Path) -> io::Result<()> {
        let manifest = folder.join("Cargo.toml");
        if matches!(self.kind, Kind::OpenapiToRust) {
            let needed = fs::read_to_string(folder.join("src/generated/REQUIRED_DEPS.toml"))?;
            let head = format!(
                "[package]\nname = \"{CRATE}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n"
            );
            let dependencies = if needed.contains("[dependencies]") {
                ""
            } else {
                "[dependencies]\n"
            };
            fs::write(&manifest, format!("{head}{dependencies}{needed}"))?;
            fs::write(folder.join("src/lib.rs"), "pub mod generated;\n")?;
        }
        let text = fs::read_to_string(&manifest)?;
        if !text.lines().any(|line| line.trim() == "[workspace]") {
            fs::write(&manifest, format!("{text}\n[workspace]\n"))?;
        }

        Ok(())
    }
}

/// What a package is called: not all take the name that they are given.
pub(super) fn package_name(folder: &Path) -> Option<String> {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).ok()?;
    let name = manifest
        .lines()
        .find_map(|line| line.trim().strip_prefix("name = \"")?.strip_suffix('"'))?;

    Some(name.to_owned())
}
