//! Exports: the records of a list as a file.

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use crm::Error;
use crm::exports::{self, Format, Order};
use words::said;

use crate::app::App;
use crate::failure::Failure;
use crate::pairs::Pairs;
use crate::stream;
use crate::who::Signed;

/// `GET /exports/{module}?format=csv|xlsx|json&find=&filter[…]=…`
pub async fn show(
    State(app): State<App>,
    signed: Signed,
    Path(module): Path<String>,
    pairs: Pairs,
) -> Result<Response, Failure> {
    let name = if pairs.text("format").is_empty() { "csv" } else { pairs.text("format") };
    let format = Format::parse(name).ok_or_else(|| Error::bad("format", "unknown", said!("exporting-format")))?;
    let kind = match format {
        Format::Csv => "text/csv; charset=utf-8",
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Format::Json => "application/json",
    };
    let file = format!("attachment; filename=\"{module}.{}\"", format.name());
    let filter = pairs.keeping(|name, _| name.starts_with("filter"));
    let find = Some(pairs.text("find").to_string()).filter(|words| !words.is_empty());
    let pairs = filter.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    let (actor, order) = (signed.actor, Order { module, format, pairs, find });
    let body = stream::written(&app, move |crm, out| exports::export(crm, &actor, &order, out).map(drop)).await?;
    Ok(([(CONTENT_TYPE, kind.to_string()), (CONTENT_DISPOSITION, file)], body).into_response())
}
