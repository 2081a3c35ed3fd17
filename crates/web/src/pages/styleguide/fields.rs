//! The control of every type of field, and how its value is shown.

use std::collections::HashMap;

use maud::{Markup, html};
use meta::Field;

use super::{Guide, part};
use crate::components::fields::{self, Input, Look, Offer, Offers};
use crate::components::form;
use crate::pairs::Pairs;

/// How the controls stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing is typed.
    Empty,
    /// A value is typed, and shown beside.
    Filled,
    /// What is typed was refused.
    Wrong,
}

/// All types of fields in one state.
pub fn page(guide: &Guide, state: State) -> Markup {
    let lang = guide.lang();
    let snapshot = guide.sample.among(&guide.snapshot);
    let (rights, names) = (&guide.signed.actor.rights, HashMap::new());
    let look = Look { formats: &guide.formats, snapshot: &snapshot, rights, names: &names, brief: false };
    let errors = errors(guide, state);
    let offers = offers(guide);
    let all: Vec<&Field> = guide.sample.module.own_fields().map(|field| &**field).collect();
    let typed = typed(guide, &all, state, look);
    let control = |field: &Field| {
        // Stages are those of a module that has some.
        let module = if field.key == "stage" { "opportunity" } else { "sample" };
        form::field(&Input {
            module: &meta::Key::of(module),
            field,
            name: &field.key,
            required: field.required,
            errors: &errors,
            typed: &typed,
            look,
            offers: &offers,
            pickers: true,
        })
    };
    html! {
        @if state == State::Wrong { (form::summary(&summary(&all, &errors), lang)) }
        form.form method="get" action="/styleguide" novalidate {
            fieldset.form-section {
                legend { (lang.text("styleguide-controls")) }
                div.form-grid { @for field in &all { (control(field)) } }
            }
        }
        @if state == State::Filled { (part(lang.text("styleguide-values"), values(guide, &all, look))) }
    }
}

fn typed(guide: &Guide, all: &[&Field], state: State, look: Look) -> Pairs {
    let mut typed = Pairs::default();
    for field in all.iter().filter(|_| state != State::Empty) {
        typed.extend(fields::typed(field, &field.key, &guide.sample.value(&field.key), look));
    }
    typed
}

fn errors(guide: &Guide, state: State) -> HashMap<String, String> {
    let wrong = guide.lang().text("styleguide-refused");
    let all = guide.sample.module.own_fields().filter(|_| state == State::Wrong);
    all.map(|field| (field.key.to_string(), wrong.to_string())).collect()
}

/// A few of the errors; a summary of all would hide the controls.
fn summary(all: &[&Field], errors: &HashMap<String, String>) -> Vec<(String, String)> {
    let told = all.iter().filter_map(|field| Some((field.key.to_string(), errors.get(&*field.key)?.clone())));
    told.take(3).map(|(name, wrong)| (name.clone(), format!("{name}: {wrong}"))).collect()
}

fn offers(guide: &Guide) -> Offers {
    let mut offers = Offers::default();
    for (module, (id, title)) in guide.sample.choices() {
        offers.chosen.insert(id.to_string(), title.clone());
        offers.chosen.insert(format!("{module}/{id}"), title.clone());
        let field = if module == "account" { "link" } else { "links" };
        let key = (meta::Key::of("sample"), meta::Key::of(field));
        offers.first.entry(key).or_default().push(Offer { value: id.to_string(), text: title.clone() });
    }
    let actor = &guide.signed.actor;
    offers.chosen.extend(actor.user.map(|id| (id.to_string(), actor.name.clone())));
    offers
}

/// Values as they are read, with and without anything in them.
fn values(guide: &Guide, all: &[&Field], look: Look) -> Markup {
    let brief = Look { brief: true, ..look };
    let show = |field: &Field, look| {
        let (value, titles) = (guide.sample.value(&field.key), guide.sample.titles(&field.kind));
        fields::show(&field.kind, &value, &titles, look)
    };
    let short = |field: &&&Field| !fields::is_wide(&field.kind) && !fields::is_group(&field.kind);
    html! {
        dl.facts {
            @for field in all { div.fact { dt { (field.label) } dd { (show(field, look)) } } }
            div.fact { dt { (guide.lang().text("styleguide-nothing")) } dd { (fields::show(&all[0].kind, &meta::Value::Null, &[], look)) } }
        }
        div.table-wrap { table.table.cards {
            thead { tr { @for field in all.iter().filter(short) { th scope="col" class=[fields::is_figure(&field.kind).then_some("num")] { (field.label) } } } }
            tbody { tr {
                @for field in all.iter().filter(short) {
                    td data-label=(field.label) class=[fields::is_figure(&field.kind).then_some("num")] { (show(field, brief)) }
                }
            } }
        } }
    }
}
