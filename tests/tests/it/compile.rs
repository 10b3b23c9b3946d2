//! Code that a caller writes and that compiles: it is compiled with this suite. Code that does not is in the package `compile`.

use std::time::Duration;

use letsjobit::types::{
    ExtraFieldInput, ExtraFieldKind, VisitInput, VisitInputRequired, VisitLineInput, VisitUpdate,
};
use letsjobit::{Client, Error, ErrorKind, Patch};

use jiff::civil::date;

use crate::workspace::{read, root};

/// The example on the first page of README.md, between these lines as it stands there.
async fn front_page(key: String, id: String) -> Result<(), Error> {
    let client = letsjobit::Client::builder().api_key(key).build()?;

    let mut open = client
        .visits()
        .list()
        .date(date(2026, 11, 23))
        .closed(false)
        .items();
    while let Some(visit) = open.try_next().await? {
        println!("{:?} {:?}", visit.doc_no, visit.customer);
    }

    client
        .visits()
        .update(
            &id,
            &VisitUpdate::new()
                .obs("No parking")
                .contact_phone(Patch::Clear),
        )
        .await?;
    // The end.
    Ok(())
}
