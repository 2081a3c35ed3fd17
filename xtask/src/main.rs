//! The development commands: `cargo xtask assets | run | check | test | bench | crash | hour | lighthouse`.
//! Builds, starts and checks the product; must never hold anything the product itself needs at run time.

mod assets;
mod bench;
mod check;
mod command;
mod crash;
mod debian;
mod e2e;
mod postgres;
mod run;
mod test;
mod workspace;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  assets          bundle style sheets, scripts, icons and fonts into crates/web/dist
  run [-- ARGS]   build for release and start Kith with demo data; ARGS go to `kith serve`
  check           the structure: crate arrows, file sizes, names, where SQL may be
  test            everything: format, lints, structure, tests on both engines, browser tests
  bench [ARGS]    how fast Kith is beside the same work by hand: --engine sqlite|postgres, --small, --fresh
  crash [ARGS]    kill -9 under load, and what is left: --engine sqlite|postgres, --rounds N, --seed S, --json FILE
  hour            a representative's working hour in the browser, counted in clicks, keys and seconds
  lighthouse      Lighthouse on home, list, record, board and form";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next();
    let rest: Vec<String> = arguments.skip_while(|argument| argument == "--").collect();
    let done = match command.as_deref() {
        Some("assets") => assets::bundle(),
        Some("run") => run::demo(&rest),
        Some("check") => check::structure(),
        Some("test") => test::everything(),
        Some("bench") => bench::measure(&rest),
        Some("crash") => crash::test(&rest),
        Some("hour") => e2e::script("hour"),
        Some("lighthouse") => e2e::script("lighthouse"),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}
