//! Views: lists that people saved under a name, for themselves, their team, a role or everybody. A view is an address: what
//! it shows is asked again, under the rights of whoever looks.

use meta::Key;
use serde_json::json;
use store::audit::Action;
use store::views as rows;
use uuid::Uuid;
use words::{Said, said};

use crate::actor::Actor;
use crate::acts;
use crate::error::{Error, Result};
use crate::trail;
use crate::work::Work;

pub use store::views::View;

/// Longest name in characters.
pub(crate) const LONGEST: usize = 60;
/// Longest address in bytes.
pub(crate) const WIDEST: usize = 4_000;

/// For whom a view is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// Who saved it.
    Me,
    /// The team of who saved it.
    Team,
    /// Everybody with a role.
    Role(Key),
    /// Everybody.
    All,
}

impl Audience {
    /// Reads `me`, `team`, `all` or `role:KEY`.
    pub fn parse(text: &str) -> Option<Audience> {
        match text {
            "me" => Some(Audience::Me),
            "team" => Some(Audience::Team),
            "all" => Some(Audience::All),
            other => Key::new(other.strip_prefix("role:")?).ok().map(Audience::Role),
        }
    }

    /// The audience of a view, in the words of [`Audience::parse`].
    pub fn word(view: &View) -> &str {
        Audience::told(&view.audience)
    }

    /// An audience as it is kept, in the words of [`Audience::parse`].
    pub fn told(kept: &str) -> &str {
        match kept.split_once(':') {
            Some(("user", _)) => "me",
            Some(("team", _)) => "team",
            _ => kept,
        }
    }

    /// How it is kept; refused where the actor cannot speak for it, in the words given.
    pub(crate) fn kept(&self, actor: &Actor, refused: Said) -> Result<String> {
        let administrator = || match actor.is_administrator() {
            true => Ok(()),
            false => Err(Error::Forbidden(refused)),
        };
        match self {
            Audience::Me => Ok(format!("user:{}", actor.user.unwrap_or(Uuid::nil()))),
            Audience::Team => match actor.team {
                Some(team) => Ok(format!("team:{team}")),
                None => Err(Error::invalid("audience", "invalid", said!("views-no-team"))),
            },
            Audience::Role(role) => administrator().map(|()| format!("role:{role}")),
            Audience::All => administrator().map(|()| "all".into()),
        }
    }
}

/// The saved views of a module that are for the actor, and those they saved; for administrators those of every role too.
pub fn list(work: &mut Work, module: &Key) -> Result<Vec<View>> {
    let known = known(work);
    Ok(rows::list(work.tx, Some(module), known, work.actor.user)?)
}

/// The same of every module the actor may read.
pub fn all(work: &mut Work) -> Result<Vec<View>> {
    let known = known(work);
    let all = rows::list(work.tx, None, known, work.actor.user)?;
    Ok(all.into_iter().filter(|view| work.actor.rights.may_read(&view.module)).collect())
}

/// A saved view of those in [`list`].
pub fn get(work: &mut Work, id: Uuid) -> Result<View> {
    let known = known(work);
    let view = rows::find(work.tx, id)?;
    let view = view.filter(|view| known.contains(&view.audience) || is_own(work.actor, view));
    view.filter(|view| work.actor.rights.may_read(&view.module)).ok_or_else(|| Error::NotFound(said!("missing-view")))
}

/// Whether the actor may change or remove a view: who saved it, and administrators.
pub fn is_open(actor: &Actor, view: &View) -> bool {
    is_own(actor, view) || actor.is_administrator()
}

/// Saves a view under a name; with an id in the place of that one.
pub fn save(
    work: &mut Work,
    id: Option<Uuid>,
    module: &str,
    label: &str,
    query: &str,
    audience: &Audience,
) -> Result<View> {
    let module = work.module(module)?;
    let label = label.trim();
    if label.is_empty() {
        return Err(Error::invalid("label", "required", said!("views-no-name")));
    }
    if label.chars().count() > LONGEST {
        return Err(Error::invalid("label", "too_long", said!("views-long-name", most = LONGEST)));
    }
    if query.len() > WIDEST {
        return Err(Error::invalid("query", "too_long", said!("views-long-query")));
    }
    let before = match id {
        Some(id) => Some(open(work, id)?),
        None => None,
    };
    let view = View {
        id: before.as_ref().map_or_else(Uuid::now_v7, |before| before.id),
        module: module.key.clone(),
        label: label.to_string(),
        query: query.to_string(),
        audience: match &before {
            // Who else changes it does not make it theirs, or their team's.
            Some(before) if Audience::parse(Audience::word(before)).as_ref() == Some(audience) => {
                before.audience.clone()
            }
            _ => audience.kept(work.actor, said!("views-administrators"))?,
        },
        owner: before.as_ref().map_or(work.actor.user, |before| before.owner),
        at: work.now,
    };
    if before.as_ref().is_some_and(|before| View { at: view.at, ..before.clone() } == view) {
        return Ok(view);
    }
    acts::summarise(work, said!("act-saved-view", view = view.label.as_str()))?;
    rows::put(work.tx, &view)?;
    note(work, before.as_ref(), Some(&view))?;
    Ok(view)
}

/// Forgets a view.
pub fn remove(work: &mut Work, id: Uuid) -> Result<View> {
    let view = open(work, id)?;
    acts::summarise(work, said!("act-removed-view", view = view.label.as_str()))?;
    rows::remove(work.tx, id)?;
    note(work, Some(&view), None)?;
    Ok(view)
}

/// A view that the actor may change.
fn open(work: &mut Work, id: Uuid) -> Result<View> {
    let view = get(work, id)?;
    if !is_open(work.actor, &view) {
        return Err(Error::Forbidden(said!("views-not-yours")));
    }
    Ok(view)
}

fn is_own(actor: &Actor, view: &View) -> bool {
    actor.user.is_some() && actor.user == view.owner
}

/// The audiences whose views an actor has: administrators, who alone make those of roles, have them all.
fn known(work: &Work) -> Vec<String> {
    let mut known = audiences(work.actor);
    if work.actor.is_administrator() {
        known.extend(work.snapshot.roles.keys().map(|role| format!("role:{role}")));
    }
    known
}

/// The audiences an actor belongs to.
pub(crate) fn audiences(actor: &Actor) -> Vec<String> {
    let own = actor.user.map(|user| format!("user:{user}"));
    let team = actor.team.map(|team| format!("team:{team}"));
    let rest = [format!("role:{}", actor.role), "all".to_string()];
    own.into_iter().chain(team).chain(rest).collect()
}

fn note(work: &mut Work, before: Option<&View>, after: Option<&View>) -> Result<()> {
    let Some(view) = after.or(before) else { return Ok(()) };
    let told = |view: Option<&View>| {
        view.map(|view| json!({ "module": view.module, "label": view.label, "query": view.query, "audience": view.audience }))
    };
    let changes = json!({ "view": [told(before), told(after)] });
    trail::note(work, Action::Configure, &Key::of("view"), view.id, &changes)
}
