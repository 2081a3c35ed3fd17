//! Imports and exports through the front door: the binary, on both engines; and the real data set, when it is there.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value as Json;
use store::Target;
use store::testing::Workspace;
use tempfile::TempDir;

/// A place for commands: a data directory and a database.
struct Place {
    folder: TempDir,
    workspace: Workspace,
}

impl Place {
    fn each(body: impl Fn(&Place)) {
        for workspace in [Workspace::sqlite(), Workspace::postgres()] {
            let place = Place { folder: tempfile::tempdir().unwrap(), workspace };
            body(&place);
        }
    }

    /// A command in this place.
    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env("KITH", env!("CARGO_BIN_EXE_kith")).env("KITH_DATA", self.folder.path().join("data"));
        if let Target::Postgres { url, schema } = self.workspace.settings().target {
            command.env("KITH_DATABASE", url).env("KITH_WORKSPACE", schema);
        }
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(env!("CARGO_BIN_EXE_kith")).args(arguments).output().unwrap()
    }

    /// What a command printed; it must end with this code.
    fn said(&self, code: i32, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{out}\n{err}");
        out.into_owned()
    }

    fn json(&self, code: i32, arguments: &[&str]) -> Json {
        serde_json::from_str(&self.said(code, arguments)).unwrap()
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    }
}

#[test]
fn commands_keep_the_contract() {
    Place::each(|place| {
        let rows = place.file("rows.csv", "Company,Since\nAcme,1999\nBolt,never\nCog,2001\n");
        let map = place.file("map.toml", "match = \"name\"\n[columns]\nCompany = \"name\"\nSince = \"founded\"\n");
        let again = place.folder.path().join("again.csv").to_string_lossy().into_owned();
        let import = ["import", "account", &rows, "--map", &map, "--json", "--refused", &again];
        let tried = place.json(2, &[&import[..], &["--dry-run"]].concat());
        assert_eq!((&tried["act"], &tried["created"]), (&Json::Null, &2.into()));
        let done = place.json(2, &import);
        assert_eq!((&done["created"], &done["updated"], &done["unchanged"]), (&2.into(), &0.into(), &0.into()));
        assert_eq!((&done["refused"][0]["line"], &done["refused"][0]["column"]), (&3.into(), &"Since".into()));
        assert_eq!(place.json(2, &import)["unchanged"], 2);
        let mended = std::fs::read_to_string(&again).unwrap().replace("never", "2000");
        let mended = place.file("mended.csv", &mended);
        assert_eq!(place.json(0, &["import", "account", &mended, "--map", &map, "--json"])["created"], 1);

        let csv = place.said(0, &["export", "account", "--filter", "filter[founded][gte]=2000"]);
        assert!(csv.starts_with("id,name,") && csv.contains("Bolt") && !csv.contains("Acme"), "{csv}");
        let whole = place.file("whole.csv", &place.said(0, &["export", "account"]));
        assert_eq!(place.json(0, &["import", "account", &whole, "--json"])["unchanged"], 3);
        place.said(1, &["export", "account", "--filter", "filter[nonsense]=1"]);
        place.said(1, &["export", "nonsense"]);

        let wrong = place.file("wrong.csv", "Company,Sinse\nDyn,1\n");
        let refused = place.run(&["import", "account", &wrong, "--map", &map]);
        assert_eq!(refused.status.code(), Some(1));
        let words = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(words.contains("Sinse") && words.contains("neither mapped nor ignored"), "{words}");
        let none = place.file("none.csv", "Company,Since\nDyn,never\n");
        place.said(1, &["import", "account", &none, "--map", &map]);

        place.said(0, &["undo", done["act"].as_str().unwrap()]);
        let left: Vec<Json> = serde_json::from_str(&place.said(0, &["export", "account", "--format", "json"])).unwrap();
        assert_eq!(left.iter().map(|one| one["name"].as_str().unwrap()).collect::<Vec<_>>(), ["Bolt"]);
        place.said(1, &["undo", done["act"].as_str().unwrap()]);
        place.said(1, &["undo", "01900000-0000-7000-8000-000000000000"]);
        assert!(place.said(0, &["audit", "verify"]).contains("is sound"));
    });
}

