//! Three calls by oas3-gen's client.

use std::error::Error;

use client::{
    ApiResponse, GetEmployeeRequest, GetEmployeeRequestHeader, GetEmployeeRequestPath,
    GetEmployeesRequest, GetEmployeesRequestHeader, GetEmployeesRequestQuery, GetPayRunsRequest,
    GetPayRunsRequestHeader, GetPayRunsRequestQuery, XeroPayrollNzClient,
};

pub async fn run(base: &str, id: &str) -> Result<String, Box<dyn Error>> {
    let client = XeroPayrollNzClient::with_base_url(base)?;
    let xero_tenant_id = || id.to_owned();
    let request = GetEmployeesRequest {
        query: GetEmployeesRequestQuery {
            page: Some(2),
            ..GetEmployeesRequestQuery::default()
        },
        header: GetEmployeesRequestHeader {
            xero_tenant_id: xero_tenant_id(),
        },
    };
    let list = ok(client.get_employees(request).await?)?;
    let request = GetEmployeeRequest {
        path: GetEmployeeRequestPath {
            employee_id: id.parse()?,
        },
        header: GetEmployeeRequestHeader {
            xero_tenant_id: xero_tenant_id(),
        },
    };
    let one = ok(client.get_employee(request).await?)?;
    let request = GetPayRunsRequest {
        query: GetPayRunsRequestQuery::default(),
        header: GetPayRunsRequestHeader {
            xero_tenant_id: xero_tenant_id(),
        },
    };
    let runs = ok(client.get_pay_runs(request).await?)?;
    let name = one.employee.map(|employee| employee.first_name);

    Ok(format!(
        "{:?} {name:?} {:?}",
        list.employees.map(|list| list.len()),
        runs.pay_runs.map(|list| list.len())
    ))
}

fn ok<Value, Failure>(answer: ApiResponse<Value, Failure>) -> Result<Value, Box<dyn Error>> {
    match answer {
        ApiResponse::Ok(value) => Ok(value),
        _ => Err("refused".into()),
    }
}
