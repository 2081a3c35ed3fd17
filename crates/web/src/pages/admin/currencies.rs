//! What currencies are worth in the base currency, from a day on.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use crm::settings::rates;
use crm::{Error, FieldError, acts};
use maud::{Markup, html};
use meta::types::Currency;
use rust_decimal::Decimal;

use super::{Administrator, Head};
use crate::app::App;
use crate::components::control::{Control, Form, mend, outcome};
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::components::{choices, empty, warning};
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pairs::{Pairs, Posted};

const AT: &str = "/admin/currencies";

/// `GET /admin/currencies`
pub async fn index(State(app): State<App>, admin: Administrator) -> Result<Markup, Failure> {
    let formats = app.crm().read(admin.actor(), Formats::of).await?;
    let form = Form::of([("since", formats.today().to_string())]);
    Ok(view(&admin, &formats, &form))
}

/// `POST /admin/currencies`
pub async fn create(State(app): State<App>, admin: Administrator, Posted(typed): Posted) -> Result<Response, Failure> {
    let formats = app.crm().read(admin.actor(), Formats::of).await?;
    let saved = match read(&typed) {
        Err(errors) => Err(Error::Invalid(errors)),
        Ok((currency, since, rate)) => {
            let write = app.crm().write(admin.actor(), "configure", move |work| {
                acts::summarise(work, &format!("Set the rate of {currency} from {since}"))?;
                rates::set(work, currency, since, rate)
            });
            write.await
        }
    };
    match outcome(saved)? {
        Ok(()) => Ok(flash::redirect(AT, News::done("Saved the rate"))),
        Err(errors) => Ok(mend(view(&admin, &formats, &Form::refused(typed, errors)))),
    }
}

/// `POST /admin/currencies/{currency}/{since}/removal`
pub async fn destroy(
    State(app): State<App>,
    admin: Administrator,
    Path((code, since)): Path<(String, NaiveDate)>,
) -> Result<Response, Failure> {
    let Some(currency) = Currency::parse(&code) else {
        return Ok(Failure::from(Error::NotFound("currency".into())).into_response());
    };
    let write = app.crm().write(admin.actor(), "configure", move |work| {
        acts::summarise(work, &format!("Removed the rate of {currency} from {since}"))?;
        rates::remove(work, currency, since)
    });
    write.await?;
    Ok(flash::redirect(AT, News::done(format!("Removed the rate of {currency}"))))
}

fn read(typed: &Pairs) -> Result<(Currency, NaiveDate, Decimal), Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut refuse = |field: &str, detail: &str| errors.push(FieldError::new(field, "invalid", detail));
    let currency = Currency::parse(&typed.text("currency").to_uppercase());
    let since = typed.text("since").parse::<NaiveDate>();
    let rate = typed.text("rate").replace(',', ".").parse::<Decimal>();
    if currency.is_none() {
        refuse("currency", "must be a three-letter code such as EUR");
    }
    if since.is_err() {
        refuse("since", "must be a date");
    }
    if rate.is_err() {
        refuse("rate", "must be a number");
    }
    match (currency, since, rate) {
        (Some(currency), Ok(since), Ok(rate)) => Ok((currency, since, rate)),
        _ => Err(errors),
    }
}

fn view(admin: &Administrator, formats: &Formats, form: &Form) -> Markup {
    let base = admin.snapshot.company.base_currency;
    let mut rates: Vec<_> = admin.snapshot.rates.rows().collect();
    rates.sort_by(|a, b| a.0.as_str().cmp(b.0.as_str()).then(b.1.cmp(&a.1)));
    let others =
        || choices::currencies(form.typed.text("currency")).into_iter().filter(|(code, _)| *code != base.as_str());
    let content = html! {
        div.stack {
            p.muted {
                "Sums are made in " strong { (base) } ". An amount is converted at the last rate set by the day of its record: "
                "of an opportunity the close date, else the day it was made. When a rate changes, stored amounts follow within moments."
            }
            (warning::unrated(&admin.snapshot))
            form.form method="post" action=(AT) {
                (form.summary())
                div.form-line {
                    (form.select(Control::new("currency", "Currency").required(), others()))
                    (form.text("text", Control::new("rate", &format!("Rate, in {base}")).required()))
                    (form.text("date", Control::new("since", "Since").required()))
                    button.button.primary { (icon("plus")) "Set rate" }
                }
            }
            @if rates.is_empty() {
                (empty::empty("coins", "One currency so far", "Set the rate of another one, and amounts may be in it.", html! {}))
            } @else { (table(formats, &rates)) }
        }
    };
    super::page(admin, Head::new(AT, "Currencies"), content)
}

fn table(formats: &Formats, rates: &[(Currency, NaiveDate, Decimal)]) -> Markup {
    html! {
        div.table-wrap {
            table.table.cards {
                thead { tr {
                    th.cell-title scope="col" { "Currency" }
                    th scope="col" { "Since" }
                    th.num scope="col" { "Rate" }
                    th.cell-actions { span.visually-hidden { "Actions" } }
                } }
                tbody {
                    @for (currency, since, rate) in rates {
                        tr {
                            td.cell-title { (currency) }
                            td data-label="Since" { (formats.date(*since)) }
                            td.num data-label="Rate" { (formats.number(&rate.normalize())) }
                            td.cell-actions {
                                form method="post" action={ (AT) "/" (currency) "/" (since) "/removal" } {
                                    button.icon-button aria-label={ "Remove the rate of " (currency) " from " (formats.date(*since)) } {
                                        (icon("trash-2"))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
