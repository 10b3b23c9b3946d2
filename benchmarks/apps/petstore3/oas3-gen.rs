//! Three calls by oas3-gen's client.

use std::error::Error;

use client::{
    AddPetRequest, ApiResponseType, FindPetsByStatusRequest, FindPetsByStatusRequestQuery,
    GetPetByIdRequest, GetPetByIdRequestPath, Pet, PetStatus, SwaggerPetstoreOpenApi30Client,
};

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = SwaggerPetstoreOpenApi30Client::with_base_url(base)?;
    let query = FindPetsByStatusRequestQuery {
        status: Some(PetStatus::Sold),
    };
    let list = ok(client
        .find_pets_by_status(FindPetsByStatusRequest { query })
        .await?)?;
    let path = GetPetByIdRequestPath {
        pet_id: id.parse()?,
    };
    let one = ok(client.get_pet_by_id(GetPetByIdRequest { path }).await?)?;
    let body = Pet {
        name: "Rex".to_owned(),
        photo_urls: vec![id.to_owned()],
        ..Pet::default()
    };
    let added = ok(client.add_pet(AddPetRequest { body }).await?)?;

    Ok(format!("{} {} {}", list.len(), one.name, added.name))
}

fn ok<Value>(answer: ApiResponseType<Value>) -> Result<Value, Box<dyn Error>> {
    match answer {
        ApiResponseType::Ok(value) => Ok(value),
        _ => Err("refused".into()),
    }
}
