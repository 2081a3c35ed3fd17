//! Opening the workspace that the settings name.

use std::fs;

use crm::Crm;
use store::{Settings, Store};

use crate::failure::{Failure, Result};
use crate::key;
use crate::settings::{File, Place};

/// Opens the workspace, making an empty one where there is none.
pub fn open(place: &Place) -> Result<Crm> {
    fs::create_dir_all(&place.data).map_err(|error| Failure::said(format!("{}: {error}", place.data.display())))?;
    let file = File::read(&place.data)?;
    let store = Store::open(target(place, &file))?;
    let key = key::read(&place.data)?;
    key::check(&store, &key)?;
    let crm = Crm::open(store, key)?;
    crm::furnish(&crm)?;
    Ok(crm)
}

fn target(place: &Place, file: &File) -> Settings {
    match place.database.as_ref().or(file.database.as_ref()) {
        None => Settings::sqlite(place.data.join("kith.db")),
        Some(url) => {
            let schema = place.workspace.as_ref().or(file.workspace.as_ref()).map_or("kith", String::as_str);
            Settings::postgres(url, schema)
        }
    }
}
