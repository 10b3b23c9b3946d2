//! A call that nobody makes.

#![deny(unused_must_use)]

fn delete(client: &letsjobit::Client) {
    client.visits().delete("1");
}

fn main() {}
