//! Links given by name, as browsers without script do when the record is not in the short list of a control.

use crm::{Error, FieldError, Result, Work, search};
use meta::fold::fold;
use meta::{Field, FieldType, Key};
use words::{Said, said};

use crate::components::fields::links;
use crate::pages::records::Scene;
use crate::pairs::Pairs;

/// How many records of a name are looked at.
const LOOKED_AT: usize = 20;

/// The pairs with names replaced by the records they name.
pub fn resolved(work: &mut Work, scene: &Scene, pairs: &Pairs) -> Result<Pairs> {
    let mut pairs = pairs.clone();
    let mut errors = Vec::new();
    for field in scene.module.fields.values().filter(|field| scene.sets(field)) {
        let called = format!("{}[called]", field.key);
        let name = pairs.text(&called).to_string();
        if name.is_empty() {
            continue;
        }
        match found(work, scene, field, &name)? {
            Ok(value) => {
                pairs = pairs.without(&[&called]);
                pairs.push(field.key.to_string(), value);
            }
            Err(why) => errors.push(FieldError::new(&field.key, "not_found", why)),
        }
    }
    if errors.is_empty() { Ok(pairs) } else { Err(Error::Invalid(errors)) }
}

/// The one record of a name, as it is sent.
fn found(work: &mut Work, scene: &Scene, field: &Field, name: &str) -> Result<std::result::Result<String, Said>> {
    let modules: Vec<Key> = match &field.kind {
        FieldType::Parent { to, .. } => options_of(scene, to),
        kind => links::target(kind).and_then(|target| Key::new(target).ok()).into_iter().collect(),
    };
    let mut exact = Vec::new();
    for module in modules.iter().filter(|module| scene.rights.may_read(module)) {
        let hits = search::within(work, module, name, LOOKED_AT)?;
        exact.extend(hits.into_iter().filter(|hit| fold(&hit.title) == fold(name)));
    }
    Ok(match exact.as_slice() {
        [one] if matches!(field.kind, FieldType::Parent { .. }) => Ok(format!("{}/{}", one.module, one.id)),
        [one] => Ok(one.id.to_string()),
        [] => Err(said!("form-nothing-called", field = field.label.as_str(), name = name)),
        _ => Err(said!("form-several-called", field = field.label.as_str(), name = name)),
    })
}

/// The modules a parent field may lead to; without any said, all that are not of administration.
pub fn options_of(scene: &Scene, to: &[Key]) -> Vec<Key> {
    if !to.is_empty() {
        return to.to_vec();
    }
    let all = scene.snapshot.schema.catalogue.modules();
    all.filter(|module| module.area != "admin").map(|module| module.key.clone()).collect()
}
