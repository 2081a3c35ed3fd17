//! Files as people have them.

use crm::imports::{Import, Map, Options};
use serde_json::json;
use words::Said;

use crate::files::*;
use crate::support::*;

fn of_bytes(crm: &crm::Crm, module: &str, bytes: &[u8], map: &str) -> Done {
    import_file(crm, &crm.system(), module, &File::of(bytes), map, &Options::default()).unwrap()
}

#[test]
fn encodings_and_delimiters_are_found_out() {
    each(|crm| {
        let text = "name;industry\nJosé Müller;Käse\n";
        let wide = |bytes: fn(u16) -> [u8; 2], mark: &[u8]| {
            [mark, &text.encode_utf16().flat_map(bytes).collect::<Vec<_>>()].concat()
        };
        let old: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let files = [
            text.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            wide(u16::to_le_bytes, b"\xff\xfe"),
            wide(u16::to_be_bytes, b"\xfe\xff"),
            wide(u16::to_le_bytes, b""),
            old,
            text.replace(';', "\t").into_bytes(),
            text.replace(';', ",").replace('\n', "\r\n").into_bytes(),
            format!("sep=;\r\n{text}").into_bytes(),
            text.replace('\n', "\r").into_bytes(),
        ];
        for (nr, file) in files.iter().enumerate() {
            assert_eq!(of_bytes(crm, "account", file, "").counts, (1, 0, 0), "file {nr}");
        }
        let names = column(crm, "account", "name");
        assert!(names.iter().all(|name| *name == json!("José Müller")), "{names:?}");
        assert!(column(crm, "account", "industry").iter().all(|name| *name == json!("Käse")));
    });
}

#[test]
fn what_cannot_be_read_in_the_encoding_named_is_refused() {
    each(|crm| {
        let done = of_bytes(crm, "account", b"name\nJos\xe9\nAna\n", "[reading]\nencoding = \"utf-8\"");
        assert_eq!((done.counts, done.refused_at()), ((1, 0, 0), vec![(2, "")]));
        assert!(done.refused[0].reason.english().contains("encoding"));
    });
}

#[test]
fn numbers_and_dates_are_read_as_their_column_shows() {
    each(|crm| {
        let comma = "name;price\nA;1.234,56\nB;1.234\nC;7\n";
        assert_eq!(import(crm, "product", comma, "").counts, (3, 0, 0));
        let point = "name;price\nD;1,234.56\nE;1,234\n";
        assert_eq!(import(crm, "product", point, "").counts, (2, 0, 0));
        let prices = column(crm, "product", "price");
        let amounts: Vec<&str> = prices.iter().map(|price| price["amount"].as_str().unwrap()).collect();
        assert_eq!(amounts, ["1234.56", "1234.00", "7.00", "1234.56", "1234.00"]);
        let day_first = "name,birthday\nA,05/06/1990\nB,31/12/1991\nC,1992-03-04\n";
        let month_first = "name,birthday\nD,05/06/1990\nE,12/31/1991\n";
        import(crm, "contact", day_first, "");
        import(crm, "contact", month_first, "");
        let days = ["1990-06-05", "1991-12-31", "1992-03-04", "1990-05-06", "1991-12-31"];
        assert_eq!(column(crm, "contact", "birthday"), days.map(|day| json!(day)));
    });
}

#[test]
fn what_the_file_does_not_show_is_said_before_it_runs() {
    each(|crm| {
        let notes = |module: &str, rows: &str, map: &str| {
            let (file, map) = (File::of(rows), Map::parse(map).unwrap());
            let import = Import::open(crm, &crm.system(), module, &file.path(), &map, &[]).unwrap();
            import.plan.notes.iter().map(Said::english).collect::<Vec<_>>()
        };
        let doubtful = |rows| notes("product", rows, "").iter().filter(|note| note.contains("does not show")).count();
        assert_eq!(
            notes("product", "name,price\nA,\"1,234\"\n", ""),
            [
                "price: numbers are read with a decimal point, which the file does not show: decimal in [reading] says otherwise"
            ]
        );
        assert_eq!(doubtful("name;price\nA;1.234\nB;2.345\n"), 1);
        assert_eq!(doubtful("name;price\nA;1.234\nB;2.345,60\n"), 0);
        assert_eq!(doubtful("name;price\nA;7\nB;1.5\n"), 0);
        assert!(notes("product", "name,price\nA,\"1,234\"\n", "[reading]\ndecimal = \",\"").is_empty());
    });
}

