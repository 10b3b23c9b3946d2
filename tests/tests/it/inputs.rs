//! What vendors are sent, as several suites send it: whole bodies with everything in them. The people are invented.

use geonext::types::{AddressInput, ClientInput, MobilePhoneInput};
use jiff::civil::date;
use jobbers::types::{ClientInputRequired, ClientUpdate, ClientUpdateRequired};
use letsjobit::types::{
    ExtraFieldInput, ExtraFieldKind, RequiredMark, TimeWindow, VisitInput, VisitInputRequired,
    VisitLineInput,
};

/// A client with everything but a picture.
pub(crate) fn geonext_client() -> ClientInput {
    let home = AddressInput::new()
        .unit_number("3")
        .address1("12 Harbor St & Co")
        .city("Springfield")
        .country("NZ")
        .latitude(-36.848_5)
        .longitude(174.763_3);
    let mut mail = AddressInput::new();
    mail.address1 = Some("PO Box 7".to_owned());
    mail.postcode = Some("1010".to_owned());

    ClientInput::new()
        .first_name("Ana")
        .last_name("Ng")
        .company_name("Harbor Bakery")
        .email("ana@example.com")
        .date_of_birth("1990-04-01")
        .mobile_number("555 0100")
        .landline_number("555 0101")
        .country("NZ")
        .physical_address(home)
        .mailing_address(mail)
        .mobile_phones([
            MobilePhoneInput::new("555 0100").primary_contact(true),
            MobilePhoneInput::new("555 0102")
                .id("10")
                .primary_contact(false),
        ])
        .fax("555 0103")
        .website("https://bakery.example.com")
        .business_type("Bakery")
        .lead_source("Fair")
        .notes("Back door")
        .billed_client_id(116)
        .alternative_contact_id(115)
        .code("C-117")
        .medical_conditions("none")
        .budget(40)
}

/// A client to register, with what is required.
pub(crate) fn jobbers_client() -> jobbers::types::ClientInput {
    jobbers::types::ClientInput::from(ClientInputRequired {
        email: "ana@example.com".to_owned(),
        first_name: "Ana".to_owned(),
        last_name: "Example".to_owned(),
        phone_prefix: "+33".to_owned(),
        phone: "555010199".to_owned(),
        address: "12 Example Street".to_owned(),
        zip_code: "75015".to_owned(),
        city: "Paris".to_owned(),
        country: "FR".to_owned(),
        optin: true,
        cgu: true,
    })
}

/// A change of everything that a change must say.
pub(crate) fn jobbers_client_update() -> ClientUpdate {
    ClientUpdate::from(ClientUpdateRequired {
        email: "ana@example.com".to_owned(),
        first_name: "Ana".to_owned(),
        last_name: "Sample".to_owned(),
        phone_prefix: "+33".to_owned(),
        phone: "555010100".to_owned(),
        address: "12 Example Street".to_owned(),
        zip_code: "75015".to_owned(),
        city: "Paris".to_owned(),
        country: "FR".to_owned(),
        optin: true,
    })
}

/// A visit with what is required.
pub(crate) fn letsjobit_least_visit() -> VisitInput {
    VisitInput::from(VisitInputRequired {
        driver_id: "dH7sK4cVb9NyX1fGt".into(),
        date: date(2030, 5, 14),
        id: 40017.into(),
        doc_no: "T-004017".to_owned(),
        customer: "Harbor \"Best\" Bakery".to_owned(),
        address: "12 Example Street".to_owned(),
        city: "EXAMPLETON".to_owned(),
        company_id: "cM6jP2wEa8QzU4hRy".to_owned(),
    })
}

/// A visit with members of every kind and two lines, one with an extra field of this kind.
pub(crate) fn letsjobit_visit(kind: ExtraFieldKind) -> VisitInput {
    letsjobit_least_visit()
        .site_id("7001")
        .lat(57.25)
        .lng(-2.0)
        .obs("Ring twice\r\n\u{1f6aa} left")
        .priority(3)
        .email_mandatory(true)
        .closed(false)
        .required_skills(["Electrician", "Installer"])
        .sub_contractor_ids(Vec::<String>::new())
        .time_windows([TimeWindow::new().earliest(30_600).latest(64_800)])
        .member("colour", "red")
        .lines([
            VisitLineInput::new(true, "Replace the thermostat")
                .brand_id(12)
                .has_return(true)
                .qty(1.5)
                .extra_data([
                    ExtraFieldInput::new(ExtraFieldKind::Number, "Temperature", "temperature")
                        .value("180.5")
                        .required(RequiredMark::Required)
                        .max(300)
                        .step(0.5),
                    ExtraFieldInput::new(kind, "Code", "code"),
                ]),
            VisitLineInput::new(false, "Thermostat"),
        ])
}
