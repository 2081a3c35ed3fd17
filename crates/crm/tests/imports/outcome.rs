//! What an import leaves behind: one act, refused rows to be mended, nothing at all when it was only tried.

use crm::imports::{Import, Map, Options};
use crm::undo;
use serde_json::json;

use crate::files::*;
use crate::support::*;

#[test]
fn refused_rows_are_written_out_and_can_be_mended_and_imported_again() {
    each(|crm| {
        let file = File::of("sep=;\nname;founded;notes\nA;1999;x\nB;\"soon\nor late\";\"q;\"\nC;2001;=y\nD;never;z\n");
        let mended = file.beside("refused.csv");
        let map = "ignore = [\"notes\"]";
        let options = Options { refused: Some(mended.clone()), ..Options::default() };
        let done = import_file(crm, &crm.system(), "account", &file, map, &options).unwrap();
        assert_eq!((done.counts, done.refused_at()), ((2, 0, 0), vec![(4, "founded"), (7, "founded")]));
        let text = std::fs::read_to_string(&mended).unwrap();
        assert!(
            text.starts_with("name;founded;notes;_line;_column;_reason\nB;\"soon\nor late\";\"q;\";4;founded;"),
            "{text}"
        );
        let good = text.replace("soon\nor late", "2002").replace("never", "2003");
        let done = import(crm, "account", &good, map);
        assert_eq!((done.counts, done.refused.len()), ((2, 0, 0), 0));
        assert_eq!(column(crm, "account", "founded"), [json!(1999), json!(2001), json!(2002), json!(2003)]);
    });
}

#[test]
fn a_refused_file_of_another_encoding_is_read_again_by_the_same_map() {
    each(|crm| {
        let file = File::of(b"name,founded\nJos\xe9,never\n");
        let mended = file.beside("refused.csv");
        let map = "[reading]\nencoding = \"windows-1252\"";
        let options = Options { refused: Some(mended.clone()), ..Options::default() };
        import_file(crm, &crm.system(), "account", &file, map, &options).unwrap();
        let good = std::fs::read_to_string(&mended).unwrap().replace("never", "1999");
        assert_eq!(import(crm, "account", &good, map).counts, (1, 0, 0));
        assert_eq!(column(crm, "account", "name"), [json!("José")]);
    });
}

#[test]
fn refused_rows_never_take_the_place_of_the_file_that_is_imported() {
    each(|crm| {
        let file = File::of("name,founded\nA,never\nB,1999\n");
        let (link, twin) = (file.beside("link.csv"), file.beside("twin.csv"));
        std::os::unix::fs::symlink(file.path(), &link).unwrap();
        std::fs::hard_link(file.path(), &twin).unwrap();
        for path in [file.path(), link, twin, file.beside(".").join("rows.csv")] {
            for dry_run in [false, true] {
                let options = Options { refused: Some(path.clone()), dry_run, ..Options::default() };
                let refused = import_file(crm, &crm.system(), "account", &file, "", &options).unwrap_err().to_string();
                assert!(refused.contains("is the file that is imported"), "{refused}");
            }
        }
        let folder = Options { refused: Some(file.beside("")), ..Options::default() };
        assert!(import_file(crm, &crm.system(), "account", &file, "", &folder).is_err());
        assert_eq!(std::fs::read_to_string(file.path()).unwrap(), "name,founded\nA,never\nB,1999\n");
        assert!(column(crm, "account", "name").is_empty(), "refused before anything is written");
    });
}

#[test]
fn the_file_of_refused_rows_is_replaced_whole_or_not_at_all() {
    each(|crm| {
        let (file, elsewhere) = (File::of("name,founded\nA,never\n"), tempfile::tempdir().unwrap());
        let (mended, link) = (file.beside("refused.csv"), elsewhere.path().join("link.csv"));
        std::fs::write(&mended, "of the day before").unwrap();
        std::os::unix::fs::symlink(&mended, &link).unwrap();
        let options = Options { refused: Some(link.clone()), ..Options::default() };
        let import = Import::open(crm, &crm.system(), "account", &file.path(), &Map::default(), &[]).unwrap();
        let mut during = String::new();
        import.run(crm, &crm.system(), &options, &mut |_| during = std::fs::read_to_string(&mended).unwrap()).unwrap();
        assert_eq!(during, "of the day before");
        assert!(std::fs::read_to_string(&mended).unwrap().contains("A,never,2,founded,"));
        assert!(link.is_symlink() && std::fs::read_dir(elsewhere.path()).unwrap().count() == 1);
        assert_eq!(std::fs::read_dir(file.beside("")).unwrap().count(), 2, "no draft is left");
    });
}

