//! One's own settings: profile, preferences, password, sessions, tokens.

mod access;
mod notices;
mod profile;
mod view;

pub use access::{
    change_password, end_other_sessions, end_session, end_token, make_token, own_eyes, sessions, show_password, tokens,
};
pub use notices::{save as save_notices, show as show_notices};
pub use profile::{save_preferences, save_profile, show};
pub use view::PAGES;

use crm::settings::{preferences, profile as own};
use crm::{Snapshot, Work};
use std::sync::Arc;

use crate::app::App;
use crate::components::format::Formats;
use crate::failure::Failure;
use crate::who::Signed;

/// What every page of one's own settings is drawn with.
struct Own {
    signed: Signed,
    snapshot: Arc<Snapshot>,
    formats: Formats,
    profile: own::Profile,
    preferences: preferences::Preferences,
}

impl Own {
    async fn read(app: &App, signed: Signed) -> Result<Own, Failure> {
        let load = |work: &mut Work| {
            let (profile, preferences) = (own::get(work)?, preferences::get(work)?);
            Ok((work.snapshot.clone(), Formats::of(work)?, profile, preferences))
        };
        let (snapshot, formats, profile, preferences) = app.crm().read(&signed.actor, load).await?;
        Ok(Own { signed, snapshot, formats, profile, preferences })
    }
}
