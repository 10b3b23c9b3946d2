//! Links over real sockets: one host is asked, another one never.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use brogue_runtime::{ErrorKind, Method, Pagination, Value};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::all;
use crate::shop::{SECRET, Shop, builder};

/// A server on this machine and the heads of the requests it got.
#[derive(Clone, Default)]
struct Heads(Arc<Mutex<Vec<String>>>);

impl Heads {
    fn get(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

/// Answers each connection with what is made of its number: headers and body.
async fn serve(answer: impl Fn(usize) -> (String, String) + Send + 'static) -> (String, Heads) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let heads = Heads::default();
    let count = AtomicUsize::new(0);
    let kept = heads.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let head = head(&mut stream).await;
            kept.0.lock().unwrap().push(head);
            let (headers, body) = answer(count.fetch_add(1, Ordering::SeqCst));
            let said = format!(
                "HTTP/1.1 200 OK\r\nconnection: close\r\n{headers}content-length: {}\r\n\r\n{body}",
                body.len()
            );
            stream.write_all(said.as_bytes()).await.unwrap();
        }
    });

    (origin, heads)
}

async fn head(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    while !read.ends_with(b"\r\n\r\n") {
        read.push(stream.read_u8().await.unwrap());
    }
    String::from_utf8(read).unwrap()
}

fn shop(origin: &str) -> Shop {
    builder().base_url(format!("{origin}/v1")).build().unwrap()
}

#[tokio::test]
async fn links_of_the_same_host_are_asked_for_with_the_credential() {
    let (origin, heads) = serve(|count| match count {
        0 => (
            "link: </v1/numbers?at=1>; rel=prev, </v2/numbers?at=2>; rel=\"next\"\r\n".to_owned(),
            "[0, 1]".to_owned(),
        ),
        _ => (String::new(), "[2]".to_owned()),
    })
    .await;
    let call = shop(&origin).core.request(Method::GET, "/numbers");
    let read = all(call.items_with(Pagination::link_header().items(""))).await;

    assert_eq!(read, [0, 1, 2]);
    let heads = heads.get();
    assert!(heads[1].starts_with("GET /v2/numbers?at=2&apikey=s3cr%2Ft%2Bkey%3D HTTP/1.1\r\n"));
    assert_eq!(heads.len(), 2);
}

#[tokio::test]
async fn a_link_to_another_host_is_refused_and_that_host_hears_nothing() {
    let (other, others) = serve(|_| (String::new(), "[9]".to_owned())).await;
    let next = format!("{other}/v1/numbers?at=2");
    let (origin, heads) = serve(move |_| {
        let body = serde_json::json!({"data": [0], "next": next}).to_string();
        (String::new(), body)
    })
    .await;
    let call = shop(&origin).core.request(Method::GET, "/numbers");
    let mut items = call
        .paged()
        .paged_by(Pagination::next_link("/next"))
        .prefetch()
        .items();

    assert_eq!(items.try_next().await.unwrap(), Some(Value::from(0)));
    let error = items.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    let said = format!("{error} {error:?}");
    assert!(said.contains(&other), "{said}");
    assert!(!said.contains(SECRET) && !said.contains("s3cr"), "{said}");
    assert_eq!((heads.get().len(), others.get().len()), (1, 0));
}
