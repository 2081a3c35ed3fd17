//! What currencies are worth in the base currency, from a day on.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use crm::settings::rates;
use crm::{Error, FieldError, acts};
use maud::{Markup, html};
use meta::types::Currency;
use rust_decimal::Decimal;
use words::{Said, said};

use super::{Administrator, Head};
use crate::app::App;
use crate::components::control::{Control, Form, mend, outcome};
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::components::marked::{mark, marked};
use crate::components::{choices, empty, warning};
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pairs::{Pairs, Posted};

const AT: &str = "/admin/currencies";
/// The messages that label what is filled in about a rate.
const CALLED: &[(&str, &str)] =
    &[("currency", "currencies-currency"), ("rate", "currencies-rate"), ("since", "currencies-since")];

/// `GET /admin/currencies`
pub async fn index(State(app): State<App>, admin: Administrator) -> Result<Markup, Failure> {
    let formats = app.crm().read(admin.actor(), Formats::of).await?;
    let form = Form::of(admin.lang(), [("since", formats.today().to_string())]);
    Ok(view(&admin, &formats, &form))
}

/// `POST /admin/currencies`
pub async fn create(State(app): State<App>, admin: Administrator, Posted(typed): Posted) -> Result<Response, Failure> {
    let formats = app.crm().read(admin.actor(), Formats::of).await?;
    let saved = match read(&typed) {
        Err(errors) => Err(Error::Invalid(errors)),
        Ok((currency, since, rate)) => {
            let write = app.crm().write(admin.actor(), "configure", move |work| {
                acts::summarise(work, set(currency, since))?;
                rates::set(work, currency, since, rate)
            });
            write.await
        }
    };
    match outcome(saved)? {
        Ok(()) => Ok(flash::redirect(AT, News::done(said!("currencies-saved")))),
        Err(errors) => Ok(mend(view(&admin, &formats, &Form::refused(admin.lang(), typed, errors).calling(CALLED)))),
    }
}

/// `POST /admin/currencies/{currency}/{since}/removal`
pub async fn destroy(
    State(app): State<App>,
    admin: Administrator,
    Path((code, since)): Path<(String, NaiveDate)>,
) -> Result<Response, Failure> {
    let Some(currency) = Currency::parse(&code) else {
        return Ok(Failure::from(Error::NotFound(said!("page"))).into_response());
    };
    let write = app.crm().write(admin.actor(), "configure", move |work| {
        acts::summarise(work, removed(currency, since))?;
        rates::remove(work, currency, since)
    });
    write.await?;
    Ok(flash::redirect(AT, News::done(said!("currencies-removed", currency = currency.to_string()))))
}

fn set(currency: Currency, since: NaiveDate) -> Said {
    said!("currencies-act-set", currency = currency.to_string(), since = since.to_string())
}

fn removed(currency: Currency, since: NaiveDate) -> Said {
    said!("currencies-act-removed", currency = currency.to_string(), since = since.to_string())
}

fn read(typed: &Pairs) -> Result<(Currency, NaiveDate, Decimal), Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut refuse = |field: &str, detail: Said| errors.push(FieldError::new(field, "invalid", detail));
    let currency = Currency::parse(&typed.text("currency").to_uppercase());
    let since = typed.text("since").parse::<NaiveDate>();
    let rate = typed.text("rate").replace(',', ".").parse::<Decimal>();
    if currency.is_none() {
        refuse("currency", said!("currencies-not-a-code"));
    }
    if since.is_err() {
        refuse("since", said!("currencies-not-a-date"));
    }
    if rate.is_err() {
        refuse("rate", said!("currencies-not-a-number"));
    }
    match (currency, since, rate) {
        (Some(currency), Ok(since), Ok(rate)) => Ok((currency, since, rate)),
        _ => Err(errors),
    }
}

fn view(admin: &Administrator, formats: &Formats, form: &Form) -> Markup {
    let (lang, base) = (admin.lang(), admin.snapshot.company.base_currency);
    let about = lang.say(said!("currencies-about", base = mark(base.as_str())));
    let rate = lang.say(said!("currencies-rate-in", base = base.as_str()));
    let mut rates: Vec<_> = admin.snapshot.rates.rows().collect();
    rates.sort_by(|a, b| a.0.as_str().cmp(b.0.as_str()).then(b.1.cmp(&a.1)));
    let known = choices::currencies(form.typed.text("currency"), lang);
    let others = known.into_iter().filter(|(code, _)| *code != base.as_str());
    let content = html! {
        div.stack {
            p.muted { (marked(&about, |base| html! { strong { (base) } })) }
            (warning::unrated(&admin.snapshot, lang))
            form.form method="post" action=(AT) {
                (form.summary())
                div.form-line {
                    (form.select(Control::new("currency", lang.text("currencies-currency")).required(), others))
                    (form.text("text", Control::new("rate", &rate).required()))
                    (form.text("date", Control::new("since", lang.text("currencies-since")).required()))
                    button.button.primary { (icon("plus")) (lang.text("currencies-set")) }
                }
            }
            @if rates.is_empty() {
                (empty::empty("coins", lang.text("currencies-one"), lang.text("currencies-one-about"), html! {}))
            } @else { (table(formats, &rates)) }
        }
    };
    super::page(admin, Head::new(AT, lang.text("admin-currencies")), content)
}

fn table(formats: &Formats, rates: &[(Currency, NaiveDate, Decimal)]) -> Markup {
    let lang = formats.lang();
    let remove = |currency: &Currency, since: &NaiveDate| {
        lang.say(said!("currencies-remove", currency = currency.as_str(), since = formats.date(*since)))
    };
    html! {
        div.table-wrap {
            table.table.cards {
                thead { tr {
                    th.cell-title scope="col" { (lang.text("currencies-currency")) }
                    th scope="col" { (lang.text("currencies-since")) }
                    th.num scope="col" { (lang.text("currencies-rate")) }
                    th.cell-actions { span.visually-hidden { (lang.text("actions")) } }
                } }
                tbody {
                    @for (currency, since, rate) in rates {
                        tr {
                            td.cell-title { (currency) }
                            td data-label=(lang.text("currencies-since")) { (formats.date(*since)) }
                            td.num data-label=(lang.text("currencies-rate")) { (formats.number(&rate.normalize())) }
                            td.cell-actions {
                                form method="post" action={ (AT) "/" (currency) "/" (since) "/removal" } {
                                    button.icon-button aria-label=(remove(currency, since)) { (icon("trash-2")) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
