//! `Reader`: filters from a query string and from JSON, checked against the catalogue.
//!
//! - Query string: pairs `filter[path][op]=value`, all of which must hold; without an operator it is `eq`; `in` takes
//!   values separated by commas. A pair `filter=…` holds the JSON form. Other pairs are not looked at.
//! - JSON: `{"and":[…]}`, `{"or":[…]}`, `{"not":{…}}`, `{"field":"amount","op":"gte","value":"50000"}`,
//!   `{"related":"contacts","where":{…}}`, `true`, `false`.
//!
//! Several values are a list in JSON; in a text, also in one of JSON, they are separated by commas. Values are written as
//! in the API; `me`, `my_team` and `my_people` stand for users, periods ([`super::Period`]) for dates, a date stands for
//! its day in datetimes, a key for a stage, a module for parents, and an amount without a currency is in base currency.
//!
//! What a reader may not see is unknown, exactly as if it did not exist.

use serde_json::{Map, Value as Json};
use words::{Said, said};

use super::{Filter, FilterError, Op, Operand, Test, operand};
use crate::catalogue::Resolved;
use crate::types::Fault;
use crate::{Catalogue, Field, FieldType, Key, Module, Path, RelationKind, Value};

/// Deepest nesting of a filter.
const MAX_DEPTH: usize = 16;
/// Most tests of a filter.
const MAX_TESTS: usize = 500;
/// Most values of one `in`.
const MAX_VALUES: usize = 1000;
/// Most values of a filter in all.
const MAX_ALL_VALUES: usize = 10_000;

/// Reads filters for one actor.
#[derive(Clone, Copy)]
pub struct Reader<'a, 'v> {
    /// All modules.
    pub catalogue: &'a Catalogue,
    /// Whether the actor may know of a field; a module is known when its `id` is.
    pub visible: &'v dyn Fn(&Module, &Field) -> bool,
    /// Whether a pipeline of the module has a stage with this key.
    pub stage: &'v dyn Fn(&Module, &str) -> bool,
}

type Read<T> = Result<T, FilterError>;

/// What a filter may still hold.
struct Budget {
    tests: usize,
    values: usize,
}

impl Budget {
    fn whole() -> Budget {
        Budget { tests: MAX_TESTS, values: MAX_ALL_VALUES }
    }

    fn test(&mut self) -> Read<()> {
        self.tests = left(self.tests, 1, || said!("filters-most-tests", most = MAX_TESTS))?;
        Ok(())
    }

    fn values(&mut self, count: usize) -> Read<()> {
        self.values = left(self.values, count, || said!("filters-most-values-in-all", most = MAX_ALL_VALUES))?;
        Ok(())
    }
}

fn left(from: usize, spent: usize, refusal: impl FnOnce() -> Said) -> Read<usize> {
    from.checked_sub(spent).ok_or_else(|| FilterError::new("filter", "too_many", refusal()))
}

