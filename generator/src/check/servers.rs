//! Servers: the address with its variables filled, the servers that a caller can choose from, and those that single calls have.

use super::context::Context;
use super::facts::fault_of_host;
use super::resources::Call;
use super::scope::{Candidate, Scope};
use super::{docs, names};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{FieldName, ServerPiece, ServerVariable, TypeName, VariantName};
use crate::parse::ast::{self, Server};

/// A server's address, and what is wrong with it.
pub(super) struct Address {
    /// With the defaults of its variables, without a closing slash, a query and a fragment.
    pub(super) url: String,
    /// What was cut off.
    pub(super) is_cut: bool,
    /// Why nothing can be sent there.
    pub(super) fault: Option<&'static str>,
}

/// The address of a server.
pub(super) fn address(server: &Server) -> Address {
    let filled = filled(server);
    let filled = match filled.strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None => filled,
    };
    let (url, rest) = filled.split_at(filled.find(['?', '#']).unwrap_or(filled.len()));
    let url = url.trim_end_matches('/');
    let scheme = url
        .split_once("://")
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    let fault = if url.contains(['{', '}']) {
        Some("has a variable in it that has no default")
    } else if !matches!(scheme.as_deref(), Some("https" | "http")) {
        Some("is not a whole address")
    } else if url.contains(char::is_whitespace) {
        Some("has a blank in it")
    } else {
        fault_of_host(url)
    };

    Address {
        url: url.to_owned(),
        is_cut: !rest.is_empty(),
        fault,
    }
}

/// The address with the defaults of its variables.
fn filled(server: &Server) -> String {
    let mut url = String::new();
    for piece in pieces(server) {
        match piece {
            Piece::Text(text) => url.push_str(text),
            Piece::Variable(_, Some(variable)) => match default(variable) {
                Some(value) => url.push_str(value),
                None => url.push_str("{}"),
            },
            Piece::Variable(name, None) => url.extend(["{", name, "}"]),
        }
    }

    url.trim().to_owned()
}

/// A piece of an address as it is written.
enum Piece<'a> {
    Text(&'a str),
    Variable(&'a str, Option<&'a ast::ServerVariable>),
}

fn pieces(server: &Server) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = server.url.value.as_str();
    while let Some((text, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else {
            break;
        };
        let variable = server
            .variables
            .iter()
            .find(|(known, _)| known.value == name);
        pieces.push(Piece::Text(text));
        pieces.push(Piece::Variable(
            name,
            variable.map(|(_, variable)| variable),
        ));
        rest = tail;
    }
    pieces.push(Piece::Text(rest));

    pieces
}

fn default(variable: &ast::ServerVariable) -> Option<&str> {
    let default = variable.default.as_ref().or(variable.values.first());

    default.map(|default| default.value.as_str())
}

/// Where a call goes, where that is not the API's address: whole, or the path on the API's own host.
pub(super) fn of_call(context: &mut Context<'_>, call: &Call<'_>) -> Option<String> {
    let found = &call.found;
    let server = found
        .operation
        .servers
        .first()
        .or(found.item.servers.first())?;
    let own = address(server);
    let shared = context.spec.servers.first().map(address);
    let shared = shared
        .filter(|shared| shared.fault.is_none())
        .map(|shared| shared.url);
    let is_relative = !server.url.value.contains("://") && !server.url.value.starts_with("//");
    if is_relative && !own.url.contains(['{', '}']) && !own.url.contains(char::is_whitespace) {
        return relative(context, &own.url);
    }
    if let Some(fault) = own.fault {
        let message = format!("the address `{}` {fault}", server.url.value);
        let report = Diagnostic::new(Code::BadUrl, server.url.span, message);
        context.report(
            report
                .label("the call goes to the API's own address")
                .help("write the whole address, such as `https://files.example.com/v2`"),
        );
        return None;
    }
    match shared {
        Some(shared) if shared == own.url => None,
        Some(shared) if origin(&shared) == origin(&own.url) => {
            let path = own.url.get(origin(&own.url).len()..);
            path.map(str::to_owned)
        }
        _ => Some(own.url),
    }
}

/// What a caller has to know of a call that goes elsewhere.
pub(super) fn note(server: &str) -> String {
    match server {
        "" => "It is called at the root of the API's host.".to_owned(),
        path if path.starts_with('/') => format!("It is called below `{path}` on the API's host."),
        url => format!(
            "It is called at `{url}`; `server_url` of the builder names another place for it."
        ),
    }
}

/// A server that is said by a path: on the API's own host, and below its path where it does not begin with a slash.
fn relative(context: &Context<'_>, url: &str) -> Option<String> {
    let base = context.spec.servers.first().map(address);
    let base = base.map_or_else(String::new, |base| base.url);
    let base = base.get(origin(&base).len()..).unwrap_or_default();
    let path = match url.strip_prefix('/') {
        Some(_) => url.to_owned(),
        None if url.is_empty() || url == "." => String::new(),
        None => {
            let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
            format!("{folder}/{}", url.trim_start_matches("./"))
        }
    };

    (path != base).then_some(path)
}

/// Scheme, host and port of an address; nothing of a path.
fn origin(url: &str) -> &str {
    let Some(host) = url.find("://").map(|scheme| scheme + 3) else {
        return "";
    };
    let path = url.get(host..).and_then(|rest| rest.find('/'));

    url.get(..path.map_or(url.len(), |path| host + path))
        .unwrap_or(url)
}

