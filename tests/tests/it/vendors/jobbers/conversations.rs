//! Conversations, their messages and files.

use std::fs;

use futures_util::stream;
use jiff::civil::date;
use jobbers::types::{
    AttachmentInput, AttachmentMessageInput, AuthorType, ConversationFilter, ConversationInput,
    ConversationStatus, ConversationUpdate, Sender, TextMessageInput,
};
use jobbers::{Client, Upload};

use super::wire;

#[tokio::test]
async fn a_conversation_is_opened_for_a_client() {
    let conversation = wire("create-conversation", async |client: Client| {
        let input = ConversationInput::new("12399", "New conversation test");
        client.conversations().create(&input).await
    })
    .await
    .unwrap();

    assert_eq!(
        (&conversation.id, &conversation.client_id),
        (&83830.into(), &12399.into())
    );
    assert_eq!(conversation.status, ConversationStatus::New);
    assert_eq!(
        conversation.creation_date,
        date(2021, 7, 15).at(19, 42, 3, 0)
    );
    assert_eq!(conversation.last_updated, None);
    assert_eq!((conversation.rating, conversation.message_counter), (0, 0));
    assert_eq!(conversation.main_tag.as_ref().unwrap().as_str(), "5");
    assert_eq!(conversation.secondary_tag, None);
}

#[tokio::test]
async fn conversations_are_open_or_closed() {
    let (open, closed) = wire("list-conversations", async |client: Client| {
        let list = |filter| client.conversations().list(27694, filter);
        (
            list(ConversationFilter::Open).await.unwrap(),
            list(ConversationFilter::Closed).await.unwrap(),
        )
    })
    .await;

    assert_eq!(open.len(), 2);
    assert_eq!(open[0].status, ConversationStatus::UserPending);
    assert_eq!(open[1].status, ConversationStatus::SystemPending);
    assert_eq!(open[1].secondary_tag.as_ref().unwrap().as_str(), "254");
    assert_eq!(closed, []);
}

#[tokio::test]
async fn a_changed_conversation_comes_alone_or_among_all() {
    let answers = wire("update-conversation", async |client: Client| {
        let change = ConversationUpdate::new(83771)
            .subject("another subject")
            .status(ConversationStatus::Close)
            .rating(0);
        let less = ConversationUpdate::new("83771").rating(5);
        [
            client.conversations().update(&change).await.unwrap(),
            client.conversations().update(&less).await.unwrap(),
        ]
    })
    .await;

    assert_eq!(answers.each_ref().map(Vec::len), [2, 1]);
    assert_eq!(answers[1][0].id, "83830");
}

#[tokio::test]
async fn a_message_is_a_text_or_a_file() {
    let messages = wire("create-message", async |client: Client| {
        let text = TextMessageInput::new("Message text example", Sender::Agent);
        let file = AttachmentMessageInput::new(
            "https://media.smooch.io/apps/000000000000000000000001/made-up/file",
            Sender::Client,
        );
        let messages = client.messages();
        [
            messages.create(83830, &text.into()).await.unwrap(),
            messages.create("83830", &file.into()).await.unwrap(),
        ]
    })
    .await;
    let [text, file] = &messages;

    assert_eq!(text.id, "60f5950e0809aa00d3d27899");
    assert_eq!(text.author_type, AuthorType::Business);
    assert_eq!(text.type_, "text");
    assert_eq!(
        text.content.as_deref(),
        Some("A second try, to see the identifier")
    );
    assert_eq!(text.media_url, None);
    assert_eq!(file.author_type, AuthorType::User);
    assert_eq!(file.type_, "image/jpeg");
    assert_eq!(file.content, None);
    assert!(
        file.media_url
            .as_deref()
            .unwrap()
            .ends_with("/made-up/file")
    );
}

#[tokio::test]
async fn so_many_messages_are_listed() {
    let lists = wire("list-messages", async |client: Client| {
        let messages = client.messages();
        [
            messages.list(83830, 10).with_response().await.unwrap(),
            messages.list(83830, 1).with_response().await.unwrap(),
        ]
    })
    .await;

    let [texts, files] = lists.each_ref().map(|list| &list.value()[0]);
    assert_eq!(texts.received, date(2021, 7, 16).at(9, 12, 24, 0));
    assert_eq!(texts.content.as_deref(), Some("Hello :) Bienvenue."));
    assert_eq!(files.id, "7");
    assert_eq!(files.content, None);
    assert_eq!(lists[0].findings(), []);
}

#[tokio::test]
async fn a_file_goes_out_of_memory_from_a_disk_and_from_a_stream() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("offer + \"terms\".pdf");
    fs::write(&path, "%PDF from a disk").unwrap();

    let attachments = wire("upload-attachment", async |client: Client| {
        let chunks = ["%PDF ", "from ", "a stream"];
        let streamed = Upload::stream(stream::iter(chunks.map(Ok::<_, std::io::Error>)))
            .length(18)
            .named("late.pdf");
        let uploads = [
            Upload::new("offer.pdf", "%PDF out of memory").content_type("application/pdf"),
            Upload::path(&path),
            streamed,
        ];
        let mut attachments = Vec::new();
        for upload in uploads {
            let input = AttachmentInput::new(upload);
            attachments.push(client.messages().upload(83830, &input).await.unwrap());
        }
        attachments
    })
    .await;

    assert!(attachments[0].media_url.starts_with("https://media."));
    assert_eq!(attachments[2].media_type, "application/pdf");
}
