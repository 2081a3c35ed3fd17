//! Teams: the tree of them with who belongs to each, and one team to change or delete.

use std::collections::{HashMap, HashSet};

use axum::extract::{Path, State};
use axum::response::Response;
use crm::records::{self, New};
use crm::{Error, FieldError, Work, acts};
use maud::{Markup, html};
use meta::layout::SortKey;
use meta::record::Values;
use meta::{Filter, Key, Op, Path as FieldPath, Record, Value};
use uuid::Uuid;
use words::said;

use super::{Administrator, Head};
use crate::app::App;
use crate::components::control::{Control, Form, mend, outcome};
use crate::components::icon::icon;
use crate::components::{empty, people_choice, person};
use crate::failure::Failure;
use crate::flash::{self, News};
use crate::pairs::{Pairs, Posted};

const AT: &str = "/admin/teams";
/// The messages that label what is filled in about a team.
const CALLED: &[(&str, &str)] = &[("name", "name"), ("parent", "teams-part-of"), ("lead", "teams-lead")];
/// Most teams of a company.
const MOST: usize = 2_000;
/// Members named in the tree; of larger teams the others are counted.
const NAMED: usize = 12;

/// `GET /admin/teams`
pub async fn index(State(app): State<App>, admin: Administrator) -> Result<Markup, Failure> {
    let teams = app.crm().read(admin.actor(), all).await?;
    Ok(list(&admin, &teams, &Form::empty(admin.lang())))
}

/// `POST /admin/teams`
pub async fn create(State(app): State<App>, admin: Administrator, Posted(typed): Posted) -> Result<Response, Failure> {
    let (values, name) = (read(&typed), typed.text("name").to_string());
    let made = match values {
        Err(errors) => Err(Error::Invalid(errors)),
        Ok(values) => {
            let write = app.crm().write(admin.actor(), "create", move |work| {
                acts::summarise(work, said!("teams-act-made", team = name.as_str()))?;
                records::create(work, "team", New { id: None, values: values.clone(), source: "pages" })
            });
            write.await
        }
    };
    match outcome(made)? {
        Ok(team) => Ok(flash::redirect(AT, News::done(said!("teams-made", team = team.title)))),
        Err(errors) => {
            let teams = app.crm().read(admin.actor(), all).await?;
            Ok(mend(list(&admin, &teams, &Form::refused(admin.lang(), typed, errors).calling(CALLED))))
        }
    }
}

/// `GET /admin/teams/{id}`
pub async fn show(State(app): State<App>, admin: Administrator, Path(id): Path<Uuid>) -> Result<Markup, Failure> {
    let (team, teams) = load(&app, &admin, id).await?;
    let linked = |key: &str| team.get(key).id().map(|id| id.to_string()).unwrap_or_default();
    let form =
        Form::of(admin.lang(), [("name", team.title.clone()), ("parent", linked("parent")), ("lead", linked("lead"))]);
    Ok(one(&admin, &team, &teams, &form))
}

/// `POST /admin/teams/{id}`
pub async fn update(
    State(app): State<App>,
    admin: Administrator,
    Path(id): Path<Uuid>,
    Posted(typed): Posted,
) -> Result<Response, Failure> {
    let (team, teams) = load(&app, &admin, id).await?;
    let saved = match read(&typed).and_then(|values| under_itself(&teams, id, &values).map(|()| values)) {
        Err(errors) => Err(Error::Invalid(errors)),
        Ok(values) => {
            let name = team.title.clone();
            let write = app.crm().write(admin.actor(), "update", move |work| {
                acts::summarise(work, said!("teams-act-changed", team = name.as_str()))?;
                records::update(work, "team", id, values.clone(), None)
            });
            write.await
        }
    };
    match outcome(saved)? {
        Ok(team) => Ok(flash::redirect(AT, News::done(said!("teams-saved", team = team.title)))),
        Err(errors) => {
            let refused = Form::refused(admin.lang(), typed, errors).calling(CALLED);
            Ok(mend(one(&admin, &team, &teams, &refused)))
        }
    }
}

/// `POST /admin/teams/{id}/deletion`
pub async fn destroy(State(app): State<App>, admin: Administrator, Path(id): Path<Uuid>) -> Result<Response, Failure> {
    let (team, _) = load(&app, &admin, id).await?;
    let name = team.title.clone();
    let write = app.crm().write(admin.actor(), "delete", move |work| {
        acts::summarise(work, said!("teams-act-deleted", team = name.as_str()))?;
        records::delete(work, "team", id, None)?;
        Ok(work.act)
    });
    match outcome(write.await)? {
        Ok(act) => Ok(flash::redirect(AT, News::undoable(said!("teams-deleted", team = team.title), act))),
        Err(errors) => Ok(flash::redirect(AT, News::refused(errors[0].detail.clone()))),
    }
}

fn all(work: &mut Work) -> crm::Result<Vec<Record>> {
    let module = work.module("team")?;
    let scope = work.scope();
    let everything = Filter::test(Key::of("id"), Op::Empty, Value::Bool(false));
    let fields = ["name", "parent", "lead"].map(|key| FieldPath::of(Key::of(key)));
    let by_name = vec![SortKey { path: FieldPath::of(Key::of("name")), descending: false }];
    records::sorted(work, &scope, &module, everything, &fields, by_name, MOST)
}

