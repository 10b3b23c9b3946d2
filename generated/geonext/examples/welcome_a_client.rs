//! A company joins at `GeoNext`, offline: a user consents, a client of theirs is written, and the vendor tells of it by a webhook.
//!
//! ```text
//! cargo run -p geonext --example welcome_a_client
//! ```
//!
//! It shows the whole dance of OAuth (ask, come back with a code, exchange it, hand the tokens back), a form with addresses and
//! telephones in it, and how a delivery is checked before it is believed. It takes some seconds: `GeoNext` allows one call a second,
//! and the client waits for its turn.
//!
//! It runs against a simulated vendor, in this process and without a network. With `GEONEXT_BASE_URL` (the real one is
//! `https://api.geoworkforce.io`), `GEONEXT_CLIENT_ID` and `GEONEXT_CLIENT_SECRET` in the environment it talks to the vendor there; then
//! a client is created in the company of whoever consents. The application is registered with `http://127.0.0.1:8477/welcome` to come
//! back to, where `GEONEXT_LISTEN` is `127.0.0.1:8477`, and what the vendor delivers has to be forwarded to `/hook` there.

#![expect(clippy::print_stdout, reason = "it tells what it does")]

use std::env;
use std::error::Error;
use std::time::Duration;

use brogue_simulator::{Credentials, Receiver, Simulator};
use geonext::bytes::Bytes;
use geonext::http::{self, HeaderMap, HeaderName, HeaderValue, StatusCode};
use geonext::types::{AddressInput, ClientInput, ClientRecord, MobilePhoneInput};
use geonext::webhooks::{Delivery, Event, Webhooks};
use geonext::{Body, Client, OAuthCredentials, ReqwestTransport, Transport as _};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// How long somebody is waited for: a delivery may come five minutes late.
const PATIENCE: Duration = Duration::from_secs(360);

/// The largest body that is read.
const LARGEST: usize = 1 << 20;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let vendor = Simulator::from_spec(geonext::SPEC)?;
    let place = env::var("GEONEXT_LISTEN");
    let listener = TcpListener::bind(place.as_deref().unwrap_or("127.0.0.1:0")).await?;
    let here = format!("http://{}", listener.local_addr()?);
    // The API has no call for it: an application's address is entered at the vendor's site.
    vendor
        .webhooks()
        .register(Receiver::at(format!("{here}/hook")))?;
    let real = real();
    let is_simulated = real.is_none();
    let [url, id, secret] = real.unwrap_or_else(|| {
        let (id, secret) = (Credentials::CLIENT_ID, Credentials::CLIENT_SECRET);
        [vendor.base_url(), id, secret].map(str::to_owned)
    });
    let webhooks = Webhooks::new(secret.clone())?;
    // Where the program goes on for days, `.token_store(FileTokenStore::new(..))` keeps the tokens over a restart.
    let client = Client::builder()
        .base_url(url)
        .oauth(
            OAuthCredentials::new()
                .client(id, secret)
                .scopes(["write", "openid"]),
        )
        .build()?;

    ask_for_permission(&client, &listener, &here, is_simulated).await?;
    let written = write_client(&client).await?;
    receive(&webhooks, &listener, &written).await?;

    client.revoke().await?;
    println!("\nHanded the tokens back: they let nobody in any more.");

    Ok(())
}

/// The address of the vendor that the environment names, and the id and the secret of the application there.
fn real() -> Option<[String; 3]> {
    let given = |name: &str| env::var(name).ok();

    Some([
        given("GEONEXT_BASE_URL")?,
        given("GEONEXT_CLIENT_ID")?,
        given("GEONEXT_CLIENT_SECRET")?,
    ])
}

/// Sends a user to the vendor, and makes tokens of what they come back with.
async fn ask_for_permission(
    client: &Client,
    listener: &TcpListener,
    here: &str,
    is_simulated: bool,
) -> Result<(), Box<dyn Error>> {
    let question = client.authorize(&format!("{here}/welcome"))?;
    println!("Asked a user: may this program act for your company?");
    let comes_back = async {
        let visit = Visit::next(listener).await?;
        let address = format!("{here}{}", visit.target);
        visit.answer(StatusCode::OK, "Thank you!").await?;
        Ok(address)
    };
    let came_back_to = if is_simulated {
        tokio::try_join!(comes_back, consent(question.url()))?.0
    } else {
        println!("Open {}", question.url());
        comes_back.await?
    };
    // An error where they declined, and where it is not the user who was asked.
    client.exchange(question.code(&came_back_to)?).await?;
    println!("They said yes, and the code they brought is exchanged for tokens.");

    let user = client.open_id().user_info().await?;
    let name = user.sub.as_deref().unwrap_or("somebody without a name");
    println!("The vendor knows them as `{name}`.");

    Ok(())
}