impl<'a> Reader<'a, '_> {
    /// Where a dotted path leads, for filters, sorts and columns alike; lookups on the way are spelled out.
    pub fn path(&self, module: &str, text: &str) -> Read<(Path, Resolved<'a>)> {
        let unknown = || FilterError::new(text, "unknown_field", said!("fault-no-field", module = module));
        let asked = Path::parse(text).ok_or_else(unknown)?;
        let path = self.catalogue.spelled_out(module, &asked);
        // A lookup on the way must be known itself, not only what it looks up.
        let ways = (1..asked.steps().len()).filter(|_| path != asked).map(|at| Path::join(&asked.steps()[..at]));
        for way in ways {
            self.known(module, &self.catalogue.spelled_out(module, &way)).ok_or_else(unknown)?;
        }
        let end = self.known(module, &path).ok_or_else(unknown)?;
        Ok((path, end))
    }

    /// Where a path leads that the reader may follow to its end.
    fn known(&self, module: &str, path: &Path) -> Option<Resolved<'a>> {
        let end = self.catalogue.resolve(module, path)?;
        let mut at = self.catalogue.module(module)?;
        for (link, target) in &end.hops {
            if !(self.visible)(at, link) || !self.knows(target) {
                return None;
            }
            at = target;
        }
        (self.visible)(end.module, end.field).then_some(end)
    }

    /// Reads the filter of a query string, given as decoded pairs; without any it is every record.
    pub fn query<'p>(&self, module: &str, pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> Read<Filter> {
        let mut filter = Filter::Const(true);
        let mut budget = Budget::whole();
        for (name, value) in pairs {
            let Some(rest) = name.strip_prefix("filter") else { continue };
            let one = match rest {
                "" => {
                    let malformed = |error: serde_json::Error| said!("filters-json", error = error.to_string());
                    let json = serde_json::from_str(value)
                        .map_err(|error| FilterError::new(name, "invalid", malformed(error)))?;
                    self.node(module, &json, 0, &mut budget)?
                }
                rest if rest.starts_with('[') => {
                    budget.test()?;
                    self.pair(module, name, rest, value, &mut budget)?
                }
                _ => continue,
            };
            filter = filter.and(one);
        }
        Ok(filter)
    }

    fn pair(&self, module: &str, name: &str, rest: &str, value: &str, budget: &mut Budget) -> Read<Filter> {
        let inside = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let steps: Vec<&str> = inside.map(|inside| inside.split("][").collect()).unwrap_or_default();
        let (path, op) = match steps[..] {
            [path] => (path, "eq"),
            [path, op] => (path, op),
            _ => return Err(FilterError::new(name, "invalid", said!("filters-written"))),
        };
        let (read, end) = self.path(module, path)?;
        let op = operator(path, &end, op)?;
        let texts: Vec<&str> = if op == Op::In { value.split(',').collect() } else { vec![value] };
        budget.values(texts.len())?;
        let operands = texts.iter().map(|text| self.text(&end, op, text));
        test(path, read, op, operands.collect::<Result<_, _>>())
    }

    /// Reads the JSON form.
    pub fn json(&self, module: &str, json: &Json) -> Read<Filter> {
        self.node(module, json, 0, &mut Budget::whole())
    }

    fn node(&self, module: &str, json: &Json, depth: usize, budget: &mut Budget) -> Read<Filter> {
        if depth >= MAX_DEPTH {
            return Err(FilterError::new("filter", "too_deep", said!("filters-too-deep", most = MAX_DEPTH)));
        }
        budget.test()?;
        let parts = match json {
            Json::Bool(holds) => return Ok(Filter::Const(*holds)),
            Json::Object(parts) => parts,
            _ => return Err(malformed("filter")),
        };
        let mut all = |list: &Json| match list {
            Json::Array(list) => list.iter().map(|one| self.node(module, one, depth + 1, budget)).collect(),
            _ => Err(FilterError::new("filter", "invalid", said!("filters-lists"))),
        };
        let only = |names: &[&str]| match parts.keys().find(|name| !names.contains(&name.as_str())) {
            Some(stranger) => {
                Err(FilterError::new("filter", "invalid", said!("filters-stranger", name = stranger.as_str())))
            }
            None => Ok(()),
        };
        if let Some(list) = parts.get("and") {
            only(&["and"])?;
            Ok(Filter::And(all(list)?))
        } else if let Some(list) = parts.get("or") {
            only(&["or"])?;
            Ok(Filter::Or(all(list)?))
        } else if let Some(inner) = parts.get("not") {
            only(&["not"])?;
            Ok(Filter::Not(Box::new(self.node(module, inner, depth + 1, budget)?)))
        } else if let Some(name) = parts.get("related") {
            only(&["related", "where"])?;
            self.related(module, name, parts.get("where").unwrap_or(&Json::Bool(true)), depth, budget)
        } else {
            only(&["field", "op", "value"])?;
            self.leaf(module, parts, budget)
        }
    }

    fn leaf(&self, module: &str, parts: &Map<String, Json>, budget: &mut Budget) -> Read<Filter> {
        let Some(Json::String(path)) = parts.get("field") else { return Err(malformed("filter")) };
        let (read, end) = self.path(module, path)?;
        let op = match parts.get("op") {
            None => operator(path, &end, "eq")?,
            Some(Json::String(op)) => operator(path, &end, op)?,
            Some(_) => return Err(malformed(path)),
        };
        let value = parts.get("value").unwrap_or(if op == Op::Empty { &Json::Bool(true) } else { &Json::Null });
        budget.values(value.as_array().map_or(1, Vec::len))?;
        let one = |value: &Json| {
            let operand = operand::from_json(&end, op, value, &operand::plain_reading())?;
            self.staged(&end, operand)
        };
        let operands = match (op, value) {
            (Op::In, Json::Array(values)) => values.iter().map(one).collect(),
            (Op::In, Json::String(list)) => list.split(',').map(|text| self.text(&end, op, text)).collect(),
            (Op::In, _) => Err(Fault::invalid(said!("filters-list-of-values"))),
            (_, value) => one(value).map(|one| vec![one]),
        };
        test(path, read, op, operands)
    }

    fn text(&self, end: &Resolved<'_>, op: Op, text: &str) -> Result<Operand, Fault> {
        self.staged(end, operand::from_text(end, op, text, &operand::plain_reading())?)
    }

    /// Refuses a stage that is named by a key none has.
    fn staged(&self, end: &Resolved<'_>, operand: Operand) -> Result<Operand, Fault> {
        match (&operand, end.kind()) {
            (Operand::One(Value::Text(key)), FieldType::Stage) if !(self.stage)(end.module, key) => {
                Err(Fault::invalid(said!("filters-stage", key = key.as_str())))
            }
            _ => Ok(operand),
        }
    }

    fn related(&self, module: &str, name: &Json, filter: &Json, depth: usize, budget: &mut Budget) -> Read<Filter> {
        let Json::String(name) = name else { return Err(malformed("filter")) };
        let unknown = || FilterError::new(name, "unknown_field", said!("filters-relation", module = module));
        let relation = self.catalogue.relation(module, name).ok_or_else(unknown)?;
        let (holder, field) = match &relation.kind {
            RelationKind::Links { field } | RelationKind::Children { field, .. } => (module, field),
            RelationKind::Inverse { field }
            | RelationKind::ParentInverse { field }
            | RelationKind::LinksInverse { field } => (relation.target.as_str(), field),
        };
        let target = self.catalogue.module(&relation.target).ok_or_else(unknown)?;
        if !self.sees(holder, field) || !self.knows(target) {
            return Err(unknown());
        }
        let filter = Box::new(self.node(&relation.target, filter, depth + 1, budget)?);
        Ok(Filter::Related { relation: relation.name.clone(), filter })
    }

    fn sees(&self, module: &str, field: &Key) -> bool {
        let module = self.catalogue.module(module);
        module.is_some_and(|module| module.field(field).is_some_and(|field| (self.visible)(module, field)))
    }

    fn knows(&self, module: &Module) -> bool {
        module.field("id").is_none_or(|id| (self.visible)(module, id))
    }
}

