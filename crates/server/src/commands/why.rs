//! `kith why`: why somebody may or may not see a record.

use std::process::ExitCode;

use clap::Args;
use crm::access;
use uuid::Uuid;

use super::user::find;
use crate::failure::Result;
use crate::open::open;
use crate::settings::Place;

/// Whom and what it is about.
#[derive(Args)]
pub struct Why {
    /// E-mail address of the user
    email: String,
    /// Key of the module
    module: String,
    /// Id of the record
    id: Uuid,
}

/// Explains, sentence by sentence.
pub fn run(place: &Place, command: &Why) -> Result<ExitCode> {
    let crm = open(place)?;
    let (user, module, id) = (find(&crm, &command.email)?, command.module.clone(), command.id);
    let why = crm.read(&crm.system(), move |work| access::why(work, user, &module, id)).wait()?;
    why.reasons.iter().for_each(|reason| println!("{}", reason.english()));
    let may = |may: bool| if may { "may" } else { "may not" };
    println!("They {} change it and {} delete it.", may(why.may_edit), may(why.may_delete));
    Ok(ExitCode::SUCCESS)
}
