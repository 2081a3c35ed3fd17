//! `Path`: a dotted way from a record to a value, through links: `account.industry`, `amount.currency`.

use std::fmt;
use std::sync::Arc;

use crate::Key;

/// Longest path in steps.
pub const MAX: usize = 5;

/// The steps of a dotted path, never empty. Whether they exist is for the catalogue to say. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path(Arc<[Key]>);

impl Path {
    /// Reads a dotted path; `None` when a step is not a key or there are more than [`MAX`].
    pub fn parse(text: &str) -> Option<Path> {
        let steps: Arc<[Key]> = text.split('.').map(|step| Key::new(step).ok()).collect::<Option<_>>()?;
        (steps.len() <= MAX).then_some(Path(steps))
    }

    /// The path of one step.
    pub fn of(key: Key) -> Path {
        Path(Arc::new([key]))
    }

    /// The path of these steps. Panics on none: a caller walks from a longer path.
    pub fn join(steps: &[Key]) -> Path {
        assert!(!steps.is_empty(), "a path has a step");
        Path(steps.into())
    }

    /// The path and one step more; `None` when it would be too long or the step is no key.
    pub fn then(&self, step: &str) -> Option<Path> {
        let step = Key::new(step).ok()?;
        (self.0.len() < MAX).then(|| Path(self.0.iter().cloned().chain([step]).collect()))
    }

    /// The first step.
    pub fn first(&self) -> &Key {
        &self.0[0]
    }

    /// All steps.
    pub fn steps(&self) -> &[Key] {
        &self.0
    }

    /// The only step, when there is just one.
    pub fn single(&self) -> Option<&Key> {
        (self.0.len() == 1).then(|| &self.0[0])
    }
}

impl From<Key> for Path {
    fn from(key: Key) -> Path {
        Path::of(key)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(".")?;
            }
            f.write_str(step)?;
        }
        Ok(())
    }
}
