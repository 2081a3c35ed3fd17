//! Insertion: rows on their way into a table. Within [`Tx::gather`] they wait for one another and go in many a statement,
//! or all in one, which spares most round trips to PostgreSQL and most of the parsing in SQLite.
//!
//! A waiting row is in its table before any statement that names the table, and before a savepoint: nobody sees that it
//! waited. What a row breaks, such as a unique index, is told by whichever statement sends it.

use std::collections::HashMap;
use std::ops::Range;

use crate::columns::RID;
use crate::{Error, Param, Result, Sql, Tx, counters};

/// Rows that a statement inserts on PostgreSQL: few different lengths, so that the statements stay in its cache. On SQLite
/// a statement inserts one: it costs no round trip, and more would have SQLite note how to take back their half.
const LENGTHS: [usize; 3] = [64, 8, 1];
/// Numbers that are taken at once while rows are gathered.
const AHEAD: i64 = 64;
/// Most rows that wait.
const MOST: usize = 8_192;
/// Rows of one table up to which those of all tables go to PostgreSQL in one statement.
const FEW: usize = 4;

/// The columns of a table that rows fill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) table: String,
    pub(crate) columns: Vec<String>,
    /// The column that holds words for full text search, where the engine keeps those apart from text.
    pub(crate) words: Option<usize>,
    /// A column by which a row that is there already stays as it is.
    pub(crate) known: Option<&'static str>,
}

impl Shape {
    /// Columns that take their values as they are.
    pub(crate) fn of(table: &str, columns: &[&str]) -> Shape {
        let columns = columns.iter().map(|column| column.to_string()).collect();
        Shape { table: table.into(), columns, words: None, known: None }
    }

    /// Writes rows of this shape into the table.
    fn insert(&self, tx: &mut Tx, rows: Vec<Vec<Param>>) -> Result<()> {
        let lengths = match tx.dialect().is_sqlite() {
            true => [1].as_slice(),
            false => &LENGTHS.map(|length| length.min(Sql::most_rows(self.columns.len()))),
        };
        let (mut left, mut rows) = (rows.len(), rows.into_iter());
        for &length in lengths {
            if left < length {
                continue;
            }
            let first = self.statement(tx, &mut rows.by_ref().take(length));
            let others = std::iter::from_fn(|| {
                left -= length;
                (left >= length).then(|| rows.by_ref().take(length).flatten().collect())
            });
            tx.execute_each(&first, others)?;
        }
        Ok(())
    }

    fn statement(&self, tx: &Tx, rows: &mut dyn Iterator<Item = Vec<Param>>) -> Sql {
        let mut q = tx.sql();
        q.push("INSERT INTO ").table(&self.table).push(" (");
        q.join(&self.columns, ", ", |q, name| {
            q.ident(name);
        });
        q.push(") VALUES ").join(rows, ", ", |q, row| {
            q.push("(").join(row.into_iter().enumerate(), ", ", |q, (at, param)| {
                if self.words == Some(at) {
                    q.pick("", "to_tsvector('simple', ").bind(param).pick("", ")");
                } else {
                    q.bind(param);
                }
            });
            q.push(")");
        });
        if let Some(known) = self.known {
            q.push(" ON CONFLICT (").ident(known).push(") DO NOTHING");
        }
        q
    }
}

/// All rows that wait as one statement.
fn all_at_once(tx: &Tx, waiting: Vec<(Shape, Vec<Vec<Param>>)>) -> Sql {
    let mut q = tx.sql();
    let last = waiting.len() - 1;
    for (at, (shape, rows)) in waiting.into_iter().enumerate() {
        let insert = shape.statement(tx, &mut rows.into_iter());
        match at < last {
            true => {
                q.push(if at == 0 { "WITH " } else { ", " }).ident(&format!("i{at}"));
                q.push(" AS (").append(&insert).push(")")
            }
            false => q.push(" ").append(&insert),
        };
    }
    q
}

/// What waits while rows are gathered, and what was taken ahead for them.
pub(crate) struct Gathered {
    /// How many numbers are taken at once.
    ahead: i64,
    waiting: Vec<(Shape, Vec<Vec<Param>>)>,
    /// By table: row numbers that nobody else will use.
    rids: HashMap<String, Rids>,
    /// By counter: numbers that are given back where they are not used.
    numbers: HashMap<String, Range<i64>>,
}

type Rids = Box<dyn Iterator<Item = i64>>;

impl Gathered {
    fn new(ahead: i64) -> Box<Gathered> {
        Box::new(Gathered { ahead, waiting: Vec::new(), rids: HashMap::new(), numbers: HashMap::new() })
    }

    /// Whether rows of a table that a statement names wait.
    pub(crate) fn concerns(&self, text: &str) -> bool {
        let named = |table: &str| {
            text.match_indices(table)
                .any(|(at, _)| text[..at].ends_with('"') && text[at + table.len()..].starts_with('"'))
        };
        self.waiting.iter().any(|(shape, _)| named(&shape.table))
    }

    /// Adds rows; says whether enough wait.
    fn add(&mut self, shape: Shape, rows: Vec<Vec<Param>>) -> bool {
        match self.waiting.iter_mut().find(|(other, _)| *other == shape) {
            Some((_, waiting)) => waiting.extend(rows),
            None => self.waiting.push((shape, rows)),
        }
        self.waiting.iter().map(|(_, rows)| rows.len()).sum::<usize>() >= MOST
    }
}

