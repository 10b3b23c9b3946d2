//! What the tests of several files need.

use crate::vendor::Vendor;

/// An invented vendor with a collection of things, and this in its document besides.
pub(super) fn vendor(more: &str) -> Vendor {
    let spec = format!(
        "openapi: 3.1.0
info: {{title: Orchard, version: '1'}}
servers: [{{url: 'https://orchard.example.com'}}]
paths:
  /things:
    get:
      tags: [Things]
      operationId: listThings
      summary: Lists things.
      responses: {{'200': {{description: All of them.}}}}
{more}
"
    );

    crate::builder::vendor_of(&spec)
}
