//! The indexes of a module's table before and after. An index whose column is renamed or made anew is made anew.

use meta::{Key, Module};

use super::super::step::Step;
use super::Working;

pub(super) fn compare(work: &mut Working, had: &Module, module: &Module) {
    let touched = touched(work, had, module);
    let same = |column: &str| had.key == module.key && !touched.iter().any(|key| belongs(column, key));
    let (before, after) = (work.before.indexes(had), work.after.indexes(module));
    for index in &before {
        if !(same(&index.column) && after.contains(index)) {
            let (column, unique) = (index.column.clone(), index.unique);
            work.step(Step::DropIndex { module: had.key.clone(), column, unique });
        }
    }
    for index in after {
        if !(same(&index.column) && before.contains(&index)) {
            work.step(Step::AddIndex { module: module.key.clone(), column: index.column, unique: index.unique });
        }
    }
}

/// A module that goes leaves its indexes.
pub(super) fn dropped(work: &mut Working, had: &Module) {
    for index in work.before.indexes(had) {
        work.step(Step::DropIndex { module: had.key.clone(), column: index.column, unique: index.unique });
    }
}

/// The fields, by their keys before and after, whose columns are others.
fn touched(work: &Working, had: &Module, module: &Module) -> Vec<Key> {
    let mut keys = Vec::new();
    for step in &work.diff.steps {
        match step {
            Step::RenameField { module: of, field, from } if *of == module.key => {
                keys.extend([field.clone(), from.clone()]);
            }
            Step::ConvertField { module: of, field, .. } if *of == module.key => {
                keys.extend([field.clone(), work.hints.field(of, field)]);
            }
            Step::DropField { module: of, field, .. }
            | Step::AddField { module: of, field, .. }
            | Step::ReviveField { module: of, field, .. }
                if *of == module.key || *of == had.key =>
            {
                keys.push(field.clone());
            }
            _ => {}
        }
    }
    keys
}

fn belongs(column: &str, field: &str) -> bool {
    column.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with("__"))
}
