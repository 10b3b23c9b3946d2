//! The texts that are read.

/// A record of forty members.
pub(crate) fn record(number: i64) -> String {
    format!(
        r#"{{"identifier":"yKQhJZ9B7PTT85kWc","driver":"FEn9BJz93svSNPx7p","name":"Liam","day":"2026-03-31","jobs":1,"number":{number},
        "kind":"CALL OUT","document":"H-017623","order":3,"customer":"The Green Sleeve","latitude":57.14369,"longitude":-2.09814,
        "site":"The Green Sleeve","address":"999 West High Street","post_code":"AB51 3QR","city":"INVERURIE",
        "observations":"Contact: John, 555-0100 \r\n Side of the shop\r\nAccess 9am - 5.30pm\r\nNo parking onsite ","person":"John",
        "phone":"555-0100","mandatory":true,"priority":3,"shows_items":true,"hides_details":false,"hides_delivery":false,"signee":"John",
        "email":"john@example.com","territory":"AB-Aberdeen","buttons":true,"mobile":true,"score":true,"country":"GB",
        "company":"LPeaJNaLQT6RqcFdt","confirmed":true,"in_progress":false,"closed":true,"skipped":false,"duration":2100,
        "created":"2026-03-09 15:48:17","modified":"2026-03-24 15:45:38","skills":["Plumber","Hot water technician","Installer"]}}"#
    )
}

/// The members of an object in another order, the same one each time.
pub(crate) fn shuffled(object: &str) -> String {
    let value: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(object).expect("an object");
    let mut members: Vec<_> = value.into_iter().collect();
    let mut state = 88_172_645_463_325_252_u64;
    for position in (1..members.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        members.swap(
            position,
            usize::try_from(state % (position as u64 + 1)).expect("a position"),
        );
    }
    let members: Vec<String> = members
        .iter()
        .map(|(name, value)| format!("{}:{value}", serde_json::Value::from(name.as_str())))
        .collect();

    format!("{{{}}}", members.join(","))
}
