//! The conditions of a list as chips that one can read back and remove.

use std::collections::HashMap;

use maud::{Markup, html};
use meta::filter::describe;
use meta::{Filter, Key, Operand, Value};
use uuid::Uuid;
use words::{Language, said};

use super::ask::Ask;
use crate::components::icon::icon;
use crate::pages::records::Scene;

/// The chips; nothing when the list is whole.
pub fn chips(scene: &Scene, ask: &Ask) -> Markup {
    let (home, lang) = (scene.home(), scene.lang());
    let conditions = ask.conditions();
    if conditions.is_empty() && ask.find.is_empty() {
        return html! {};
    }
    let clear = ask.with_filter(&Filter::Const(true)).without(&["find"]).on(&home);
    html! {
        div.filters {
            @if !ask.find.is_empty() {
                @let found = lang.say(said!("list-found-by", words = ask.find.as_str()));
                (chip(&found, &ask.pairs.without(&["find", "cursor", "from"]).on(&home), lang))
            }
            @for (at, condition) in conditions.into_iter().enumerate() {
                (chip(&words(scene, condition), &ask.without(at).on(&home), lang))
            }
            a.button.quiet.small href=(clear) { (lang.text("list-clear-all")) }
        }
    }
}

fn chip(words: &str, without: &str, lang: Language) -> Markup {
    html! {
        span.filter-chip {
            span { strong { (words) } }
            a.filter-remove href=(without) aria-label={ (lang.text("remove")) ": " (words) } { (icon("x")) }
        }
    }
}

/// A condition in words, with the names of the records it speaks of.
pub fn words(scene: &Scene, condition: &Filter) -> String {
    let name = |module: &str, id: Uuid| {
        let stage = || stage(scene, id);
        let person = || scene.snapshot.people.get(id).map(|person| person.name.clone());
        let known = if module == "stage" {
            stage()
        } else if module == "user" {
            person()
        } else {
            None
        };
        known.or_else(|| scene.names.get(&id).cloned())
    };
    describe(condition, &scene.snapshot.schema.catalogue, &scene.module.key, scene.lang(), &name)
}

/// A stage's name, with its pipeline's where another has a stage of the same name.
fn stage(scene: &Scene, id: Uuid) -> Option<String> {
    let all =
        || scene.snapshot.pipelines.iter().flat_map(|pipeline| pipeline.stages.iter().map(move |s| (pipeline, s)));
    let (pipeline, stage) = all().find(|(_, stage)| stage.id == id)?;
    let alone = all().filter(|(other, one)| other.module == pipeline.module && one.name == stage.name).count() == 1;
    Some(if alone { stage.name.clone() } else { format!("{} ({})", stage.name, pipeline.name) })
}

/// The records whose names the chips need, by module.
pub fn records(scene: &Scene, ask: &Ask) -> HashMap<Key, Vec<Uuid>> {
    let mut wanted = HashMap::new();
    collect(scene, &ask.filter, &mut wanted);
    wanted
}

fn collect(scene: &Scene, filter: &Filter, wanted: &mut HashMap<Key, Vec<Uuid>>) {
    match filter {
        Filter::And(all) | Filter::Or(all) => all.iter().for_each(|one| collect(scene, one, wanted)),
        Filter::Not(one) => collect(scene, one, wanted),
        Filter::Test(test) => {
            let Some(found) = scene.resolve(&test.path) else { return };
            let values = match &test.operand {
                Operand::One(value) => std::slice::from_ref(value),
                Operand::Many(values) => values,
                _ => return,
            };
            let target = found.operand(test.op).target().and_then(|key| Key::new(key).ok());
            for value in values {
                match (value, &target) {
                    (Value::Ref(module, id), _) => wanted.entry(module.clone()).or_default().push(*id),
                    (Value::Id(id), Some(target)) if *target != "user" && *target != "stage" => {
                        wanted.entry(target.clone()).or_default().push(*id);
                    }
                    _ => {}
                }
            }
        }
        Filter::Const(_) | Filter::Related { .. } => {}
    }
}