impl Tx<'_> {
    /// Does a part of a transaction in which inserted rows may wait for one another. Where it fails the transaction, or
    /// the savepoint around it, must be taken back.
    pub fn gather<T, E: From<Error>>(
        &mut self,
        part: impl FnOnce(&mut Self) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        if self.gathered.is_some() {
            return part(self);
        }
        self.gathered = Some(Gathered::new(AHEAD));
        let done = part(self).and_then(|done| self.settle_gathered().map(|()| done).map_err(E::from));
        self.gathered = None;
        done
    }

    /// Lets the few rows that one record takes wait for one another until [`Tx::end_gathering`], where that spares round
    /// trips; says whether they now do so by this call. The transaction, or the savepoint around it, must be taken back
    /// where something fails meanwhile.
    pub fn begin_gathering(&mut self) -> bool {
        let begins = self.gathered.is_none() && !self.dialect().is_sqlite();
        if begins {
            self.gathered = Some(Gathered::new(1));
        }
        begins
    }

    /// Ends what [`Tx::begin_gathering`] began: what waits is sent, or forgotten where something failed.
    pub fn end_gathering(&mut self, began: bool, good: bool) -> Result<()> {
        if !began {
            return Ok(());
        }
        let sent = if good { self.settle_gathered() } else { Ok(()) };
        self.gathered = None;
        sent
    }

    /// Inserts rows of one shape, at once or, while rows are gathered, with others.
    pub(crate) fn insert(&mut self, shape: Shape, rows: Vec<Vec<Param>>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        match &mut self.gathered {
            None => shape.insert(self, rows),
            Some(gathered) => match gathered.add(shape, rows) {
                true => self.flush(),
                false => Ok(()),
            },
        }
    }

    /// A row number for a row about to be inserted, where that costs no round trip: on PostgreSQL only while rows are
    /// gathered.
    pub(crate) fn rid_ahead(&mut self, table: &str) -> Result<Option<i64>> {
        let Some(gathered) = &mut self.gathered else {
            return if self.dialect().is_sqlite() { Ok(self.free_rids(table)?.next()) } else { Ok(None) };
        };
        if let Some(rid) = gathered.rids.get_mut(table).and_then(Iterator::next) {
            return Ok(Some(rid));
        }
        let mut free = self.free_rids(table)?;
        let rid = free.next();
        if let Some(gathered) = &mut self.gathered {
            gathered.rids.insert(table.into(), free);
        }
        Ok(rid)
    }

    /// Row numbers that nobody else uses: on SQLite, whose writer is alone, all from here on.
    fn free_rids(&mut self, table: &str) -> Result<Rids> {
        let mut q = self.sql();
        if q.dialect().is_sqlite() {
            q.push("SELECT coalesce(max(").ident(RID).push("), 0) + 1 FROM ").table(table);
            let from = self.query_one(&q, |row| row.int(0))?;
            return Ok(Box::new(from.ok_or_else(|| Error::Missing(format!("numbers of {table}")))?..));
        }
        // Others take from the sequence at the same time: the numbers need not follow one another.
        let name = q.dialect().qualify(table);
        q.push("SELECT nextval(pg_get_serial_sequence(").bind(name).push(", ").bind(RID);
        q.push(")) FROM generate_series(1, ").bind(self.ahead()).push(")");
        Ok(Box::new(self.query(&q, |row| row.int(0))?.into_iter()))
    }

    fn ahead(&self) -> i64 {
        self.gathered.as_ref().map_or(1, |gathered| gathered.ahead)
    }

    /// The next number of a counter, of those taken ahead while rows are gathered.
    pub(crate) fn next_number(&mut self, counter: &str) -> Result<i64> {
        let ahead =
            self.gathered.as_mut().and_then(|gathered| gathered.numbers.get_mut(counter)).and_then(Iterator::next);
        if let Some(number) = ahead {
            return Ok(number);
        }
        let count = self.ahead();
        let last = counters::take(self, counter, count)?;
        let first = last - count + 1;
        if let Some(gathered) = &mut self.gathered {
            gathered.numbers.insert(counter.into(), first + 1..last + 1);
        }
        Ok(first)
    }

    /// Sends all waiting rows, words last: SQLite writes a part of its index of words whenever a statement that it might
    /// have to take back comes between two.
    pub(crate) fn flush(&mut self) -> Result<()> {
        let Some(gathered) = &mut self.gathered else { return Ok(()) };
        let mut waiting = std::mem::take(&mut gathered.waiting);
        waiting.sort_by_key(|(shape, _)| shape.words);
        if !self.dialect().is_sqlite() && waiting.len() > 1 && waiting.iter().all(|(_, rows)| rows.len() <= FEW) {
            let all = all_at_once(self, waiting);
            return self.execute(&all).map(drop);
        }
        waiting.into_iter().try_for_each(|(shape, rows)| shape.insert(self, rows))
    }

    /// Sends all waiting rows and gives back the numbers that were not used.
    pub(crate) fn settle_gathered(&mut self) -> Result<()> {
        self.flush()?;
        let Some(gathered) = &mut self.gathered else { return Ok(()) };
        gathered.rids.clear();
        let unused = std::mem::take(&mut gathered.numbers);
        let mut unused = unused.into_iter().filter(|(_, left)| !left.is_empty());
        unused.try_for_each(|(counter, left)| counters::give_back(self, &counter, left.end - left.start))
    }
}
