//! What is wrong in a definition is told at its line and column, in words, with what to do.

use meta::definition::{self, Layer, Problem};

fn told(problems: Vec<Problem>) -> Vec<String> {
    problems.iter().map(Problem::to_string).collect()
}

/// Loads each text and checks them together; the problems as they are shown.
fn problems(texts: &[&str]) -> Vec<String> {
    let mut modules = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        match definition::load(&format!("{}.toml", (b'a' + at as u8) as char), text) {
            Ok(module) => modules.push(module),
            Err(problems) => return told(problems),
        }
    }
    definition::check(1, modules).err().map(told).unwrap_or_default()
}

/// Field lines of a module `a`, from line 3 on.
fn fields(lines: &str) -> Vec<String> {
    problems(&[&format!("module = \"a\"\n[fields]\n{lines}\nname = {{ type = \"text\" }}")])
}

#[track_caller]
fn one(found: Vec<String>, expected: &str) {
    assert_eq!(found, [expected]);
}

#[test]
fn the_shape_of_the_text() {
    one(
        problems(&["module = \n"]),
        "a.toml:1:10: not TOML: string values must be quoted, expected literal string\n  help: see https://toml.io",
    );
    one(
        problems(&["module = \"a\"\nfields.name.type = \"text\"\nicn = \"x\""]),
        "a.toml:3:8: unknown key `icn`\n  help: did you mean `icon`?",
    );
    one(problems(&["fields.name.type = \"text\""]), "a.toml:1:1: `module` is missing\n  help: add `module = …`");
    one(
        problems(&["module = \"a\""]),
        "a.toml:1:11: the module has no fields\n  help: add at least one: `[fields.name]` with `type = \"text\"`",
    );
    one(
        problems(&["module = \"A-b\"\nfields.name.type = \"text\""]),
        "a.toml:1:11: “A-b” is not a key: use a lower-case letter, then letters, digits and single underscores, 40 at most",
    );
    one(
        problems(&["module = \"a\"\nfields = 3"]),
        "a.toml:2:10: `fields` must be a table\n  help: write `[fields.key]`",
    );
    one(
        problems(&["module = \"a\"\nlabel = 3\nfields.name.type = \"text\""]),
        "a.toml:2:9: expected a text or { one = \"Visit\", many = \"Visits\" }",
    );
    one(
        problems(&["module = \"a\"\nuse = [\"tag\"]\nfields.name.type = \"text\""]),
        "a.toml:2:9: `tag` is not an ability\n  help: did you mean `tags`?",
    );
}

