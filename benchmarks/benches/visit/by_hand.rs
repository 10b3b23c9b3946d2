//! A visit as a careful person writes it by hand with serde's derive: the same members, the same wire forms.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::forms;

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[expect(clippy::struct_field_names, reason = "names of the vendor")]
pub(crate) struct Visit {
    #[serde(
        rename = "_id",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::id"
    )]
    pub(crate) internal_id: Option<String>,
    #[serde(
        rename = "driverId",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::id"
    )]
    pub(crate) driver_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "forms::day")]
    pub(crate) date: Option<Date>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::number_id"
    )]
    pub(crate) id: Option<String>,
    #[serde(rename = "docType", default, skip_serializing_if = "Option::is_none")]
    pub(crate) doc_type: Option<String>,
    #[serde(rename = "docNo", default, skip_serializing_if = "Option::is_none")]
    pub(crate) doc_no: Option<String>,
    #[serde(
        rename = "serviceOrder",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) service_order: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) customer: Option<String>,
    #[serde(
        rename = "siteId",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::id"
    )]
    pub(crate) site_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) lat: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) lng: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) site: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) address: Option<String>,
    #[serde(rename = "postCode", default, skip_serializing_if = "Option::is_none")]
    pub(crate) post_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) city: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) obs: Option<String>,
    #[serde(
        rename = "contactPerson",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) contact_person: Option<String>,
    #[serde(
        rename = "contactPhone",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) contact_phone: Option<String>,
    #[serde(
        rename = "emailMandatory",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::flag"
    )]
    pub(crate) email_mandatory: Option<bool>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::integer"
    )]
    pub(crate) priority: Option<i64>,
    #[serde(
        rename = "showItemsOnOrderSection",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::flag"
    )]
    pub(crate) show_items_on_order_section: Option<bool>,
    #[serde(
        rename = "hideEquipmentDetails",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::flag"
    )]
    pub(crate) hide_equipment_details: Option<bool>,
    #[serde(
        rename = "hideDeliveryItemsSection",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::flag"
    )]
    pub(crate) hide_delivery_items_section: Option<bool>,
    #[serde(
        rename = "signeeName",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) signee_name: Option<String>,
    #[serde(
        rename = "signeeEmail",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) signee_email: Option<String>,
    #[serde(
        rename = "subContractorIds",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) sub_contractor_ids: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) territory: Option<String>,
    #[serde(
        rename = "useStartPauseStopStyleButtonsInJobs",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::flag"
    )]
    pub(crate) use_start_pause_stop_style_buttons_in_jobs: Option<bool>,
    #[serde(
        rename = "inMobileApp",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::flag"
    )]
    pub(crate) in_mobile_app: Option<bool>,
    #[serde(
        rename = "NPSMandatory",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::flag"
    )]
    pub(crate) nps_mandatory: Option<bool>,
    #[serde(
        rename = "precedencePriorityVisit",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::flag"
    )]
    pub(crate) precedence_priority_visit: Option<bool>,
    #[serde(
        rename = "closeVisitOnLastJobClose",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::flag"
    )]
    pub(crate) close_visit_on_last_job_close: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) country: Option<String>,
    #[serde(rename = "companyId", default, skip_serializing_if = "Option::is_none")]
    pub(crate) company_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) time_windows: Option<Vec<TimeWindow>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) required_skills: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) allowed_vehicles: Option<Vec<String>>,
    #[serde(
        rename = "confirmClose",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::flag"
    )]
    pub(crate) confirm_close: Option<bool>,
    #[serde(
        rename = "inProgress",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::flag"
    )]
    pub(crate) in_progress: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "forms::flag")]
    pub(crate) closed: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "forms::flag")]
    pub(crate) skipped: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) duration: Option<i64>,
    #[serde(rename = "totalJobs", default, skip_serializing_if = "Option::is_none")]
    pub(crate) total_jobs: Option<i64>,
    #[serde(
        rename = "showDiscountAndBonusOnItemsOnOrder",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::flag"
    )]
    pub(crate) show_discount_and_bonus_on_items_on_order: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) signature: Option<String>,
    #[serde(
        rename = "signeeRating",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::integer"
    )]
    pub(crate) signee_rating: Option<i64>,
    #[serde(
        rename = "closeDate",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::minutes"
    )]
    pub(crate) close_date: Option<DateTime>,
    #[serde(
        rename = "skippedReasonId",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::id"
    )]
    pub(crate) skipped_reason_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", with = "forms::flag")]
    pub(crate) servicing: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) geocoding: Option<serde_json::Value>,
    #[serde(
        rename = "hasChangesToSync",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::flag"
    )]
    pub(crate) has_changes_to_sync: Option<bool>,
    #[serde(
        rename = "appClientVersion",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) app_client_version: Option<String>,
    #[serde(
        rename = "createdAt",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::seconds"
    )]
    pub(crate) created_at: Option<DateTime>,
    #[serde(
        rename = "createdUser",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) created_user: Option<String>,
    #[serde(
        rename = "modifieddAt",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::seconds"
    )]
    pub(crate) modified_at: Option<DateTime>,
    #[serde(
        rename = "modifyUser",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) modify_user: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) lines: Option<Vec<VisitLine>>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct VisitLine {
    #[serde(
        rename = "actionItem",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) action_item: Option<bool>,
    #[serde(
        rename = "allowRebrand",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) allow_rebrand: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) brand: Option<String>,
    #[serde(
        rename = "brandId",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::number_id"
    )]
    pub(crate) brand_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    #[serde(rename = "hasBatch", default, skip_serializing_if = "Option::is_none")]
    pub(crate) has_batch: Option<bool>,
    #[serde(rename = "hasReturn", default, skip_serializing_if = "Option::is_none")]
    pub(crate) has_return: Option<bool>,
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::number_id"
    )]
    pub(crate) id: Option<String>,
    #[serde(
        rename = "itemId",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::number_id"
    )]
    pub(crate) item_id: Option<String>,
    #[serde(rename = "jobType", default, skip_serializing_if = "Option::is_none")]
    pub(crate) job_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) location: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) model: Option<String>,
    #[serde(
        rename = "modelId",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::number_id"
    )]
    pub(crate) model_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) qty: Option<f64>,
    #[serde(rename = "serialNr", default, skip_serializing_if = "Option::is_none")]
    pub(crate) serial_nr: Option<String>,
    #[serde(
        rename = "serialNrId",
        default,
        skip_serializing_if = "Option::is_none",
        with = "forms::number_id"
    )]
    pub(crate) serial_nr_id: Option<String>,
    #[serde(rename = "extraData", default, skip_serializing_if = "Option::is_none")]
    pub(crate) extra_data: Option<Vec<ExtraField>>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct ExtraField {
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub(crate) kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) caption: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) max: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) min: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) pattern: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) step: Option<f64>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct TimeWindow {
    #[serde(
        rename = "recordsUpdated",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) earliest: Option<i64>,
    #[serde(
        rename = "recordsInserted",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub(crate) latest: Option<i64>,
}
