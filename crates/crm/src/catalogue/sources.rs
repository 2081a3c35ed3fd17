//! What expressions, lookups and rollups read, as fields of modules.

use std::collections::BTreeSet;

use expr::Expr;
use expr::ast::Kind;
use meta::catalogue::Resolved;
use meta::definition::FieldId;
use meta::field::ExprText;
use meta::{Catalogue, Field, FieldType, Key, Path, Relation, RelationKind};

/// The paths an expression names, before it is typed.
pub(super) fn named(expr: &Expr) -> Vec<Path> {
    let mut paths = Vec::new();
    let mut open = vec![expr];
    while let Some(node) = open.pop() {
        if let Kind::Path(names) = node.kind() {
            let text: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
            paths.extend(Path::parse(&text.join(".")));
        }
        node.kind().children(&mut |child| open.push(child));
    }
    paths
}

/// The fields along a path: its links and its end.
pub(super) fn along(catalogue: &Catalogue, module: &str, path: &Path) -> Vec<FieldId> {
    let Some(Resolved { hops, module: end, field, .. }) = catalogue.resolve(module, path) else { return Vec::new() };
    let mut at = module;
    let mut fields = Vec::new();
    for (link, target) in &hops {
        fields.extend(catalogue.module(at).map(|module| (module.key.clone(), link.key.clone())));
        at = &target.key;
    }
    fields.push((end.key.clone(), field.key.clone()));
    fields
}

/// The fields an expression reads, links on the way included; nothing when it cannot be parsed.
fn of_expr(catalogue: &Catalogue, module: &str, text: &ExprText) -> Vec<FieldId> {
    let Ok(expr) = expr::parse(&text.text) else { return Vec::new() };
    named(&expr).iter().flat_map(|path| along(catalogue, module, path)).collect()
}

/// The fields that make a relation what it is: those that hold the links.
fn joining(module: &Key, relation: &Relation) -> Vec<FieldId> {
    let here = |field: &Key| (module.clone(), field.clone());
    let there = |field: &Key| (relation.target.clone(), field.clone());
    match &relation.kind {
        RelationKind::Links { field } => vec![here(field)],
        RelationKind::Children { field, by } => vec![here(field), there(by)],
        RelationKind::Inverse { field }
        | RelationKind::ParentInverse { field }
        | RelationKind::LinksInverse { field } => vec![there(field)],
    }
}

/// The fields from which a derived field is made, each once; none for other fields.
pub(super) fn of_field(catalogue: &Catalogue, module: &Key, field: &Field) -> Vec<FieldId> {
    let mut sources = BTreeSet::new();
    match &field.kind {
        FieldType::Formula { expr, .. } => sources.extend(of_expr(catalogue, module, expr)),
        FieldType::Lookup { path, .. } => sources.extend(along(catalogue, module, path)),
        FieldType::Rollup { of, field, filter, .. } => {
            if let Some(relation) = catalogue.relation(module, of) {
                sources.extend(joining(module, relation));
                sources.extend(field.iter().map(|field| (relation.target.clone(), field.clone())));
                let filter = filter.iter().flat_map(|filter| of_expr(catalogue, &relation.target, filter));
                sources.extend(filter);
            }
        }
        _ => {}
    }
    sources.into_iter().collect()
}
