//! The fields of a token request, read exactly as the document has them.

use std::collections::BTreeMap;

use brogue_generator::model::{ClientPlace, TokenBody, TokenRequest, TokenValue};
use http::{HeaderMap, header};
use serde_json::Value;
use url::form_urlencoded;

use super::accepted::Accepted;
use super::denial::Denial;
use super::presented;
use crate::reply::Request;

/// Fields by their names; those without a value count as left out, as RFC 6749 has it.
pub(super) type Sent = BTreeMap<String, String>;

/// How the body of a request is written, by its type.
pub(super) fn form_of(headers: &HeaderMap) -> Option<TokenBody> {
    let written = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let essence = written.split(';').next().unwrap_or_default().trim();

    [TokenBody::Form, TokenBody::Json]
        .into_iter()
        .find(|form| essence.eq_ignore_ascii_case(media_type(*form)))
}

/// The media type of a body.
pub(super) fn media_type(form: TokenBody) -> &'static str {
    match form {
        TokenBody::Form => "application/x-www-form-urlencoded",
        TokenBody::Json => "application/json",
    }
}

/// The fields of a body.
pub(super) fn read(request: &Request, form: TokenBody) -> Result<Sent, Denial> {
    let pairs: Vec<(String, String)> = match form {
        TokenBody::Form => form_urlencoded::parse(&request.body).into_owned().collect(),
        TokenBody::Json => members(&request.body)?,
    };
    let mut sent = Sent::new();
    for (name, value) in pairs {
        if sent.contains_key(&name) {
            return Err(Denial::request(format!("`{name}` is there twice")));
        }
        sent.insert(name, value);
    }
    sent.retain(|_, value| !value.is_empty());

    Ok(sent)
}

fn members(body: &[u8]) -> Result<Vec<(String, String)>, Denial> {
    let Ok(Value::Object(members)) = serde_json::from_slice(body) else {
        return Err(Denial::request("the body has to be a JSON object"));
    };
    members
        .into_iter()
        .map(|(name, value)| match value {
            Value::String(text) => Ok((name, text)),
            _ => Err(Denial::request(format!("`{name}` has to be a text"))),
        })
        .collect()
}

/// The values of one request among the fields that were sent.
pub(super) struct Fields<'a> {
    request: &'a TokenRequest,
    sent: &'a Sent,
}

impl<'a> Fields<'a> {
    /// Takes the fields for those of a request. One that it does not have, and one that is missing, is refused.
    pub(super) fn of(request: &'a TokenRequest, sent: &'a Sent) -> Result<Self, Denial> {
        let names = || request.fields.iter().map(|field| &field.name);
        if let Some(other) = sent
            .keys()
            .find(|name| !names().any(|known| known == *name))
        {
            let message = format!("`{other}` is no field of this request");
            return Err(Denial::request(message));
        }
        let mut needed = request.fields.iter().filter(|field| !field.optional);
        if let Some(missing) = needed.find(|field| !sent.contains_key(&field.name)) {
            return Err(Denial::request(format!("`{}` is missing", missing.name)));
        }

        Ok(Self { request, sent })
    }

    /// Whether the request has a field for this.
    pub(super) fn has(&self, value: &TokenValue) -> bool {
        self.request
            .fields
            .iter()
            .any(|field| field.value == *value)
    }

    /// What was sent for this.
    pub(super) fn get(&self, value: &TokenValue) -> Option<&'a str> {
        let mut fields = self.request.fields.iter();
        let field = fields.find(|field| field.value == *value)?;

        self.sent.get(&field.name).map(String::as_str)
    }

    /// Who asks; nothing where the request does not say.
    pub(super) fn client(
        &self,
        headers: &HeaderMap,
        accepted: &Accepted,
    ) -> Result<Option<String>, Denial> {
        let (id, secret) = match self.request.client {
            ClientPlace::Header => {
                let (id, secret) = presented::client(headers).ok_or_else(Denial::client)?;
                (Some(id), Some(secret))
            }
            ClientPlace::Fields => {
                let text = |value| self.get(value).map(str::to_owned);
                (text(&TokenValue::ClientId), text(&TokenValue::ClientSecret))
            }
        };
        match (id, secret) {
            (Some(id), secret) if accepted.has_client(&id, secret.as_deref()) => Ok(Some(id)),
            (Some(_), _) => Err(Denial::client()),
            (None, Some(secret)) => match accepted.client_of(&secret) {
                Some(id) => Ok(Some(id.to_owned())),
                None => Err(Denial::client()),
            },
            (None, None) => Ok(None),
        }
    }
}

/// Whether the fixed texts of a request are among the fields; else why not.
pub(super) fn literals_fit(request: &TokenRequest, sent: &Sent) -> Result<(), Denial> {
    for field in &request.fields {
        let TokenValue::Literal(text) = &field.value else {
            continue;
        };
        match sent.get(&field.name) {
            Some(value) if value == text => {}
            None if field.optional => {}
            None => return Err(Denial::request(format!("`{}` is missing", field.name))),
            Some(value) => {
                let message = format!("`{}` cannot be `{value}` here", field.name);
                return Err(Denial::kind(message));
            }
        }
    }

    Ok(())
}
