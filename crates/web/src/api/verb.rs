//! `Verb`: what a method and an address ask to be changed; the same for a request of its own and for an act of a batch.

use axum::http::Method;
use uuid::Uuid;

use super::pairs;
use super::problem::Problem;

/// A change that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verb {
    /// `POST /{module}`
    Create,
    /// `PUT /{module}?match=field`: change the record that has this value in the field, or make one.
    Upsert(String),
    /// `PATCH /{module}/{id}`
    Update(Uuid),
    /// `DELETE /{module}/{id}`
    Delete(Uuid),
    /// `POST /{module}/{id}/restore`
    Restore(Uuid),
    /// `PUT /{module}/{id}/{relation}/{other}`
    Relate(Uuid, String, Uuid),
    /// `DELETE /{module}/{id}/{relation}/{other}`
    Unrelate(Uuid, String, Uuid),
}

/// A verb and the module it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aim {
    /// The module, as named.
    pub module: String,
    /// What is asked.
    pub verb: Verb,
}

/// Why an address asks for no change.
#[derive(Debug, Clone, PartialEq)]
pub enum Astray {
    /// Nothing that can be changed is there.
    Nowhere,
    /// A parameter is missing, unknown or given twice.
    Query(crm::Error),
}

impl Aim {
    /// What a method asks of an address below `/api/v1`.
    pub fn read(method: &Method, path: &str, query: Option<&str>) -> Result<Aim, Astray> {
        let steps: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        let id = |text: &str| Uuid::try_parse(text).map_err(|_| Astray::Nowhere);
        let verb = match (method.as_str(), &steps[..]) {
            ("POST", [_]) => Verb::Create,
            ("PUT", [_]) => Verb::Upsert(matching(query)?),
            ("PATCH", [_, record]) => Verb::Update(id(record)?),
            ("DELETE", [_, record]) => Verb::Delete(id(record)?),
            ("POST", [_, record, "restore"]) => Verb::Restore(id(record)?),
            ("PUT", [_, record, relation, other]) => Verb::Relate(id(record)?, relation.to_string(), id(other)?),
            ("DELETE", [_, record, relation, other]) => Verb::Unrelate(id(record)?, relation.to_string(), id(other)?),
            _ => return Err(Astray::Nowhere),
        };
        if let (false, Some((name, _))) = (matches!(verb, Verb::Upsert(_)), pairs(query).first()) {
            return Err(Astray::Query(super::question::unknown(name)));
        }
        Ok(Aim { module: steps[0].to_string(), verb })
    }

    /// What kind of act it is, in the trail.
    pub fn kind(&self) -> &'static str {
        match self.verb {
            Verb::Create => "create",
            Verb::Upsert(_) => "upsert",
            Verb::Update(_) => "update",
            Verb::Delete(_) => "delete",
            Verb::Restore(_) => "restore",
            Verb::Relate(..) => "relate",
            Verb::Unrelate(..) => "unrelate",
        }
    }

    /// Whether it takes a body.
    pub fn takes_body(&self) -> bool {
        matches!(self.verb, Verb::Create | Verb::Upsert(_) | Verb::Update(_))
    }
}

fn matching(query: Option<&str>) -> Result<String, Astray> {
    let mut found = None;
    for (name, value) in pairs(query) {
        match (name.as_str(), &found) {
            ("match", None) => found = Some(value),
            ("match", Some(_)) => {
                return Err(Astray::Query(crm::Error::bad("match", "repeated", "must be given once")));
            }
            _ => return Err(Astray::Query(super::question::unknown(&name))),
        }
    }
    let missing = || crm::Error::bad("match", "required", "must name the field by which the record is found");
    found.ok_or_else(|| Astray::Query(missing()))
}

impl From<Astray> for Problem {
    fn from(astray: Astray) -> Problem {
        match astray {
            Astray::Nowhere => Problem::nowhere(),
            Astray::Query(error) => Problem::from(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_and_an_address_name_one_change_or_none() {
        let id = "01900000-0000-7000-8000-000000000000";
        let uuid = Uuid::try_parse(id).unwrap();
        let read = |method: &str, path: &str, query| {
            Aim::read(&method.parse().unwrap(), path, query).map(|aim| (aim.module, aim.verb))
        };
        let account = |verb| Ok(("account".to_string(), verb));
        assert_eq!(read("POST", "/account", None), account(Verb::Create));
        assert_eq!(read("PUT", "/account", Some("match=number")), account(Verb::Upsert("number".into())));
        assert_eq!(read("DELETE", &format!("/account/{id}"), None), account(Verb::Delete(uuid)));
        assert_eq!(read("POST", &format!("/account/{id}/restore"), None), account(Verb::Restore(uuid)));
        assert_eq!(read("POST", &format!("/account/{id}"), None), Err(Astray::Nowhere));
        assert_eq!(read("PATCH", "/account/7", None), Err(Astray::Nowhere));
        assert!(matches!(read("PUT", "/account", None), Err(Astray::Query(_))));
        assert!(matches!(read("POST", "/account", Some("x=1")), Err(Astray::Query(_))));
    }
}
