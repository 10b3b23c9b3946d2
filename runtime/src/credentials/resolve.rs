//! Which scheme each given credential is for, or why it cannot be used.

use std::borrow::Cow;
use std::sync::Arc;

use http::HeaderName;

use super::given::Value;
use super::{CredentialValue, Credentials, Held, Network, Origin, TokenStore};
use crate::api::{Api, Credential, CredentialPlace};
use crate::error::{Error, ErrorKind};
use crate::secret::{Redactor, Secret};

/// A credential as it was given: for the scheme of a name, or for the one it fits.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    pub(crate) scheme: Option<String>,
    pub(crate) value: CredentialValue,
}

/// The name of the owner whose tokens a client uses unless told otherwise.
const MAIN: &str = "main";

/// A redactor of everything that was given.
pub(crate) fn redactor(given: &[Given]) -> Redactor {
    let fixed = given.iter().filter_map(|given| match &given.value.value {
        Value::Fixed(secret) => Some(secret),
        Value::OAuth(..) => None,
    });
    let oauth = given.iter().filter_map(|given| match &given.value.value {
        Value::OAuth(oauth, _) => Some(oauth.secrets()),
        Value::Fixed(_) => None,
    });

    Redactor::new(fixed).also(oauth.flatten())
}

/// Where tokens are kept unless the caller says otherwise; nothing where no token is asked for.
pub(crate) fn usual_store(given: &[Given]) -> Option<Arc<dyn TokenStore>> {
    given.iter().find_map(|given| match &given.value.value {
        Value::OAuth(_, issuing) => Some((issuing.usual_store)()),
        Value::Fixed(_) => None,
    })
}

/// The credentials of a client. There must be enough of them for some call.
pub(crate) fn credentials(
    api: &Api,
    given: &[Given],
    network: &Network,
) -> Result<Credentials, Error> {
    let mut credentials = Credentials::default();
    for given in given {
        hold(api, given, network, &mut credentials)?;
    }
    complete(api, &credentials)?;

    Ok(credentials)
}

fn hold(
    api: &Api,
    given: &Given,
    network: &Network,
    credentials: &mut Credentials,
) -> Result<(), Error> {
    let schemes = schemes(api, given)?;
    let (oauth, issuing) = match &given.value.value {
        Value::Fixed(secret) => {
            for credential in schemes.iter().take(1) {
                check(credential, secret, given.value.name.as_deref())?;
                credentials.hold(Held::new(
                    **credential,
                    given.value.name.clone(),
                    Origin::Fixed(secret.clone()),
                ));
            }
            return Ok(());
        }
        Value::OAuth(oauth, issuing) => (oauth, issuing),
    };

    let mut problem = None;
    let mut fits = false;
    for credential in schemes {
        let CredentialPlace::OAuth(descriptor) = credential.place else {
            continue;
        };
        match (issuing.issuer)(credential, descriptor, oauth, MAIN, api.name, network) {
            Ok(issuer) => {
                fits = true;
                credentials.hold(Held::new(*credential, None, Origin::Tokens(issuer)));
            }
            Err(error) => problem = Some(error),
        }
    }

    // What does for one scheme need not do for all.
    match problem {
        Some(problem) if !fits => Err(problem),
        _ => Ok(()),
    }
}

/// The schemes that a credential can be for; at least one.
fn schemes<'api>(api: &'api Api, given: &Given) -> Result<Vec<&'api Credential>, Error> {
    let method = given.value.method();
    let takes = |credential: &&Credential| method_of(credential.place) == method;
    // A token from elsewhere does where tokens are asked for.
    let takes_token = |credential: &&Credential| {
        method == "bearer_token" && matches!(credential.place, CredentialPlace::OAuth(_))
    };
    if let Some(name) = &given.scheme {
        let named = api.credentials.iter().find(|known| known.scheme == name);
        return match named {
            None => Err(refusal(unknown(api, given, name))),
            Some(known) if takes(&known) || takes_token(&known) => Ok(vec![known]),
            Some(known) => Err(refusal(format!(
                "the scheme `{name}` takes no `.{method}(..)`: give it {}",
                setter(api, known)
            ))),
        };
    }

    let mut schemes: Vec<_> = api.credentials.iter().filter(takes).collect();
    if schemes.is_empty() {
        schemes = api.credentials.iter().filter(takes_token).collect();
    }
    if schemes.is_empty() {
        let methods = methods(api);
        return Err(refusal(match methods.as_str() {
            "" => format!(
                "`{}` takes no credential: leave out `.{method}(..)`",
                api.name
            ),
            _ => format!("`{}` takes no `.{method}(..)`: call {methods}", api.name),
        }));
    }

    Ok(schemes)
}

fn unknown(api: &Api, given: &Given, name: &str) -> String {
    if given.value.method() == "api_key" {
        let methods = methods(api);
        return format!(
            "`{}` has no kind of key named `{name}`: call {methods}",
            api.name
        );
    }
    let names: Vec<String> = api
        .credentials
        .iter()
        .map(|credential| format!("`{}`", credential.scheme))
        .collect();

    format!(
        "`{}` has no scheme `{name}`, but {}",
        api.name,
        names.join(", ")
    )
}

