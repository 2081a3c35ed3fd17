//! Rows of modules: inserted, changed, locked. Side tables follow their field. What the values mean is the caller's.

use meta::record::Values;
use meta::{Field, Key, Module, Value};
use uuid::Uuid;

use crate::columns::{DELETED_ACT, RID, SideKind, TITLE, TITLE_KEY, side, side_columns, side_table};
use crate::encode::{ToBase, cells};
use crate::filter::element_key;
use crate::insertion::Shape;
use crate::{Error, Param, Tx};
use meta::fold::fold;

/// Inserts a record with all its values, system fields among them; gives its row number.
pub fn insert(
    tx: &mut Tx,
    module: &Module,
    id: Uuid,
    title: &str,
    values: &Values,
    to_base: ToBase,
) -> Result<i64, Error> {
    let mut columns = vec![(TITLE.to_string(), Param::from(title)), (TITLE_KEY.to_string(), Param::from(fold(title)))];
    let mut sides = Vec::new();
    for (key, value) in values.iter() {
        let field = field(module, key)?;
        match side(&field.kind) {
            Some(kind) => sides.push((field, kind, value)),
            None => columns.extend(cells(field, value, to_base)?),
        }
    }
    crate::summary::add_new(tx, module, &columns)?;
    let ahead = tx.rid_ahead(&module.key)?;
    let rid = match ahead {
        Some(rid) => {
            columns.push((RID.to_string(), Param::from(rid)));
            let (columns, row) = columns.into_iter().unzip();
            tx.insert(Shape { table: module.key.to_string(), columns, words: None, known: None }, vec![row])?;
            rid
        }
        None => {
            let mut q = tx.sql();
            q.push("INSERT INTO ").table(&module.key).push(" (");
            q.join(&columns, ", ", |q, (name, _)| {
                q.ident(name);
            });
            q.push(") VALUES (").binds(columns.iter().map(|(_, param)| param.clone()));
            q.push(") RETURNING ").ident(RID);
            tx.query_one(&q, |row| row.int(0))?.ok_or_else(|| Error::Missing("inserted row".into()))?
        }
    };
    for (field, kind, value) in sides {
        fill_side(tx, &module.key, field, kind, id, value)?;
    }
    Ok(rid)
}

/// Changes the values given; also the title when it is given. Does not touch `version` or `updated_at` unless they are
/// among the values.
pub fn update(
    tx: &mut Tx,
    module: &Module,
    id: Uuid,
    title: Option<&str>,
    values: &Values,
    to_base: ToBase,
) -> Result<(), Error> {
    let mut columns = Vec::new();
    if let Some(title) = title {
        columns.push((TITLE.to_string(), Param::from(title)));
        columns.push((TITLE_KEY.to_string(), Param::from(fold(title))));
    }
    for (key, value) in values.iter() {
        let field = field(module, key)?;
        match side(&field.kind) {
            Some(kind) => {
                clear_side(tx, module, field, id)?;
                fill_side(tx, &module.key, field, kind, id, value)?;
            }
            None => columns.extend(cells(field, value, to_base)?),
        }
    }
    set(tx, module, id, &columns)
}

/// Marks a record as binned by an act, or as out of the bin.
pub fn bin(
    tx: &mut Tx,
    module: &Module,
    id: Uuid,
    binned: Option<(chrono::DateTime<chrono::Utc>, Uuid)>,
) -> Result<(), Error> {
    let columns = [
        ("deleted_at".to_string(), Param::from(binned.map(|(at, _)| at))),
        (DELETED_ACT.to_string(), Param::from(binned.map(|(_, act)| act))),
    ];
    set(tx, module, id, &columns)
}

fn set(tx: &mut Tx, module: &Module, id: Uuid, columns: &[(String, Param)]) -> Result<(), Error> {
    if columns.is_empty() {
        return Ok(());
    }
    crate::summary::moved(tx, module, id, columns, |tx| {
        let mut q = tx.sql();
        q.push("UPDATE ").table(&module.key).push(" SET ");
        q.join(columns, ", ", |q, (name, param)| {
            q.ident(name).push(" = ").bind(param.clone());
        });
        q.push(" WHERE id = ").bind(id);
        tx.execute(&q).map(drop)
    })
}

/// Locks records in the order of their ids until the transaction ends; says which of them exist.
pub fn lock(tx: &mut Tx, module: &Module, ids: &[Uuid]) -> Result<Vec<Uuid>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut q = tx.sql();
    let end = q.dialect().for_update();
    q.push("SELECT id FROM ").table(&module.key).push(" WHERE id").in_list(ids.iter().copied());
    q.push(" ORDER BY id").push(end);
    tx.query(&q, |row| row.uuid(0))
}

