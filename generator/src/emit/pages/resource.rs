//! The page of a resource: its calls, one after the other.

use crate::model::Resource;

use super::html::Html;
use super::site::{Site, page_of, place};
use super::{cells, frame, operation};

/// The page.
pub(super) fn page(site: &Site<'_>, resource: &Resource) -> String {
    frame::page(site, &page_of(resource), resource.name.as_str(), |html| {
        html.words("h1", &[], resource.name.as_str());
        cells::doc(html, &resource.doc);
        if resource.operations.len() > 1 {
            index(html, resource);
        }
        for one in &resource.operations {
            operation::section(html, site, resource, one);
        }
    })
}

/// The calls by method and path, as who comes from the vendor's document looks for them.
fn index(html: &mut Html, resource: &Resource) {
    html.element("nav", &[("aria-label", "Calls")], |html| {
        html.element("ul", &[("class", "index")], |html| {
            for operation in &resource.operations {
                html.element("li", &[], |html| {
                    let address = format!("#{}", operation.method_name);
                    html.element("a", &[("href", &address)], |html| {
                        html.name(&place(operation));
                    });
                });
            }
        });
    });
}