#[test]
fn of_dates_in_both_orders_those_are_refused_that_do_not_fit_the_one_of_their_column() {
    each(|crm| {
        for (rows, refused) in [
            ("A,31/12/2025\nB,12/31/2025\nC,30/11/2025\n", 3),
            ("A,12/31/2025\nB,31/12/2025\nC,11/30/2025\n", 3),
            // As many of either: the order of the company's country.
            ("A,31/12/2025\nB,12/31/2025\nC,01/02/2025\n", 2),
        ] {
            let text = format!("name,birthday\n{rows}");
            assert_eq!(import(crm, "contact", &text, "").refused_at(), [(refused, "birthday")], "{rows}");
            let import = Import::open(crm, &crm.system(), "contact", &File::of(text).path(), &Map::default(), &[]);
            let notes = import.map(|import| Said::all(import.plan.notes.iter().cloned()).english()).unwrap_or_default();
            assert!(notes.contains("in both orders"), "{notes}");
        }
    });
}

#[test]
fn the_map_stands_above_what_is_found_out_and_what_does_not_fit_is_refused() {
    each(|crm| {
        let map = "[reading]\ndecimal = \",\"\ndate_order = \"dmy\"\ndelimiter = \"|\"";
        import(crm, "product", "name|price\nA|1.234\n", map);
        assert_eq!(column(crm, "product", "price")[0]["amount"], json!("1234.00"));
        let done = import(crm, "contact", "name|birthday\nA|05/06/1990\nB|12/31/1990\n", map);
        assert_eq!(done.refused_at(), [(3, "birthday")]);
        assert_eq!(column(crm, "contact", "birthday"), [json!("1990-06-05")]);
    });
}

#[test]
fn lines_are_the_physical_ones() {
    each(|crm| {
        let rows = "name,description,founded\r\n\r\nA,\"one\r\ntwo\",x\r\n,,\r\n\r\nB,\"a \"\"b\"\", c\",1999\r\nC,,y";
        let done = import(crm, "account", rows, "");
        assert_eq!(done.refused_at(), [(3, "founded"), (8, "founded")]);
        assert_eq!(column(crm, "account", "description"), [json!("a \"b\", c")]);
    });
}

#[test]
fn a_row_whose_quotation_mark_is_never_closed_is_refused_at_the_line_where_it_begins() {
    each(|crm| {
        for end in ["", "\n", "\nD,2001\n\n"] {
            let done = import(crm, "account", &format!("name,founded\nA,1999\n\nB,\"2000{end}"), "");
            assert_eq!((done.counts.0, done.refused_at()), (1, vec![(4, "")]), "{end:?}");
            assert!(done.refused[0].reason.english().contains("is a quotation mark not closed?"), "{:?}", done.refused);
        }
        let whole = "name,description\nA,\"one\n\"";
        assert_eq!(import(crm, "account", whole, "").counts.0, 1, "a break within closed marks is none of that");
        let header = import_as(crm, &crm.system(), "account", "name,\"founded\nA,1999\n", "", &Options::default());
        assert!(header.unwrap_err().to_string().contains("is a quotation mark not closed?"));
    });
}

#[test]
fn rows_of_another_width_are_refused() {
    each(|crm| {
        let done = import(crm, "account", "name,industry\nA,b,c\nD\nE,f\n", "");
        assert_eq!((done.counts, done.refused_at()), ((1, 0, 0), vec![(2, ""), (3, "")]));
        assert!(done.refused[0].reason.english().contains("3 cells where the header has 2"));
    });
}

#[test]
fn a_quotation_mark_that_is_never_closed_does_not_swallow_memory() {
    each(|crm| {
        let rows = format!("name,industry\nA,b\nC,\"{}", "x\n".repeat(9 << 20));
        let refused = import_as(crm, &crm.system(), "account", &rows, "", &Options::default()).unwrap_err();
        let words = refused.to_string();
        assert!(words.contains("line 3") && words.contains("not closed"), "{words}");
        assert!(column(crm, "account", "name").is_empty());
    });
}

/// The set of shapes that CSV files come in, when it is there: what must come out is given beside it.
#[test]
fn the_spectrum_of_shapes_reads_as_it_should() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/csv-spectrum");
    if !folder.is_dir() {
        return;
    }
    let mut seen = 0;
    for entry in std::fs::read_dir(folder.join("csvs")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let source = crm::imports::file::Source::open(&path, &Default::default()).unwrap();
        let mut rows = source.rows().unwrap();
        // What is given beside this one speaks of another number; its lost signs stand in the file itself.
        if name == "location_coordinates" {
            let row = rows.next().unwrap().unwrap();
            assert_eq!(&row.cells[1], "37\u{fffd}36'37.8\"N 121\u{fffd}2'17.9\"W");
        } else {
            let wanted = std::fs::read_to_string(folder.join("json").join(format!("{name}.json"))).unwrap();
            let wanted: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_str(&wanted).unwrap();
            for wanted in &wanted {
                let row = rows.next().unwrap().unwrap_or_else(|| panic!("{name} is short"));
                for (header, cell) in source.header.iter().zip(row.cells.iter()) {
                    let wanted = wanted[header].as_str().unwrap().replace("\r\n", "\n");
                    assert_eq!(cell, wanted, "{name}: {header}");
                }
            }
        }
        assert!(rows.next().unwrap().is_none(), "{name} is long");
        seen += 1;
    }
    assert_eq!(seen, 12);
}
