//! What is done to many records of a list: to those ticked at once, to all that match as a job that can be watched.

mod form;
mod picked;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use crm::bulk::{self, Deed, Order, Tally, Which};
use crm::{Error, Work};
use words::{Said, said};

pub use form::control;

use self::picked::Picked;
use super::Scene;
use crate::app::App;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pairs::{Pairs, Posted};
use crate::who::Signed;

/// What a posted list leads to.
enum Wanted {
    /// The form in which a change is chosen, with what is wrong with it.
    Form(Box<form::Sheet>),
    /// Something to be done.
    Order(Picked, Order),
    /// A file of the records.
    File(String),
    /// Nothing was ticked.
    Nothing(String),
}

/// `POST /{module}/bulk`: `act` is `edit` or `assign` for the form, then `change`; or `delete`, or `export`.
pub async fn act(
    State(app): State<App>,
    signed: Signed,
    Path(module): Path<String>,
    Posted(pairs): Posted,
) -> Result<Response, Failure> {
    let wanted = app.crm().read(&signed.actor, move |work| wanted(work, &module, &pairs)).await?;
    match wanted {
        Wanted::Nothing(back) => Ok(flash::redirect(&back, News::refused(said!("bulk-tick-first")))),
        Wanted::File(address) => Ok(Redirect::to(&address).into_response()),
        Wanted::Form(sheet) => {
            let status = if sheet.is_refused() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            Ok((status, form::page(&signed, &sheet)).into_response())
        }
        Wanted::Order(picked, order) => perform(&app, signed, picked, order).await,
    }
}

fn wanted(work: &mut Work, module: &str, pairs: &Pairs) -> crm::Result<Wanted> {
    let scene = Scene::set(work, module)?;
    let Some(picked) = Picked::read(&scene, pairs)? else {
        return Ok(Wanted::Nothing(picked::back(&scene, pairs)));
    };
    let module = scene.module.key.to_string();
    let order = |deed| Order { module: module.clone(), which: picked.which.clone(), deed };
    let form = |work: &mut Work, scene, pairs: &Pairs, errors| {
        form::read(work, scene, picked.clone(), pairs, errors).map(|sheet| Wanted::Form(Box::new(sheet)))
    };
    match pairs.text("act") {
        "delete" => Ok(Wanted::Order(picked.clone(), order(Deed::Delete))),
        "export" => Ok(Wanted::File(picked.file(&scene))),
        "edit" => form(work, scene, pairs, Vec::new()),
        "assign" => form(work, scene, &pairs.with("field", "owner"), Vec::new()),
        "change" => match form::deed(&scene, pairs) {
            Ok(deed) => Ok(Wanted::Order(picked.clone(), order(deed))),
            Err(errors) => form(work, scene, pairs, errors),
        },
        _ => Err(Error::bad("act", "unknown", said!("bulk-unknown-act"))),
    }
}

async fn perform(app: &App, signed: Signed, picked: Picked, order: Order) -> Result<Response, Failure> {
    match &order.which {
        Which::Chosen(ids) if ids.len() <= bulk::PART => {
            let kind = order.deed.kind();
            let done = app.crm().write(&signed.actor, kind, move |work| {
                let tally = bulk::at_once(work, &order)?;
                Ok((words(&Scene::set(work, &order.module)?, &order.deed, &tally), tally.done > 0, work.act))
            });
            let (said, changed, act) = done.await?;
            let news = if changed { News::undoable(said, act) } else { News::refused(said) };
            Ok(flash::redirect(&picked.back, news))
        }
        _ => {
            let actor = signed.actor;
            let act = app.run(move |crm| bulk::begin(crm, &actor, order)).await?;
            Ok(Redirect::to(&format!("/acts/{act}")).into_response())
        }
    }
}

/// A tally in sentences.
fn words(scene: &Scene, deed: &Deed, tally: &Tally) -> Said {
    let name = if tally.done == 1 { scene.one() } else { scene.many() };
    let mut said = vec![match deed {
        Deed::Delete => said!("bulk-deleted", count = tally.done, modules = name),
        _ => said!("bulk-changed", count = tally.done, modules = name),
    }];
    if tally.unchanged > 0 {
        said.push(said!("bulk-unchanged", count = tally.unchanged));
    }
    if let Some(first) = tally.named.first() {
        said.push(said!("bulk-left", count = tally.left, why = first.why.clone()));
    }
    Said::all(said)
}
