//! What the page of a record shows, read: a bounded number of statements, one for each related list.

use std::collections::HashMap;

use crm::pipelines::{self, Stay};
use crm::records::{self, Allowed, ListQuery, Shape};
use crm::{Result, Work, notices, personal};
use meta::layout::ViewKind;
use meta::relation::{Relation, RelationKind};
use meta::{FieldType, Filter, Key, Op, Path, Record, Value};
use uuid::Uuid;

use super::composer::Composer;
use super::relations;
use super::tab::Tab;
use super::timeline::{self, Only, Timeline};
use crate::components::fields::links;
use crate::pages::records::Scene;

/// How much of a related list is shown: records, and columns beside the title.
#[derive(Clone, Copy)]
struct Size {
    records: usize,
    columns: usize,
}

/// Beside everything else.
const FEW: Size = Size { records: 5, columns: 4 };
/// By itself.
const WHOLE: Size = Size { records: 50, columns: 20 };

/// What the page shows.
pub struct Shown {
    /// Module, formats, names.
    pub scene: Scene,
    /// The record with all fields the reader sees.
    pub record: Record,
    /// What of it is shown.
    pub tab: Tab,
    /// The related lists there are, with their headings.
    pub relations: Vec<(Key, String)>,
    /// Which fields and sections are shown.
    pub shape: Shape,
    /// What the reader may do with it.
    pub allowed: Allowed,
    /// Whether the reader starred it.
    pub starred: bool,
    /// Whether the reader follows it.
    pub followed: bool,
    /// The stage field, and how long the record stood in each stage.
    pub stays: Option<(Key, Vec<Stay>)>,
    /// Related lists that are shown.
    pub related: Vec<Related>,
    /// Open tasks; `None` where the module has no tasks, or they are not shown.
    pub tasks: Option<Vec<Record>>,
    /// What happened and what may be written; `None` beside a related list.
    pub happened: Option<(Timeline, Composer)>,
}

/// A related list.
pub struct Related {
    /// The relation.
    pub relation: Relation,
    /// Its heading.
    pub label: String,
    /// The scene of its module.
    pub scene: Scene,
    /// What is shown of each.
    pub columns: Vec<Path>,
    /// The first few.
    pub records: Vec<Record>,
    /// Whether there are more.
    pub more: bool,
}

/// Reads the page of a record, of which a tab is shown.
pub fn read(work: &mut Work, module: &str, id: Uuid, tab: &Tab, only: Only) -> Result<Shown> {
    let mut scene = Scene::set(work, module)?;
    let record = records::get(work, module, id, &[])?;
    let shape = records::shape(work, module, id)?;
    let allowed = records::allowed(work, module, id)?;
    let starred = work.actor.user.is_some() && personal::is_starred(work, id)?;
    let followed = work.actor.user.is_some() && notices::follows(work, id)?;
    let stays = stays(work, &scene, id)?;
    let known = known(work, &scene);
    let lists: Vec<_> = known.iter().filter(|one| !hangs(one, "task") && !hangs(one, "note")).collect();
    let relations = lists.iter().filter_map(|relation| {
        let target = scene.snapshot.module(&relation.target)?;
        Some((relation.name.clone(), relations::label(&scene, target, relation)))
    });
    let relations: Vec<(Key, String)> = relations.collect();
    let tab = match tab {
        Tab::Related(name) if !relations.iter().any(|(known, _)| known == name) => Tab::Overview,
        tab => tab.clone(),
    };
    let mut related = Vec::new();
    for relation in lists {
        match &tab {
            Tab::Overview => related.push(self::related(work, &scene, id, relation, FEW)?),
            Tab::Related(name) if *name == relation.name => {
                related.push(self::related(work, &scene, id, relation, WHOLE)?);
            }
            _ => {}
        }
    }
    let tasks = known.iter().find(|relation| tab == Tab::Overview && hangs(relation, "task"));
    let tasks = tasks.map(|relation| open_tasks(work, &scene, id, relation)).transpose()?.flatten();
    let happened = match tab {
        Tab::Related(_) => None,
        _ => {
            let told = timeline::told(work, &mut scene, id, stays.as_ref(), &tab, only)?;
            Some((told, Composer::read(work, &scene, &record)))
        }
    };
    let wanted = line_links(&scene, &record);
    scene.name(work, &wanted)?;
    Ok(Shown { scene, record, tab, relations, shape, allowed, starred, followed, stays, related, tasks, happened })
}

/// The stage field that the reader sees, with how long a record stood in each stage.
pub fn stays(work: &mut Work, scene: &Scene, id: Uuid) -> Result<Option<(Key, Vec<Stay>)>> {
    let Some(field) = stage_field(scene) else { return Ok(None) };
    let stays = pipelines::stays(work, &scene.module.key, id, &field)?;
    Ok(Some((field, stays)))
}

