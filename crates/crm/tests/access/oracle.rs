//! The oracle: people, rights and relations written out by hand.

/// Name, role, manager, team.
pub const PEOPLE: [(&str, &str, Option<&str>, &str); 8] = [
    ("root", "administrator", None, ""),
    ("mia", "sales_manager", None, "north"),
    ("ned", "sales_rep", Some("mia"), "north"),
    ("nia", "sales_rep", Some("mia"), "north"),
    ("sam", "sales_manager", None, "south"),
    ("sol", "sales_rep", Some("sam"), "south"),
    ("nils", "sales_rep", Some("sam"), "north"),
    ("reader", "read_only", None, ""),
];

pub const MODULES: [&str; 6] = ["account", "contact", "opportunity", "product", "task", "note"];

#[derive(Clone, Copy, PartialEq)]
pub enum Reach {
    None,
    Own,
    Team,
    Subtree,
    All,
    Parent,
}

/// What a role may do in a module: create, read, edit, delete.
pub fn granted(role: &str, module: &str) -> (bool, Reach, Reach, Reach) {
    use Reach::*;
    match (role, module) {
        ("administrator", _) => (true, All, All, All),
        ("sales_rep", "account" | "contact") => (true, All, Team, Own),
        ("sales_rep", "opportunity") => (true, Team, Own, None),
        ("sales_rep", "product") => (false, All, None, None),
        ("sales_rep", "task" | "note") => (true, Parent, Own, Own),
        ("sales_manager", "account" | "contact") => (true, All, Subtree, Subtree),
        ("sales_manager", "opportunity" | "task" | "note") => (true, Subtree, Subtree, Subtree),
        ("sales_manager", "product") => (true, All, All, None),
        ("read_only", _) => (false, All, None, None),
        other => panic!("{other:?}"),
    }
}

pub fn team(who: &str) -> &'static str {
    PEOPLE.iter().find(|(name, ..)| *name == who).unwrap().3
}

pub fn role(who: &str) -> &'static str {
    PEOPLE.iter().find(|(name, ..)| *name == who).unwrap().1
}

pub fn reports(who: &str, to: &str) -> bool {
    who == to || PEOPLE.iter().any(|(name, _, manager, _)| *name == who && manager.is_some_and(|m| reports(m, to)))
}

/// Every relation between these modules: whose it is, its name, the module it leads to, and the field there that names
/// the record; without one it is the list of links of that name in the record itself.
pub const RELATIONS: [(&str, &str, &str, Option<&str>); 14] = [
    ("account", "contacts", "contact", Some("account")),
    ("account", "opportunities", "opportunity", Some("account")),
    ("account", "subsidiaries", "account", Some("parent")),
    ("account", "tasks", "task", Some("about")),
    ("account", "notes", "note", Some("about")),
    ("contact", "opportunities", "opportunity", Some("contact")),
    ("contact", "involved_in", "opportunity", Some("contacts")),
    ("contact", "reports", "contact", Some("reports_to")),
    ("contact", "tasks", "task", Some("about")),
    ("contact", "notes", "note", Some("about")),
    ("opportunity", "contacts", "contact", None),
    ("opportunity", "tasks", "task", Some("about")),
    ("opportunity", "notes", "note", Some("about")),
    ("product", "opportunities", "opportunity", Some("product")),
];
