//! TLS: whom a client trusts, and who it says it is.
//!
//! The certificates in `tls/` are signed by an authority that nobody trusts, and whose key is lost.

use std::sync::Arc;

use brogue_runtime::{ErrorKind, RetryPolicy};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

use crate::case::{fails, succeeds};
use crate::market::{STALL, builder, telling};
use crate::server::whole;

const AUTHORITY: &[u8] = include_bytes!("tls/authority.pem");
const SERVER: &[u8] = include_bytes!("tls/server.pem");
const SERVER_KEY: &[u8] = include_bytes!("tls/server.key.pem");
const CLIENT: &[u8] = include_bytes!("tls/client.pem");
const CLIENT_KEY: &str = include_str!("tls/client.key.pem");

/// A server that answers every request, and asks for the client's certificate or does not.
async fn serve(asks: bool) -> (String, JoinHandle<()>) {
    let certificate = |pem| CertificateDer::from_pem_slice(pem).unwrap();
    let key = PrivateKeyDer::from_pem_slice(SERVER_KEY).unwrap();
    let config = ServerConfig::builder();
    let config = if asks {
        let mut roots = RootCertStore::empty();
        roots.add(certificate(AUTHORITY)).unwrap();
        let verifier = WebPkiClientVerifier::builder(Arc::new(roots));
        config.with_client_cert_verifier(verifier.build().unwrap())
    } else {
        config.with_no_client_auth()
    };
    let config = config.with_single_cert(vec![certificate(SERVER)], key);
    let acceptor = TlsAcceptor::from(Arc::new(config.unwrap()));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            // Clients that do not trust it go away.
            if let Ok(mut stream) = acceptor.accept(stream).await {
                let mut request = Vec::new();
                while !request.ends_with(b"\r\n\r\n") {
                    match stream.read_u8().await {
                        Ok(byte) => request.push(byte),
                        Err(_) => break,
                    }
                }
                let _ = stream.write_all(&whole("200 OK", &[], STALL)).await;
                let _ = stream.shutdown().await;
            }
        }
    });

    (url, task)
}

#[tokio::test]
async fn a_server_is_trusted_whose_authority_was_named() {
    let (url, server) = serve(false).await;
    let shown = Arc::default();
    let stranger = telling(&url, &shown)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let error = fails(stranger.get("7"), &shown).await;
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");

    let friend = builder(&url)
        .root_certificate_pem(AUTHORITY)
        .build()
        .unwrap();
    succeeds(friend.get("7"), &shown).await;
    shown.lock().unwrap().assert_no_secret();
    server.abort();
}

#[tokio::test]
async fn a_client_shows_who_it_is_where_it_is_asked() {
    let (url, server) = serve(true).await;
    let shown = Arc::default();
    let builder = || {
        let builder = telling(&url, &shown).retry(RetryPolicy::none());
        builder.root_certificate_pem(AUTHORITY)
    };
    let nobody = builder().build().unwrap();
    let error = fails(nobody.get("7"), &shown).await;
    assert!(
        matches!(error.kind(), ErrorKind::Transport | ErrorKind::Connect),
        "{error}"
    );

    let ann = builder().identity_pem(CLIENT, CLIENT_KEY).build().unwrap();
    succeeds(ann.get("7"), &shown).await;
    server.abort();
}

#[test]
fn what_is_no_certificate_and_no_key_is_refused_and_not_shown() {
    let url = "https://market.example.com";
    let broken = CLIENT_KEY.replace("MIG", "hush");
    for error in [
        builder(url)
            .root_certificate_pem("hush")
            .build()
            .unwrap_err(),
        builder(url)
            .identity_pem(CLIENT, "hush")
            .build()
            .unwrap_err(),
        builder(url)
            .identity_pem(CLIENT, broken)
            .build()
            .unwrap_err(),
        builder(url)
            .identity_pem("hush", CLIENT_KEY)
            .build()
            .unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Builder, "{error}");
        let shown = format!("{error} {error:?}");
        assert!(
            shown.contains("in PEM") && !shown.contains("hush"),
            "{shown}"
        );
    }
}
