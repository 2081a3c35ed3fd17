//! What is checked when a user is saved.

use meta::Value;

use crate::error::{Error, Result};
use crate::records::Draft;
use crate::work::Work;

/// Addresses are kept in lower case; nobody reports to themselves, not even through others; the last administrator
/// stays one.
pub fn check(work: &mut Work, draft: &mut Draft) -> Result<()> {
    if let Value::Text(email) = draft.get("email").clone() {
        let email = email.trim().to_lowercase();
        if !email.contains('@') {
            return Err(Error::invalid("email", "invalid", "must be an e-mail address such as ana@example.com"));
        }
        draft.set("email", Value::Text(email));
    }
    if let (true, Value::Id(manager)) = (draft.changed("manager"), draft.get("manager")) {
        if work.snapshot.people.subtree(draft.id).contains(manager) {
            return Err(Error::invalid("manager", "invalid", "would make somebody report to themselves"));
        }
    }
    let still = draft.get("role").text() == Some("administrator") && *draft.get("active") == Value::Bool(true);
    let was = draft.was("role").text() == Some("administrator") && *draft.was("active") == Value::Bool(true);
    if was && !still && !work.snapshot.people.iter().any(|p| p.active && p.id != draft.id && p.role == "administrator")
    {
        return Err(Error::invalid("role", "invalid", "is the last administrator: make somebody else one first"));
    }
    Ok(())
}
