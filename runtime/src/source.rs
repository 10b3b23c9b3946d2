//! The text of this crate, and what it depends on, for clients that carry their runtime in themselves.
//!
//! Made by `cargo xtask regen`. Do not edit.

macro_rules! files {
    ($($path:literal)*) => {
        &[$(($path, include_str!($path)),)*]
    };
}

/// The files of the crate by their paths under `src`, without this one and without those of tests.
pub const FILES: &[(&str, &str)] = files! {
    "answer.rs"
    "answer/origin.rs"
    "answer/output.rs"
    "answer/text.rs"
    "answer/value.rs"
    "apart.rs"
    "api.rs"
    "api/answers.rs"
    "api/body.rs"
    "api/credential.rs"
    "api/oauth.rs"
    "api/operation.rs"
    "api/pagination.rs"
    "api/quota.rs"
    "api/revocation.rs"
    "blocking.rs"
    "builder.rs"
    "builder/draft.rs"
    "builder/network.rs"
    "builder/servers.rs"
    "by_status.rs"
    "call.rs"
    "call/bodies.rs"
    "call/draft.rs"
    "call/future.rs"
    "call/paged.rs"
    "call/untyped.rs"
    "charset.rs"
    "client.rs"
    "clock.rs"
    "codec.rs"
    "codec/error.rs"
    "codec/finding.rs"
    "codec/kinds.rs"
    "codec/macros.rs"
    "codec/macros/texts.rs"
    "codec/macros/unions.rs"
    "codec/member.rs"
    "codec/members.rs"
    "codec/model.rs"
    "codec/object.rs"
    "codec/open_enum.rs"
    "codec/reader.rs"
    "codec/reader/digits.rs"
    "codec/reader/drift.rs"
    "codec/reader/entry.rs"
    "codec/reader/extents.rs"
    "codec/reader/fault.rs"
    "codec/reader/number.rs"
    "codec/reader/room.rs"
    "codec/reader/skip.rs"
    "codec/reader/text.rs"
    "codec/reader/untyped.rs"
    "codec/serde_bridge.rs"
    "codec/shape.rs"
    "codec/slot.rs"
    "codec/slot/base64.rs"
    "codec/slot/decimal.rs"
    "codec/slot/id.rs"
    "codec/slot/list.rs"
    "codec/slot/option.rs"
    "codec/slot/patch.rs"
    "codec/slot/scalar.rs"
    "codec/slot/time.rs"
    "codec/slot/value.rs"
    "codec/union.rs"
    "codec/union/skim.rs"
    "codec/writer.rs"
    "codec/writer/json.rs"
    "codec/writer/number.rs"
    "credentials.rs"
    "credentials/authorization.rs"
    "credentials/consent.rs"
    "credentials/exchange.rs"
    "credentials/exchange/send.rs"
    "credentials/few.rs"
    "credentials/given.rs"
    "credentials/guard.rs"
    "credentials/issuer.rs"
    "credentials/owners.rs"
    "credentials/resolve.rs"
    "credentials/source.rs"
    "credentials/source/addresses.rs"
    "credentials/source/device.rs"
    "credentials/source/failure.rs"
    "credentials/source/issue.rs"
    "credentials/source/renew.rs"
    "credentials/source/revoke.rs"
    "credentials/store.rs"
    "credentials/store/file.rs"
    "credentials/store/memory.rs"
    "download.rs"
    "download/file_name.rs"
    "download/part.rs"
    "encoding.rs"
    "encoding/escape.rs"
    "encoding/fields.rs"
    "encoding/multipart.rs"
    "encoding/multipart/streamed.rs"
    "encoding/names.rs"
    "encoding/pairs.rs"
    "encoding/parameter.rs"
    "encoding/parts.rs"
    "encoding/pieces.rs"
    "encoding/placed.rs"
    "encoding/tree.rs"
    "encoding/upload.rs"
    "encoding/written.rs"
    "envelope.rs"
    "error.rs"
    "error/api.rs"
    "error/attempt.rs"
    "error/body.rs"
    "error/display.rs"
    "error/kind.rs"
    "events.rs"
    "events/framing.rs"
    "events/media.rs"
    "events/server_sent.rs"
    "excerpt.rs"
    "execute.rs"
    "execute/assemble.rs"
    "execute/attempt.rs"
    "execute/body.rs"
    "execute/complaint.rs"
    "execute/judge.rs"
    "execute/limit.rs"
    "execute/trail.rs"
    "flow.rs"
    "headers.rs"
    "headers/number.rs"
    "headers_as.rs"
    "lib.rs"
    "macros.rs"
    "macros/by_status.rs"
    "observe.rs"
    "observe/hook.rs"
    "observe/shown.rs"
    "observe/silent.rs"
    "observe/span.rs"
    "options.rs"
    "paging.rs"
    "paging/ahead.rs"
    "paging/facts.rs"
    "paging/link.rs"
    "paging/next.rs"
    "paging/page.rs"
    "paging/start.rs"
    "paging/stream.rs"
    "paging/token.rs"
    "partial.rs"
    "pointer.rs"
    "pointer/reach.rs"
    "quota.rs"
    "quota/apart.rs"
    "quota/lanes.rs"
    "quota/limiter.rs"
    "quota/scopes.rs"
    "quota/share.rs"
    "quota/state.rs"
    "quota/status.rs"
    "quota/stop.rs"
    "quota/store.rs"
    "quota/store/file.rs"
    "quota/store/ledger.rs"
    "quota/store/memory.rs"
    "quota/window.rs"
    "replaced.rs"
    "request.rs"
    "request/further.rs"
    "request/path.rs"
    "request/usual.rs"
    "response.rs"
    "retry.rs"
    "retry/budget.rs"
    "secret.rs"
    "secret/echo.rs"
    "servers.rs"
    "sifted.rs"
    "times.rs"
    "times/http_date.rs"
    "times/print.rs"
    "times/scan.rs"
    "transport.rs"
    "transport/body.rs"
    "transport/body/given.rs"
    "transport/connections.rs"
    "transport/reqwest.rs"
    "transport/reqwest/outgoing.rs"
    "transport/reqwest/place.rs"
    "transport/scripted.rs"
    "transport/transfer.rs"
    "upload.rs"
    "upload/file.rs"
    "upload/parts.rs"
    "upload/stream.rs"
    "webhook.rs"
    "webhook/content.rs"
    "webhook/delivery.rs"
    "webhook/error.rs"
    "webhook/event.rs"
    "webhook/key.rs"
    "webhook/macros.rs"
    "webhook/receive.rs"
    "webhook/replay.rs"
    "webhook/sign.rs"
    "webhook/signature.rs"
    "webhook/text_form.rs"
    "webhook/unsigned.rs"
    "webhook/verifier.rs"
};

