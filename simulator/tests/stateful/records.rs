//! Records that several clients see.

use std::collections::BTreeSet;
use std::thread;

use brogue_simulator::Simulator;
use serde_json::{Value, json};

use crate::send::Client;

const SPEC: &str = include_str!("../../fixtures/workshop.yaml");

#[test]
fn what_one_client_does_another_sees() {
    let vendor = Simulator::from_spec(SPEC).expect("it starts");
    let customers = vendor.records("customers").expect("a collection");
    let (mut ann, mut bob) = (Client::of(&vendor), Client::of(&vendor));
    let sent = json!({"email": "ann@example.com", "name": "Ann"});
    assert_eq!(ann.ask("POST", "/customers", &sent).0, 200);
    let made = customers.get("ann@example.com").expect("it was made");
    let path = format!("/customers/{}", made["customer_id"]);
    assert_eq!(bob.ask("GET", &path, &Value::Null).0, 200);
    assert_eq!(bob.ask("DELETE", &path, &Value::Null).0 / 100, 2);
    assert!(customers.is_empty());
}

#[test]
fn many_clients_at_once_lose_nothing() {
    let vendor = Simulator::from_spec(SPEC).expect("it starts");
    thread::scope(|scope| {
        for client in 0..4 {
            let vendor = &vendor;
            scope.spawn(move || {
                let mut asks = Client::of(vendor);
                for number in 0..25 {
                    let sent =
                        json!({"email": format!("{client}-{number}@example.com"), "name": ""});
                    assert_eq!(asks.ask("POST", "/customers", &sent).0, 200);
                }
            });
        }
    });
    let all = vendor.records("customers").expect("a collection").all();
    let keys: BTreeSet<String> = all
        .iter()
        .map(|customer| customer["customer_id"].to_string())
        .collect();
    assert_eq!((all.len(), keys.len()), (100, 100));
}

#[test]
fn the_same_requests_to_the_same_seed_leave_the_same_records() {
    let left = |seed: u64| {
        let vendor = Simulator::builder(SPEC)
            .seed(seed)
            .start()
            .expect("it starts");
        let mut client = Client::of(&vendor);
        for name in ["Brakes", "Chain"] {
            client.ask("POST", "/repairs", &json!({ "title": name }));
            client.ask("POST", "/alarms", &json!({ "target": name }));
        }
        let ids = |collection: &str, member: &str| -> Vec<Value> {
            let records = vendor.records(collection).expect("a collection").all();
            records
                .iter()
                .map(|record| record[member].clone())
                .collect()
        };
        (
            ids("repairs", "repairId"),
            ids("alarms", "id"),
            ids("brands", "name"),
        )
    };
    assert_eq!(left(1), left(1));
    assert_ne!(left(1), left(2));
}
