//! The statements of the floor, as one would write them knowing the data and the indexes there are.

use super::{Connection, Place};
use crate::Outcome;
use crate::data::{REP, biggest_account};

/// What each operation takes by hand, for an administrator and for a representative.
pub struct Statements {
    /// Fifty deals of a stage by amount.
    pub list: Vec<String>,
    /// The fifty after so many of them.
    pub deep: Vec<String>,
    /// By a column nobody sorts by.
    pub unusual: Vec<String>,
    /// Deals of an industry.
    pub through: Vec<String>,
    /// An account with what hangs on it.
    pub record: Vec<String>,
    /// Six lanes with sums.
    pub board: Vec<String>,
    /// The pipeline by stage.
    pub pipeline: Vec<String>,
    /// The pipeline by owner.
    pub owners: Vec<String>,
    /// What each owner won in the months of a year.
    pub sales: Vec<String>,
}

const COLUMNS: &str = "SELECT o._rid, o.id, o.name, o.account, a._title, o.stage, s._title, o.amount, o.amount__currency, \
     o.expected, o.expected__currency, o.close_date, o.owner, u._title FROM opportunity o \
     LEFT JOIN account a ON a.id = o.account LEFT JOIN stage s ON s.id = o.stage LEFT JOIN \"user\" u ON u.id = o.owner \
     WHERE o.deleted_at IS NULL";

/// Writes them; `restricted` for the representative, who sees their own deals and their team's.
pub fn statements(place: &Place, restricted: bool, depth: u64) -> Outcome<Statements> {
    let mut connection = place.connect()?;
    let sqlite = place.is_sqlite();
    let id = |connection: &mut Connection, from: &str| -> Outcome<String> {
        if sqlite {
            Ok(format!("x'{}'", connection.one(&format!("SELECT hex(id) FROM {from}"))?))
        } else {
            Ok(format!("'{}'", connection.one(&format!("SELECT id FROM {from}"))?))
        }
    };
    let won = id(&mut connection, "stage WHERE key = 'won'")?;
    let me = id(&mut connection, &format!("\"user\" WHERE email = '{REP}'"))?;
    let team = id(&mut connection, "team WHERE name = 'Team 07'")?;
    let account = match sqlite {
        true => format!("x'{}'", biggest_account().simple()),
        false => format!("'{}'", biggest_account()),
    };
    // SQLite would take the indexes of owner and team, and sort.
    let plus = if sqlite { "+" } else { "" };
    let seen = match restricted {
        true => format!(" AND ({plus}o.owner = {me} OR {plus}o.team = {team})"),
        false => String::new(),
    };
    let bare = "SELECT amount__base, _rid FROM opportunity o WHERE o.deleted_at IS NULL";
    let after = match sqlite {
        true => format!(
            "SELECT amount__base || ', ' || _rid FROM ({bare} AND o.stage = {won}{seen} ORDER BY amount__base DESC, _rid DESC \
             LIMIT 1 OFFSET {})",
            depth - 1
        ),
        false => format!(
            "SELECT concat(amount__base, ', ', _rid) FROM ({bare} AND o.stage = {won}{seen} ORDER BY amount__base DESC, \
             _rid DESC LIMIT 1 OFFSET {}) x",
            depth - 1
        ),
    };
    let after = connection.one(&after)?;
    let by_amount = "ORDER BY o.amount__base DESC, o._rid DESC LIMIT 51";
    let lanes = (0..6).map(|n| {
        format!(
            "{COLUMNS} AND {plus}o.stage = (SELECT id FROM stage ORDER BY position LIMIT 1 OFFSET {n}){seen} \
                 ORDER BY o.close_date DESC, o._rid DESC LIMIT 21"
        )
    });
    // SQLite would begin with the accounts of the industry.
    let through = format!(
        "FROM (SELECT o._rid AS found FROM opportunity o WHERE o.deleted_at IS NULL AND o.close_date IS NOT NULL{seen} AND \
         (SELECT i.industry__key FROM account i WHERE i.id = o.account) = 'energy' \
         ORDER BY o.close_date DESC, o.name__key, o._rid DESC LIMIT 51) p {} JOIN opportunity o ON o._rid = p.found",
        if sqlite { "CROSS" } else { "" }
    );
    let (month, year_ago) = match sqlite {
        true => (
            "strftime('%Y-%m', o.close_date * 86400, 'unixepoch')",
            "unixepoch('now', 'start of month', '-11 months') / 86400",
        ),
        false => ("date_trunc('month', o.close_date)", "date_trunc('month', now()) - interval '11 months'"),
    };
    let sums = format!(
        "SELECT o.stage, count(*), sum(o.amount__base) FROM opportunity o WHERE o.deleted_at IS NULL{seen} GROUP BY o.stage"
    );
    Ok(Statements {
        list: vec![format!("{COLUMNS} AND o.stage = {won}{seen} {by_amount}")],
        deep: vec![format!("{COLUMNS} AND o.stage = {won}{seen} AND (o.amount__base, o._rid) < ({after}) {by_amount}")],
        unusual: vec![format!(
            "{COLUMNS} AND o.next_step__key IS NOT NULL{seen} ORDER BY o.next_step__key, o._rid LIMIT 51"
        )],
        through: vec![COLUMNS.replace("FROM opportunity o", &through)],
        record: vec![
            format!("SELECT * FROM account WHERE id = {account}"),
            format!("SELECT * FROM account__emails WHERE owner = {account}"),
            format!("SELECT * FROM account__phones WHERE owner = {account}"),
            format!(
                "SELECT c.*, u._title FROM contact c LEFT JOIN \"user\" u ON u.id = c.owner WHERE c.account = {account} AND c.deleted_at IS NULL ORDER BY c.name__key, c._rid LIMIT 11"
            ),
            format!(
                "{COLUMNS} AND o.account = {account}{seen} ORDER BY o.close_date DESC, o.name__key, o._rid DESC LIMIT 11"
            ),
            format!(
                "SELECT * FROM task WHERE about = {account} AND status = 'open' AND deleted_at IS NULL ORDER BY due, _rid LIMIT 11"
            ),
            format!(
                "SELECT * FROM task WHERE about = {account} AND status = 'done' AND deleted_at IS NULL ORDER BY done_at DESC, _rid DESC LIMIT 31"
            ),
            format!(
                "SELECT * FROM note WHERE about = {account} AND deleted_at IS NULL ORDER BY created_at DESC, _rid DESC LIMIT 31"
            ),
            format!(
                "SELECT * FROM kith_audit h JOIN kith_audit_value v ON v.audit = h.id WHERE h.record = {account} ORDER BY h.nr DESC LIMIT 31"
            ),
        ],
        board: lanes.chain([sums]).collect(),
        pipeline: vec![format!(
            "SELECT o.stage, o.probability, count(*), sum(o.amount__base) FROM opportunity o WHERE o.deleted_at IS NULL{seen} GROUP BY o.stage, o.probability"
        )],
        owners: vec![format!(
            "SELECT o.owner, o.probability, count(*), sum(o.amount__base) FROM opportunity o WHERE o.deleted_at IS NULL{seen} \
             GROUP BY o.owner, o.probability"
        )],
        sales: vec![format!(
            "SELECT o.owner, {month}, count(*), sum(o.amount__base) FROM opportunity o WHERE o.deleted_at IS NULL{seen} \
             AND {plus}o.stage = {won} AND o.close_date >= {year_ago} GROUP BY 1, 2"
        )],
    })
}
