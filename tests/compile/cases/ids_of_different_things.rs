//! A driver's id where a visit's is due.

use letsjobit::types::DriverId;

fn get(client: &letsjobit::Client, driver: DriverId) {
    let _ = client.visits().get(driver);
}

fn main() {}
