//! Uploading the file of an import: it goes to the spool as it comes, whatever its size.

use std::path::{Path, PathBuf};

use axum::extract::multipart::{Field, Multipart};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use crm::Error;
use crm::imports::{Map, jobs};
use maud::{Markup, html};
use serde::Deserialize;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;
use words::{Said, said};

use super::steps;
use crate::app::App;
use crate::components::form;
use crate::components::icon::icon;
use crate::components::shell::{self, Shell};
use crate::failure::Failure;
use crate::pages::records::lower;
use crate::who::Signed;

/// Longest map file in bytes.
const MAP: usize = 1 << 20;

/// Into which module.
#[derive(Deserialize)]
pub struct Into {
    module: String,
}

/// `GET /imports/new?module=`
pub async fn new(State(app): State<App>, signed: Signed, Query(into): Query<Into>) -> Result<Markup, Failure> {
    page(&app, &signed, &into.module, None).map_err(Failure::from)
}

fn page(app: &App, signed: &Signed, module: &str, refused: Option<Said>) -> crm::Result<Markup> {
    let lang = signed.lang();
    let snapshot = app.crm().snapshot().read_in(lang);
    let module = snapshot.module(module).filter(|module| signed.actor.rights.may_read(&module.key));
    let module = module.ok_or_else(|| Error::NotFound(said!("importing-module")))?;
    let many = lower(&module.label.many);
    if !signed.actor.rights.may_create(&module.key) || !module.uses("import") {
        return Err(Error::Forbidden(said!("importing-not-allowed", modules = many)));
    }
    let (at, title) = (format!("/{}", module.key), lang.say(said!("importing-into-module", modules = many)));
    let errors: Vec<_> = refused.iter().map(|why| (String::new(), lang.say(why))).collect();
    let shell = Shell { signed, snapshot: &snapshot, title: &title, at: &at };
    Ok(shell::page(
        &shell,
        html! {
            div.page-header { div {
                ol.crumbs { li { a href=(at) { (module.label.many) } } li { (lang.text("import")) } }
                h1.page-title { (icon("upload")) " " (title) }
                p.page-subtitle { (lang.text("importing-formats")) }
            } }
            (steps(0, lang))
            div.page-narrow {
                form.form method="post" action="/imports" enctype="multipart/form-data" data-upload {
                    (form::summary(&errors, lang))
                    input type="hidden" name="module" value=(module.key);
                    div.dropzone data-dropzone {
                        (icon("upload"))
                        p { (lang.text("importing-drop")) }
                        input type="file" name="file" accept=".csv,.tsv,.txt,text/csv,text/plain" aria-label=(lang.text("importing-file")) required;
                    }
                    div.field {
                        label.field-label for="f-map" { (lang.text("importing-map-file")) }
                        input #f-map type="file" name="map" accept=".toml" aria-describedby="f-map-hint";
                        p.field-hint #f-map-hint { (lang.text("importing-map-hint")) }
                    }
                    progress hidden max="100" aria-label=(lang.text("importing-uploading")) {}
                    div.form-actions {
                        button.button.primary { (lang.text("importing-upload")) }
                        a.button.quiet href=(at) { (lang.text("cancel")) }
                    }
                }
            }
        },
    ))
}

/// `POST /imports`
pub async fn create(State(app): State<App>, signed: Signed, body: Multipart) -> Result<Response, Failure> {
    let id = Uuid::now_v7();
    let landing = Landing(Some(jobs::folder(&app.settings().spool, id)));
    let given = take(&app, id, body).await;
    let module = given.as_ref().map(|given| given.module.clone()).unwrap_or_default();
    let begun = match given {
        Err(error) => Err(error),
        Ok(given) => begin(&app, &signed, id, given).await,
    };
    match begun {
        Ok(()) => {
            landing.keep();
            Ok(Redirect::to(&format!("/imports/{id}")).into_response())
        }
        Err(Error::Conflict(why)) if !module.is_empty() => {
            let page = page(&app, &signed, &module, Some(why))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The folder of an upload. It goes again unless it is kept, also when the browser went away and nobody is left to answer.
struct Landing(Option<PathBuf>);

impl Landing {
    fn keep(mut self) {
        self.0 = None;
    }
}

impl Drop for Landing {
    fn drop(&mut self) {
        if let Some(folder) = self.0.take() {
            // The folder may not have been made at all. A large file takes its time to go.
            tokio::task::spawn_blocking(move || drop(std::fs::remove_dir_all(folder)));
        }
    }
}

/// What was uploaded.
#[derive(Default)]
struct Given {
    module: String,
    name: String,
    map: String,
}

async fn take(app: &App, id: Uuid, mut body: Multipart) -> crm::Result<Given> {
    let mut given = Given::default();
    while let Some(field) = body.next_field().await.map_err(|error| broken(&error))? {
        match field.name().unwrap_or_default() {
            "module" => given.module = text(field).await?,
            "map" => given.map = text(field).await?,
            "file" => {
                given.name = field.file_name().unwrap_or("file.csv").chars().take(200).collect();
                keep(field, &jobs::rows_of(&app.settings().spool, id)).await?;
            }
            _ => {}
        }
    }
    Ok(given)
}

fn broken(error: &dyn std::fmt::Display) -> Error {
    Error::bad("file", "upload", said!("importing-not-arrived", error = error.to_string()))
}

async fn text(mut field: Field<'_>) -> crm::Result<String> {
    let name = field.name().unwrap_or_default().to_string();
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > MAP {
            return Err(Error::bad(&name, "too_long", said!("importing-too-large")));
        }
    }
    String::from_utf8(bytes).map_err(|_| Error::bad(&name, "invalid", said!("importing-not-utf8")))
}

/// Writes a file as it comes, in constant memory.
async fn keep(mut field: Field<'_>, path: &Path) -> crm::Result<()> {
    let unwritten = |error: std::io::Error| Error::of_disk(&error, || Error::failed(&error));
    if let Some(folder) = path.parent() {
        tokio::fs::create_dir_all(folder).await.map_err(unwritten)?;
    }
    let mut file = tokio::fs::File::create(path).await.map_err(unwritten)?;
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        file.write_all(&chunk).await.map_err(unwritten)?;
    }
    // The last part may still be on its way: that it was written is only known after this.
    file.flush().await.map_err(unwritten)?;
    file.sync_all().await.map_err(unwritten)?;
    // Its name must outlive a power cut too, and that of its folder, and that of the spool.
    for folder in path.ancestors().skip(1).take(3) {
        tokio::fs::File::open(folder).await.map_err(unwritten)?.sync_all().await.map_err(unwritten)?;
    }
    Ok(())
}

async fn begin(app: &App, signed: &Signed, id: Uuid, given: Given) -> crm::Result<()> {
    Map::parse(&given.map).map_err(|problem| Error::Conflict(said!("importing-map-wrong", problem = problem)))?;
    let (actor, spool) = (signed.actor.clone(), app.settings().spool.clone());
    app.run(move |crm| {
        if given.name.is_empty() {
            return Err(Error::Conflict(said!("importing-choose-file")));
        }
        jobs::begin(crm, &actor, &spool, id, &given.module, &given.name)?;
        match given.map.is_empty() {
            true => Ok(()),
            false => jobs::remap(crm, &actor, id, &given.map),
        }
    })
    .await
}
