//! A text where a day is due.

fn list(client: &letsjobit::Client) {
    let _ = client.visits().list().date("2030-05-14");
}

fn main() {}
