//! What an answer to a delivery means to the vendor, as its document says.

use std::time::Duration;

use brogue_runtime::http::StatusCode;
use brogue_runtime::webhook::Delivery;

#[test]
fn an_answer_means_what_the_vendor_says() {
    const SILENT: Delivery = Delivery::new();
    const TOLD: Delivery = Delivery::new()
        .failure(&[(400, 499), (503, 503)])
        .disables(&[410])
        .retried_for(Duration::from_secs(3 * 86_400))
        .late(Duration::from_secs(300));

    for (status, fails_silently, fails_as_told, disables) in [
        (200, false, false, false),
        (Delivery::ACCEPT.as_u16(), false, false, false),
        (302, true, false, false),
        (400, true, true, false),
        (410, true, true, true),
        (499, true, true, false),
        (500, true, false, false),
        (Delivery::FAIL.as_u16(), true, true, false),
    ] {
        let code = StatusCode::from_u16(status).unwrap();
        assert_eq!(SILENT.is_failure(code), fails_silently, "{status}");
        assert_eq!(TOLD.is_failure(code), fails_as_told, "{status}");
        assert_eq!(TOLD.is_disabled_by(code), disables, "{status}");
        assert!(!SILENT.is_disabled_by(code), "{status}");
    }
    assert_eq!(TOLD.retry_time(), Some(Duration::from_secs(3 * 86_400)));
    assert_eq!(TOLD.lateness(), Some(Duration::from_secs(300)));
    assert_eq!((SILENT.retry_time(), SILENT.lateness()), (None, None));
}
