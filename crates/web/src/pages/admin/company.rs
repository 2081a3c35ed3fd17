//! The company's settings and its logo.

use axum::extract::{Multipart, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use crm::company::Company;
use crm::settings::{company, logo};
use crm::{Error, FieldError, acts};
use maud::{Markup, html};
use meta::types::Currency;
use words::{Language, said};

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
/// The messages that label what is filled in about the company.
const CALLED: &[(&str, &str)] = &[
    ("name", "name"),
    ("base_currency", "company-base-currency"),
    ("default_country", "address-country"),
    ("time_zone", "company-time-zone"),
    ("week_start", "company-week-start"),
    ("fiscal_start", "company-fiscal-start"),
    ("logo", "company-logo"),
];

/// `GET /admin/company`
pub async fn show(admin: Administrator) -> Markup {
    let form = form(&admin.snapshot.company, admin.lang());
    view(&admin, &form, &[])
}

/// `POST /admin/company`
pub async fn update(State(app): State<App>, admin: Administrator, Posted(typed): Posted) -> Result<Response, Failure> {
    let given = read(&typed, &admin.snapshot.company);
    let saved = match given {
        Err(errors) => Err(Error::Invalid(errors)),
        Ok(given) => {
            let write = app.crm().write(admin.actor(), "configure", move |work| {
                acts::summarise(work, said!("company-act-changed"))?;
                company::save(work, given.clone())
            });
            write.await
        }
    };
    match outcome(saved)? {
        Ok(()) => Ok(flash::redirect(AT, News::done(said!("company-saved")))),
        Err(errors) => Ok(mend(view(&admin, &Form::refused(admin.lang(), typed, errors).calling(CALLED), &[]))),
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
        Err(Error::invalid("logo", "missing", said!("company-logo-missing")))
    } else {
        let write = app.crm().write(admin.actor(), "configure", move |work| {
            acts::summarise(work, said!("company-act-logo"))?;
            logo::save(work, &content)
        });
        write.await
    };
    match outcome(saved)? {
        Ok(()) => Ok(flash::redirect(AT, News::done(said!("company-logo-changed")))),
        Err(errors) => Ok(mend(view(&admin, &form(&admin.snapshot.company, admin.lang()), &errors))),
    }
}

/// `POST /admin/company/logo/removal`
pub async fn remove_logo(State(app): State<App>, admin: Administrator) -> Result<Response, Failure> {
    let write = app.crm().write(admin.actor(), "configure", |work| {
        acts::summarise(work, said!("company-act-logo-removed"))?;
        logo::remove(work)
    });
    write.await?;
    Ok(flash::redirect(AT, News::done(said!("company-logo-removed"))))
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
        errors.push(FieldError::new("base_currency", "invalid", said!("currencies-not-a-code")));
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

fn form(company: &Company, lang: Language) -> Form {
    Form::of(
        lang,
        [
            ("name", company.name.clone()),
            ("base_currency", company.base_currency.to_string()),
            ("default_country", company.default_country.clone()),
            ("time_zone", company.time_zone.clone()),
            ("week_start", company.week_start.to_string()),
            ("fiscal_start", company.fiscal_start.to_string()),
        ],
    )
}

/// Currency, country and time zone: what a set-up asks too.
pub fn place(form: &Form) -> Markup {
    let lang = form.lang;
    let currency = Control::new("base_currency", lang.text("company-base-currency")).required();
    html! {
        (form.picker(currency.hint(lang.text("company-base-currency-hint")), None,
            choices::currencies(form.typed.text("base_currency"), lang)))
        (form.picker(Control::new("default_country", lang.text("address-country")).required(), None, choices::countries(lang)))
        (form.picker(Control::new("time_zone", lang.text("company-time-zone")).required().hint(lang.text("company-time-zone-hint")),
            None, choices::zones()))
    }
}

fn view(admin: &Administrator, form: &Form, of_logo: &[FieldError]) -> Markup {
    let lang = admin.lang();
    let content = html! {
        div.stack {
            form.form method="post" action=(AT) {
                (form.summary())
                fieldset.form-section {
                    legend { (lang.text("admin-company")) }
                    div.form-grid {
                        (form.text("text", Control::new("name", lang.text("name")).required().fill("organization")))
                        (place(form))
                        (form.select(Control::new("week_start", lang.text("company-week-start")), choices::weekdays(lang)))
                        (form.select(Control::new("fiscal_start", lang.text("company-fiscal-start")), choices::months(lang)))
                    }
                }
                div.row { button.button.primary { (lang.text("save")) } }
            }
            (logo_card(admin, of_logo))
        }
    };
    super::page(admin, Head::new(AT, lang.text("admin-company")), content)
}

fn logo_card(admin: &Administrator, errors: &[FieldError]) -> Markup {
    let lang = admin.lang();
    let form = Form { errors: errors.to_vec(), ..Form::empty(lang).calling(CALLED) };
    html! {
        section.card {
            div.card-header { h2 { (lang.text("company-logo")) } }
            div.card-body.stack {
                (form.summary())
                @if let Some(digest) = &admin.snapshot.company.logo {
                    div.row {
                        img.logo src={ "/logo/" (digest) } alt=(lang.text("company-your-logo"));
                        form method="post" action="/admin/company/logo/removal" {
                            button.button.quiet.small { (icon("trash-2")) (lang.text("remove")) }
                        }
                    }
                }
                form.stack method="post" action="/admin/company/logo" enctype="multipart/form-data" data-upload {
                    div.dropzone data-dropzone {
                        (icon("upload"))
                        p { (lang.text("company-logo-hint")) }
                        input #f-logo type="file" name="file" accept="image/png,image/jpeg" required
                            aria-label=(lang.text("company-logo"));
                    }
                    progress hidden value="0" aria-label=(lang.text("company-uploading")) {}
                    div.row { button.button { (lang.text("company-logo-take")) } }
                }
            }
        }
    }
}
