//! Security schemes, and what calls ask of them.

use super::ast::{OAuthFlow, SecurityRequirement, SecurityScheme};
use super::input::{Input, Named};
use super::quirk_reader;
use super::reader::{MapReader, mapping_entries, text};
use super::vocabulary::Place;
use crate::load::Kind;
use crate::source::Spanned;

/// Reads the list `security`: alternatives, each a mapping from scheme to scopes.
pub(super) fn requirements(map: &mut MapReader<'_, '_>) -> Option<Vec<SecurityRequirement>> {
    map.get("security")?;
    let input = map.input;
    let alternatives = map.list("security", "security").into_iter();

    Some(
        alternatives
            .map(|named| requirement(input, named))
            .collect(),
    )
}

fn requirement(input: &Input<'_>, named: Named<'_>) -> SecurityRequirement {
    if let (Kind::Text(scheme), true) = (input.tree.kind(named.node), input.is_lenient()) {
        input.mended(named.node, named.name, "a mapping");
        let scheme = Spanned::new(scheme.to_string(), input.tree.span(named.node));
        return SecurityRequirement {
            schemes: vec![(scheme, Vec::new())],
        };
    }
    let schemes = mapping_entries(input, named)
        .into_iter()
        .map(|(scheme, named)| {
            let scopes = input.tree.items(named.node).iter();
            let scopes = scopes
                .filter_map(|node| {
                    text(
                        input,
                        Named {
                            node: *node,
                            ..named
                        },
                    )
                })
                .collect();
            (scheme, scopes)
        });

    SecurityRequirement {
        schemes: schemes.collect(),
    }
}

/// Reads a security scheme.
pub(super) fn scheme(input: &Input<'_>, named: Named<'_>) -> Option<SecurityScheme> {
    let mut map = MapReader::open(input, named)?;
    // It leads nowhere: the loader, which puts what others lead to in their place, has reported it.
    if map.get("$ref").is_some() {
        return None;
    }
    let scheme = SecurityScheme {
        span: named.place,
        kind: map.required_text("type"),
        description: map.text("description"),
        name: map.text("name"),
        location: map.text("in"),
        scheme: map.text("scheme"),
        flows: map.entries("flows", |_, named| flow(input, named)),
        deprecated: map.flag("deprecated"),
        quirks: quirk_reader::quirks(&mut map, Place::SecurityScheme),
        evidence: quirk_reader::evidence(&mut map),
    };
    map.pass_over(&["bearerFormat", "openIdConnectUrl", "oauth2MetadataUrl"]);
    map.finish();

    Some(scheme)
}

fn flow(input: &Input<'_>, named: Named<'_>) -> Option<OAuthFlow> {
    let mut map = MapReader::open(input, named)?;
    let flow = OAuthFlow {
        span: named.place,
        authorization_url: map.text("authorizationUrl"),
        token_url: map.text("tokenUrl"),
        refresh_url: map.text("refreshUrl"),
        device_authorization_url: map.text("deviceAuthorizationUrl"),
        scopes: map.entries("scopes", |_, named| text(input, named)),
    };
    map.finish();

    Some(flow)
}
