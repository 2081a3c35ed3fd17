//! Modules, shaped without a file: what is changed in these pages gathers as a draft of the company's own text, is shown
//! as the plan it is, and is applied as `kith module apply` would. Nothing here is in force before that.

mod choices;
mod create;
mod definition;
mod field;
mod field_controls;
mod field_form;
mod frame;
mod index;
mod kinds;
mod layout;
mod layout_view;
mod names;
mod review;
mod rows;
mod settings;
mod show;
mod steps;
mod take_back;
mod told;
mod view;
mod views;

pub use create::{create, new};
pub use definition::{export, save as save_text, show as definition};
pub use field::{
    add as add_field, drop as drop_field, edit as edit_field, hide as hide_field, new as new_field, save as save_field,
};
pub use index::index;
pub use layout::{save as arrange, show as layout};
pub use names::{save as save_names, show as names};
pub use review::{apply, discard, show as review};
pub use settings::{drop as drop_module, save as save_settings, show as settings};
pub use show::show;
pub use take_back::{apply as take_back, show as show_take_back};
pub use view::{add as add_view, drop as drop_view, edit as edit_view, new as new_view, save as save_view};
pub use views::index as views;

use axum::response::Response;
use crm::Error;
use crm::definitions::shaping::{self, Against, Shaped, Stand};
use maud::{Markup, html};
use words::said;

use super::Administrator;
use crate::app::App;
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pairs::Pairs;

const AT: &str = "/admin/modules";

/// A module with what is drafted of it.
async fn look(app: &App, admin: &Administrator, module: &str) -> Result<Shaped, Failure> {
    let key = module.to_owned();
    Ok(app.crm().read(admin.actor(), move |work| shaping::look(work, &key)).await?)
}

/// The control that says which draft a form was drawn from.
const SEEN: &str = "seen";

/// It, in a form.
fn seen(mark: &str) -> Markup {
    html! { input type="hidden" name=(SEEN) value=(mark); }
}

/// Changes the draft of a module, if it is the one that the form was drawn from; what is wrong with the change comes back
/// for its form.
async fn edited(
    app: &App,
    admin: &Administrator,
    module: &str,
    (typed, against): (&Pairs, Against),
    change: impl Fn(&Shaped) -> crm::Result<String> + Send + 'static,
) -> Result<Result<Stand, Vec<crm::FieldError>>, Failure> {
    let (actor, key, seen) = (admin.actor().clone(), module.to_owned(), typed.text(SEEN).to_owned());
    told::outcome(app.run(move |crm| shaping::edit(crm, &actor, &key, &seen, against, change)).await)
}

/// Goes on after a change: to the plan, where anything waits.
fn changed(module: &str, stand: Stand) -> Response {
    let (to, news) = match stand {
        Stand::Drafted => (address(module, "plan"), said!("modules-drafted-news")),
        // Where nothing waits the plan leads to the module.
        Stand::Same => (address(module, "plan"), said!("modules-same-news")),
        Stand::Clear => (address(module, "plan"), said!("modules-clear-news")),
        Stand::Gone => (AT.to_owned(), said!("modules-discarded")),
    };
    flash::redirect(&to, News::done(news))
}

/// The address of a module, or of a page of it.
fn address(module: &str, page: &str) -> String {
    if page.is_empty() { format!("{AT}/{module}") } else { format!("{AT}/{module}/{page}") }
}

/// There is no such thing in the module.
fn missing() -> Failure {
    Error::NotFound(said!("page")).into()
}
