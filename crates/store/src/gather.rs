//! Several rows as one JSON text in a column, so that a list of records with lists in them stays one statement.

use meta::{Field, Module};

use crate::columns::{SideKind, TITLE, side_table};
use crate::scope::Scope;
use crate::value::{self, End};
use crate::{Error, Sql, links};

/// Elements of a side table in order: `["word", …]`, or `[[value, type, main, opted_out, invalid], …]` for points.
pub fn elements(q: &mut Sql, module: &Module, alias: &str, field: &Field, kind: SideKind) {
    let mut item = q.fresh();
    match kind {
        SideKind::Points => {
            let array = q.dialect().json_array();
            item.push(array).push("(s.value, s.type, s.main, s.opted_out, s.invalid)")
        }
        _ => item.push("s.value"),
    };
    let mut from = q.fresh();
    from.table(&side_table(&module.key, &field.key)).push(" s WHERE s.owner = ").column(alias, "id");
    q.append(&q.dialect().json_group(&item, &from));
}

/// Linked records in order: `[[id, title or null, binned, visible], …]`.
pub fn links(q: &mut Sql, scope: &Scope, module: &Module, alias: &str, field: &Field) -> Result<(), Error> {
    let Some(target) = links::targets(scope.schema, &field.kind).first().copied() else {
        q.push("NULL");
        return Ok(());
    };
    let there = scope.alias();
    let mut visible = q.fresh();
    scope.visible(&mut visible, target, &there)?;
    let mut item = q.fresh();
    item.push(q.dialect().json_array()).push("(");
    item.append(&q.dialect().uuid_text("s", "other")).push(", ");
    named(&mut item, &visible, &there);
    item.push(")");
    let mut from = q.fresh();
    from.table(&side_table(&module.key, &field.key)).push(" s JOIN ").table(&target.key).push(" ").ident(&there);
    from.push(" ON ").column(&there, "id").push(" = s.other WHERE s.owner = ").column(alias, "id");
    q.append(&q.dialect().json_group(&item, &from));
    Ok(())
}

/// What a parent field's record is called: `[title or null, binned, visible]`, null when there is none.
pub fn parent_title(q: &mut Sql, scope: &Scope, alias: &str, field: &Field) -> Result<(), Error> {
    let mut id = q.fresh();
    id.column(alias, &field.key);
    q.push("CASE ").column(alias, &format!("{}__module", field.key)).push(" WHEN '' THEN NULL");
    for target in links::targets(scope.schema, &field.kind) {
        q.push(" WHEN ").bind(target.key.as_str()).push(" THEN ");
        title(q, scope, target, &id)?;
    }
    q.push(" END");
    Ok(())
}

/// What the record at the end of a single link is called, as of a parent field.
pub fn link_title(q: &mut Sql, scope: &Scope, end: &End) -> Result<(), Error> {
    let Some(target) = links::targets(scope.schema, &end.field.kind).first().copied() else {
        q.push("NULL");
        return Ok(());
    };
    let mut id = q.fresh();
    value::compared(&mut id, scope, end)?;
    title(q, scope, target, &id)
}

/// What the record with an id is called: `[title or null, binned, visible]`, null when there is none.
fn title(q: &mut Sql, scope: &Scope, target: &Module, id: &Sql) -> Result<(), Error> {
    let there = scope.alias();
    let mut visible = q.fresh();
    scope.visible(&mut visible, target, &there)?;
    let mut item = q.fresh();
    item.push(q.dialect().json_array()).push("(");
    named(&mut item, &visible, &there);
    item.push(")");
    q.push("(SELECT ");
    q.append(&q.dialect().as_text(&item));
    q.push(" FROM ").table(&target.key).push(" ").ident(&there).push(" WHERE ").column(&there, "id");
    q.push(" = ").append(id).push(")");
    Ok(())
}

fn named(item: &mut Sql, visible: &Sql, there: &str) {
    item.push("CASE WHEN ").append(visible).push(" THEN ").column(there, TITLE).push(" END, ");
    item.column(there, "deleted_at").push(" IS NOT NULL, ").append(visible);
}
