//! The calls of Jobbers One.

use jobbers::types::{
    AttachmentInput, AttachmentMessageInput, ClientLocationInput, ConversationFilter,
    ConversationInput, ConversationStatus, ConversationUpdate, EchoInput, Gender,
    PassAssignmentInput, Sender, TagCode, TagCodesInput, TagInput, TagsInput, TextMessageInput,
    TokenRequest, WebhookInput,
};
use jobbers::{Client, CredentialValue, Upload};

use crate::inputs::{jobbers_client, jobbers_client_update};
use crate::round::{Round, play};

const TARGET: &str = "https://hooks.example.com/jobbers";

#[tokio::test]
async fn every_call_is_served() {
    play("jobbers", async |round: &mut Round| {
        let account = CredentialValue::bearer("made-up-token");
        let client: Client = round.client(Client::builder().credential("account", account));

        enterprise(&client, round).await;
        clients(&client, round).await;
        conversations(&client, round).await;
        boxes(&client, round).await;
    })
    .await;
}

async fn enterprise(client: &Client, round: &mut Round) {
    let echo = client.echo();
    round.note(echo.nothing().with_response().await);
    let text = EchoInput::new().text("hello world");
    round.note(echo.body(&text).with_response().await);
    round.note(echo.path("hello world + 1").with_response().await);

    let request = TokenRequest::new("made-up-key", "made-up \"secret\"");
    let authentication = client.authentication();
    round.note(authentication.create_token(&request).with_response().await);
    round.note(authentication.current().with_response().await);

    round.note(client.enterprise().groups().with_response().await);
    round.note(client.enterprise().stats(7, 2018).with_response().await);

    let stocks = client.stock_of_passes();
    round.note(stocks.list().with_response().await);
    let pass = PassAssignmentInput::new("ana+1@example.com", "52", "payment_reference_01");
    round.note(stocks.assign(&pass).with_response().await);
}

async fn clients(client: &Client, round: &mut Round) {
    let clients = client.clients();
    let input = jobbers_client().group_id(372).gender(Gender::Female);
    round.note(clients.create(&input).with_response().await);
    let change = jobbers_client_update()
        .group_id("373")
        .gender(Gender::Male)
        .member("street", "12 Example Street");
    round.note(clients.update("40331", &change).with_response().await);
    let address = "ana+1 & co@example.com";
    round.note(clients.exists(address).with_response().await);
    round.note(clients.get(address).with_response().await);
    round.note(clients.login(address).with_response().await);
    round.note(clients.delete("40331").with_response().await);
}

async fn conversations(client: &Client, round: &mut Round) {
    let conversations = client.conversations();
    let input = ConversationInput::new("12399", "New conversation test");
    round.note(conversations.create(&input).with_response().await);
    let list = conversations.list(27694, ConversationFilter::Open);
    round.note(list.with_response().await);
    let change = ConversationUpdate::new(83771)
        .subject("another subject")
        .status(ConversationStatus::Close)
        .rating(0);
    round.note(conversations.update(&change).with_response().await);

    let messages = client.messages();
    let text = TextMessageInput::new("Message text example", Sender::Agent).into();
    round.note(messages.create(83830, &text).with_response().await);
    let file = AttachmentMessageInput::new("https://media.example.com/file", Sender::Client);
    let file = messages.create("83830", &file.into()).with_response().await;
    round.note_as(", with a file", file);
    round.note(messages.list(83830, 10).with_response().await);
    let upload = Upload::new("offer.pdf", "%PDF out of memory").content_type("application/pdf");
    let attachment = AttachmentInput::new(upload);
    round.note(messages.upload(83830, &attachment).with_response().await);
}

async fn boxes(client: &Client, round: &mut Round) {
    let tags = client.boxes_tags();
    let tag = |code: &str| TagInput::new(code, "two", "MifareClassicEV1_1K");
    let input = TagsInput::new([tag("2223"), tag("2224")]);
    let codes = TagCodesInput::new([TagCode::new("1111"), TagCode::new("2222")]);
    round.note(tags.create(&input).with_response().await);
    round.note(tags.delete(&codes).with_response().await);
    round.note(tags.disconnect(&codes).with_response().await);

    let location = client.boxes_client_location();
    let by_number = ClientLocationInput::new(12399, "2f3cb5c8-7b95-468d-9bb1-715ba9c44d93");
    round.note(location.create(&by_number).with_response().await);
    let by_text = ClientLocationInput::new("12399", "2f3cb5c8-7b95-468d-9bb1-715ba9c44d93");
    round.note(location.delete(&by_text).with_response().await);

    let webhook = WebhookInput::new(TARGET);
    let messages = client.message_webhooks();
    round.note(messages.create(&webhook).with_response().await);
    round.note(messages.list().with_response().await);
    round.note(messages.delete(149).with_response().await);
    let boxes = client.boxes_webhooks();
    round.note(boxes.create(&webhook).with_response().await);
    round.note(boxes.list().with_response().await);
    round.note(boxes.delete("149").with_response().await);
}
