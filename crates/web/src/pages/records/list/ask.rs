//! `Ask`: which records a list shows, as its address says: view, columns, filter, words, order, page.

use crm::views::View as Saved;
use crm::{Error, Result};
use meta::filter::FilterError;
use meta::layout::{SortKey, View, ViewKind};
use meta::{FieldType, Filter, Key, Op, Operand, Path, Test};
use words::said;

use crate::pages::records::{Scene, lower};
use crate::pairs::Pairs;

/// Records a page.
pub const PAGE: usize = 40;
/// Most columns of a list.
const MOST_COLUMNS: usize = 20;
/// Most keys of a sort.
pub const MOST_KEYS: usize = 3;
/// The view of the records that the reader owns.
pub const MINE: &str = "mine";

/// Which records a list shows, and how.
pub struct Ask {
    /// The address's pairs.
    pub pairs: Pairs,
    /// The view; that of the first list where the address names none.
    pub view: View,
    /// Only records of the reader.
    pub mine: bool,
    /// What is shown of each; the title is always the first.
    pub columns: Vec<Path>,
    /// Order.
    pub sort: Vec<SortKey>,
    /// Which records, by the address alone.
    pub filter: Filter,
    /// Words to find.
    pub find: String,
    /// By which field the records stand in groups.
    pub group: Option<Key>,
    /// The views that were saved for the reader, where they are shown.
    pub saved: Vec<Saved>,
}

/// What of an address is not kept with a view: the page one is on.
const PASSING: [&str; 4] = ["base", "cursor", "from", "add"];

impl Ask {
    /// Reads the address of a list; the error is a refused filter or order.
    pub fn read(scene: &Scene, pairs: Pairs) -> Result<Ask> {
        let module = &scene.module;
        let named = pairs.text("view");
        let first = module.views.iter().find(|view| view.kind == ViewKind::List);
        let view = module.views.iter().find(|view| view.key == named).or(first).or(module.views.first());
        let view = view.ok_or_else(|| Error::NotFound(said!("list-a-view-of", modules = scene.many())))?.clone();
        let lanes = Key::new(pairs.text("lanes")).ok().filter(|field| has_lanes(scene, field));
        let view = lanes.map_or(view.clone(), |lanes| by(scene, view, lanes));
        let filter = filter(scene, &pairs)?;
        let columns = match pairs.text("columns") {
            "" => view.columns.clone(),
            given => given.split(',').filter_map(Path::parse).take(MOST_COLUMNS).collect(),
        };
        let title = Path::of(module.title.clone());
        let shown = |path: &Path| *path != title && scene.resolve(path).is_some();
        let rest: Vec<Path> = columns.into_iter().filter(shown).collect();
        let sort = match pairs.text("sort") {
            "" => view.sort.iter().filter(|key| sortable(scene, &key.path)).cloned().collect(),
            given => sort(scene, given)?,
        };
        let columns = std::iter::once(title).chain(rest).collect();
        let find = pairs.text("find").to_string();
        let group = Key::new(pairs.text("group")).ok().filter(|field| groups(scene, field));
        Ok(Ask { mine: named == MINE, view, columns, sort, filter, find, group, pairs, saved: Vec::new() })
    }

    /// Which records, the view included.
    pub fn whole_filter(&self) -> Filter {
        let mine = Test { path: Path::of(Key::of("owner")), op: Op::Eq, operand: Operand::Me };
        if self.mine { self.filter.clone().and(Filter::Test(mine)) } else { self.filter.clone() }
    }

    /// Whether the address narrows the list.
    pub fn is_narrowed(&self) -> bool {
        self.filter != Filter::Const(true) || !self.find.is_empty()
    }

    /// The saved view that the address began with.
    pub fn base(&self) -> Option<&Saved> {
        let id = uuid::Uuid::try_parse(self.pairs.text("base")).ok()?;
        self.saved.iter().find(|saved| saved.id == id)
    }

    /// What of the address a view keeps.
    pub fn kept(&self) -> Pairs {
        self.pairs.without(&PASSING)
    }

