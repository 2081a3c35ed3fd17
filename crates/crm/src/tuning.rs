//! Tuning: a list that turned out slow more than once gets an index of its own, which every later change of its records
//! pays for; see [`store::tuning`].

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use store::tuning::{self, Tuned};

use crate::crm::Crm;
use crate::error::Result;

/// How often a list must have been slow.
const OFTEN: u32 = 2;

/// Indexes that were missed, with how often.
#[derive(Debug, Default)]
pub(crate) struct Wishes(Mutex<HashMap<Tuned, u32>>);

impl Wishes {
    /// Notes what was missed.
    pub(crate) fn note(&self, wishes: Vec<Tuned>) {
        if wishes.is_empty() {
            return;
        }
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        wishes.into_iter().for_each(|wish| *noted.entry(wish).or_default() += 1);
    }

    /// Takes out one that was missed often.
    fn next(&self) -> Option<Tuned> {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let wish = noted.iter().find(|(_, times)| **times >= OFTEN).map(|(wish, _)| wish.clone())?;
        noted.remove(&wish);
        Some(wish)
    }
}

/// Makes the indexes that were missed often, one transaction each; says how many.
pub fn tune(crm: &Crm) -> Result<u32> {
    let mut made = 0;
    while let Some(wish) = crm.wishes().next() {
        made += u32::from(make(crm, wish)?);
    }
    if made > 0 {
        crm.refresh()?;
    }
    Ok(made)
}

fn make(crm: &Crm, wish: Tuned) -> Result<bool> {
    let now = crm.now();
    let snapshot = crm.snapshot();
    let asked = wish.clone();
    let made = crm.store().alone(move |tx| {
        let there = tuning::all(tx)?;
        let fellows = there.iter().filter(|other| other.module == asked.module).count();
        let Some(module) = snapshot.module(&asked.module).filter(|_| fellows < Tuned::MOST && !there.contains(&asked))
        else {
            return Ok(false);
        };
        tuning::make(tx, module, &asked, now)?;
        store::settings::bump(tx)?;
        Ok::<bool, store::Error>(true)
    });
    let made = made.wait()?;
    if made {
        let (module, equal) = (&wish.module, &wish.equal);
        tracing::info!(%module, ?equal, sort = %wish.sort, "made an index for a list that was slow");
    }
    Ok(made)
}
