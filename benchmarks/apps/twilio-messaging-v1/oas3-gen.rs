//! Three calls by oas3-gen's client.

use std::error::Error;

use client::{
    ApiResponse, FetchServiceRequest, FetchServiceRequestPath, ListServiceRequest,
    ListServiceRequestQuery, ListShortCodeRequest, ListShortCodeRequestPath,
    ListShortCodeRequestQuery, TwilioMessagingClient,
};

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = TwilioMessagingClient::with_base_url(base)?;
    let request = ListServiceRequest {
        query: ListServiceRequestQuery {
            page_size: Some(2),
            ..ListServiceRequestQuery::default()
        },
    };
    let list = ok(client.list_service(request).await?)?.body;
    let request = FetchServiceRequest {
        path: FetchServiceRequestPath { sid: id.to_owned() },
    };
    let one = ok(client.fetch_service(request).await?)?.body;
    let request = ListShortCodeRequest {
        path: ListShortCodeRequestPath {
            service_sid: id.to_owned(),
        },
        query: ListShortCodeRequestQuery::default(),
    };
    let codes = ok(client.list_short_code(request).await?)?.body;

    Ok(format!(
        "{:?} {:?} {:?}",
        list.services.map(|list| list.len()),
        one.friendly_name,
        codes.short_codes.map(|list| list.len())
    ))
}

fn ok<Value, Failure>(answer: ApiResponse<Value, Failure>) -> Result<Value, Box<dyn Error>> {
    match answer {
        ApiResponse::Ok(value) => Ok(value),
        _ => Err("refused".into()),
    }
}
