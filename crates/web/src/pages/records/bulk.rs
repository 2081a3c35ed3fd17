//! What is done to several records at once, as one act that can be taken back.

use axum::extract::{Path, State};
use axum::response::Response;
use crm::{Error, Work, acts, records};
use uuid::Uuid;

use super::Scene;
use super::edit::local;
use crate::app::App;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pairs::Posted;
use crate::who::Signed;

/// Most records at once.
const MOST: usize = 500;

/// `POST /{module}/bulk`
pub async fn act(
    State(app): State<App>,
    signed: Signed,
    Path(module): Path<String>,
    Posted(pairs): Posted,
) -> Result<Response, Failure> {
    let home = format!("/{module}");
    let back = local(pairs.text("back")).unwrap_or(&home).to_string();
    let ids: Vec<Uuid> = pairs.all("id").filter_map(|id| Uuid::try_parse(id).ok()).take(MOST).collect();
    if ids.is_empty() {
        return Ok(flash::redirect(&back, News::refused("Tick some records first")));
    }
    if pairs.text("act") != "delete" {
        return Err(Error::bad("act", "unknown", "is not something that can be done to several").into());
    }
    let done = app.crm().write(&signed.actor, "delete", move |work| delete(work, &module, &ids));
    Ok(flash::redirect(&back, done.await?))
}

fn delete(work: &mut Work, module: &str, ids: &[Uuid]) -> crm::Result<News> {
    let scene = Scene::set(work, module)?;
    let (mut done, mut left) = (0, Vec::new());
    for id in ids {
        match work.apart(|work| records::delete(work, module, *id, None)) {
            Ok(()) => done += 1,
            Err(Error::Conflict(why) | Error::Forbidden(why)) => left.push(why),
            Err(Error::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
    }
    let name = if done == 1 { scene.one() } else { scene.many() };
    let mut said = format!("Deleted {done} {name}");
    acts::summarise(work, &said)?;
    if let Some(why) = left.first() {
        said = format!("{said}; {} left: {why}", left.len());
    }
    Ok(if done == 0 { News::refused(said) } else { News::undoable(said, work.act) })
}
