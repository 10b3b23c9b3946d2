//! Three calls by openapi-generator's client.

use std::error::Error;

use client::apis::configuration::Configuration;
use client::apis::payroll_nz_api::{get_employee, get_employees, get_pay_runs};

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let configuration = Configuration {
        base_path: base.to_owned(),
        ..Configuration::new()
    };
    let list = get_employees(&configuration, id, None, Some(2)).await?;
    let one = get_employee(&configuration, id, id).await?;
    let runs = get_pay_runs(&configuration, id, None, None).await?;
    let name = one.employee.map(|employee| employee.first_name);

    Ok(format!(
        "{:?} {name:?} {:?}",
        list.employees.map(|list| list.len()),
        runs.pay_runs.map(|list| list.len())
    ))
}
