//! The vocabulary of quirks: each word with the places it may stand at, its manual, an example and its reader.

use super::quirk::form::Views;
use super::quirk::{QuirkWords, View};
use super::quirk_reader::Payload;
use crate::source::Spanned;

/// Where quirks stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The outermost mapping.
    Document,
    /// A path.
    PathItem,
    /// An operation.
    Operation,
    /// A parameter.
    Parameter,
    /// A request body.
    RequestBody,
    /// A schema that is no property: a component, an element, a branch, a body.
    Schema,
    /// A property of a schema.
    Property,
    /// A security scheme.
    SecurityScheme,
    /// A webhook.
    Webhook,
}

impl Place {
    /// All places.
    pub const ALL: &'static [Self] = &[
        Self::Document,
        Self::PathItem,
        Self::Operation,
        Self::Parameter,
        Self::RequestBody,
        Self::Schema,
        Self::Property,
        Self::SecurityScheme,
        Self::Webhook,
    ];

    /// What to call it in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "the document",
            Self::PathItem => "a path",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::RequestBody => "a request body",
            Self::Schema => "a schema",
            Self::Property => "a property",
            Self::SecurityScheme => "a security scheme",
            Self::Webhook => "a webhook",
        }
    }
}

/// One word of the vocabulary.
#[derive(Debug)]
pub struct Word {
    /// The word.
    pub name: &'static str,
    /// Where it may stand.
    pub places: &'static [Place],
    /// What it says, in one sentence.
    pub meaning: &'static str,
    /// What an author must know to use it.
    pub manual: &'static str,
    /// An example in YAML: `x-quirks:`, and the word with its payload on the line after it.
    pub example: &'static str,
    pub(super) read: fn(Payload<'_, '_>, &mut QuirkWords),
}

fn views(views: Spanned<Views>) -> Spanned<Vec<View>> {
    views.map(|views| views.0)
}

/// Values of a schema, wherever it stands.
const VALUES: &[Place] = &[Place::Schema, Place::Property, Place::Parameter];