/// The first stage field the reader sees.
fn stage_field(scene: &Scene) -> Option<Key> {
    let mut fields = scene.module.own_fields().filter(|field| field.kind == FieldType::Stage);
    fields.find(|field| scene.sees(&field.key)).map(|field| field.key.clone())
}

/// The related lists of the layout that the reader may know of, and those of tasks and notes.
fn known(work: &Work, scene: &Scene) -> Vec<Relation> {
    let named = scene.module.detail.related.iter();
    let mut all: Vec<Relation> =
        named.filter_map(|name| records::relation_of(work, &scene.module, name).ok()).collect();
    for target in ["task", "note"].into_iter().filter(|_| scene.module.uses("activities")) {
        if !all.iter().any(|relation| hangs(relation, target)) {
            all.extend(hanging(work, scene, target));
        }
    }
    all
}

/// The relation of the records of a module that hang on those of this one, if the reader may know of it.
pub fn hanging(work: &Work, scene: &Scene, target: &str) -> Option<Relation> {
    let mut relations = scene.snapshot.schema.catalogue.relations(&scene.module.key).iter();
    let relation = relations.find(|relation| hangs(relation, target))?;
    records::relation_of(work, &scene.module, &relation.name).ok()
}

/// Whether a relation holds the records of a module that hang on this one by a parent field.
fn hangs(relation: &Relation, target: &str) -> bool {
    relation.target == *target && matches!(relation.kind, RelationKind::ParentInverse { .. })
}

/// Nothing where the reader does not know which tasks are open.
fn open_tasks(work: &mut Work, scene: &Scene, id: Uuid, relation: &Relation) -> Result<Option<Vec<Record>>> {
    if !scene.rights.sees(&relation.target, &Key::of("status")) {
        return Ok(None);
    }
    let paths = ["subject", "due", "priority", "status", "owner"];
    let query = ListQuery {
        filter: Filter::test(Key::of("status"), Op::Eq, Value::Text("open".into())),
        sort: meta::layout::SortKey::parse("due").into_iter().collect(),
        fields: paths.iter().filter_map(|path| Path::parse(path)).collect(),
        limit: 20,
        ..ListQuery::default()
    };
    Ok(Some(records::related(work, &scene.module.key, id, &relation.name, &query)?.records))
}

fn related(work: &mut Work, scene: &Scene, id: Uuid, relation: &Relation, size: Size) -> Result<Related> {
    let target = scene.beside(work, &relation.target)?;
    let columns = columns(&target, relation, size.columns);
    let view = target.module.views.iter().find(|view| view.kind == ViewKind::List);
    let query = ListQuery {
        sort: view.map(|view| view.sort.clone()).unwrap_or_default(),
        fields: columns.clone(),
        limit: size.records,
        ..ListQuery::default()
    };
    let page = records::related(work, &scene.module.key, id, &relation.name, &query)?;
    let label = relations::label(scene, &target.module, relation);
    Ok(Related {
        relation: relation.clone(),
        label,
        columns,
        records: page.records,
        more: page.next.is_some(),
        scene: target,
    })
}

/// The columns of the module's list without the link back.
fn columns(target: &Scene, relation: &Relation, most: usize) -> Vec<Path> {
    let back = match &relation.kind {
        RelationKind::Inverse { field }
        | RelationKind::ParentInverse { field }
        | RelationKind::LinksInverse { field } => Some(field),
        RelationKind::Children { by, .. } => Some(by),
        RelationKind::Links { .. } => None,
    };
    let title = Path::of(target.module.title.clone());
    let view = target.module.views.iter().find(|view| view.kind == ViewKind::List);
    let wanted = view.into_iter().flat_map(|view| &view.columns);
    let wanted = wanted.filter(|path| **path != title && path.single() != back && target.resolve(path).is_some());
    std::iter::once(title.clone()).chain(wanted.take(most).cloned()).collect()
}

/// The records that owned lines link to, whose names do not come with them.
pub fn line_links(scene: &Scene, record: &Record) -> HashMap<Key, Vec<Uuid>> {
    let mut wanted: HashMap<Key, Vec<Uuid>> = HashMap::new();
    for field in scene.module.own_fields() {
        let (FieldType::Children { to, .. }, Value::Lines(lines)) = (&field.kind, record.get(&field.key)) else {
            continue;
        };
        let Some(module) = scene.snapshot.module(to) else { continue };
        for (key, value) in lines.iter().flat_map(|line| line.values.iter()) {
            let target = module.field(key).and_then(|field| links::target(&field.kind));
            match (value, target.and_then(|target| Key::new(target).ok())) {
                (Value::Id(id), Some(target)) => wanted.entry(target).or_default().push(*id),
                (Value::Ids(ids), Some(target)) => wanted.entry(target).or_default().extend(ids),
                (Value::Ref(module, id), _) => wanted.entry(module.clone()).or_default().push(*id),
                _ => {}
            }
        }
    }
    wanted
}
