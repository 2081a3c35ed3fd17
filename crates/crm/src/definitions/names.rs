//! `Names`: which module or field an earlier key means now, so that what was written down before a rename, in the
//! trail, the feed and acts, stays readable and can be undone.

use std::collections::HashMap;

use meta::Key;
use store::Tx;

use super::step::Step;
use super::stones::parse;
use crate::error::Result;

/// Earlier keys and what they mean now.
#[derive(Debug, Clone, Default)]
pub struct Names {
    modules: HashMap<Key, Key>,
    /// By the module as it is called now.
    fields: HashMap<(Key, Key), Key>,
}

impl Names {
    /// Follows the renames of every application in order.
    pub(crate) fn read(tx: &mut Tx) -> Result<Names> {
        let mut names = Names::default();
        for (_, _, steps) in store::definitions::steps(tx)? {
            for step in parse(&steps)? {
                names.follow(&step);
            }
        }
        Ok(names)
    }

    fn follow(&mut self, step: &Step) {
        match step {
            Step::RenameModule { module, from } => {
                self.modules.values_mut().filter(|now| *now == from).for_each(|now| *now = module.clone());
                self.modules.insert(from.clone(), module.clone());
                self.modules.remove(module);
                let fields = std::mem::take(&mut self.fields).into_iter();
                let moved = |of: Key| if of == *from { module.clone() } else { of };
                self.fields = fields.map(|((of, was), now)| ((moved(of), was), now)).collect();
            }
            Step::RenameField { module, field, from } => {
                let of = self.fields.iter_mut().filter(|((of, _), now)| of == module && *now == from);
                of.for_each(|(_, now)| *now = field.clone());
                self.fields.insert((module.clone(), from.clone()), field.clone());
                self.fields.remove(&(module.clone(), field.clone()));
            }
            _ => {}
        }
    }

    /// The key a module has now.
    pub fn module<'a>(&'a self, key: &'a str) -> &'a str {
        self.modules.get(key).map_or(key, Key::as_str)
    }

    /// The key a field has now; `module` is called as it is now.
    pub fn field(&self, module: &Key, key: &str) -> Option<&Key> {
        let key = Key::new(key).ok()?;
        self.fields.get(&(module.clone(), key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renames_are_followed_there_and_back() {
        let key = Key::of;
        let mut names = Names::default();
        names.follow(&Step::RenameField { module: key("visit"), field: key("guests"), from: key("people") });
        names.follow(&Step::RenameModule { module: key("trip"), from: key("visit") });
        names.follow(&Step::RenameField { module: key("trip"), field: key("heads"), from: key("guests") });
        assert_eq!(names.module("visit"), "trip");
        assert_eq!(names.field(&key("trip"), "people"), Some(&key("heads")));
        assert_eq!(names.field(&key("trip"), "guests"), Some(&key("heads")));
        names.follow(&Step::RenameModule { module: key("visit"), from: key("trip") });
        assert_eq!((names.module("visit"), names.module("trip")), ("visit", "visit"));
        names.follow(&Step::RenameField { module: key("visit"), field: key("people"), from: key("heads") });
        assert_eq!(names.field(&key("visit"), "people"), None);
        assert_eq!(names.field(&key("visit"), "heads"), Some(&key("people")));
    }
}
