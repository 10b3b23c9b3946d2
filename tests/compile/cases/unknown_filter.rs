//! A filter that the vendor does not have.

fn list(client: &letsjobit::Client) {
    let _ = client.visits().list().customer("Harbor Bakery");
}

fn main() {}