/// The servers that a caller can choose from: none where there is only one without variables.
pub(super) fn of_document(context: &mut Context<'_>) -> Vec<crate::model::Server> {
    let spec = context.spec;
    let usable: Vec<&Server> = spec
        .servers
        .iter()
        .filter(|server| {
            let whole = server.url.value.contains("://") || server.url.value.starts_with("//");
            let has_all = pieces(server).iter().all(|piece| match piece {
                Piece::Text(text) => {
                    !text.contains(['?', '#', '}']) && !text.contains(char::is_whitespace)
                }
                Piece::Variable(_, variable) => variable.is_some(),
            });
            whole && has_all
        })
        .collect();
    let has_choice = usable.len() > 1 || usable.iter().any(|server| !server.variables.is_empty());
    if !has_choice {
        return Vec::new();
    }
    let candidates: Vec<Candidate<'_>> = usable.iter().map(|server| candidate(server)).collect();
    let scope = Scope {
        what: "server",
        reserved: &["All", "Default", "From", "Into", "Self", "String"],
        suffix: "Server",
    };
    let Some(names) = scope.assign(context, &candidates, TypeName::checked) else {
        return Vec::new();
    };

    usable
        .into_iter()
        .zip(names)
        .map(|(server, name)| built(context, server, name))
        .collect()
}

/// A server is called what the document calls it, in a few words, or by its address.
fn candidate<'a>(server: &Server) -> Candidate<'a> {
    let address = server.url.value.split_once("://");
    let address = address.map_or(server.url.value.as_str(), |(_, rest)| rest);
    let of_address = names::type_name(&address.replace(['{', '}'], " "));
    let name = server.name.as_ref().or(server.description.as_ref());
    let words = name
        .map(|name| names::words(&name.value))
        .unwrap_or_default();
    let words: Vec<String> = words
        .into_iter()
        .filter(|word| {
            !matches!(
                word.as_str(),
                "the" | "a" | "an" | "server" | "endpoint" | "url"
            )
        })
        .collect();
    let pure = if words.is_empty() || words.len() > MANY_WORDS {
        of_address.clone()
    } else {
        names::type_name(&words.join(" "))
    };

    Candidate {
        place: format!("server {}", server.url.value),
        shown: format!("the server `{}`", server.url.value).into(),
        span: server.url.span,
        given: None,
        pure,
        qualified: [of_address.into()].into(),
        is_exact: false,
    }
}

/// What has more words is no name.
const MANY_WORDS: usize = 4;

fn built(context: &mut Context<'_>, server: &Server, name: TypeName) -> crate::model::Server {
    let mut variables: Vec<ServerVariable> = Vec::new();
    let mut url = Vec::new();
    for piece in pieces(server) {
        match piece {
            Piece::Text(text) => {
                let is_first = url.is_empty();
                let text = match text.strip_prefix("//") {
                    Some(rest) if is_first => format!("https://{rest}"),
                    _ => text.to_owned(),
                };
                url.push(ServerPiece::Text(text));
            }
            Piece::Variable(wire, variable) => {
                let known = variables.iter().position(|one| one.wire == wire);
                let index = known.or_else(|| {
                    variables.push(self::variable(context, server, wire, variable?)?);
                    Some(variables.len() - 1)
                });
                url.extend(index.map(ServerPiece::Variable));
            }
        }
    }
    let text = server.description.as_ref().map(|text| text.value.as_str());
    let called = server.name.as_ref().map(|name| name.value.as_str());

    crate::model::Server {
        name,
        url,
        variables,
        doc: docs::of_texts(called, text, ""),
    }
}

fn variable(
    context: &mut Context<'_>,
    server: &Server,
    wire: &str,
    written: &ast::ServerVariable,
) -> Option<ServerVariable> {
    let mut values: Vec<&ast::Text> = Vec::new();
    for value in &written.values {
        if !values.iter().any(|known| known.value == value.value) {
            values.push(value);
        }
    }
    let candidates: Vec<Candidate<'_>> = values
        .iter()
        .map(|value| Candidate {
            place: format!("server {} {wire} {}", server.url.value, value.value),
            shown: format!("the value `{}`", value.value).into(),
            span: value.span,
            given: None,
            pure: names::variant(&value.value),
            is_exact: names::is_spelled_as_variant(&value.value, &names::variant(&value.value)),
            qualified: [names::variant(&format!(
                "{} {}",
                value.value,
                names::spelling(&value.value)
            ))
            .into()]
            .into(),
        })
        .collect();
    let scope = Scope {
        what: "value",
        reserved: &["Self"],
        suffix: "Value",
    };
    let variants = scope.assign(context, &candidates, VariantName::checked)?;
    let values: Vec<(VariantName, String)> = variants
        .into_iter()
        .zip(values.into_iter().map(|value| value.value.clone()))
        .collect();
    // A default that the list does not hold is no value of it.
    let default = default(written);
    let default = default
        .filter(|default| values.is_empty() || values.iter().any(|(_, value)| value == default));
    let default = default.or(values.first().map(|(_, value)| value.as_str()));

    Some(ServerVariable {
        field: FieldName::parse(names::field(wire)).or_else(|| FieldName::parse("variable"))?,
        name: TypeName::parse(names::type_name(wire)).or_else(|| TypeName::parse("Variable"))?,
        wire: wire.to_owned(),
        default: default.unwrap_or_default().to_owned(),
        values,
        doc: docs::of_texts(
            None,
            written.description.as_ref().map(|text| text.value.as_str()),
            "",
        ),
    })
}
