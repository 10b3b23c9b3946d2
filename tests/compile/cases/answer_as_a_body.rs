//! A visit as it was read, where one to write is due.

use letsjobit::types::Visit;

fn write(client: &letsjobit::Client, visit: Visit) {
    let _ = client.visits().upsert(&[visit]);
}

fn main() {}