async fn load(app: &App, admin: &Administrator, id: Uuid) -> Result<(Record, Vec<Record>), Failure> {
    let found = app.crm().read(admin.actor(), move |work| Ok((records::get(work, "team", id, &[])?, all(work)?)));
    Ok(found.await?)
}

fn read(typed: &Pairs) -> Result<Values, Vec<FieldError>> {
    let mut values = Values::new();
    let name = typed.text("name");
    values.set(Key::of("name"), if name.is_empty() { Value::Null } else { Value::Text(name.to_string()) });
    for key in ["parent", "lead"] {
        match (typed.text(key), Uuid::parse_str(typed.text(key))) {
            ("", _) => values.set(Key::of(key), Value::Null),
            (_, Ok(id)) => values.set(Key::of(key), Value::Id(id)),
            _ => return Err(vec![FieldError::new(key, "invalid", said!("users-not-in-list"))]),
        }
    }
    Ok(values)
}

/// Refuses a team that would be part of itself, even through others.
fn under_itself(teams: &[Record], id: Uuid, values: &Values) -> Result<(), Vec<FieldError>> {
    let above: HashMap<Uuid, Uuid> =
        teams.iter().filter_map(|team| Some((team.id, team.get("parent").id()?))).collect();
    let (mut seen, mut at) = (HashSet::new(), values.get("parent").and_then(Value::id));
    while let Some(team) = at.filter(|team| seen.insert(*team)) {
        if team == id {
            return Err(vec![FieldError::new("parent", "invalid", said!("teams-under-itself"))]);
        }
        at = above.get(&team).copied();
    }
    Ok(())
}

fn list(admin: &Administrator, teams: &[Record], form: &Form) -> Markup {
    let lang = admin.lang();
    let content = html! {
        div.stack {
            @if teams.is_empty() {
                (empty::empty("network", lang.text("teams-none-yet"), lang.text("teams-none-about"), html! {}))
            } @else {
                section.card { div.card-body { ul.tree {
                    @for team in teams.iter().filter(|team| !hangs(teams, team)) { (branch(admin, teams, team, 0)) }
                } } }
            }
            section.card {
                div.card-header { h2 { (lang.text("teams-another")) } }
                form.card-body.form method="post" action=(AT) {
                    (form.summary())
                    (fields(admin, teams, None, form))
                    div.row { button.button.primary { (icon("plus")) (lang.text("teams-make")) } }
                }
            }
        }
    };
    super::page(admin, Head::new(AT, lang.text("admin-teams")), content)
}

/// Whether a team stands under another one of the list.
fn hangs(teams: &[Record], team: &Record) -> bool {
    team.get("parent").id().is_some_and(|parent| teams.iter().any(|other| other.id == parent))
}

fn branch(admin: &Administrator, teams: &[Record], team: &Record, depth: usize) -> Markup {
    let lang = admin.lang();
    let mut members: Vec<_> =
        admin.snapshot.people.iter().filter(|person| person.active && person.team == Some(team.id)).collect();
    members.sort_by(|a, b| a.name.cmp(&b.name));
    let lead = team.get("lead").id();
    let below = teams.iter().filter(|other| depth < 20 && other.get("parent").id() == Some(team.id));
    html! {
        li {
            div.tree-node {
                (icon("users")) a href={ (AT) "/" (team.id) } { strong { (team.title) } }
                span.faint.small-text { (lang.say(said!("teams-people", count = members.len()))) }
            }
            ul {
                @for member in members.iter().take(NAMED) {
                    li { div.tree-node {
                        a href={ "/admin/users/" (member.id) } { (person::person(member.id, &member.name)) }
                        @if Some(member.id) == lead { span.badge { (lang.text("teams-lead")) } }
                    } }
                }
                @if members.len() > NAMED {
                    li { span.faint { (lang.say(said!("and-more", shown = (members.len() - NAMED).to_string()))) } }
                }
                @for other in below { (branch(admin, teams, other, depth + 1)) }
            }
        }
    }
}

fn fields(admin: &Administrator, teams: &[Record], own: Option<Uuid>, form: &Form) -> Markup {
    let lang = admin.lang();
    let none = [(String::new(), lang.text("teams-no-other").to_string())];
    let others = teams.iter().filter(|team| Some(team.id) != own).map(|team| (team.id.to_string(), team.title.clone()));
    let people = people_choice::people(&admin.snapshot, lang.text("users-nobody"), form.typed.text("lead"));
    html! {
        div.form-grid {
            (form.text("text", Control::new("name", lang.text("name")).required()))
            (form.select(Control::new("parent", lang.text("teams-part-of")), none.into_iter().chain(others)))
            (form.picker(Control::new("lead", lang.text("teams-lead")), Some(people_choice::ADDRESS), people))
        }
    }
}

fn one(admin: &Administrator, team: &Record, teams: &[Record], form: &Form) -> Markup {
    let (lang, address) = (admin.lang(), format!("{AT}/{}", team.id));
    let content = html! {
        div.stack {
            form.form method="post" action=(address) {
                (form.summary())
                fieldset.form-section { legend { (lang.text("teams-team")) } (fields(admin, teams, Some(team.id), form)) }
                div.row { button.button.primary { (lang.text("save")) } a.button.quiet href=(AT) { (lang.text("cancel")) } }
            }
            form method="post" action={ (address) "/deletion" } {
                button.button.danger { (icon("trash-2")) (lang.text("teams-delete-this")) }
            }
        }
    };
    super::page(admin, Head { above: &[(AT, lang.text("admin-teams"))], ..Head::new(AT, &team.title) }, content)
}
