//! What the document says of the addresses: those of a module, and those that all modules share.

use crm::{Work, records};
use meta::Module;
use serde_json::{Map, Value as Json, json};

use super::operation::Operation;
use super::schemas::{links, matches, paths, sorts};

use crate::api::view::View;

/// What may go wrong with a change, beside what always may.
const CHANGE: &[u16] = &[403, 404, 409, 412];
/// What may go wrong with a question in an address.
const LIST: &[u16] = &[404, 414, 431];

/// Adds the addresses of a module. What the role has no right to do is there too, and answered by 403.
pub fn add(out: &mut Map<String, Json>, work: &Work, view: &View, module: &Module) {
    let key = &module.key;
    out.insert(format!("/{key}"), all(view, module));
    out.insert(format!("/{key}/search"), search(module));
    out.insert(format!("/{key}/{{id}}"), single(view, module));
    out.insert(format!("/{key}/{{id}}/restore"), restore(module));
    out.insert(format!("/{key}/{{id}}/history"), history(module));
    for relation in view.snapshot.schema.catalogue.relations(key) {
        if records::relation_of(work, module, &relation.name).is_ok() {
            related(out, view, module, &relation.name, &relation.target);
        }
    }
}

fn one(module: &Module) -> String {
    module.label.one.to_lowercase()
}

fn many(module: &Module) -> String {
    module.label.many.to_lowercase()
}

fn all(view: &View, module: &Module) -> Json {
    let key = &module.key;
    let list = Operation::new(key, "list", &format!("List {}", many(module)));
    let made = Operation::new(key, "create", &format!("Make a {}", one(module))).written();
    let made = made.body(&format!("{key}.new")).created(key).refuses(CHANGE);
    let about = "The record with the same value in the matched field is changed; without one, one is made";
    let put = Operation::new(key, "upsert", &format!("Make or change a {}", one(module))).about(about).written();
    let put = put.query("match", json!({ "type": "string", "enum": matches(view, module) }), true);
    let put = put.header("if_match").body(&format!("{key}.new")).record(key).created(key).refuses(CHANGE);
    json!({ "get": listing(view, module, list).done(), "post": made.done(), "put": put.done() })
}

fn search(module: &Module) -> Json {
    let key = &module.key;
    let search = Operation::new(key, "search", &format!("Search {}", many(module))).body(&format!("{key}.search"));
    json!({ "post": search.answer(&format!("{key}.page")).refuses(&[404]).done() })
}

fn restore(module: &Module) -> Json {
    let about = format!("Bring a {} back from the bin", one(module));
    let restore = Operation::new(&module.key, "restore", &about).path("id").written();
    json!({ "post": restore.header("if_match").record(&module.key).refuses(CHANGE).done() })
}

fn history(module: &Module) -> Json {
    let history = Operation::new(&module.key, "history", &format!("What happened to a {}", one(module))).path("id");
    json!({ "get": history.shared(&["limit", "cursor"]).answer("History").refuses(&[404]).done() })
}

/// A list's parameters and answer.
fn listing(view: &View, module: &Module, operation: Operation) -> Operation {
    let filter = "A parameter for each test, all of which must hold: filter[field][op]=value, such as \
        filter[amount][gte]=50000; without an operator it is eq. A field may be a path through links, such as \
        account.industry. Or one parameter, filter=…, in the JSON form that a search takes.";
    let about = "A dotted path reads through a link: fields=name,account.industry";
    operation
        .deep_query("filter", &format!("{}.query", module.key), filter)
        .list_query("sort", sorts(view, module), "A minus before a field puts the largest first")
        .list_query("fields", paths(view, module), about)
        .list_query("expand", links(view, module), "Links whose records are wanted under _expanded")
        .shared(&["find", "limit", "cursor", "count", "bin"])
        .answer(&format!("{}.page", module.key))
        .refuses(LIST)
}

fn single(view: &View, module: &Module) -> Json {
    let (key, one) = (&module.key, one(module));
    let show = Operation::new(key, "show", &format!("Read a {one}")).path("id");
    let show = show
        .list_query("fields", paths(view, module), "Only these")
        .list_query("expand", links(view, module), "Links whose records are wanted under _expanded")
        .record(key)
        .refuses(LIST);
    let change = Operation::new(key, "update", &format!("Change a {one}")).about("null clears").path("id").written();
    let change = change.header("if_match").body(&format!("{key}.change")).record(key).refuses(CHANGE);
    let delete = Operation::new(key, "delete", &format!("Move a {one} to the bin")).path("id").written();
    let delete = delete.header("if_match").empty().refuses(CHANGE);
    json!({ "get": show.done(), "patch": change.done(), "delete": delete.done() })
}

fn related(out: &mut Map<String, Json>, view: &View, module: &Module, relation: &str, target: &str) {
    let Some(target) = view.snapshot.module(target) else { return };
    let key = &module.key;
    let list = Operation::new(key, &format!("{relation}.list"), &format!("List {relation}")).path("id");
    out.insert(format!("/{key}/{{id}}/{relation}"), json!({ "get": listing(view, target, list).done() }));
    let turn = |what: &str, about: &str| {
        let turn = Operation::new(key, &format!("{relation}.{what}"), about).path("id").path("other").written();
        turn.header("if_match").empty().refuses(CHANGE).done()
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
    let (uuid, day) = (json!({ "type": "string", "format": "uuid" }), json!({ "type": "string", "format": "date" }));
    let report = |name: &str, about: &str| {
        let report = new(name, about).query("pipeline", uuid.clone(), false).query("owner", uuid.clone(), false);
        report.query("from", day.clone(), false).query("to", day.clone(), false)
    };
    let by_stage = report("pipeline_report", "Opportunities by stage, owner or team: counts and sums in base currency");
    let by_stage = by_stage.query("by", json!({ "type": "string", "enum": ["stage", "owner", "team"] }), false);
    let sales = report("sales_report", "Won opportunities by owner and month: counts and sums in base currency");
    let sales = sales.query("team", uuid.clone(), false);
    let pairs = [
        ("/reports/pipeline", json!({ "get": by_stage.answer("PipelineReport").refuses(&[404]).done() })),
        ("/reports/sales", json!({ "get": sales.answer("SalesReport").refuses(&[404]).done() })),
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
