//! Three calls by progenitor's client.

use std::error::Error;

use client::Client;

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = Client::new(base);
    let list = client.get_employees(None, Some(2), id).await?.into_inner();
    let one = client.get_employee(&id.parse()?, id).await?.into_inner();
    let runs = client.get_pay_runs(None, None, id).await?.into_inner();
    let name = one.employee.map(|employee| employee.first_name);

    Ok(format!(
        "{} {name:?} {}",
        list.employees.len(),
        runs.pay_runs.len()
    ))
}
