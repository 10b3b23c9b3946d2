//! Takes a new customer from registration to a first request at Jobbers One: a client with a pass out of stock, a conversation with the
//! concierge, and in it what the client has to say, with a file.
//!
//! ```text
//! cargo run -p jobbers --example first_request
//! ```
//!
//! It runs against a simulated vendor, in this process and without a network. With `JOBBERS_API_KEY` and `JOBBERS_API_SECRET` in the
//! environment it talks to the real one, or to the one at `JOBBERS_BASE_URL`; then a client is registered there and a pass is spent.

#![expect(clippy::print_stdout, reason = "a program tells what it does")]

use std::env;
use std::error::Error;
use std::time::{Duration, SystemTime};

use brogue_simulator::{Credentials, SimulatedClock, Simulator};
use jobbers::types::{
    AttachmentInput, AttachmentMessageInput, ClientId, ClientInput, ClientInputRequired,
    ConversationId, ConversationInput, MessageInput, PassAssignmentInput, Sender, TextMessageInput,
};
use jobbers::{Client, OAuthCredentials, Upload};
use serde_json::json;

const EMAIL: &str = "ines.moreau@example.com";

/// What the client sends along: a plan of the room.
const PLAN: &[u8] = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">
  <rect width="40" height="30" fill="none" stroke="#000"/>
  <rect x="4" y="4" width="12" height="8" fill="#fc0"/>
</svg>
"##;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let vendor = vendor()?;
    let client = client(&vendor)?;

    let id = register(&client).await?;
    assign_pass(&client).await?;
    let conversation = open_conversation(&client, &id).await?;
    attach(&client, &conversation).await?;
    tell(&client, &conversation).await?;

    Ok(())
}

/// The simulated vendor, with one stock of passes: no call of the API can fill one. It makes up dates that are near to May 2030, so its clock
/// shows that, too.
fn vendor() -> Result<Simulator, Box<dyn Error>> {
    let in_may = SystemTime::UNIX_EPOCH + Duration::from_secs(1_904_979_600);
    let vendor = Simulator::builder(jobbers::SPEC)
        .clock(SimulatedClock::standing_at(in_may))
        .records(0)
        .start()?;
    let stock = json!({
        "description": "Winter passes",
        "duration": 2,
        "duration_type": "MONTH",
        "total_units": 100,
        "total_available": 40,
        "total_used": 60,
    });
    vendor.records("stockofpasses")?.insert(stock)?;

    Ok(vendor)
}

/// A client of the real vendor where the environment says who is asking, else of the simulated one.
fn client(vendor: &Simulator) -> Result<Client, jobbers::Error> {
    let given = |name: &str| env::var(format!("JOBBERS_{name}")).ok();
    let builder = Client::builder();
    let (Some(key), Some(secret)) = (given("API_KEY"), given("API_SECRET")) else {
        return builder
            .base_url(vendor.base_url())
            .clock(vendor.clock().clone())
            .oauth(OAuthCredentials::new().user(Credentials::USER, Credentials::PASSWORD))
            .build();
    };
    let builder = match given("BASE_URL") {
        Some(url) => builder.base_url(url),
        None => builder,
    };

    // The client asks for a token with them when it needs one.
    builder
        .oauth(OAuthCredentials::new().user(key, secret))
        .build()
}

/// Registers the client; one who is registered already is taken as they are.
async fn register(client: &Client) -> Result<ClientId, jobbers::Error> {
    if client.clients().exists(EMAIL).await?.exists {
        let known = client.clients().get(EMAIL).await?;
        println!("{} is a client already.", known.first_name);

        return Ok(known.client_id);
    }
    let input = ClientInput::from(ClientInputRequired {
        email: EMAIL.to_owned(),
        first_name: "Ines".to_owned(),
        last_name: "Moreau".to_owned(),
        phone_prefix: "+1".to_owned(),
        phone: "5550142".to_owned(),
        address: "12 Mill Lane".to_owned(),
        zip_code: "75011".to_owned(),
        city: "Paris".to_owned(),
        country: "FR".to_owned(),
        optin: false,
        cgu: true,
    });
    let created = client.clients().create(&input).await?;
    println!(
        "Registered {} {} of {}.",
        created.first_name, created.last_name, created.city
    );

    Ok(created.client_id)
}

/// Takes a pass out of the first stock that has one left.
async fn assign_pass(client: &Client) -> Result<(), Box<dyn Error>> {
    let stocks = client.stock_of_passes().list().await?;
    let stock = stocks
        .iter()
        .find(|stock| stock.total_available > 0)
        .ok_or("there is no pass left in any stock")?;
    println!(
        "Taking a {}-{} pass out of \"{}\", which has {} left.",
        stock.duration,
        stock.duration_type.as_str().to_lowercase(),
        stock.description,
        stock.total_available
    );
    // The reference is of our own making, one for each sale, and names it again for the invoice.
    let assignment = PassAssignmentInput::new(EMAIL, stock.stock_id.clone(), "sale 2026-0117");
    match client.stock_of_passes().assign(&assignment).await {
        Ok(assigned) => println!(
            "Subscribed until {}.",
            assigned.end_subscription_date.date()
        ),
        // Nobody knows whether a pass was spent: look before this is done again.
        Err(error) if error.is_ambiguous() => {
            return Err(format!("ask Jobbers about \"sale 2026-0117\": {error}").into());
        }
        Err(error) => return Err(error.into()),
    }

    Ok(())
}

async fn open_conversation(
    client: &Client,
    id: &ClientId,
) -> Result<ConversationId, jobbers::Error> {
    let input = ConversationInput::new(id.clone(), "A shelf for the yellow corner");
    let opened = client.conversations().create(&input).await?;
    println!("Opened a conversation: {}.", opened.subject);

    Ok(opened.id)
}

/// Says what is wanted and attaches the plan. A file is uploaded first; a message then names its address.
async fn attach(client: &Client, conversation: &ConversationId) -> Result<(), jobbers::Error> {
    let messages = client.messages();
    let text = TextMessageInput::new("It should fit where the plan is yellow.", Sender::Client);
    messages
        .create(conversation.clone(), &MessageInput::from(text))
        .await?;

    let plan = Upload::new("plan.svg", PLAN).content_type("image/svg+xml");
    let uploaded = messages
        .upload(conversation.clone(), &AttachmentInput::new(plan))
        .await?;
    println!(
        "Uploaded the plan, {} bytes of {}.",
        PLAN.len(),
        uploaded.media_type
    );
    let file = AttachmentMessageInput::new(uploaded.media_url, Sender::Client);
    messages
        .create(conversation.clone(), &MessageInput::from(file))
        .await?;

    Ok(())
}

/// Tells what stands in the conversation.
async fn tell(client: &Client, conversation: &ConversationId) -> Result<(), jobbers::Error> {
    println!("The conversation:");
    for message in client.messages().list(conversation.clone(), 20).await? {
        match (message.content, message.media_url) {
            (Some(text), _) => println!("  \"{text}\""),
            (None, Some(_)) => println!("  a file"),
            (None, None) => println!("  nothing that can be shown"),
        }
    }

    Ok(())
}