/// Writes a client with two addresses and two telephones.
async fn write_client(client: &Client) -> Result<ClientRecord, geonext::Error> {
    let bakery = ClientInput::new()
        .company_name("Harbor Bakery")
        .first_name("Robin")
        .last_name("Castell")
        .email("robin@example.com")
        .country("AU")
        .physical_address(
            AddressInput::new()
                .address1("12 Example Street")
                .city("Fernhollow")
                .postcode("3121")
                .latitude(-37.82)
                .longitude(144.99),
        )
        .mailing_address(
            AddressInput::new()
                .address1("PO Box 7")
                .city("Fernhollow")
                .postcode("3121"),
        )
        .mobile_phones([
            MobilePhoneInput::new("555-0142").primary_contact(true),
            MobilePhoneInput::new("555-0143"),
        ]);

    let written = client.clients().create(&bakery).await?;
    let id = written.id.as_ref().map_or("(none)", AsRef::as_ref);
    println!("\nWrote a client with two addresses and two telephones: its id is {id}.");

    Ok(written)
}

/// Waits for the delivery about a client, and believes it only where its signature is right.
async fn receive(
    webhooks: &Webhooks,
    listener: &TcpListener,
    written: &ClientRecord,
) -> Result<(), Box<dyn Error>> {
    let visit = Visit::next(listener).await?;
    let delivery = match webhooks.receive(&visit.headers, &visit.body) {
        Ok(delivery) => delivery,
        Err(error) => {
            println!("\nTurned a delivery away: {error}.");
            visit.answer(error.status(), "").await?;
            return Ok(());
        }
    };
    // Answered before it is worked off: the vendor does not wait for long.
    visit.answer(Delivery::ACCEPT, "").await?;

    match delivery.event {
        Event::ClientCreated(event) => {
            let is_it = written
                .id
                .as_ref()
                .is_some_and(|id| id.as_ref() == event.data.id.as_ref());
            let whose = if is_it {
                "the client just written"
            } else {
                "another client"
            };
            println!(
                "\nA delivery came, rightly signed: `{}`, about {whose}.",
                event.event_name
            );
        }
        other => println!("\nA delivery came, rightly signed, about something else: {other:?}"),
    }

    Ok(())
}

/// What a browser does whose user says yes: it goes where the vendor sends it. The simulated vendor sends everybody back at once.
async fn consent(question: &str) -> Result<(), Box<dyn Error>> {
    let browser = ReqwestTransport::direct(PATIENCE)?;
    let mut address = question.to_owned();
    loop {
        let request = http::Request::get(&address).body(Body::from(Bytes::new()))?;
        let answer = browser.send(request).await?;
        match answer.headers().get(http::header::LOCATION) {
            Some(next) => next.to_str()?.clone_into(&mut address),
            None if answer.status().is_success() => return Ok(()),
            None => return Err(format!("the user was shown {}", answer.status()).into()),
        }
    }
}

/// Somebody who comes to this program: a user who is back, or a delivery. As much of a web server as this example needs.
struct Visit {
    target: String,
    headers: HeaderMap,
    body: Vec<u8>,
    stream: BufReader<TcpStream>,
}

impl Visit {
    /// The next one, read to its end.
    async fn next(listener: &TcpListener) -> Result<Self, Box<dyn Error>> {
        let read = async {
            let (stream, _) = listener.accept().await?;
            Self::read(BufReader::new(stream)).await
        };

        timeout(PATIENCE, read).await.map_err(|_| "nobody came")?
    }

    async fn read(mut stream: BufReader<TcpStream>) -> Result<Self, Box<dyn Error>> {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        let target = line
            .split(' ')
            .nth(1)
            .ok_or("a request names a target")?
            .to_owned();
        let mut headers = HeaderMap::new();
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).await?;
            let Some((name, value)) = line.trim_end().split_once(':') else {
                break;
            };
            headers.append(
                HeaderName::try_from(name)?,
                HeaderValue::try_from(value.trim())?,
            );
        }
        let length = match headers.get(http::header::CONTENT_LENGTH) {
            Some(length) => length.to_str()?.parse()?,
            None => 0,
        };
        if length > LARGEST {
            return Err("the body is too large".into());
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await?;

        Ok(Self {
            target,
            headers,
            body,
            stream,
        })
    }

    async fn answer(mut self, status: StatusCode, text: &str) -> std::io::Result<()> {
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            text.len()
        );
        self.stream.write_all(head.as_bytes()).await?;
        self.stream.write_all(text.as_bytes()).await?;

        self.stream.shutdown().await
    }
}
