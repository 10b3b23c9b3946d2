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

use brogue_simulator::{Credentials, Simulator};
use jobbers::types::{
    AttachmentInput, AttachmentMessageInput, ClientId, ClientInput, ClientInputRequired,
    ConversationId, ConversationInput, MessageInput, PassAssignmentInput, Sender, TextMessageInput,
};
use jobbers::{Client, OAuthCredentials, Upload};

const EMAIL: &str = "ines.moreau@example.com";

/// What the client sends along: a plan of the room.
const PLAN: &[u8] = br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">
  <rect width="40" height="30" fill="none" stroke="#000"/>
  <rect x="4" y="4" width="12" height="8" fill="#fc0"/>
</svg>
"##;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let vendor = Simulator::from_spec(jobbers::SPEC)?;
    let client = client(&vendor)?;

    let id = register(&client).await?;
    assign_pass(&client).await?;
    let conversation = open_conversation(&client, &id).await?;
    attach(&client, &conversation).await?;
    tell(&client, &conversation).await?;

    Ok(())
}

/// A client of the real vendor where the environment says who is asking, else of the simulated one.
fn client(vendor: &Simulator) -> Result<Client, jobbers::Error> {
    let given = |name: &str| env::var(format!("JOBBERS_{name}")).ok();
    let builder = Client::builder();
    let (Some(key), Some(secret)) = (given("API_KEY"), given("API_SECRET")) else {
        return builder
            .base_url(vendor.base_url())
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
        "{} stocks of passes; taking one from \"{}\", {} {} long.",
        stocks.len(),
        stock.description,
        stock.duration,
        stock.duration_type.as_str()
    );
    // The reference is of our own making, one for each sale, and names it again for the invoice.
    let assignment = PassAssignmentInput::new(EMAIL, stock.stock_id.clone(), "sale 2026-0117");
    match client.stock_of_passes().assign(&assignment).await {
        Ok(assigned) => println!("Subscribed until {}.", assigned.end_subscription_date),
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
        let said = match (&message.content, &message.media_url) {
            (Some(text), _) => text.clone(),
            (None, Some(_)) => format!("(a file, {})", message.type_),
            (None, None) => "(nothing)".to_owned(),
        };
        println!("  {}: {said}", message.author_type.as_str());
    }

    Ok(())
}