#[test]
fn users_tokens_and_reasons() {
    Place::each(|place| {
        place.said(0, &["user", "add", "ana@example.com", "--role", "sales_rep"]);
        place.said(0, &["user", "add", "bo@example.com", "--role", "sales_rep"]);
        let token = place.said(0, &["token", "create", "--user", "ana@example.com"]);
        assert!(token.starts_with("kith_") && token.lines().count() == 1, "{token}");
        let rows = place.file("deals.csv", "name,stage,owner\nDeal,won,ana@example.com\n");
        place.said(0, &["import", "opportunity", &rows]);
        let deals: Vec<Json> =
            serde_json::from_str(&place.said(0, &["export", "opportunity", "--format", "json"])).unwrap();
        let id = deals[0]["id"].as_str().unwrap();
        assert!(place.said(0, &["why", "ana@example.com", "opportunity", id]).contains("owns the record"));
        assert!(place.said(0, &["why", "bo@example.com", "opportunity", id]).contains("may not see it"));
        let seen = place.said(0, &["export", "opportunity", "--as", "bo@example.com"]);
        assert_eq!(seen.lines().count(), 1, "{seen}");
        place.said(1, &["export", "opportunity", "--as", "nobody@example.com"]);
        let products = place.file("products.csv", "name\nAlpha\n");
        place.said(1, &["import", "product", &products, "--as", "bo@example.com"]);
        place.said(0, &["user", "deactivate", "ana@example.com", "--hand-over-to", "bo@example.com"]);
        assert_eq!(place.said(0, &["export", "opportunity", "--as", "bo@example.com"]).lines().count(), 2);
        place.said(1, &["token", "create", "--user", "ana@example.com"]);
    });
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/crm-sales-opportunities")
}

/// The deals that somebody sees, by stage: how many, and what they are worth.
fn by_stage(place: &Place, as_user: &[&str]) -> Vec<(String, usize, i64)> {
    let csv = place.said(0, &[&["export", "opportunity"], as_user].concat());
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let (stage, amount) = (at("stage"), at("amount"));
    let mut sums: Vec<(String, usize, i64)> = Vec::new();
    for row in reader.records() {
        let row = row.unwrap();
        let worth: i64 = row[amount].parse().unwrap_or(0);
        match sums.iter_mut().find(|(name, ..)| *name == row[stage]) {
            Some((_, count, sum)) => (*count, *sum) = (*count + 1, *sum + worth),
            None => sums.push((row[stage].to_string(), 1, worth)),
        }
    }
    sums.sort();
    sums
}

/// What the data set is known to hold must come out of it.
#[test]
fn the_real_data_set_comes_in_whole() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/crm-sales-opportunities");
    if !data.is_dir() {
        return;
    }
    Place::each(|place| {
        let imported = place.command("sh").arg(examples().join("import.sh")).arg(&data).output().unwrap();
        let said = String::from_utf8_lossy(&imported.stdout).into_owned();
        assert!(imported.status.success(), "{said}{}", String::from_utf8_lossy(&imported.stderr));
        assert_eq!(said.matches(" 0 refused").count(), 8, "{said}");
        assert!(said.contains("85 created") && said.contains("35 created") && said.contains("6 created"), "{said}");
        let act = said.lines().last().unwrap().strip_prefix("act ").unwrap();
        let all = [("Engaging", 1589, 0), ("Lost", 2473, 0), ("Prospecting", 500, 0), ("Won", 4238, 10_005_534)];
        assert_eq!(by_stage(place, &[]), all.map(|(stage, count, sum)| (stage.to_string(), count, sum)));

        let map = examples().join("opportunities.toml");
        let deals = data.join("sales_pipeline.csv").to_string_lossy().into_owned();
        let plain = std::fs::read_to_string(&map).unwrap().replace("GTXPro = \"GTX Pro\"", "");
        let plain = place.file("plain.toml", &plain);
        let tried = place.json(2, &["import", "opportunity", &deals, "--map", &plain, "--dry-run", "--json"]);
        assert_eq!(tried["refused"].as_array().unwrap().len(), 1480);
        let again = place.json(0, &["import", "opportunity", &deals, "--map", map.to_str().unwrap(), "--json"]);
        assert_eq!(again["unchanged"], 8800);

        let dustin: usize = by_stage(place, &["--as", "dustin.brinkmann@example.com"]).iter().map(|row| row.1).sum();
        let rows = std::fs::read_to_string(&deals).unwrap();
        let agents = ["Anna Snelling", "Cecily Lampkin", "Versie Hillebrand", "Lajuana Vencill", "Moses Frase"];
        let own = rows.lines().filter(|row| agents.iter().any(|agent| row.split(',').nth(1) == Some(agent))).count();
        assert_eq!(dustin, own, "a manager sees the deals of her own agents and of nobody else");

        place.said(0, &["undo", act]);
        assert!(by_stage(place, &[]).is_empty(), "undo leaves none");
    });
}