/// All words.
pub const VOCABULARY: &[Word] = &[
    Word {
        name: "envelope",
        places: &[Place::Document, Place::PathItem, Place::Operation],
        meaning: "Where data, metadata and errors sit in a success body.",
        manual: "`data` is a JSON Pointer to the value a call yields, `meta` one to what describes it, and `error` one pointer or several to \
                 an error inside a success: a value there that is neither null nor empty makes the call fail as refused. `success` names a place \
                 `at` that tells how it went, and the `values` there that are no refusal. `none` says that the body is bare. A narrower place replaces the whole envelope of a wider one.",
        example: "x-quirks:\n  envelope: {data: /data, meta: /meta, error: [/error, /meta/error]}\n",
        read: |payload, quirks| quirks.envelope = payload.read(),
    },
    Word {
        name: "error-body",
        places: &[Place::Document, Place::PathItem, Place::Operation],
        meaning: "Where code, message and field sit in an error body.",
        manual: "Each of `code`, `message` and `field` is a JSON Pointer or a list of them, tried in order. `partial` describes a list of errors \
                 beside a success: `at` points to the list, the other pointers start at one of its elements, and the call then \
                 yields what succeeded together with what failed. A narrower place replaces the whole of a wider one.",
        example: "x-quirks:\n  error-body: {code: /code, message: [/error, /meta/error], partial: {at: /meta/errors, message: /message}}\n",
        read: |payload, quirks| quirks.error_body = payload.read(),
    },
    Word {
        name: "rate-limit",
        places: &[Place::Document, Place::Operation],
        meaning: "How many requests the vendor takes in how much time.",
        manual: "All `windows` hold at once; `per` is a stretch of time such as `500ms`, `10s`, `1m`, `1h` or `1d`. `headers` names the headers \
                 that report what a window allows (`limit`), what is left (`remaining`) and when the window ends (`reset`, read as `reset-is` says: \
                 `seconds` or `milliseconds` from now, `unix-time`, `unix-milliseconds`, `http-date` or `date-time`). One header that holds \
                 all of it, as `limit=100, remaining=50, reset=5`, is named three times. `scope` is what the vendor counts by: each \
                 `credential`, all credentials of a `client` together, or each value of a parameter of the path, the query or the headers: \
                 `scope: {parameter: NAME}`. Unlike other words, one at an operation does not take the place of the document's: both hold.",
        example: "x-quirks:\n  rate-limit: {windows: [{requests: 100, per: 10s}], headers: {remaining: X-Left, reset: X-Reset, reset-is: seconds}}\n",
        read: |payload, quirks| quirks.rate_limit = payload.read(),
    },
    Word {
        name: "update",
        places: &[Place::Document, Place::Operation],
        meaning: "A PUT or POST that changes only what is sent.",
        manual: "At the document it holds for every PUT. The type of the body becomes one of its own whose members are kept, cleared or set. `replaces` names lists that the vendor \
                 replaces whole where they are sent; the documentation of the type says so.",
        example: "x-quirks:\n  update: {style: partial, replaces: [lines]}\n",
        read: |payload, quirks| quirks.update = payload.read(),
    },
    Word {
        name: "pagination",
        places: &[Place::Document, Place::Operation],
        meaning: "How a list goes on after its first page.",
        manual: "`none`: the list is whole. `unknown`: it goes on, and nobody says how; a caller names the way. Otherwise one of four ways. `offset`: \
                 `parameter` takes the number of the first record, counted from 0. `page`: `parameter` takes the number of the page, the first of which is \
                 `first` (1 unless written). `cursor`: `parameter` takes what the page before has at `next`, or what its last item has at `from-last`. \
                 `next-link`: the page before links to the next one at `next`, or in the header: `next: {header: link}`. With each way `items` points \
                 to the items of a page; the rest is optional: pointers to what is told about the list (`next` to the next number, `more` to a boolean, \
                 `remaining` and `total` to numbers of items, `total-pages` to one of pages), `size` for how many items a page has, and \
                 `size-parameter` for what takes that. `member` and `size-member` are pointers into the JSON body of a request, where a list \
                 is asked for by POST. At the document it says how the lists of GET calls go on that say nothing of their own, also those of undeclared paths.",
        example: "x-quirks:\n  pagination: {page: {parameter: page, size-parameter: per_page, size: 50, total-pages: /meta/pages, items: /data}}\n",
        read: |payload, quirks| quirks.pagination = payload.read(),
    },
    Word {
        name: "stream",
        places: &[Place::Document, Place::PathItem, Place::Operation],
        meaning: "How a stream of events ends, and how the vendor says in it that it failed.",
        manual: "`end` is the data of the event that ends the stream, `end-event` its name: it is no value, and a stream that ends without it was \
                 cut, which the caller is told as an error. `error-event` is the name of an event by which the vendor says that it failed: its \
                 data is read as `error-body` says. Without them a stream ends where the body does. A narrower place replaces the whole of a \
                 wider one.",
        example: "x-quirks:\n  stream: {end: \"[DONE]\", error-event: error}\n",
        read: |payload, quirks| quirks.stream = payload.read(),
    },
    Word {
        name: "availability",
        places: &[Place::Operation],
        meaning: "An operation that the vendor describes and does not have, or has not yet.",
        manual: "`not-implemented`: there is no method for it, and the documentation of the client says so. `announced`: there is one, and the compiler \
                 warns who calls it that the vendor may not have it yet.",
        example: "x-quirks:\n  availability: announced\n",
        read: |payload, quirks| quirks.availability = payload.read(),
    },
    Word {
        name: "not-found",
        places: &[Place::Operation],
        meaning: "Other ways than 404 to say that there is no such thing.",
        manual: "`null-data` and `empty-list` speak of the value a success yields; `status` lists statuses besides 404 and 410. Each of them makes \
                 the call fail as not found.",
        example: "x-quirks:\n  not-found: {null-data: true, status: [401]}\n",
        read: |payload, quirks| quirks.not_found = payload.read(),
    },
    Word {
        name: "retry",
        places: &[Place::Operation],
        meaning: "Whether a call may be sent again after it may have arrived.",
        manual: "`safe` says that sending it twice is the same as once, which is assumed of GET, HEAD, PUT, DELETE and OPTIONS. `never` says that it is not. \
                 `{idempotency-key: NAME}` says that it is, for a key in the header of that name: each call gets a random one, the same at every \
                 attempt, unless the caller sets the header.",
        example: "x-quirks:\n  retry: safe\n",
        read: |payload, quirks| quirks.retry = payload.read(),
    },
    Word {
        name: "side-effect",
        places: &[Place::Operation],
        meaning: "A GET that changes something.",
        manual: "The call is never sent again on its own account and never ahead of time.",
        example: "x-quirks:\n  side-effect: true\n",
        read: |payload, quirks| quirks.side_effect = payload.read(),
    },
    Word {
        name: "array-style",
        places: &[
            Place::Document,
            Place::Operation,
            Place::Parameter,
            Place::RequestBody,
        ],
        meaning: "How lists, and objects in brackets, stand in queries and forms.",
        manual: "`repeat`: `a=1&a=2`. `comma`: `a=1,2`; a name that ends in `[]` is sent without the brackets. `brackets`: `a[]=1&a[]=2`, and objects \
                 `a[b]=1`. `unindexed`: the same, and lists of objects `a[][b]=1`. `indexed`: `a[0]=1` and `a[0][b]=1`. At the document and at an operation a mapping \
                 gives queries and bodies a style each: `{query: comma, body: unindexed}`. At the document it holds for calls to undeclared paths, too. \
                 What a parameter says by `style` and `explode` itself is narrower than the document and the operation.",
        example: "x-quirks:\n  array-style: {query: comma, body: unindexed}\n",
        read: |payload, quirks| quirks.array_style = payload.read(),
    },
    Word {
        name: "path-encoding",
        places: &[
            Place::Document,
            Place::PathItem,
            Place::Operation,
            Place::Parameter,
        ],
        meaning: "Path values are escaped as in a form.",
        manual: "`form`: a space in a value of the path is `+`, and a plus sign is `%2B`, where URLs otherwise have `%20` and `+`. At the document it holds for \
                 calls to undeclared paths, too.",
        example: "x-quirks:\n  path-encoding: form\n",
        read: |payload, quirks| quirks.path_encoding = payload.read(),
    },
    Word {
        name: "timestamp",
        places: &[
            Place::Document,
            Place::Schema,
            Place::Property,
            Place::Parameter,
        ],
        meaning: "Format and zone of date-times that are not written as RFC 3339 says.",
        manual: "`format` holds strptime directives that say at least a day. `zone` is `none` where nobody says which zone is meant, `utc`, or `offset` where the text \
                 carries it. `empty: none` reads an empty text and dates of zeros as no value.",
        example: "x-quirks:\n  timestamp: {format: \"%Y-%m-%d %H:%M:%S\", zone: none, empty: none}\n",
        read: |payload, quirks| quirks.timestamp = payload.read(),
    },
    Word {
        name: "unknown-fields",
        places: &[Place::Document, Place::Schema, Place::Property],
        meaning: "Whether members that the schema does not name are kept.",
        manual: "`keep`: they can be read by name and are sent back. `ignore`: they are dropped.",
        example: "x-quirks:\n  unknown-fields: keep\n",
        read: |payload, quirks| quirks.unknown_fields = payload.read(),
    },
    Word {
        name: "view",
        places: VALUES,
        meaning: "The Rust type of a value that has several forms on the wire.",
        manual: "`flag`: a bool from 0 or 1, as a number or a text, or a boolean. `id`: an opaque identifier, and `text`: a text, both from a number or a \
                 text. `number` and `integer`: from a numeric text, too. `empty-is-none`: an empty text is no value. `one`: a list with one element \
                 is that element. `list`: one value alone is a list of one. Several words are written as a list.",
        example: "x-quirks:\n  view: [id, empty-is-none]\n",
        read: |payload, quirks| quirks.view = payload.read().map(views),
    },
    Word {
        name: "sends",
        places: VALUES,
        meaning: "The one form in which a value is written.",
        manual: "`integer`: a number, for a flag 0 or 1. `string`: a text. `boolean`: true or false. `numeric-string`: a flag as \"0\" or \"1\". \
                 `comma-list`: a list as one text with commas.",
        example: "x-quirks:\n  sends: integer\n",
        read: |payload, quirks| quirks.sends = payload.read(),
    },
    Word {
        name: "rust-name",
        places: &[
            Place::Operation,
            Place::Parameter,
            Place::Schema,
            Place::Property,
            Place::Webhook,
        ],
        meaning: "The name in Rust.",
        manual: "It wins over the name that would be made of the one on the wire. Types are written in camel case, everything else in snake case.",
        example: "x-quirks:\n  rust-name: modified_at\n",
        read: |payload, quirks| quirks.rust_name = payload.read(),
    },
    Word {
        name: "aliases",
        places: &[Place::Property],
        meaning: "Other names on the wire that are read as this member.",
        manual: "They are only read; what is written has the name of the property.",
        example: "x-quirks:\n  aliases: [modifiedAt]\n",
        read: |payload, quirks| quirks.aliases = payload.read(),
    },
    Word {
        name: "sensitive",
        places: &[Place::Property],
        meaning: "The value is shown nowhere: not in logs, not in errors, not in debug output.",
        manual: "Mark what names or reaches a person, and every secret.",
        example: "x-quirks:\n  sensitive: true\n",
        read: |payload, quirks| quirks.sensitive = payload.read(),
    },
    Word {
        name: "signature",
        places: &[Place::Document, Place::Webhook],
        meaning: "How the vendor signs what it sends to webhooks: HMAC with SHA-256.",
        manual: "`in` says where the signature stands: `{header: NAME}`, with `prefix` for a text before it and `item` for an item of a list such as \
                 `t=..,v1=..`, or `{member: POINTER}` inside the body. `signs` is `body`, or a list of `body`, `timestamp`, `{header: NAME}` and `{text: v0}` in their \
                 order, with `separator` between them. `without` lists members that are not signed with the body (that of the signature never is), \
                 and `serialization` says how the body is written then: `as-sent`, `compact` or `any` of the two. `encoding` is `hex`, `base64`, `base64url` or `any`. \
                 `key` is `webhook-secret` or `client-secret`, or `{secret: .., form: text | hex | base64, prefix: whsec_}`. `timestamp` says where the time \
                 of sending stands, and its `unit`: `seconds`, `milliseconds`, `rfc3339` or `any`; a delivery further from now than `tolerance` is refused. \
                 Without this word the vendor does not sign, and the client says so.",
        example: "x-quirks:\n  signature: {in: {header: X-Signature, prefix: sha256=}, key: client-secret, signs: body, encoding: hex}\n",
        read: |payload, quirks| quirks.signature = payload.read(),
    },
    Word {
        name: "event-tag",
        places: &[Place::Document, Place::Webhook],
        meaning: "What in a delivery names the event.",
        manual: "A JSON Pointer to the member that holds the name, or `{header: NAME}`. A webhook's name is its key under `webhooks`; where it is not, \
                 `{member: POINTER, values: [..]}` at the webhook lists its names. Webhooks with the same names become one event. Without this word \
                 a lone webhook is what every delivery is, and of several the caller says which one it is, by the address it came to.",
        example: "x-quirks:\n  event-tag: /event_name\n",
        read: |payload, quirks| quirks.event_tag = payload.read(),
    },
    Word {
        name: "delivery",
        places: &[Place::Document, Place::Webhook],
        meaning: "What the vendor makes of the answers to its webhooks.",
        manual: "`failure` lists the statuses that are a failure, alone or as `400-599`; all but 2xx where it is left out. `disables` lists those after \
                 which the vendor sends nothing any more. `retries` is `none`, or how long a failed delivery is tried again: `3d`. `late` is how late a delivery may come.",
        example: "x-quirks:\n  delivery: {failure: [400-599], disables: [410], retries: 3d, late: 5m}\n",
        read: |payload, quirks| quirks.delivery = payload.read(),
    },
    Word {
        name: "token-request",
        places: &[Place::SecurityScheme],
        meaning: "How tokens are asked for, where it is not as RFC 6749 says.",
        manual: "`body` is `form`, as the standard says, or `json`. `client` says where the client's id and secret go: into `fields`, or into the \
                 `header` authorization. `fields` names all fields of a request that differs, by grant (`authorization-code`, `client-credentials`, \
                 `password`, `refresh-token`): each a name on the wire with what goes into it, one of `client-id`, `client-secret`, `user-name`, \
                 `password`, `code`, `redirect-uri`, `verifier`, `refresh-token`, `scope`, or `{literal: text}`. A word with `?` behind it is left out \
                 where it is not known.",
        example: "x-quirks:\n  token-request: {body: json, fields: {password: {grant_type: {literal: password}, username: user-name, password: password}}}\n",
        read: |payload, quirks| quirks.token_request = payload.read().map(Box::new),
    },
    Word {
        name: "token-lifetime",
        places: &[Place::SecurityScheme],
        meaning: "How long an access token lives.",
        manual: "`relative` is a JSON Pointer to seconds from the answer on, `absolute` one to the time it ends (Unix seconds or a date-time), `sliding` one \
                 to seconds from the last call that was let in. `or` is a stretch of time for where the answer does not say. `never`: it has no end. Without \
                 this word it is `{relative: /expires_in}`.",
        example: "x-quirks:\n  token-lifetime: {sliding: /expires_in, or: 1h}\n",
        read: |payload, quirks| quirks.token_lifetime = payload.read().map(Box::new),
    },
    Word {
        name: "code-exchange",
        places: &[Place::SecurityScheme],
        meaning: "What the code that a user brings is exchanged for, and whether the exchange is proved.",
        manual: "`yields` is `access-token`, as the standard says, or `refresh-token` where only a refresh token comes of a code: the token for \
                 calls is then asked for with that. `pkce` is `s256`, or `none` where the vendor takes no challenge.",
        example: "x-quirks:\n  code-exchange: {yields: refresh-token, pkce: none}\n",
        read: |payload, quirks| quirks.code_exchange = payload.read().map(Box::new),
    },
    Word {
        name: "revoke",
        places: &[Place::SecurityScheme],
        meaning: "How tokens are given back.",
        manual: "`method` is `post` for a form as RFC 7009 says, or `get` for a request that the access token lets in. `url` is an address, also one \
                 relative to the server's. The client gets a call for it; redirects are taken for success, and the token store forgets the tokens.",
        example: "x-quirks:\n  revoke: {method: get, url: /oauth/logout}\n",
        read: |payload, quirks| quirks.revoke = payload.read().map(Box::new),
    },
];
