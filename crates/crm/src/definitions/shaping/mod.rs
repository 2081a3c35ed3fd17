//! Shaping a module in pages: what is changed gathers as a draft of the company's own layer, a text like any that
//! somebody would write, and goes through the same plan and the same application as a file does. Texts are changed in
//! place, so that what people wrote stays as it is. A draft is shared by all administrators and is in force nowhere.

mod differences;
mod draft;
mod field;
mod kept;
mod layout;
mod module;
mod options;
mod parameters;
mod problems;
mod references;
mod shaped;
mod text;
mod views;
mod write;

pub use differences::Difference;
pub use draft::{Against, Done, Kept, Stand, apply, begin, edit, own, plan, plan_rollback, rollback};
pub use field::{FieldGiven, drop_field, hide, put_field};
pub use kept::{Waiting, discard, drafts, look};
pub use layout::{Block, Move, arrange, blocks};
pub use module::{ModuleGiven, create, drop_module, put_module};
pub use options::{OptionGiven, options_of};
pub use parameters::{Shape, offered, shape};
pub use problems::{Told, told};
pub use shaped::{Origin, Shaped, module_of};
pub use views::{ViewGiven, drop_view, put_view};
pub use write::key_of;
