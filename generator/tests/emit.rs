//! What is emitted: rustfmt leaves it alone, it is the same every time, and no text of a spec gets out of its place.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::too_many_lines,
    reason = "what a test cannot go on without fails the test; a sample of everything is long"
)]

#[path = "emit/alone.rs"]
mod alone;
#[path = "emit/sample.rs"]
mod sample;
#[path = "emit/sample_tokens.rs"]
mod sample_tokens;
#[path = "emit/sample_types.rs"]
mod sample_types;

use std::io::Write as _;
use std::process::{Command, Stdio};

use brogue_generator::emit::{BANNERS, File, emit};
use brogue_generator::model::{
    Api, Credential, Doc, EvidenceNote, Form, Member, Method, Output, Primitive, QuirkNote,
    Resource, SchemeUse, Segment, Shape, StructUse, TextEnum, TypeKind, TypeName, TypeRef, Types,
    Variant, VariantName, View,
};

/// What rustfmt would change, as a diff; empty where it is content.
fn rustfmt_diff(text: &str) -> String {
    let mut rustfmt = Command::new("rustfmt")
        .args([
            "--edition",
            "2024",
            "--check",
            "--config",
            "skip_children=true",
            "--color",
            "never",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    rustfmt
        .stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let output = rustfmt.wait_with_output().unwrap();

    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

fn is_rust(file: &File) -> bool {
    file.path
        .rsplit_once('.')
        .is_some_and(|(_, extension)| extension == "rs")
}

fn assert_formatted(files: &[File]) {
    for file in files.iter().filter(|file| is_rust(file)) {
        let diff = rustfmt_diff(&file.text);
        assert!(
            diff.is_empty(),
            "{}:\n{}",
            file.path,
            diff.lines().take(40).collect::<Vec<_>>().join("\n")
        );
    }
}

#[test]
fn rustfmt_has_nothing_to_change() {
    assert_formatted(&emit(&sample::api()));
}

/// Names and texts of many lengths, so that every rule of `fit` is met on both sides of its limit.
#[test]
fn rustfmt_has_nothing_to_change_at_any_length() {
    let mut api = sample::api();
    let mut types = Types::default();
    let operations = (1..41).flat_map(|length| {
        let name = format!("a{}", "b".repeat(length));
        let (camel, wire) = (format!("A{}", "b".repeat(length)), "w".repeat(length));
        let flag = Shape {
            views: vec![View::Flag],
            form: Form::Integer,
            time: None,
        };
        let members = |count: usize| -> Vec<Member> {
            let shaped = Member {
                shape: flag.clone(),
                ..sample::member("b", sample::primitive(Primitive::Boolean))
            };
            let named = Member {
                field: sample::field(&name),
                ..sample::required(&wire, sample::text())
            };
            let listed = Member {
                field: sample::field("c"),
                ..sample::member(&wire, sample::list(sample::text()))
            };
            let aliased = Member {
                aliases: vec![wire.clone()],
                ..sample::member("d", sample::text())
            };
            let shaped_too = Member {
                field: sample::field("e"),
                wire: wire.clone(),
                ..shaped.clone()
            };
            [named, listed, aliased, shaped, shaped_too]
                .into_iter()
                .take(count)
                .collect()
        };
        for (index, used) in [StructUse::Answer, StructUse::Request, StructUse::Update]
            .into_iter()
            .enumerate()
        {
            for count in 1..=5 {
                sample::define(
                    &mut types,
                    &format!("{camel}{index}{count}"),
                    sample::structure(used, members(count)),
                );
            }
        }
        let variant = Variant {
            name: VariantName::parse(camel.as_str()).unwrap(),
            wire: wire.clone(),
            doc: Doc::default(),
        };
        sample::define(
            &mut types,
            &format!("{camel}Kind"),
            TypeKind::TextEnum(TextEnum {
                variants: vec![variant],
            }),
        );
        let id = sample::define(
            &mut types,
            &format!("{camel}Id"),
            sample::structure(StructUse::Answer, members(1)),
        );

        let path = vec![Segment::Literal(format!("/{wire}"))];
        let mut plain = sample::operation(
            Method::Get,
            &name,
            path.clone(),
            Output::Page {
                item: TypeRef::Named(id),
            },
        );
        plain.parameters = vec![
            sample::parameter(&name, sample::list(sample::text())),
            brogue_generator::model::Parameter {
                shape: flag,
                wire: wire.clone(),
                ..sample::parameter("flag", sample::primitive(Primitive::Boolean))
            },
        ];
        let mut other = sample::operation(Method::Put, &format!("{name}_x"), path, Output::Nothing);
        other.not_found.null_data = true;
        other.envelope.data = format!("/{wire}");
        other.type_name = TypeName::parse(format!("{camel}X")).unwrap();
        other.parameters = vec![
            sample::parameter("given", sample::text()),
            sample::parameter("more", sample::text()),
        ];
        other.parameters[0].presence = brogue_generator::model::Presence::Required;
        let mut third = sample::operation(
            Method::Post,
            &format!("{name}_y"),
            Vec::new(),
            Output::Nothing,
        );
        third.path_parameters = vec![brogue_generator::model::PathParameter {
            field: sample::field(&name),
            wire,
            ty: sample::text(),
            shape: Shape::default(),
            encoding: None,
            doc: Doc::default(),
            written: brogue_generator::model::Written::default(),
        }];

        [plain, other, third]
    });
    let operations = operations.collect();
    api.resources = vec![Resource {
        operations,
        ..api.resources.remove(0)
    }];
    api.types = types;

    assert_formatted(&emit(&api));
}

#[test]
fn the_same_model_makes_the_same_bytes() {
    assert_eq!(emit(&sample::api()), emit(&sample::api()));
}

#[test]
fn every_file_carries_the_banner_in_its_first_line() {
    for file in emit(&sample::api()) {
        assert!(
            file.text.lines().next().unwrap().contains(BANNERS[0]),
            "{}",
            file.path
        );
    }
}

const HOSTILE: &[&str] = &[
    "*/ fn evil() {} /*",
    "\"# fn evil() {} r#\"",
    "\\\" ); fn evil() {} //",
    "line\nfn evil() {}",
    "line\rfn evil() {}",
    "line\u{2028}fn evil() {}",
    "\u{202e}fn evil() {}\u{2066}",
    "{} {evil} {{",
    "--> fn evil() {}",
    "\0 fn evil() {}",
    "#[evil] #![evil]",
    "`` ` fn evil() {}",
    "__stand_in_0__",
    "__x_stand_in_0__ __stand_in_1__",
    "brogue: blank line",
];

/// The sample with a text wherever the model takes any text.
fn infested(text: &str) -> Api {
    let hostile = || text.to_owned();
    let doc = || Doc {
        summary: hostile(),
        details: hostile(),
        evidence: vec![hostile()],
    };
    let mut api = sample::api();
    api.spec_path = hostile();
    api.title = hostile();
    api.doc = doc();
    api.version = hostile();
    api.docs_url = Some(format!("https://{text}"));
    api.base_url = hostile();
    api.credentials = vec![
        Credential::ApiKeyHeader {
            scheme: hostile(),
            header: hostile(),
        },
        Credential::OAuth {
            scheme: hostile(),
            oauth: Box::new(sample_tokens::oauth(text)),
        },
    ];
    api.credential_docs = vec![(hostile(), doc()), (hostile(), doc())];
    api.security = Some(vec![vec![SchemeUse {
        scheme: hostile(),
        scopes: vec![hostile()],
    }]]);
    api.envelope.data = hostile();
    api.envelope.error = vec![hostile(), hostile()];
    api.error_body.code = vec![hostile()];
    api.quirks = vec![QuirkNote {
        word: "view",
        place: hostile(),
        meaning: hostile(),
    }];
    api.evidence = vec![EvidenceNote {
        place: hostile(),
        grade: "unknown",
        text: hostile(),
        line: 7,
    }];
    for resource in &mut api.resources {
        resource.doc = doc();
        for operation in &mut resource.operations {
            operation.id = hostile();
            operation.doc = doc();
            operation.notes = vec![hostile()];
            operation.path.push(Segment::Literal(hostile()));
            operation.origin.docs_url = Some(format!("https://{text}"));
            for parameter in &mut operation.parameters {
                parameter.wire = hostile();
                parameter.doc = doc();
            }
        }
    }
    let ids: Vec<_> = api.types.iter().map(|(id, _)| id).collect();
    for id in ids {
        let mut definition = api.types.get(id).clone();
        definition.doc = doc();
        definition.origin.docs_url = Some(hostile());
        match &mut definition.kind {
            TypeKind::Struct(structure) => {
                for member in &mut structure.members {
                    member.wire = hostile();
                    member.aliases = vec![hostile()];
                    member.doc = doc();
                }
            }
            TypeKind::TextEnum(text_enum) => text_enum.variants.iter_mut().for_each(|variant| {
                variant.wire = hostile();
                variant.doc = doc();
            }),
            TypeKind::Union(_) | TypeKind::Newtype(_) | TypeKind::ByStatus(_) => {}
        }
        *api.types.get_mut(id) = definition;
    }

    api
}

/// The code of a file without literals and comments: what a text of the spec must not change.
fn skeleton(text: &str) -> String {
    fn walk(tokens: proc_macro2::TokenStream, out: &mut String) {
        use proc_macro2::TokenTree;

        let mut after_hash = false;
        for token in tokens {
            let is_hash =
                matches!(&token, TokenTree::Punct(punct) if matches!(punct.as_char(), '#' | '!'));
            match token {
                // Attributes are the documentation; how many lines it takes is up to the text.
                TokenTree::Group(group) if after_hash => drop(group),
                TokenTree::Group(group) => walk(group.stream(), out),
                TokenTree::Literal(_) => out.push_str("literal "),
                // Where a list is broken it gets a last comma.
                TokenTree::Punct(punct) if matches!(punct.as_char(), '#' | '!' | ',') => {}
                other => out.extend([other.to_string().as_str(), " "]),
            }
            after_hash = is_hash;
        }
    }

    let mut out = String::new();
    walk(
        text.parse()
            .unwrap_or_else(|error| panic!("{error}\n{text}")),
        &mut out,
    );
    out
}

#[test]
fn no_text_of_a_spec_becomes_code() {
    let harmless = emit(&infested("harmless"));
    for text in HOSTILE {
        for (file, calm) in emit(&infested(text))
            .iter()
            .zip(&harmless)
            .filter(|(file, _)| is_rust(file))
        {
            assert!(
                skeleton(&file.text) == skeleton(&calm.text),
                "{text:?} in {}:\n{}",
                file.path,
                file.text
            );
            assert!(
                !file.text.contains(['\u{202e}', '\u{2028}', '\0', '\r']),
                "{text:?} in {}",
                file.path
            );
        }
    }
}

/// The tables and keys of the manifest.
fn manifest_keys(files: &[File]) -> Vec<String> {
    let manifest = files.iter().find(|file| file.path == "Cargo.toml").unwrap();
    let lines = manifest.text.lines().filter(|line| !line.starts_with('#'));

    lines
        .map(|line| line.split('=').next().unwrap().trim().to_owned())
        .collect()
}

#[test]
fn no_text_of_a_spec_becomes_a_key_of_the_manifest() {
    let harmless = manifest_keys(&emit(&infested("harmless")));
    for text in HOSTILE
        .iter()
        .copied()
        .chain(["\"\n[dependencies]\nevil = \"1\""])
    {
        assert_eq!(manifest_keys(&emit(&infested(text))), harmless, "{text:?}");
    }
}
