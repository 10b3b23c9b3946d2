//! A first conversation with the crate of OpenAI's own document: asks, listens while the answer is made, and uploads a file.
//!
//! Run by `cargo xtask corpus --programs`, against a simulated vendor.

use brogue_simulator::{Credentials, Simulator};
use openai::types::{
    ChatCompletionRequestUserMessage, CreateChatCompletionRequest, CreateFileRequest,
};
use openai::{Client, CredentialValue, Error, Upload};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let vendor = Simulator::builder(openai::SPEC).lenient().start()?;
    let client = Client::builder()
        .base_url(vendor.base_url())
        .credential("ApiKeyAuth", CredentialValue::bearer(Credentials::TOKEN))
        .build()?;

    ask(&client).await?;
    upload(&client).await?;
    // A simulated vendor answers in JSON only; a real one streams.
    if std::env::var_os("OPENAI_STREAMS").is_some() {
        listen(&client).await?;
    }

    Ok(())
}

fn question() -> CreateChatCompletionRequest {
    let message = ChatCompletionRequestUserMessage::new("Why is the sky blue?");

    CreateChatCompletionRequest::new([message.into()], "gpt-4o-mini").temperature(0.2)
}

async fn ask(client: &Client) -> Result<(), Error> {
    let answer = client.chat().create_completion(&question()).await?;
    for choice in answer.choices {
        println!(
            "{}",
            choice.message.content.as_deref().unwrap_or("(nothing)")
        );
    }

    Ok(())
}

/// The same, word by word.
async fn listen(client: &Client) -> Result<(), Error> {
    let question = question().stream(true);
    let mut chunks = client.chat().create_completion_stream(&question).await?;
    while let Some(chunk) = chunks.try_next().await? {
        for choice in chunk.data.choices {
            print!("{}", choice.delta.content.as_deref().unwrap_or_default());
        }
    }

    Ok(())
}

async fn upload(client: &Client) -> Result<(), Error> {
    let notes = Upload::new("notes.txt", "The sky scatters blue light.");
    let file = client
        .files()
        .create(&CreateFileRequest::new(notes, "user_data"))
        .await?;
    println!("{} has {} bytes.", file.id, file.bytes);

    Ok(())
}
