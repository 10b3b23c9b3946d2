//! The bodies of Jobbers One. What fails has no type: `error.json` is the answer of a case.

use jobbers::types::{
    Attachment, BoxesResult, ClientDeletion, ClientExistence, ClientInput, ClientLocationInput,
    ClientLogin, ClientRecord, ClientUpdate, Conversation, ConversationInput, ConversationUpdate,
    CreatedClient, CurrentEnterprise, EchoInput, Group, Message, MessageInput, PassAssignment,
    PassAssignmentInput, Stats, Stock, TagCodesInput, TagsInput, Token, TokenRequest, Webhook,
    WebhookDeletion, WebhookInput,
};

use super::{Vendor, as_it_came, of};

pub(super) const VENDOR: Vendor = Vendor {
    folder: "jobbers",
    form: as_it_came,
    untyped: &[],
    bodies: &[
        ("assign-request.json", "", of::<PassAssignmentInput>),
        ("assign.json", "/data", of::<PassAssignment>),
        ("attachment-message-request.json", "", of::<MessageInput>),
        ("attachment-message.json", "", of::<Message>),
        ("attachment.json", "", of::<Attachment>),
        (
            "client-location-request.json",
            "",
            of::<ClientLocationInput>,
        ),
        ("client.json", "/data", of::<ClientRecord>),
        ("create-client-request.json", "", of::<ClientInput>),
        ("create-client.json", "/data", of::<CreatedClient>),
        (
            "create-conversation-request.json",
            "",
            of::<ConversationInput>,
        ),
        ("create-conversation.json", "", of::<Conversation>),
        ("create-tags-request.json", "", of::<TagsInput>),
        ("create-webhook-request.json", "", of::<WebhookInput>),
        ("create-webhook.json", "", of::<Webhook>),
        ("current.json", "/data", of::<CurrentEnterprise>),
        ("delete-client.json", "/data", of::<ClientDeletion>),
        ("delete-webhook.json", "", of::<WebhookDeletion>),
        ("echo-body-request.json", "", of::<EchoInput>),
        ("echo-body.json", "/data", of::<String>),
        ("echo-nothing.json", "/data", of::<String>),
        ("echo-path.json", "/data", of::<String>),
        ("exists.json", "/data", of::<ClientExistence>),
        ("groups.json", "/data", of::<Vec<Group>>),
        ("list-boxes-webhooks.json", "/data", of::<Vec<Webhook>>),
        ("list-conversations.json", "", of::<Vec<Conversation>>),
        ("list-messages.json", "", of::<Vec<Message>>),
        ("list-webhooks.json", "", of::<Vec<Webhook>>),
        ("login-client.json", "/data", of::<ClientLogin>),
        ("result.json", "/data", of::<BoxesResult>),
        ("stats.json", "/data", of::<Vec<Stats>>),
        ("stocks.json", "/data", of::<Vec<Stock>>),
        ("tag-codes-request.json", "", of::<TagCodesInput>),
        ("text-message-request.json", "", of::<MessageInput>),
        ("text-message.json", "", of::<Message>),
        ("token-request.json", "", of::<TokenRequest>),
        ("token.json", "", of::<Token>),
        ("update-client-request.json", "", of::<ClientUpdate>),
        (
            "update-conversation-request.json",
            "",
            of::<ConversationUpdate>,
        ),
    ],
};
