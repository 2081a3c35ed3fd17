//! What the document says of the addresses: those of a module, and those that all modules share.

use crm::{Work, records};
use meta::Module;
use serde_json::{Map, Value as Json, json};

use super::operation::Operation;
use super::schemas::{links, matches, paths, sorts};

use crate::api::view::View;

/// Adds the addresses of a module.
pub fn add(out: &mut Map<String, Json>, work: &Work, view: &View, module: &Module) {
    let (key, one) = (&module.key, module.label.one.to_lowercase());
    let many = module.label.many.to_lowercase();
    let may_create = view.rights.may_create(key);
    let may_edit = view.rights.edit.contains_key(key);
    let at = |rest: &str| format!("/{key}{rest}");
    let mut all = json!({ "get": listing(view, module, Operation::new(key, "list", &format!("List {many}"))).done() });
    if may_create {
        let made = Operation::new(key, "create", &format!("Make a {one}")).written();
        all["post"] = made.body(&format!("{key}.new")).created(key).refuses(&[403, 404, 409, 412]).done();
    }
    if may_create && may_edit {
        let about = "The record with the same value in the matched field is changed; without one, one is made";
        let put = Operation::new(key, "upsert", &format!("Make or change a {one}")).about(about).written();
        let put = put.query("match", json!({ "type": "string", "enum": matches(view, module) }), true);
        let put = put.header("if_match").body(&format!("{key}.new")).record(key).created(key);
        all["put"] = put.refuses(&[403, 404, 409, 412]).done();
    }
    out.insert(at(""), all);
    let search = Operation::new(key, "search", &format!("Search {many}")).body(&format!("{key}.search"));
    out.insert(at("/search"), json!({ "post": search.answer(&format!("{key}.page")).refuses(&[404]).done() }));
    out.insert(at("/{id}"), single(view, module, &one));
    let restore = Operation::new(key, "restore", &format!("Bring a {one} back from the bin")).path("id").written();
    let restore = restore.header("if_match").record(key).refuses(&[403, 404, 409, 412]);
    if view.rights.delete.contains_key(key) {
        out.insert(at("/{id}/restore"), json!({ "post": restore.done() }));
    }
    let history =
        Operation::new(key, "history", &format!("What happened to a {one}")).path("id").shared(&["limit", "cursor"]);
    out.insert(at("/{id}/history"), json!({ "get": history.answer("History").refuses(&[404]).done() }));
    for relation in view.snapshot.schema.catalogue.relations(key) {
        if records::relation_of(work, module, &relation.name).is_ok() {
            related(out, view, module, &relation.name, &relation.target);
        }
    }
}

/// A list's parameters and answer.
fn listing(view: &View, module: &Module, operation: Operation) -> Operation {
    let filter = "The JSON form. Or a parameter for each test, all of which must hold: filter[field][op]=value, such as \
        filter[amount][gte]=50000; in takes values separated by commas, empty takes true or false; a field may be a path \
        through links, such as account.industry.";
    let about = "A dotted path reads through a link: fields=name,account.industry";
    operation
        .json_query("filter", &format!("{}.filter", module.key), filter)
        .list_query("sort", sorts(view, module), "A minus before a field puts the largest first")
        .list_query("fields", paths(view, module), about)
        .list_query("expand", links(view, module), "Links whose records are wanted under _expanded")
        .shared(&["find", "limit", "cursor", "count", "bin"])
        .answer(&format!("{}.page", module.key))
        .refuses(&[404])
}

fn single(view: &View, module: &Module, one: &str) -> Json {
    let key = &module.key;
    let show = Operation::new(key, "show", &format!("Read a {one}")).path("id");
    let show = show.list_query("fields", paths(view, module), "Only these").list_query(
        "expand",
        links(view, module),
        "Links whose records are wanted under _expanded",
    );
    let mut all = json!({ "get": show.record(key).refuses(&[404]).done() });
    if view.rights.edit.contains_key(key) {
        let change =
            Operation::new(key, "update", &format!("Change a {one}")).about("null clears").path("id").written();
        let change = change.header("if_match").body(&format!("{key}.change")).record(key);
        all["patch"] = change.refuses(&[403, 404, 409, 412]).done();
    }
    if view.rights.delete.contains_key(key) {
        let delete = Operation::new(key, "delete", &format!("Move a {one} to the bin")).path("id").written();
        all["delete"] = delete.header("if_match").empty().refuses(&[403, 404, 409, 412]).done();
    }
    all
}

fn related(out: &mut Map<String, Json>, view: &View, module: &Module, relation: &str, target: &str) {
    let Some(target) = view.snapshot.module(target) else { return };
    let key = &module.key;
    let list = Operation::new(key, &format!("{relation}.list"), &format!("List {relation}")).path("id");
    out.insert(format!("/{key}/{{id}}/{relation}"), json!({ "get": listing(view, target, list).done() }));
    let turn = |what: &str, about: &str| {
        let turn = Operation::new(key, &format!("{relation}.{what}"), about).path("id").path("other").written();
        turn.header("if_match").empty().refuses(&[403, 404, 409, 412]).done()
    };
    out.insert(
        format!("/{key}/{{id}}/{relation}/{{other}}"),
        json!({ "put": turn("add", "Put into the relation"), "delete": turn("remove", "Take out of the relation") }),
    );
}

/// The addresses that no module owns.
pub fn shared_by_all() -> Map<String, Json> {
    let new = |name: &str, about: &str| Operation::new("kith", name, about);
    let batch = new("batch", "Many changes, all or nothing").about("References: “@a” stands for the id made by ref a");
    let batch = batch.written().body("Batch").answer("BatchDone").refuses(&[403, 404, 409]);
    let changes = new("changes", "What happened to the records you see, in order, tombstones included");
    let module = new("module", "A module: its fields, relations and your rights");
    let name = json!({ "name": "module", "in": "path", "required": true, "schema": { "type": "string" } });
    let pairs = [
        ("/batch", json!({ "post": batch.done() })),
        ("/changes", json!({ "get": changes.shared(&["after", "limit"]).answer("Changes").done() })),
        ("/meta/modules", json!({ "get": new("modules", "The modules you may see").answer("Modules").done() })),
        ("/meta/modules/{module}", json!({ "get": module.parameter(name).answer("Module").refuses(&[404]).done() })),
        (
            "/openapi.json",
            json!({ "get": new("openapi", "This document").json_answer(json!({ "type": "object" })).done() }),
        ),
    ];
    pairs.map(|(path, item)| (path.to_string(), item)).into_iter().collect()
}
