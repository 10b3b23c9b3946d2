//! What people are told of credentials: the scopes of a call, and what a vendor does differently with tokens.

use super::oauth::standard;
use crate::model::{
    Api, ClientPlace, CodeYields, Credential, OAuth, Pkce, QuirkNote, RevocationMethod,
    SecuritySet, TokenBody, TokenLifetime, TokenRequest, have_same_schemes,
};
use crate::parse::quirk::Grant;

/// What lets a call in, where it is not what the document says, and the scopes it needs.
pub(super) fn of_operation(own: Option<&[SecuritySet]>, shared: &[SecuritySet]) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(own) = own
        && !have_same_schemes(own, shared)
    {
        let is_optional = own.iter().any(Vec::is_empty);
        let sets: Vec<String> = own
            .iter()
            .filter(|set| !set.is_empty())
            .map(together)
            .collect();
        let sets = sets.join(", or ");
        notes.push(match (sets.as_str(), is_optional) {
            ("", _) => "No credential is sent.".to_owned(),
            (sets, true) => format!("The credential of {sets} is sent where there is one."),
            (sets, false) => format!("Let in by {sets}."),
        });
    }
    let mut scopes: Vec<String> = Vec::new();
    for one in own.unwrap_or(shared).iter().flatten() {
        for scope in &one.scopes {
            let scope = format!("`{scope}`");
            if !scopes.contains(&scope) {
                scopes.push(scope);
            }
        }
    }
    match scopes.as_slice() {
        [] => {}
        [one] => notes.push(format!("Needs the scope {one}.")),
        several => notes.push(format!("Needs the scopes {}.", several.join(", "))),
    }

    notes
}

fn together(set: &SecuritySet) -> String {
    let names: Vec<String> = set.iter().map(|one| format!("`{}`", one.scheme)).collect();

    names.join(" and ")
}

/// What vendors do differently from RFC 6749.
pub(in crate::check) fn of_schemes(api: &Api) -> Vec<QuirkNote> {
    let oauth = |credential| {
        let oauth = Credential::oauth(credential)?;
        Some((credential.scheme(), oauth))
    };
    let mut notes = Vec::new();
    for (scheme, oauth) in api.credentials.iter().filter_map(oauth) {
        let of_scheme = of_requests(oauth)
            .into_iter()
            .map(|meaning| ("token-request", meaning))
            .chain(of_lifetime(&oauth.lifetime).map(|meaning| ("token-lifetime", meaning)))
            .chain(
                of_code(oauth)
                    .into_iter()
                    .map(|meaning| ("code-exchange", meaning)),
            )
            .chain(of_revocation(oauth).map(|meaning| ("revoke", meaning)));
        notes.extend(of_scheme.map(|(word, meaning)| QuirkNote {
            word,
            place: scheme.to_owned(),
            meaning,
        }));
    }

    notes
}

fn of_requests(oauth: &OAuth) -> Vec<String> {
    let code = oauth.code.as_ref();
    let pkce = code.map_or(Pkce::S256, |code| code.pkce);
    let requests: [(Grant, Option<&TokenRequest>, &str); 4] = [
        (
            Grant::AuthorizationCode,
            code.map(|code| &code.exchange),
            "The exchange of a code",
        ),
        (
            Grant::ClientCredentials,
            oauth.client_credentials.as_ref(),
            "A request of the program's own",
        ),
        (
            Grant::Password,
            oauth.password.as_ref(),
            "A request with a password",
        ),
        (Grant::RefreshToken, oauth.refresh.as_ref(), "A refresh"),
    ];
    let known = || {
        requests
            .iter()
            .filter_map(|(grant, request, what)| Some((*grant, (*request)?, what)))
    };
    let mut notes = Vec::new();
    if known().any(|(_, request, _)| request.body == TokenBody::Json) {
        notes.push("Tokens are asked for in JSON, not in a form.".to_owned());
    }
    if known().any(|(_, request, _)| request.client == ClientPlace::Header) {
        notes.push(
            "The id and the secret of the client go into the header `authorization` of token requests."
                .to_owned(),
        );
    }
    for (grant, request, what) in known() {
        if request.fields != standard(grant, request.client, pkce) {
            let fields: Vec<String> = request
                .fields
                .iter()
                .map(|field| format!("`{}`", field.name))
                .collect();
            notes.push(format!("{what} has the fields {}.", fields.join(", ")));
        }
    }

    notes
}

fn of_lifetime(lifetime: &TokenLifetime) -> Option<String> {
    let or = |seconds: &Option<u64>| {
        seconds
            .map(|seconds| format!(", or {} where it does not say", in_words(seconds)))
            .unwrap_or_default()
    };

    Some(match lifetime {
        TokenLifetime::Never => "A token has no end.".to_owned(),
        TokenLifetime::Relative(at, None) if at == "/expires_in" => return None,
        TokenLifetime::Relative(at, seconds) => format!(
            "A token lives for as many seconds as `{at}` of its answer says{}.",
            or(seconds)
        ),
        TokenLifetime::Absolute(at, seconds) => format!(
            "A token lives until the time that `{at}` of its answer says{}.",
            or(seconds)
        ),
        TokenLifetime::Sliding(at, seconds) => format!(
            "A token lives for as many seconds after its last use as `{at}` of its answer says{}.",
            or(seconds)
        ),
    })
}

/// `24 hours`
fn in_words(seconds: u64) -> String {
    let units = [
        (86_400 * 2, 86_400, "days"),
        (7_200, 3_600, "hours"),
        (120, 60, "minutes"),
    ];
    let whole = units
        .into_iter()
        .find(|(least, unit, _)| seconds >= *least && seconds.is_multiple_of(*unit));

    match (seconds, whole) {
        (86_400, _) => "a day".to_owned(),
        (3_600, _) => "an hour".to_owned(),
        (_, Some((_, unit, name))) => format!("{} {name}", seconds / unit),
        (_, None) => format!("{seconds} seconds"),
    }
}

fn of_code(oauth: &OAuth) -> Vec<String> {
    let Some(code) = &oauth.code else {
        return Vec::new();
    };
    let yields = (code.yields == CodeYields::RefreshToken).then(|| {
        "A code yields a refresh token, and only that yields the token for calls.".to_owned()
    });
    let proof = (code.pkce == Pkce::None)
        .then(|| "The vendor takes no proof of who asked for the code (PKCE).".to_owned());

    yields.into_iter().chain(proof).collect()
}

fn of_revocation(oauth: &OAuth) -> Option<String> {
    let revocation = oauth.revocation.as_ref()?;
    let how = match revocation.method {
        RevocationMethod::Get => {
            "a GET that the token lets in; where it redirects to is not followed"
        }
        RevocationMethod::Post => "a form with the token",
    };

    Some(format!("`client.revoke()` gives the tokens back by {how}."))
}
