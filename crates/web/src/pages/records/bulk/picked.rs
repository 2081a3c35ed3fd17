//! `Picked`: the records that somebody ticked in a list, or all that the list shows.

use crm::Result;
use crm::bulk::Which;
use uuid::Uuid;
use words::{Said, said};

use crate::guard::local;
use crate::pages::records::Scene;
use crate::pages::records::list::ask::Ask;
use crate::pairs::Pairs;

/// Most records that are ticked one by one: several pages of a list.
const MOST: usize = 1_000;

/// Which records, and the list they were ticked in.
#[derive(Clone)]
pub struct Picked {
    /// Which records.
    pub which: Which,
    /// The address of the list.
    pub back: String,
}

/// The address of the list that was posted.
pub fn back(scene: &Scene, pairs: &Pairs) -> String {
    local(pairs.text("back")).map_or_else(|| scene.home(), str::to_string)
}

impl Picked {
    /// Reads a posted list; `None` when nothing was ticked. `all` stands for everything the list shows, on all pages.
    pub fn read(scene: &Scene, pairs: &Pairs) -> Result<Option<Picked>> {
        let back = back(scene, pairs);
        if !pairs.text("all").is_empty() {
            let query = back.split_once('?').map_or("", |(_, query)| query);
            let ask = Ask::read(scene, Pairs::read(query))?;
            let which = Which::Matching { filter: ask.whole_filter().to_query(), find: ask.find };
            return Ok(Some(Picked { which, back }));
        }
        let ids: Vec<Uuid> = pairs.all("id").filter_map(|id| Uuid::try_parse(id).ok()).take(MOST).collect();
        Ok((!ids.is_empty()).then_some(Picked { which: Which::Chosen(ids), back }))
    }

    /// What is done to them: `Change 12 opportunities`, `Change all opportunities that match`.
    pub fn change(&self, scene: &Scene) -> Said {
        match &self.which {
            Which::Chosen(ids) => {
                let name = if ids.len() == 1 { scene.one() } else { scene.many() };
                said!("bulk-change-some", count = scene.formats.number(&ids.len().into()), modules = name)
            }
            Which::Matching { filter, find } if filter.is_empty() && find.is_empty() => {
                said!("bulk-change-all", modules = scene.many())
            }
            Which::Matching { .. } => said!("bulk-change-matching", modules = scene.many()),
        }
    }

    /// The address of a file of them.
    pub fn file(&self, scene: &Scene) -> String {
        let mut pairs = Pairs::default().with("format", "csv");
        match &self.which {
            Which::Chosen(ids) => {
                let ids: Vec<String> = ids.iter().map(Uuid::to_string).collect();
                pairs.push("filter[id][in]", ids.join(","));
            }
            Which::Matching { filter, find } => {
                pairs = pairs.with("find", find);
                filter.iter().for_each(|(name, value)| pairs.push(name, value));
            }
        }
        pairs.on(&format!("/exports/{}", scene.module.key))
    }
}