fn malformed(field: &str) -> FilterError {
    FilterError::new(field, "invalid", said!("filters-object"))
}

fn operator(path: &str, end: &Resolved<'_>, name: &str) -> Read<Op> {
    Op::parse(name).filter(|op| end.ops().contains(op)).ok_or_else(|| {
        let names: Vec<&str> = end.ops().iter().map(|op| op.name()).collect();
        FilterError::new(path, "unknown_op", said!("filters-operator", name = name, names = names.join(", ")))
    })
}

/// The test of a path against operands; those of `in` that are words become tests of their own.
fn test(text: &str, path: Path, op: Op, operands: Result<Vec<Operand>, Fault>) -> Read<Filter> {
    let operands = operands.map_err(|fault| FilterError::of(text, fault))?;
    if operands.len() > MAX_VALUES {
        let detail = said!("filters-most-values", most = MAX_VALUES, count = operands.len());
        return Err(FilterError::of(text, Fault::new("too_many", detail)));
    }
    if op != Op::In {
        let one = operands.into_iter().next();
        return one.map(|operand| Filter::Test(Test { path, op, operand })).ok_or_else(|| malformed(text));
    }
    let mut values: Vec<Value> = Vec::new();
    let mut words = Filter::Const(false);
    for operand in operands {
        match operand {
            Operand::One(value) => values.push(value),
            word => words = words.or(Filter::Test(Test { path: path.clone(), op: Op::Eq, operand: word })),
        }
    }
    let list = Filter::Test(Test { path, op, operand: Operand::Many(values.clone()) });
    Ok(if values.is_empty() && words != Filter::Const(false) { words } else { words.or(list) })
}