#[test]
fn all_that_is_wrong_with_a_row_is_said_at_once() {
    each(|crm| {
        let done = import(crm, "account", "name,founded,employees\nA,x,y\n", "");
        assert_eq!(done.refused.len(), 1);
        let Refusal { column, reason } = Refusal::of(&done);
        assert_eq!(column, "employees", "in the order of the module");
        assert!(reason.contains("it is “y”") && reason.contains("founded: ") && reason.contains("“x”"), "{reason}");
    });
}

struct Refusal<'a> {
    column: &'a str,
    reason: String,
}

impl<'a> Refusal<'a> {
    fn of(done: &'a Done) -> Refusal<'a> {
        Refusal { column: &done.refused[0].column, reason: done.refused[0].reason.english() }
    }
}

#[test]
fn a_dry_run_tallies_as_the_real_one_and_keeps_nothing() {
    each(|crm| {
        import(crm, "account", "name,industry\nA,one\nB,two\n", "");
        let rows = "name,industry,parent\nA,one,\nB,three,C\nC,x,D\nD,,\nE,,Nobody\nd,,\n";
        let map = "match = \"name\"";
        let options = Options { dry_run: true, ..Options::default() };
        let tried = import_as(crm, &crm.system(), "account", rows, map, &options).unwrap();
        assert_eq!(tried.act, None);
        assert_eq!(column(crm, "account", "name").len(), 2);
        assert_eq!(column(crm, "account", "industry"), [json!("one"), json!("two")]);
        let done = import(crm, "account", rows, map);
        assert_eq!((tried.counts, tried.refused), (done.counts, done.refused));
        assert_eq!(done.counts, (2, 2, 1));
    });
}

#[test]
fn an_import_is_one_act_that_undo_takes_back() {
    each(|crm| {
        import(crm, "account", "name,industry\nA,one\nB,two\n", "");
        let rows: String = (0..520).map(|n| format!("N{n},new\n")).collect();
        let done = import(crm, "account", &format!("name,industry\nA,changed\nB,changed\n{rows}"), "match = \"name\"");
        assert_eq!(done.counts, (520, 2, 0));
        let changed = all(crm, &crm.system(), "account", &[])[1].id;
        update(crm, &crm.system(), "account", changed, json!({ "industry": "later" })).unwrap();
        let report = undo::undo(crm, &crm.system(), done.act.unwrap()).unwrap();
        assert_eq!((report.undone, report.conflicts.len()), (521, 1));
        assert_eq!(
            column(crm, "account", "industry"),
            [json!("one"), json!("later")],
            "what changed since is left alone"
        );
    });
}

#[test]
fn an_import_that_changes_nothing_is_an_act_all_the_same() {
    each(|crm| {
        import(crm, "team", "name\nNorth\n", "match = \"name\"");
        let again = import(crm, "team", "name\nNorth\n", "match = \"name\"");
        assert_eq!(again.counts, (0, 0, 1));
        let report = undo::undo(crm, &crm.system(), again.act.unwrap()).unwrap();
        assert_eq!((report.undone, report.conflicts.len()), (0, 0));
        assert_eq!(column(crm, "team", "name"), [json!("North")]);
    });
}

#[test]
fn remarks_stand_in_their_columns_beside_rows_of_any_length() {
    each(|crm| {
        let file = File::of("name,founded,notes\nShort\nLong,1999,x,y,z\n");
        let mended = file.beside("refused.csv");
        let options = Options { refused: Some(mended.clone()), ..Options::default() };
        let map = "ignore = [\"notes\"]";
        let done = import_file(crm, &crm.system(), "account", &file, map, &options).unwrap();
        assert_eq!(done.refused.len(), 2);
        let text = std::fs::read_to_string(&mended).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "name,founded,notes,_line,_column,_reason");
        assert!(lines[1].starts_with("Short,,,2,,"), "{text}");
        assert!(lines[2].starts_with("Long,1999,x,3,,") && lines[2].ends_with(",y,z"), "{text}");
        // The short row is whole now.
        let done = import(crm, "account", &format!("{}\n{}\n", lines[0], lines[1]), map);
        assert_eq!((done.counts, done.refused.len()), ((1, 0, 0), 0));
    });
}
