//! Three calls by openapi-to-rust's client.

use std::error::Error;

use client::generated::HttpClient;

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = HttpClient::new().with_base_url(base);
    let list = client.get_employees(None::<&str>, Some(2), id).await?;
    let one = client.get_employee(id, id).await?;
    let runs = client.get_pay_runs(None, None, id).await?;
    let name = one.employee.map(|employee| employee.first_name);

    Ok(format!(
        "{:?} {name:?} {:?}",
        list.employees.map(|list| list.len()),
        runs.pay_runs.map(|list| list.len())
    ))
}