/// The license under which that text may be passed on, of the two that it has.
pub const LICENSE: &str = include_str!("../LICENSE-MIT");

/// Its features, each with what it turns on.
pub const FEATURES: &[(&str, &str)] = &[
    ("rustls", r#"["reqwest/rustls"]"#),
    ("native-tls", r#"["reqwest/native-tls"]"#),
    ("gzip", r#"["reqwest/gzip"]"#),
    ("brotli", r#"["reqwest/brotli"]"#),
    ("deflate", r#"["reqwest/deflate"]"#),
    ("zstd", r#"["reqwest/zstd"]"#),
    ("blocking", r#"["tokio/rt-multi-thread"]"#),
    ("tracing", r#"["dep:tracing"]"#),
    ("serde", "[]"),
];

/// Its dependencies, each with what stands behind the name in a manifest.
pub const DEPENDENCIES: &[(&str, &str)] = &[
    ("bytes", r#""1.12""#),
    ("futures-core", r#""0.3""#),
    ("getrandom", r#""0.4""#),
    ("hmac", r#"{ version = "0.13", default-features = false }"#),
    ("http", r#""1.5""#),
    ("http-body", r#""1""#),
    ("itoa", r#""1""#),
    ("jiff", r#""0.2""#),
    ("percent-encoding", r#""2""#),
    (
        "reqwest",
        r#"{ version = "0.13", default-features = false, features = ["http2", "system-proxy"] }"#,
    ),
    ("secrecy", r#""0.10""#),
    ("serde", r#"{ version = "1", features = ["derive"] }"#),
    (
        "serde_json",
        r#"{ version = "1", features = ["raw_value"] }"#,
    ),
    ("sha2", r#"{ version = "0.11", default-features = false }"#),
    (
        "tokio",
        r#"{ version = "1", features = ["time", "fs", "io-util", "rt", "sync"] }"#,
    ),
    (
        "tracing",
        r#"{ version = "0.1", default-features = false, optional = true }"#,
    ),
    ("url", r#""2.5""#),
    ("zmij", r#""1""#),
];
