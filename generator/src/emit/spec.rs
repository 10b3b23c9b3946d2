//! The document itself: a crate carries a copy of it, and hands it out as text behind the feature `spec`.
//!
//! Only the place of the copy is known here, by the name of the document. The text is no part of the model: who has it adds the file.

use std::path::Path;

use crate::model::Api;

/// Where copies of documents stand in crates. They are the documents byte for byte, so none of them carries the banner.
pub const COPIES: [&str; 2] = ["spec.json", "spec.yaml"];

/// Where the crate of an API carries the copy of its document: as YAML, unless the document's name says that it is JSON.
pub fn copy_place(api: &Api) -> &'static str {
    let [json, yaml] = COPIES;
    let extension = Path::new(&api.spec_path).extension();

    if extension.is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        json
    } else {
        yaml
    }
}

/// The constant that holds the document, for `src/lib.rs`.
pub(super) fn constant(api: &Api) -> String {
    format!(
        "/// The spec that this crate was generated from, as text: an OpenAPI document with quirks.\n\
         ///\n\
         /// It is there with the feature `spec`, for whatever works from the spec and shall need no file: above all a simulated vendor,\n\
         /// served from it in tests.\n\
         #[cfg(feature = \"spec\")]\n\
         pub const SPEC: &str = include_str!(\"../{}\");\n",
        copy_place(api)
    )
}
