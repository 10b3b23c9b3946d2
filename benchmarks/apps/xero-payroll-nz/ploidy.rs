//! Three calls by ploidy's client.

use std::error::Error;

use client::Client;
use client::client::default::parameters::{GetEmployeesQuery, GetPayRunsQuery};
use client::util::absent::AbsentOr;

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = Client::new(base)?.with_header("Xero-Tenant-Id", id)?;
    let query = GetEmployeesQuery {
        page: Some(2),
        ..GetEmployeesQuery::default()
    };
    let list = client.get_employees(&query).await?;
    let one = client.get_employee(id).await?;
    let runs = client.get_pay_runs(&GetPayRunsQuery::default()).await?;
    let name = present(one.employee).map(|employee| employee.first_name);

    Ok(format!(
        "{:?} {name:?} {:?}",
        present(list.employees).map(|list| list.len()),
        present(runs.pay_runs).map(|list| list.len())
    ))
}

fn present<Value>(value: AbsentOr<Value>) -> Option<Value> {
    match value {
        AbsentOr::Present(value) => Some(value),
        AbsentOr::Absent | AbsentOr::Null => None,
    }
}