#[test]
fn fields_and_their_parameters() {
    one(fields("x = { type = \"txt\" }"), "a.toml:3:15: `txt` is not known here\n  help: did you mean `text`?");
    one(
        fields("x = { requred = true, type = \"text\" }"),
        "a.toml:3:17: unknown key `requred`\n  help: did you mean `required`?",
    );
    one(
        fields("x = { type = \"text\", required = \"yes\" }"),
        "a.toml:3:34: must be true or false, not string \"yes\"",
    );
    one(fields("x = { label = \"X\" }"), "a.toml:3:1: `type` is missing\n  help: add `type = …`");
    one(fields("x = \"text\""), "a.toml:3:6: a field is a table\n  help: write `x = { type = \"text\" }`");
    one(
        fields("x = { type = \"bool\", max = 3 }"),
        "a.toml:3:28: `max` does not apply to bool\n  help: bool takes none",
    );
    one(
        fields("x = { type = \"int\", scale = 3 }"),
        "a.toml:3:29: `scale` does not apply to int\n  help: int takes min, max",
    );
    one(fields("x = { type = \"link\" }"), "a.toml:3:1: link needs `to`\n  help: add `to = …`");
    one(fields("x = { type = \"decimal\", scale = 13 }"), "a.toml:3:33: `scale` must be from 0 to 12");
    one(
        fields("x = { type = \"int\", min = 5, max = 4 }"),
        "a.toml:3:36: `max` is less than `min`\n  help: exchange them",
    );
    one(
        fields("x = { type = \"int\", max = 9e20 }"),
        "a.toml:3:27: 900000000000000000000 does not fit the field\n  help: the field keeps 0 decimal places in 64 bits",
    );
    one(fields("x = { type = \"text\", max = 0 }"), "a.toml:3:28: `max` must be a whole number from 1 to 10000");
    one(
        fields("x = { type = \"select\", options = [\"a\", \"a\"] }"),
        "a.toml:3:41: option `a` is given twice\n  help: remove one",
    );
    one(
        fields("x = { type = \"select\", options = [{ key = \"a\", colour = 3 }] }"),
        "a.toml:3:57: unknown key `colour`\n  help: known here: key, label, hue, retired",
    );
    one(
        fields("x = { type = \"select\", options = [\"a\"], default = \"b\" }"),
        "a.toml:3:52: the default must be one of a; it is “b”",
    );
    one(
        fields("x = { type = \"autonumber\", format = \"X-{}\" }"),
        "a.toml:3:38: “X-{}” is not a number format\n  help: write the digits as zeros in braces, once: `OPP-{00000}`",
    );
    one(
        fields("x = { type = \"formula\", expr = \"1\", required = true }"),
        "a.toml:3:48: `required` does not apply to formula, whose values are computed\n  help: remove it",
    );
    one(
        fields("x = { type = \"user\", default = \"me\" }"),
        "a.toml:3:33: a user takes no default\n  help: remove it: records are not known here",
    );
    one(
        fields("x = { type = \"text\", visible_if = \" \" }"),
        "a.toml:3:36: the expression is empty\n  help: write a condition such as `stage.lost`, or remove the key",
    );
    one(
        fields("x = { type = \"rollup\", of = \"y\", function = \"sum\" }"),
        "a.toml:3:1: the rollup needs `field`\n  help: name a number or date of the related records",
    );
}

#[test]
fn every_problem_is_told_at_once() {
    let found = fields("x = { type = \"txt\" }\ny = { type = \"bool\", max = 1 }\n9z = { type = \"text\" }");
    assert_eq!(found.len(), 3, "{found:#?}");
}

#[test]
fn names_that_clash() {
    one(
        problems(&["module = \"api\"\nfields.name.type = \"text\""]),
        "a.toml:1:11: `api` is a reserved module key\n  help: choose another word; pages and the API use this one",
    );
    one(
        problems(&["module = \"x\"\nfields.name.type = \"text\"", "\nmodule = \"x\"\nfields.name.type = \"text\""]),
        "b.toml:2:11: module `x` is defined twice\n  help: it is already defined in a.toml",
    );
    one(
        fields("owner = { type = \"text\" }"),
        "a.toml:3:1: `owner` is a system field, which every module has\n  help: remove it, or choose another key",
    );
    one(
        fields("xmin = { type = \"int\" }"),
        "a.toml:3:1: `xmin` is a reserved field key\n  help: choose another word; addresses or the database use this one",
    );
    one(
        fields("x = { type = \"text\", was = [\"name\"] }"),
        "a.toml:3:30: `name` is a field of this module still\n  help: a field takes over the data of one that is gone",
    );
    one(
        fields("x = { type = \"text\", was = [\"o\"] }\ny = { type = \"text\", was = [\"o\"] }"),
        "a.toml:4:30: the data of `o` goes to `x` already\n  help: name it in one field",
    );
    one(
        fields("x = { type = \"link\", to = \"a\", inverse = \"name\" }"),
        "a.toml:3:43: `name` is a field of `a` already\n  help: choose another name for the inverse",
    );
    one(
        fields(
            "x = { type = \"link\", to = \"a\", inverse = \"z\" }\ny = { type = \"link\", to = \"a\", inverse = \"z\" }",
        ),
        "a.toml:4:43: `a` has a relation `z` already, to `a`\n  help: choose another name for the inverse",
    );
}