fn check(credential: &Credential, secret: &Secret, name: Option<&str>) -> Result<(), Error> {
    if let Some(problem) = name.and_then(|name| problem_of_name(credential.place, name)) {
        return Err(refusal(format!("the name given to a credential {problem}")));
    }
    match problem_of(credential.place, secret) {
        None => Ok(()),
        Some(problem) => Err(refusal(format!(
            "the credential given to `.{}(..)` {problem}",
            secret.method()
        ))),
    }
}

/// Why a credential cannot be sent, or could not be meant.
fn problem_of(place: CredentialPlace, secret: &Secret) -> Option<&'static str> {
    let user = match secret {
        Secret::Basic { user, .. } => user.as_str(),
        Secret::ApiKey(_) | Secret::Bearer(_) => "",
    };
    let value = secret.expose();
    let stands_as_it_is = !matches!(place, CredentialPlace::Query(_) | CredentialPlace::Basic);
    let is_cookie = matches!(place, CredentialPlace::Cookie(_));

    if value.trim().is_empty() {
        Some("is empty")
    } else if value.chars().chain(user.chars()).any(char::is_control) {
        Some("has control characters, perhaps a line break at its end")
    } else if user.contains(':') {
        Some("has a colon in the user name, where the password would begin")
    } else if stands_as_it_is && !value.is_ascii() {
        Some("has letters beyond ASCII, which a header does not take")
    } else if is_cookie && value.contains([';', ',', '"', '\\', ' ']) {
        Some("has characters that no cookie holds")
    } else {
        None
    }
}

/// Why a credential cannot be sent under a name of the caller's.
fn problem_of_name(place: CredentialPlace, name: &str) -> Option<&'static str> {
    let is_token = HeaderName::from_bytes(name.as_bytes()).is_ok();

    match place {
        CredentialPlace::Basic | CredentialPlace::Bearer | CredentialPlace::OAuth(_) => {
            Some("has no use: only keys have names")
        }
        _ if name.is_empty() => Some("is empty"),
        CredentialPlace::Header(_) | CredentialPlace::Cookie(_) if !is_token => {
            Some("has characters that no header or cookie has in its name")
        }
        CredentialPlace::Query(_) | CredentialPlace::Header(_) | CredentialPlace::Cookie(_) => None,
    }
}

/// Whether any call can be made with what there is.
fn complete(api: &Api, credentials: &Credentials) -> Result<(), Error> {
    if credentials.is_empty() {
        let wanted = match api.security {
            Some(sets) => !sets.iter().any(|set| set.is_empty()) && !sets.is_empty(),
            None => !api.credentials.is_empty(),
        };
        if wanted {
            let methods = methods(api);
            return Err(refusal(format!(
                "no credential is set: call {methods} on the builder"
            )));
        }
        return Ok(());
    }
    let Some(sets) = api.security else {
        return Ok(());
    };
    let has = |scheme: &&str| {
        credentials
            .held()
            .iter()
            .any(|held| held.credential.scheme == *scheme)
    };
    let of_operations_only = credentials
        .held()
        .iter()
        .any(|held| !sets.concat().contains(&held.credential.scheme));
    if of_operations_only || sets.is_empty() || sets.iter().any(|set| set.iter().all(&has)) {
        return Ok(());
    }
    let missing = sets
        .iter()
        .find(|set| set.iter().any(&has))
        .and_then(|set| set.iter().find(|scheme| !has(scheme)))
        .copied()
        .unwrap_or_default();

    let known = api.credentials.iter().find(|known| known.scheme == missing);
    let setter = known.map_or_else(|| methods(api), |known| setter(api, known));

    Err(refusal(format!(
        "the credential of the scheme `{missing}` is missing: call {setter} on the builder"
    )))
}

fn method_of(place: CredentialPlace) -> &'static str {
    match place {
        CredentialPlace::Query(_) | CredentialPlace::Header(_) | CredentialPlace::Cookie(_) => {
            "api_key"
        }
        CredentialPlace::Bearer => "bearer_token",
        CredentialPlace::Basic => "basic",
        CredentialPlace::OAuth(_) => "oauth",
    }
}

/// The methods that set a credential of this API, in prose.
fn methods(api: &Api) -> String {
    let mut methods: Vec<String> = Vec::new();
    for credential in api.credentials {
        let method = setter(api, credential);
        if !methods.contains(&method) {
            methods.push(method);
        }
    }

    methods.join(" or ")
}

/// The call on the builder that sets the credential of a scheme: by its name where there are several of its kind.
fn setter(api: &Api, credential: &Credential) -> String {
    let method = method_of(credential.place);
    let is_alike = |other: &&Credential| method_of(other.place) == method;
    let is_alone = api.credentials.iter().filter(is_alike).count() < 2;
    let scheme = credential.scheme;

    match method {
        // It is for every scheme that it does for.
        "oauth" => "`.oauth(..)`".to_owned(),
        _ if is_alone => format!("`.{method}(..)`"),
        "api_key" => format!("`.api_key_for(\"{scheme}\", ..)`"),
        "bearer_token" => format!("`.credential(\"{scheme}\", CredentialValue::bearer(..))`"),
        _ => format!("`.credential(\"{scheme}\", CredentialValue::{method}(..))`"),
    }
}

fn refusal(problem: impl Into<Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::Builder, problem)
}
