//! What related lists are called.

use meta::Module;
use meta::relation::{Relation, RelationKind};

use crate::components::control::capital;
use crate::pages::records::Scene;

/// The shipped relations with a name of their own: module of the related records, relation, message.
const NAMED: [(&str, &str, &str); 6] = [
    ("opportunity", "involved_in", "relation-involved-in"),
    ("contact", "reports", "relation-reports"),
    ("user", "reports", "relation-reports"),
    ("team", "leads", "relation-leads"),
    ("account", "subsidiaries", "relation-subsidiaries"),
    ("team", "subteams", "relation-subteams"),
];

/// A relation in words: the label of the links field; the plural of the related module, which most are named by; else its
/// own name.
pub fn label(scene: &Scene, target: &Module, relation: &Relation) -> String {
    if let RelationKind::Links { field } | RelationKind::Children { field, .. } = &relation.kind
        && let Some(field) = scene.module.field(field)
    {
        return field.label.clone();
    }
    if is_plural(&relation.name, &target.key) || relation.name.as_str() == meta::fold::fold(&target.label.many) {
        return target.label.many.clone();
    }
    let named = NAMED.iter().find(|(module, name, _)| target.key == *module && relation.name == *name);
    named.map_or_else(|| capital(&relation.name.replace('_', " ")), |(_, _, key)| scene.lang().text(key).to_owned())
}

/// Whether a name is the English plural of a key, as definitions name what hangs on a record.
fn is_plural(name: &str, key: &str) -> bool {
    let ending = |stem: &str, ending: &str| name.strip_prefix(stem) == Some(ending);
    ending(key, "s") || ending(key, "es") || key.strip_suffix('y').is_some_and(|stem| ending(stem, "ies"))
}

#[cfg(test)]
mod tests {
    use super::is_plural;

    #[test]
    fn plurals_are_those_of_english() {
        for (name, key) in [("contacts", "contact"), ("opportunities", "opportunity"), ("batches", "batch")] {
            assert!(is_plural(name, key), "{name}");
        }
        for (name, key) in [("reports", "contact"), ("contact", "contact"), ("subteams", "team")] {
            assert!(!is_plural(name, key), "{name}");
        }
    }
}
