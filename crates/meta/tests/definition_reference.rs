//! The reference in the documentation is what the code says today.

use meta::definition;

#[test]
fn the_page_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/modules.md");
    let made = definition::reference();
    if std::env::var_os("KITH_WRITE_DOCS").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == made,
        "docs/modules.md is out of date: run KITH_WRITE_DOCS=1 cargo test -p meta --test definition_reference"
    );
    assert!(made.contains("| `link` | A record of another module. | **to**, inverse, on_delete |"), "{made}");
    assert!(!made.contains("`: \n"), "something is not described:\n{made}");
}