#[test]
fn a_title_that_is_not_there_is_told_once() {
    let text =
        "module = \"a\"\ntitle = \"subjekt\"\n[fields]\nsubject = { type = \"text\" }\nday = { type = \"date\" }";
    one(problems(&[text]), "a.toml:2:10: `a` has no field `subjekt`\n  help: did you mean `subject`?");
    let text = "module = \"a\"\ntitle = \"subject\"\nfields.subject.type = \"txt\"\nfields.day.type = \"date\"";
    assert_eq!(problems(&[text]).len(), 1, "one that is wrong is there");
}

#[test]
fn a_link_to_a_module_that_is_not_there_is_told_once() {
    let text = "module = \"a\"\nsearch = [\"name\", \"x.name\"]\n[fields]\nname = { type = \"text\" }\n\
        x = { type = \"link\", to = \"bb\" }\ny = { type = \"lookup\", path = \"x.name\" }";
    one(problems(&[text]), "a.toml:5:28: there is no module `bb`\n  help: modules are: a");
}

#[test]
fn targets_that_are_not_there() {
    one(
        fields("x = { type = \"link\", to = \"acount\" }"),
        "a.toml:3:28: there is no module `acount`\n  help: modules are: a",
    );
    one(fields("x = { type = \"stage\" }"), "a.toml:3:15: there is no module `stage`\n  help: modules are: a");
    one(
        fields("x = { type = \"parent\", to = [\"a\", \"b\"] }"),
        "a.toml:3:36: there is no module `b`\n  help: did you mean `a`?",
    );
    one(
        fields("x = { type = \"children\", to = \"a\", by = \"name\" }"),
        "a.toml:3:42: `name` is not a link from `a` to `a`\n  help: in `a` write `[fields.name]` with `type = \"link\"` and `to = \"a\"`",
    );
}

#[test]
fn derived_fields_that_lead_nowhere() {
    let up = "up = { type = \"link\", to = \"a\", inverse = \"downs\" }\n";
    one(
        fields("x = { type = \"lookup\", path = \"name\" }"),
        "a.toml:3:32: `name` does not go through a link\n  help: write a link, a dot and a field: `account.industry`",
    );
    one(
        fields(&format!("{up}x = {{ type = \"lookup\", path = \"up.nam\" }}")),
        "a.toml:4:32: `a` has no field `nam`\n  help: did you mean `name`?",
    );
    one(
        fields(&format!("{up}x = {{ type = \"lookup\", path = \"name.up\" }}")),
        "a.toml:4:32: `name` of `a` is no link and has no part `up`",
    );
    one(
        fields("x = { type = \"rollup\", of = \"downs\", function = \"count\" }"),
        "a.toml:3:30: `a` has no relation `downs`",
    );
    one(
        fields(&format!("{up}x = {{ type = \"rollup\", of = \"downs\", function = \"sum\", field = \"name\" }}")),
        "a.toml:4:65: `name` of `a` is a text, which has no sum\n  help: name a number, money or duration; `min` and `max` also take dates",
    );
    one(
        fields(&format!("{up}x = {{ type = \"rollup\", of = \"downs\", function = \"sum\", field = \"x\" }}")),
        "a.toml:4:1: the field rests on itself: a.x → a.x\n  help: break the circle",
    );
    one(
        fields(&format!(
            "{up}x = {{ type = \"lookup\", path = \"up.y\" }}\ny = {{ type = \"lookup\", path = \"up.x\" }}"
        )),
        "a.toml:4:1: the field rests on itself: a.x → a.y → a.x\n  help: break the circle",
    );
}

