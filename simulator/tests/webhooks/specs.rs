//! Specs of invented vendors, put together from a head, calls and events.

/// A document with these quirks, paths and events, each indented as it stands there.
pub(crate) fn spec(quirks: &str, paths: &str, webhooks: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: Orchard, version: '1'}}\nservers: [{{url: 'https://orchard.example.com/api'}}]\n\
         {quirks}\npaths:\n{paths}\nwebhooks:\n{webhooks}\n"
    )
}

/// An event with a payload, in one line of YAML.
pub(crate) fn event(name: &str, schema: &str) -> String {
    format!(
        "  {name}: {{post: {{summary: It happened., requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}, \
         responses: {{'200': {{description: Received.}}}}}}}}\n"
    )
}
