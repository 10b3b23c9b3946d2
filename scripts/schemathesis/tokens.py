"""Gets the tokens that let calls in at a simulated vendor, by the ways its spec declares: `tokens.py SPEC ORIGIN`.

Prints a line `TOKEN_SCHEME=token` for each security scheme. Made without any code of ours, so that nobody marks their own work.
"""

import json
import sys
import urllib.error
import urllib.parse
import urllib.request

import yaml

BACK = "http://127.0.0.1/back"
# What a simulated vendor knows from the beginning, by the names that the quirk `token-request` has for it.
KNOWN = {
    "client-id": "simulated-client",
    "client-secret": "simulated-secret",
    "user-name": "user@example.com",
    "password": "simulated-password",
    "redirect-uri": BACK,
}
# The fields of RFC 6749, for documents that say nothing else.
USUAL = {
    "authorization-code": {"code": "code", "redirect_uri": "redirect-uri"},
    "refresh-token": {"refresh_token": "refresh-token"},
    "password": {"username": "user-name", "password": "password"},
    "client-credentials": {},
}
FLOWS = {"authorizationCode": "authorization-code", "password": "password", "clientCredentials": "client-credentials"}


class Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the code is in its address."""

    def redirect_request(self, *_):
        return None


def main(path, origin):
    with open(path, encoding="utf-8") as file:
        schemes = yaml.safe_load(file)["components"]["securitySchemes"]
    for name, scheme in schemes.items():
        if scheme["type"] == "oauth2":
            token = oauth(scheme, origin)
        else:
            token = "simulated-key"
        print(f"TOKEN_{name.upper()}={token}")


def oauth(scheme, origin):
    """The access token of the first flow of a scheme."""
    kind, flow = next(iter(scheme["flows"].items()))
    grant = FLOWS[kind]
    known = {**KNOWN, "scope": " ".join(flow.get("scopes", {}))}
    if grant == "authorization-code":
        known["code"] = consent(flow, origin, known)
    answer = ask(scheme, flow["tokenUrl"], origin, grant, known)
    if "access_token" not in answer:
        known["refresh-token"] = answer["refresh_token"]
        answer = ask(scheme, flow.get("refreshUrl", flow["tokenUrl"]), origin, "refresh-token", known)
    return answer["access_token"]


def consent(flow, origin, known):
    """The code with which the vendor sends the user back."""
    query = {
        "response_type": "code",
        "client_id": known["client-id"],
        "redirect_uri": BACK,
        "scope": known["scope"],
        "state": "state",
    }
    url = f"{at(origin, flow['authorizationUrl'])}?{urllib.parse.urlencode(query)}"
    try:
        urllib.request.build_opener(Stay).open(url)
    except urllib.error.HTTPError as redirect:
        location = urllib.parse.urlsplit(redirect.headers["Location"] or "")
        return dict(urllib.parse.parse_qsl(location.query))["code"]
    raise SystemExit(f"{url}: no redirect")


def ask(scheme, address, origin, grant, known):
    """The answer to a token request."""
    quirk = scheme.get("x-quirks", {}).get("token-request", {})
    fields = quirk.get("fields", {}).get(grant)
    if fields is None:
        fields = {"grant_type": {"literal": grant.replace("-", "_")}, "client_id": "client-id", "client_secret": "client-secret"}
        fields.update(USUAL[grant])
        if grant == "client-credentials" and known["scope"]:
            fields["scope"] = "scope"
    values = {name: word["literal"] if isinstance(word, dict) else known[word] for name, word in fields.items()}
    if quirk.get("body") == "json":
        body, content_type = json.dumps(values), "application/json"
    else:
        body, content_type = urllib.parse.urlencode(values), "application/x-www-form-urlencoded"
    request = urllib.request.Request(at(origin, address), body.encode(), {"Content-Type": content_type})
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise SystemExit(f"{request.full_url}: {error.code} {error.read().decode(errors='replace')}") from error


def at(origin, address):
    """The same address at another origin."""
    return origin + urllib.parse.urlsplit(address).path


if __name__ == "__main__":
    main(*sys.argv[1:])