#[test]
fn pages_and_rights() {
    let with = |more: &str| {
        problems(&[&format!("module = \"a\"\nfields.name.type = \"text\"\nfields.day.type = \"date\"\n{more}")])
    };
    one(with("[layouts.detal]"), "a.toml:4:10: there is no layout `detal`\n  help: did you mean `detail`?");
    one(
        with("[layouts.detail]\nsections = [{ label = \"A\", rows = [[\"name\", \"dai\"]] }]"),
        "a.toml:5:46: `a` has no field `dai`\n  help: did you mean `day`?",
    );
    one(
        with("[layouts.detail]\nsections = [{ label = \"A\", rows = [[\"name\", \"name\"]] }]"),
        "a.toml:5:46: `name` stands in the layout twice\n  help: remove one",
    );
    one(
        with("[layouts.detail]\nsections = [{ label = \"A\", rows = [[\"name\", \"day\", \"id\"]] }]"),
        "a.toml:5:36: a row has one or two fields, not 3\n  help: split the row",
    );
    one(with("[layouts.detail]\nrelated = [\"things\"]"), "a.toml:5:13: `a` has no relation `things`");
    one(
        with("[views.all]\nkind = \"list\"\ncolumns = [\"name\", \"owner.nam\"]"),
        "a.toml:6:21: `owner` of `a` is no link and has no part `nam`",
    );
    one(
        with("[views.b]\nkind = \"board\"\nlanes = \"day\""),
        "a.toml:6:10: a date cannot be the lanes of a board\n  help: take a stage or select field",
    );
    one(
        with("[views.b]\nkind = \"board\""),
        "a.toml:4:8: a board needs `lanes`\n  help: name a stage or select field: `lanes = \"stage\"`",
    );
    one(
        with("[views.b]\nkind = \"list\"\nlanes = \"day\""),
        "a.toml:6:10: `lanes` does not apply to a list\n  help: a list takes columns, sort",
    );
    one(with("[views.b]\nkind = \"table\""), "a.toml:5:9: `table` is not known here\n  help: use one of: list, board");
    one(
        with("[access]\nrep = { read = \"everybody\" }"),
        "a.toml:5:17: `everybody` is not known here\n  help: use one of: none, parent, own, team, subtree, all",
    );
    one(
        with("[access]\nrep = { read = \"own\", edit = \"all\" }"),
        "a.toml:5:1: rep may change or delete records it may not read\n  help: widen `read`, or narrow `edit` and `delete`",
    );
    one(
        with("[field_access.dey]\nrep = \"hidden\""),
        "a.toml:4:15: `a` has no field `dey`\n  help: did you mean `day`?",
    );
    one(
        with("[field_access.name]\nrep = \"hidden\""),
        "a.toml:5:8: `name` cannot be hidden: it names the record\n  help: narrow `read` in [access] instead",
    );
    one(
        problems(&["module = \"a\"\ntitle = \"day\"\nsearch = [\"day\"]\nfields.day.type = \"date\""]).split_off(1),
        "a.toml:3:12: search cannot read `day`, a date\n  help: name fields that hold words",
    );
}

#[test]
fn a_layer_is_blamed_for_what_it_says() {
    let shipped =
        Layer { file: "shipped.toml", text: "module = \"a\"\nfields.name.type = \"text\"\nfields.name.max = 50" };
    let good = Layer { file: "own.toml", text: "fields.name.label = \"Called\"\nfields.more.type = \"int\"" };
    let module = definition::load_layers(&[shipped, good]).unwrap();
    assert_eq!(module.field("name").unwrap().label, "Called");
    assert_eq!(module.own_fields().count(), 2);

    let bad = Layer { file: "own.toml", text: "\nfields.name.max = \"x\"\nfields.name.scale = 2" };
    let found = told(definition::load_layers(&[shipped, bad]).unwrap_err());
    one(found, "own.toml:3:21: `scale` does not apply to text\n  help: text takes max");
    let bad = Layer { file: "own.toml", text: "\nfields.name.max = \"x\"" };
    let found = told(definition::load_layers(&[shipped, bad]).unwrap_err());
    one(found, "own.toml:2:20: `max` must be a whole number from 1 to 10000");
}
