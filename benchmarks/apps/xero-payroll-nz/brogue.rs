//! Three calls by Brogue's client.

use std::error::Error;

use client::{Client, OAuthCredentials};

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let credentials = OAuthCredentials::new().access_token("a token");
    let client = Client::builder().base_url(base).oauth(credentials);
    let client = client.build()?;
    let list = client.payroll_nz().get_employees(id).page(2).await?;
    let one = client.payroll_nz().get_employee(id, id).await?;
    let runs = client.payroll_nz().get_pay_runs(id).await?;
    let name = one.employee.map(|employee| employee.first_name);

    Ok(format!(
        "{:?} {name:?} {:?}",
        list.employees.map(|list| list.len()),
        runs.pay_runs.map(|list| list.len())
    ))
}
