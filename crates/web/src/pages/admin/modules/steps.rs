//! The steps of a plan in the reader's language, each with how many records it concerns.

use crm::Snapshot;
use crm::definitions::{Plan, Step};
use maud::{Markup, html};
use meta::Module;
use rust_decimal::Decimal;
use words::{Language, Said, said};

use super::choices;
use crate::components::badge::badge;
use crate::components::format::Formats;
use crate::components::icon::icon;
use crate::components::marked::{mark, marked};

/// What steps are told with.
pub(super) struct Teller<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) formats: &'a Formats,
    /// The module as it would be, whose names no snapshot has yet.
    pub(super) shaped: Option<&'a Module>,
}

impl Teller<'_> {
    fn lang(&self) -> Language {
        self.formats.lang()
    }

    /// The steps of a plan, one a line.
    pub(super) fn steps(&self, plan: &Plan) -> Markup {
        html! {
            ul.card-list {
                @for (step, rows) in plan.counted() {
                    @let takes = step.is_destructive() && rows > 0;
                    li {
                        (icon(symbol(step)))
                        span {
                            (marked(&self.lang().say(self.step(step)), |name| html! { strong { (name) } }))
                            @if let Some(count) = self.count(step, rows) { br; small.faint { (count) } }
                        }
                        @if takes { span.push { (badge(self.lang().text("modules-takes-away"), 1)) } }
                    }
                }
            }
        }
    }

    fn module(&self, key: &str) -> String {
        let known = self.snapshot.module(key).map(|module| module.label.many.clone());
        let shaped = self.shaped.filter(|module| module.key == *key).map(|module| module.label.many.clone());
        mark(&known.or(shaped).unwrap_or_else(|| key.to_owned()))
    }

    fn field(&self, module: &str, key: &str) -> String {
        let of = |module: &Module| module.field(key).map(|field| field.label.clone());
        let shaped = self.shaped.filter(|shaped| shaped.key == *module).and_then(of);
        let known = || self.snapshot.module(module).and_then(|module| of(module));
        mark(&shaped.or_else(known).unwrap_or_else(|| key.to_owned()))
    }

    fn step(&self, step: &Step) -> Said {
        let of = |module: &str| self.module(module);
        match step {
            Step::DropIndex { module, column, .. } => {
                said!("modules-step-drop-index", field = self.column(module, column), module = of(module))
            }
            Step::AddIndex { module, column, unique: false } => {
                said!("modules-step-add-index", field = self.column(module, column), module = of(module))
            }
            Step::AddIndex { module, column, unique: true } => {
                said!("modules-step-add-unique", field = self.column(module, column), module = of(module))
            }
            Step::DropModule { module, .. } => said!("modules-step-drop-module", module = of(module)),
            Step::RenameModule { module, from } => {
                said!("modules-step-rename-module", from = mark(from), to = mark(module))
            }
            Step::AddModule { module } => said!("modules-step-add-module", module = of(module)),
            Step::ReviveModule { module, .. } => said!("modules-step-revive-module", module = of(module)),
            Step::Titles { module } => said!("modules-step-titles", module = of(module)),
            Step::Search { module } => said!("modules-step-search", module = of(module)),
            Step::Define { module, what } => self.defined(module, what),
            other => self.of_field(other),
        }
    }

    fn of_field(&self, step: &Step) -> Said {
        let (module, of) = (self.module(step.module()), |field: &str| self.field(step.module(), field));
        match step {
            Step::DropField { field, stone: Some(_), .. } => {
                said!("modules-step-drop-field", field = of(field), module = module)
            }
            Step::DropField { field, .. } => said!("modules-step-drop-computed", field = of(field), module = module),
            Step::RenameField { field, from, .. } => {
                said!("modules-step-rename-field", from = mark(from), to = mark(field), module = module)
            }
            Step::AddField { field, .. } => said!("modules-step-add-field", field = of(field), module = module),
            Step::ReviveField { field, .. } => said!("modules-step-revive-field", field = of(field), module = module),
            Step::ConvertField { field, from, to, .. } => {
                let (from, to) = (self.kind(from), self.kind(to));
                said!("modules-step-convert", field = of(field), module = module, from = from, to = to)
            }
            Step::FillField { field, .. } => said!("modules-step-fill", field = of(field), module = module),
            Step::Compute { field, .. } => said!("modules-step-compute", field = of(field), module = module),
            other => other.words(0).into(),
        }
    }

    /// A type as steps write it, `decimal(2)` or `link to account`, as people call it.
    fn kind(&self, written: &str) -> String {
        let called = |name: &str| {
            choices::named(name).map_or(name.to_owned(), |kind| choices::kind(kind, self.lang()).to_owned())
        };
        let of = written.split_once('(').map(|(name, scale)| (name, scale.trim_end_matches(')').to_owned()));
        let of = of.or_else(|| {
            let (name, target) = written.split_once(" to ")?;
            let module = self.snapshot.module(target).map(|module| module.label.many.clone());
            Some((name, module.unwrap_or_else(|| target.to_owned())))
        });
        of.map_or_else(|| called(written), |(name, of)| format!("{} ({of})", called(name)))
    }

    /// The field of a column: `amount__base` is one of those of the amount.
    fn column(&self, module: &str, column: &str) -> String {
        self.field(module, column.split_once("__").map_or(column, |(field, _)| field))
    }

    /// What changes nothing that is kept.
    fn defined(&self, module: &str, what: &str) -> Said {
        let of = self.module(module);
        match what.split_once(" field ") {
            Some((_, field)) => match field.strip_suffix(" is gone") {
                Some(gone) => said!("modules-step-computed-gone", field = self.field(module, gone), module = of),
                None => said!("modules-step-computed", field = self.field(module, field), module = of),
            },
            None => said!("modules-step-define", module = of),
        }
    }

    /// How many records a step concerns; nothing for what concerns none by its nature.
    fn count(&self, step: &Step, rows: i64) -> Option<String> {
        let number = self.formats.number(&Decimal::from(rows));
        let lang = self.lang();
        match step {
            Step::AddModule { .. } | Step::Define { .. } | Step::DropIndex { .. } => None,
            Step::DropField { stone: None, .. } => None,
            Step::DropField { .. } | Step::ReviveField { .. } => {
                Some(lang.say(said!("modules-count-values", count = rows, shown = number)))
            }
            _ => Some(lang.say(said!("modules-count-records", count = rows, shown = number))),
        }
    }
}

fn symbol(step: &Step) -> &'static str {
    match step {
        Step::DropModule { .. } | Step::DropField { .. } | Step::DropIndex { .. } => "archive",
        Step::AddModule { .. } | Step::AddField { .. } | Step::AddIndex { .. } => "plus",
        Step::ReviveModule { .. } | Step::ReviveField { .. } => "rotate-ccw",
        Step::ConvertField { .. } => "refresh-cw",
        Step::RenameModule { .. } | Step::RenameField { .. } => "pencil",
        Step::Define { .. } => "file-text",
        _ => "database",
    }
}