    /// Whether the address says more, or other things, than the view it began with.
    pub fn is_changed(&self) -> bool {
        match self.base() {
            Some(saved) => self.kept() != Pairs::read(&saved.query),
            None => self.kept().iter().any(|(name, _)| name != "view"),
        }
    }

    /// The tests that all must hold, one a chip.
    pub fn conditions(&self) -> Vec<&Filter> {
        match &self.filter {
            Filter::Const(true) => Vec::new(),
            Filter::And(all) => all.iter().collect(),
            one => vec![one],
        }
    }

    /// The address with other conditions and from the first page.
    pub fn with_filter(&self, filter: &Filter) -> Pairs {
        let mut pairs = self.pairs.keeping(|name, _| !is_filter(name)).without(&["cursor", "from", "add"]);
        for (name, value) in filter.to_query() {
            pairs.push(name, value);
        }
        pairs
    }

    /// The address without one of its conditions.
    pub fn without(&self, at: usize) -> Pairs {
        let rest = self.conditions().into_iter().enumerate().filter(|(n, _)| *n != at).map(|(_, one)| one.clone());
        self.with_filter(&rest.fold(Filter::Const(true), Filter::and))
    }
}

/// A board over a field of one's choice: cards as on the module's own board, else the first columns of its list.
fn by(scene: &Scene, view: View, lanes: Key) -> View {
    if view.kind == ViewKind::Board && view.lanes.as_ref() == Some(&lanes) {
        return view;
    }
    let board = scene.module.views.iter().find(|view| view.kind == ViewKind::Board);
    let money = || scene.module.own_fields().find(|field| matches!(field.kind, FieldType::Money { .. }));
    let card = board.map_or_else(|| view.columns.iter().take(4).cloned().collect(), |board| board.card.clone());
    let total = board.and_then(|board| board.total.clone()).or_else(|| money().map(|field| field.key.clone()));
    let card = card.into_iter().filter(|path| path.single() != Some(&lanes)).collect();
    let label = scene.module.field(&lanes).map(|field| said!("list-lanes-by", field = lower(&field.label)));
    let label = label.map_or(String::new(), |label| scene.lang().say(label));
    View { key: lanes.clone(), label, kind: ViewKind::Board, lanes: Some(lanes), card, total, ..view }
}

/// Whether a field can be the lanes of a board.
pub fn has_lanes(scene: &Scene, field: &Key) -> bool {
    let found = scene.module.field(field).filter(|field| scene.sees(&field.key));
    found.is_some_and(|field| matches!(field.kind, FieldType::Stage | FieldType::Select { .. }))
}

/// Whether the records of a list can stand in groups by a field: one value of few.
pub fn groups(scene: &Scene, field: &Key) -> bool {
    use FieldType as T;
    let found = scene.module.field(field).filter(|field| scene.sees(&field.key));
    found.is_some_and(|field| matches!(field.kind, T::Bool | T::Select { .. } | T::Stage | T::User | T::Team))
}

/// Whether a pair is part of the filter.
pub fn is_filter(name: &str) -> bool {
    name == "filter" || name.starts_with("filter[")
}

/// The filter of an address, of what the reader sees.
pub fn filter(scene: &Scene, pairs: &Pairs) -> Result<Filter> {
    scene.snapshot.reader(&scene.rights, |reader| reader.query(&scene.module.key, pairs.iter())).map_err(refused)
}

fn refused(error: FilterError) -> Error {
    Error::bad(&error.field, "filter", error.detail)
}

/// Whether lists can be sorted by what a path leads to.
pub fn sortable(scene: &Scene, path: &Path) -> bool {
    scene.resolve(path).is_some_and(|found| found.kind().sortable())
}

fn sort(scene: &Scene, given: &str) -> Result<Vec<SortKey>> {
    let keys = given.split(',').take(MOST_KEYS).map(|text| {
        let key = SortKey::parse(text.trim()).filter(|key| sortable(scene, &key.path));
        key.ok_or_else(|| Error::bad("sort", "unknown_field", said!("list-cannot-sort", field = text)))
    });
    keys.collect()
}
