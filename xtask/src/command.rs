//! Running other programs from the checkout's root. An error names the command and how it ended.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::workspace::root;

/// A result whose error is a sentence for the person at the terminal.
pub type Outcome<T = ()> = Result<T, String>;

/// The program, to be run in the checkout's root.
pub fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root()).stdin(Stdio::null());
    command
}

/// Runs to the end with the terminal's own output.
pub fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| failed(command, &error.to_string()))?;
    if status.success() { Ok(()) } else { Err(failed(command, &status.to_string())) }
}

/// Runs to the end and gives back what it wrote to its standard output.
pub fn output(name: &str, arguments: &[&str]) -> Outcome<String> {
    let mut command = program(name, arguments);
    let done = command.stderr(Stdio::inherit()).output();
    let done = done.map_err(|error| failed(&command, &error.to_string()))?;
    if !done.status.success() {
        return Err(failed(&command, &done.status.to_string()));
    }
    String::from_utf8(done.stdout).map_err(|error| failed(&command, &error.to_string()))
}

/// Runs to the end, showing each line of its standard error and output and giving it to `see` as well.
pub fn watch(command: &mut Command, mut see: impl FnMut(&str)) -> Outcome {
    let (reader, writer) = std::io::pipe().map_err(|error| error.to_string())?;
    let second = writer.try_clone().map_err(|error| error.to_string())?;
    let spawned = command.stdout(writer).stderr(second).spawn();
    // Our own copies of the pipe's writing end must be gone, or the reading below never ends.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = spawned.map_err(|error| failed(command, &error.to_string()))?;
    for line in BufReader::new(reader).lines() {
        let line = line.map_err(|error| error.to_string())?;
        println!("{line}");
        see(&line);
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    if status.success() { Ok(()) } else { Err(failed(command, &status.to_string())) }
}

/// Where on the PATH a program is.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn failed(command: &Command, how: &str) -> String {
    let arguments: Vec<_> = command.get_args().map(|argument| argument.to_string_lossy()).collect();
    format!("{} {}: {how}", command.get_program().to_string_lossy(), arguments.join(" "))
}
