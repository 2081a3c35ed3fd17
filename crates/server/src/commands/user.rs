//! `kith user`: users from the command line.

use std::io::Read;
use std::process::ExitCode;

use clap::Subcommand;
use crm::records::{self, New};
use crm::{Crm, leaver, signin};
use meta::types::PersonName;
use meta::{Filter, Key, Op, Value};
use uuid::Uuid;

use crate::failure::{Failure, Result};
use crate::open::open;
use crate::pulse;
use crate::settings::{Place, reached};

/// What can be done with users.
#[derive(Subcommand)]
pub enum User {
    /// Add a user; prints a one-time link to set a password unless one is given
    Add {
        /// E-mail address to sign in with
        email: String,
        /// Full name; made from the address when left out
        #[arg(long)]
        name: Option<String>,
        /// Role
        #[arg(long, default_value = "sales_rep")]
        role: String,
        /// Name of the team
        #[arg(long)]
        team: Option<String>,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// End a user's sessions and tokens and hand their records over, as one act
    Deactivate {
        /// E-mail address of the leaver
        email: String,
        /// E-mail address of the successor
        #[arg(long)]
        hand_over_to: String,
    },
}

/// Runs a command on users.
pub fn run(place: &Place, command: User) -> Result<ExitCode> {
    let crm = open(place)?;
    match command {
        User::Add { email, name, role, team, password_stdin } => {
            let password = if password_stdin { Some(password()?) } else { None };
            if let Some(password) = &password {
                // Before there is a user who could not sign in.
                signin::password::check(password, &email)?;
            }
            let user = add(&crm, &email, name.as_deref(), &role, team.as_deref())?;
            match password {
                Some(password) => signin::set_password(&crm, &crm.system(), user, &password)?,
                None => {
                    let link = signin::links::for_user(&crm, &crm.system(), user)?;
                    println!("{}/set-password/{}", reached(place, &crm)?, link.token);
                }
            }
        }
        User::Deactivate { email, hand_over_to } => {
            let (user, to) = (find(&crm, &email)?, find(&crm, &hand_over_to)?);
            let report = leaver::deactivate(&crm, &crm.system(), user, to)?;
            eprintln!("{email} is deactivated; {} records handed over to {hand_over_to}", report.handed_over);
            println!("act {}", report.act);
            for refused in &report.refused {
                eprintln!("not handed over: {} {}: {}", refused.module, refused.id, refused.why.english());
            }
            if !report.refused.is_empty() {
                pulse::seal(&crm, &place.data);
                return Ok(ExitCode::from(2));
            }
        }
    }
    pulse::seal(&crm, &place.data);
    Ok(ExitCode::SUCCESS)
}

fn password() -> Result<String> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    Ok(text.trim_end_matches(['\r', '\n']).to_string())
}

/// The user with an e-mail address.
pub fn find(crm: &Crm, email: &str) -> Result<Uuid> {
    let person = crm.snapshot().people.by_email(email).map(|person| person.id);
    person.ok_or_else(|| Failure::said(format!("there is no user with the address {email}")))
}

fn add(crm: &Crm, email: &str, name: Option<&str>, role: &str, team: Option<&str>) -> Result<Uuid> {
    let name = name.map_or_else(|| named(email), PersonName::parse);
    let (email, role, team) = (email.to_string(), role.to_string(), team.map(str::to_string));
    let made = crm.write(&crm.system(), "create", move |work| {
        let mut values: Vec<(Key, Value)> = vec![
            (Key::of("name"), Value::Name(name.clone())),
            (Key::of("email"), Value::Text(email.clone())),
            (Key::of("role"), Value::Text(role.clone())),
        ];
        if let Some(team) = &team {
            let module = work.module("team")?;
            let scope = work.system();
            let filter = Filter::test(Key::of("name"), Op::Eq, Value::Text(team.clone()));
            let found = records::find(work, &scope, &module, filter, &[], 1)?.pop();
            let found = found.ok_or_else(|| crm::Error::NotFound(format!("a team called {team}").into()))?;
            values.push((Key::of("team"), Value::Id(found.id)));
        }
        records::create(work, "user", New { id: None, values: values.into_iter().collect(), source: "command" })
    });
    Ok(made.wait()?.id)
}

/// A name from an address: `ana.souza@example.com` is Ana Souza.
fn named(email: &str) -> PersonName {
    let local = email.split('@').next().unwrap_or(email);
    let words: Vec<String> = local
        .split(['.', '_', '-', '+'])
        .filter(|word| !word.is_empty())
        .map(|word| {
            let mut chars = word.chars();
            chars.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + chars.as_str())
        })
        .collect();
    PersonName::parse(&words.join(" "))
}
