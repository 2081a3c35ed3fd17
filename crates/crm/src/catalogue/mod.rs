//! The catalogue of a workspace: definitions laid over each other, checked, their expressions typed, and what follows from
//! what worked out. Reads texts, gives plain data; it knows no record and asks no database.

mod conditions;
mod derivations;
mod feeds;
mod kept;
mod plan;
mod results;
mod roles;
mod sources;
mod texts;

use std::collections::HashMap;
use std::sync::Arc;

use expr::Typed;
use meta::Catalogue;
use meta::definition::{self, FieldId, Problem};
use store::definitions::Applied;

pub use derivations::{Derivations, Derived, Feed, Formula, Rollup, Via, Words};
pub use roles::offer_roles;
pub(crate) use texts::{OVERLAY, SHIPPED_LAYER};
pub use texts::{Text, shipped_texts};

/// A checked workspace.
#[derive(Debug, Clone)]
pub struct Built {
    /// All modules, every derived field with its result.
    pub catalogue: Catalogue,
    /// The formulas that statements compute, by module and field: those through links, and those of the clock.
    pub computed: HashMap<FieldId, Arc<Typed>>,
    /// What follows from what.
    pub derivations: Derivations,
}

/// The catalogue of the shipped modules alone.
pub fn shipped() -> Result<Built, Vec<Problem>> {
    build_texts(1, &texts::shipped())
}

/// The catalogue of the layers that are applied in a workspace.
pub fn build(version: u64, applied: &[Applied]) -> Result<Built, Vec<Problem>> {
    let texts: Vec<Text> = applied.iter().map(Text::from).collect();
    build_texts(version, &texts)
}

/// The catalogue of texts, in any order; those of one module are laid over each other, overlays last.
pub fn build_texts(version: u64, texts: &[Text]) -> Result<Built, Vec<Problem>> {
    let modules = texts::load(texts)?;
    let mut catalogue = definition::check(version, modules)?;
    let formulas = results::infer(&mut catalogue)?;
    definition::check_results(&catalogue)?;
    let conditions = conditions::check(&catalogue)?;
    let derivations = plan::work_out(&catalogue, &formulas, conditions)?;
    let computed = derivations.computed();
    Ok(Built { catalogue, computed, derivations })
}
