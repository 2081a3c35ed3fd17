//! What may not be written: said at once, with what to do.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use crate::support::{Ended, Place, ended};

/// Serving without the right of root to write everything.
fn served(place: &Place) -> Ended {
    let mut command = Command::new("setpriv");
    command.args(["--bounding-set=-dac_override", "--inh-caps=-dac_override", "--"]);
    if rustix::process::getuid().as_raw() != 0 {
        command = Command::new("env");
    }
    command.args([env!("CARGO_BIN_EXE_kith"), "serve", "--listen", "127.0.0.1:0"]);
    ended(place.wrapped(command, &place.data()), "")
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("its mode is set");
}

#[test]
fn a_workspace_that_may_not_be_written_is_not_served() {
    let place = Place::sqlite();
    place.user("ana@example.com", "administrator");
    let (data, file) = (place.data(), place.data().join("kith.db"));
    for (read_only, open, closed) in [(&file, 0o600, 0o400), (&data, 0o700, 0o500)] {
        mode(read_only, closed);
        let refused = served(&place);
        mode(read_only, open);
        println!("{}", refused.err);
        assert_eq!(refused.code, 1, "{refused:?}");
        assert!(refused.err.contains("kith.db") && refused.err.contains("must be able to write"), "{refused:?}");
    }
    let server = place.serve();
    crate::support::Client::of(&server).signed_in("ana@example.com");
    server.stop();
}