fn field<'a>(module: &'a Module, key: &str) -> Result<&'a Field, Error> {
    module.field(key).map(|field| &**field).ok_or_else(|| Error::Missing(format!("field {}.{key}", module.key)))
}

/// Empties a field that has a side table.
pub fn clear_side(tx: &mut Tx, module: &Module, field: &Field, owner: Uuid) -> Result<(), Error> {
    let mut q = tx.sql();
    q.push("DELETE FROM ").table(&side_table(&module.key, &field.key)).push(" WHERE owner = ").bind(owner);
    tx.execute(&q)?;
    Ok(())
}

pub(crate) fn fill_side(
    tx: &mut Tx,
    module: &Key,
    field: &Field,
    kind: SideKind,
    owner: Uuid,
    value: &Value,
) -> Result<(), Error> {
    let columns = side_columns(kind).iter().map(|(name, _)| *name);
    let names: Vec<&str> = ["owner", "position"].into_iter().chain(columns).collect();
    let rows = elements(field, value).into_iter().enumerate();
    let rows = rows.map(|(position, row)| [vec![owner.into(), Param::from(position as i64)], row].concat());
    tx.insert(Shape::of(&side_table(module, &field.key), &names), rows.collect())
}

pub(crate) fn elements(field: &Field, value: &Value) -> Vec<Vec<Param>> {
    let word = |text: &str| vec![Param::from(text), Param::from(element_key(&field.kind, text))];
    let point = |value: &str, kind: &str, marks: [bool; 3]| {
        let mut row = word(value);
        row.push(Param::from(kind));
        row.extend(marks.map(Param::from));
        row
    };
    match value {
        Value::Ids(ids) => ids.iter().map(|id| vec![Param::from(*id)]).collect(),
        Value::Keys(words) => words.iter().map(|text| word(text)).collect(),
        Value::Emails(all) => {
            all.iter().map(|e| point(&e.value, &e.r#type, [e.primary, e.opted_out, e.invalid])).collect()
        }
        Value::Phones(all) => {
            all.iter().map(|p| point(&p.value, &p.r#type, [p.primary, p.opted_out, p.invalid])).collect()
        }
        _ => Vec::new(),
    }
}

/// The row number of a record.
pub fn rid(tx: &mut Tx, module: &Module, id: Uuid) -> Result<i64, Error> {
    let mut q = tx.sql();
    q.push("SELECT ").ident(RID).push(" FROM ").table(&module.key).push(" WHERE id = ").bind(id);
    tx.query_one(&q, |row| row.int(0))?.ok_or_else(|| Error::Missing(format!("record {id}")))
}

/// The act that moved a record to the bin; `None` when it is not there.
pub fn binned_by(tx: &mut Tx, module: &Module, id: Uuid) -> Result<Option<Uuid>, Error> {
    let mut q = tx.sql();
    q.push("SELECT ").ident(DELETED_ACT).push(" FROM ").table(&module.key).push(" WHERE id = ").bind(id);
    Ok(tx.query_one(&q, |row| row.opt_uuid(0))?.flatten())
}

/// Those of some records that an act moved to the bin.
pub fn binned_with(tx: &mut Tx, module: &Module, ids: Vec<Uuid>, act: Uuid) -> Result<Vec<Uuid>, Error> {
    if ids.is_empty() {
        return Ok(ids);
    }
    let mut q = tx.sql();
    q.push("SELECT id FROM ").table(&module.key).push(" WHERE id").in_list(ids);
    q.push(" AND ").ident(DELETED_ACT).push(" = ").bind(act);
    tx.query(&q, |row| row.uuid(0))
}

/// Tables of the kernel that speak of records by a column `record`; what they say of one that is gone goes with it.
const BESIDE: [&str; 4] = ["kith_share", "kith_stage_time", "kith_star", "kith_recent"];

/// Deletes a record for good, with its side rows, its place in the search and what else is kept about it.
pub fn purge(tx: &mut Tx, module: &Module, id: Uuid) -> Result<(), Error> {
    let rid = rid(tx, module, id)?;
    crate::search::remove(tx, module, rid)?;
    for field in module.fields.values().filter(|field| side(&field.kind).is_some()) {
        clear_side(tx, module, field, id)?;
    }
    for table in BESIDE {
        let mut q = tx.sql();
        q.push("DELETE FROM ").table(table).push(" WHERE record = ").bind(id);
        tx.execute(&q)?;
    }
    let gone = [("deleted_at".to_string(), Param::Null)];
    crate::summary::moved(tx, module, id, &gone, |tx| {
        let mut q = tx.sql();
        q.push("DELETE FROM ").table(&module.key).push(" WHERE id = ").bind(id);
        tx.execute(&q).map(drop)
    })
}
