//! The company's settings and its logo.

use axum::extract::{Multipart, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use crm::company::Company;
use crm::settings::{company, logo};
use crm::{Error, FieldError, acts};
use maud::{Markup, html};
use meta::types::Currency;

use super::{Administrator, Head};
use crate::app::App;
use crate::components::choices;
use crate::components::control::{Control, Form, mend, outcome};
use crate::components::icon::icon;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pairs::{Pairs, Posted};
use crate::who::Signed;

const AT: &str = "/admin/company";

/// `GET /admin/company`
pub async fn show(admin: Administrator) -> Markup {
    let form = form(&admin.snapshot.company);
    view(&admin, &form, &[])
}

/// `POST /admin/company`
pub async fn update(State(app): State<App>, admin: Administrator, Posted(typed): Posted) -> Result<Response, Failure> {
    let given = read(&typed, &admin.snapshot.company);
    let saved = match given {
        Err(errors) => Err(Error::Invalid(errors)),
        Ok(given) => {
            let write = app.crm().write(admin.actor(), "configure", move |work| {
                acts::summarise(work, "Changed the company's settings")?;
                company::save(work, given.clone())
            });
            write.await
        }
    };
    match outcome(saved)? {
        Ok(()) => Ok(flash::redirect(AT, News::done("Saved the company's settings"))),
        Err(errors) => Ok(mend(view(&admin, &Form::refused(typed, errors), &[]))),
    }
}

/// `POST /admin/company/logo`
pub async fn take_logo(
    State(app): State<App>,
    admin: Administrator,
    mut parts: Multipart,
) -> Result<Response, Failure> {
    let mut content = Vec::new();
    while let Ok(Some(part)) = parts.next_field().await {
        if part.name() == Some("file") {
            content = part.bytes().await.map(Vec::from).unwrap_or_default();
        }
    }
    let saved = if content.is_empty() {
        Err(Error::invalid("logo", "missing", "must be chosen first, and be at most 512 KB"))
    } else {
        let write = app.crm().write(admin.actor(), "configure", move |work| {
            acts::summarise(work, "Changed the logo")?;
            logo::save(work, &content)
        });
        write.await
    };
    match outcome(saved)? {
        Ok(()) => Ok(flash::redirect(AT, News::done("Changed the logo"))),
        Err(errors) => Ok(mend(view(&admin, &form(&admin.snapshot.company), &errors))),
    }
}

/// `POST /admin/company/logo/removal`
pub async fn remove_logo(State(app): State<App>, admin: Administrator) -> Result<Response, Failure> {
    let write = app.crm().write(admin.actor(), "configure", |work| {
        acts::summarise(work, "Removed the logo")?;
        logo::remove(work)
    });
    write.await?;
    Ok(flash::redirect(AT, News::done("Removed the logo")))
}

/// `GET /logo/{digest}`: the picture, for everybody signed in. The digest makes the address change with the picture.
pub async fn show_logo(
    State(app): State<App>,
    signed: Signed,
    Path(digest): Path<String>,
) -> Result<Response, Failure> {
    let current = app.crm().snapshot().company.logo.clone();
    let found = app.crm().read(&signed.actor, logo::get).await?;
    match found.filter(|_| current == Some(digest)) {
        Some((kind, content)) => {
            let kept = (header::CACHE_CONTROL, "private, max-age=31536000, immutable".to_string());
            Ok(([(header::CONTENT_TYPE, kind), kept], content).into_response())
        }
        None => Ok(StatusCode::NOT_FOUND.into_response()),
    }
}

/// The settings as they were typed; also for the set-up of a workspace.
pub fn read(typed: &Pairs, before: &Company) -> Result<Company, Vec<FieldError>> {
    let mut errors = Vec::new();
    let code = typed.text("base_currency").to_uppercase();
    let base_currency = Currency::parse(&code).unwrap_or_else(|| {
        errors.push(FieldError::new("base_currency", "invalid", "must be a three-letter code such as EUR"));
        before.base_currency
    });
    let number = |name: &str, known: u8| typed.get(name).map_or(known, |text| text.parse().unwrap_or_default());
    let company = Company {
        name: typed.text("name").to_string(),
        base_currency,
        default_country: typed.text("default_country").to_string(),
        time_zone: typed.text("time_zone").to_string(),
        week_start: number("week_start", before.week_start),
        fiscal_start: number("fiscal_start", before.fiscal_start),
        logo: before.logo.clone(),
    };
    if errors.is_empty() { Ok(company) } else { Err(errors) }
}

fn form(company: &Company) -> Form {
    Form::of([
        ("name", company.name.clone()),
        ("base_currency", company.base_currency.to_string()),
        ("default_country", company.default_country.clone()),
        ("time_zone", company.time_zone.clone()),
        ("week_start", company.week_start.to_string()),
        ("fiscal_start", company.fiscal_start.to_string()),
    ])
}

/// Currency, country and time zone: what a set-up asks too.
pub fn place(form: &Form) -> Markup {
    let currency = Control::new("base_currency", "Base currency").required();
    html! {
        (form.picker(currency.hint("Sums are made in it. It stays once there are amounts."), None,
            choices::currencies(form.typed.text("base_currency"))))
        (form.picker(Control::new("default_country", "Country").required(), None, choices::countries()))
        (form.picker(Control::new("time_zone", "Time zone").required().hint("Days begin and end in it."), None,
            choices::zones()))
    }
}

fn view(admin: &Administrator, form: &Form, of_logo: &[FieldError]) -> Markup {
    let content = html! {
        div.stack {
            form.form method="post" action=(AT) {
                (form.summary())
                fieldset.form-section {
                    legend { "Company" }
                    div.form-grid {
                        (form.text("text", Control::new("name", "Name").required().fill("organization")))
                        (place(form))
                        (form.select(Control::new("week_start", "Weeks begin on"), choices::weekdays()))
                        (form.select(Control::new("fiscal_start", "Fiscal year begins in"), choices::months()))
                    }
                }
                div.row { button.button.primary { "Save" } }
            }
            (logo_card(admin, of_logo))
        }
    };
    super::page(admin, Head::new(AT, "Company"), content)
}

fn logo_card(admin: &Administrator, errors: &[FieldError]) -> Markup {
    let form = Form { errors: errors.to_vec(), ..Form::default() };
    html! {
        section.card {
            div.card-header { h2 { "Logo" } }
            div.card-body.stack {
                (form.summary())
                @if let Some(digest) = &admin.snapshot.company.logo {
                    div.row {
                        img.logo src={ "/logo/" (digest) } alt="Your logo";
                        form method="post" action="/admin/company/logo/removal" {
                            button.button.quiet.small { (icon("trash-2")) "Remove" }
                        }
                    }
                }
                form.stack method="post" action="/admin/company/logo" enctype="multipart/form-data" data-upload {
                    div.dropzone data-dropzone {
                        (icon("upload"))
                        p { "A PNG or JPEG picture of at most 512 KB" }
                        input #f-logo type="file" name="file" accept="image/png,image/jpeg" required aria-label="Logo";
                    }
                    progress hidden value="0" aria-label="Uploading" {}
                    div.row { button.button { "Take this logo" } }
                }
            }
        }
    }
}
