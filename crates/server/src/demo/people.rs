//! Who works at the demo company.

use crm::people::People;
use crm::records::{self, New};
use crm::{Crm, signin};
use meta::Value;
use meta::types::PersonName;
use uuid::Uuid;

use super::{text, values};
use crate::failure::Result;

/// The staff, for owning things.
pub struct Staff {
    /// Representatives, who own what is sold.
    pub reps: Vec<Uuid>,
    /// Who runs the company, and has things to do as well.
    pub administrator: Uuid,
}

/// Name, role, team, manager (an index into this list).
const PEOPLE: [(&str, &str, &str, Option<usize>); 11] = [
    ("Marta Figueira", "administrator", "", None),
    ("Rui Carvalho", "sales_manager", "Iberia", Some(0)),
    ("Ingrid Solberg", "sales_manager", "North", Some(0)),
    ("Tiago Antunes", "sales_rep", "Iberia", Some(1)),
    ("Lucía Ferrándiz", "sales_rep", "Iberia", Some(1)),
    ("Beatriz Nogueira", "sales_rep", "Iberia", Some(1)),
    ("Anders Lindqvist", "sales_rep", "North", Some(2)),
    ("Sophie Vermeulen", "sales_rep", "North", Some(2)),
    ("Piotr Zieliński", "sales_rep", "North", Some(2)),
    ("Hannah Oberholzer", "sales_rep", "North", Some(2)),
    ("Carla Meneses", "read_only", "", Some(0)),
];

/// Who can be tried out, and as what.
const DOORS: [(usize, &str); 4] =
    [(0, "administrator"), (1, "sales manager"), (3, "sales representative"), (10, "read only")];

fn email(name: &str) -> String {
    let plain = meta::fold::fold(name).replace(' ', ".").replace('ń', "n");
    format!("{}@aurelia.example", plain.replace('ł', "l"))
}

/// Whether all who can be tried out are users.
pub fn are_in(users: &People) -> bool {
    DOORS.iter().all(|(at, _)| users.by_email(&email(PEOPLE[*at].0)).is_some())
}

/// The lines that say how to sign in.
pub fn signins(password: &str) -> Vec<String> {
    let line = |(at, role): &(usize, &str)| {
        format!("sign in as {:<34} password: {password}    ({role})", email(PEOPLE[*at].0))
    };
    DOORS.iter().map(line).collect()
}

/// Makes teams and users; those that can be tried out get the password.
pub fn hire(crm: &Crm, password: &str) -> Result<Staff> {
    let ids = crm
        .write(&crm.system(), "demo", |work| {
            let mut teams = Vec::new();
            for name in ["Iberia", "North"] {
                let new = New { id: None, values: values([("name", text(name))]), source: "demo" };
                teams.push((name, records::create(work, "team", new)?.id));
            }
            let mut ids: Vec<Uuid> = Vec::new();
            for (name, role, team, manager) in PEOPLE {
                let team = teams.iter().find(|(known, _)| *known == team).map(|(_, id)| *id);
                let new = values([
                    ("name", Value::Name(PersonName::parse(name))),
                    ("email", text(email(name))),
                    ("role", text(role)),
                    ("team", team.map_or(Value::Null, Value::Id)),
                    ("manager", manager.map_or(Value::Null, |at| Value::Id(ids[at]))),
                ]);
                ids.push(records::create(work, "user", New { id: None, values: new, source: "demo" })?.id);
            }
            Ok(ids)
        })
        .wait()?;
    crm.refresh()?;
    for (at, _) in DOORS {
        signin::set_password(crm, &crm.system(), ids[at], password)?;
    }
    let reps = (0..PEOPLE.len()).filter(|at| PEOPLE[*at].1 == "sales_rep").map(|at| ids[at]).collect();
    Ok(Staff { reps, administrator: ids[0] })
}
