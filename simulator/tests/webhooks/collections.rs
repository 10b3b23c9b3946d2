//! Collections of invented vendors, as paths of a spec.

/// A collection that can be listed and added to, and records that can be read, changed and deleted. A record has an id and these members,
/// in one line of YAML; those that are named come with every record and must be sent to make one.
pub(crate) fn collection(name: &str, tag: &str, required: &str, members: &str) -> String {
    let content = |schema: &str| format!("content: {{application/json: {{schema: {schema}}}}}");
    let item = format!(
        "{{type: object, required: [id, {required}], properties: {{id: {{type: string}}, {members}}}}}"
    );
    let one = content(&item);
    let all = content(&format!("{{type: array, items: {item}}}"));
    let input = content(&format!(
        "{{type: object, required: [{required}], properties: {{{members}}}}}"
    ));
    let changes = content(&format!("{{type: object, properties: {{{members}}}}}"));

    format!(
        "  /{name}:
    get: {{tags: [{tag}], operationId: list_{name}, summary: Lists them., responses: {{'200': {{description: All., {all}}}}}}}
    post:
      tags: [{tag}]
      operationId: create_{name}
      summary: Makes one.
      requestBody: {{required: true, {input}}}
      responses: {{'201': {{description: Made., {one}}}}}
  /{name}/{{id}}:
    parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
    get: {{tags: [{tag}], operationId: get_{name}, summary: Reads one., responses: {{'200': {{description: One., {one}}}}}}}
    patch:
      tags: [{tag}]
      operationId: update_{name}
      summary: Changes one.
      requestBody: {{required: true, {changes}}}
      responses: {{'200': {{description: Changed., {one}}}}}
    delete: {{tags: [{tag}], operationId: delete_{name}, summary: Deletes one., responses: {{'204': {{description: Gone.}}}}}}
"
    )
}
