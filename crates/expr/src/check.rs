//! From `Expr` to `Typed`: names are looked up in the catalogue, types inferred, conversions made explicit and constant
//! parts computed. All errors of an expression are reported together, each once. Nothing is run against a record.

mod arithmetic;
mod call;
mod compare;
mod fold;
mod path;

use std::collections::BTreeSet;

use meta::{Catalogue, Key, Module, Path};

use crate::ast::{Expr, Kind};
use crate::node::{Node, NodeKind, Typed};
use crate::parse::MAX_DEPTH;
use crate::{Error, Span, Type, Value, temporal};

/// What the place of an expression asks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Any type.
    Anything,
    /// True or false, null counting as false: `visible_if`, filters, policies.
    Condition,
    /// A value that a field can hold: [`Type::field_type`] is there.
    Formula,
}

/// Checks an expression, read from `source`, for records of a module.
pub fn check(
    source: &str,
    expr: &Expr,
    catalogue: &Catalogue,
    module: &str,
    expected: Expected,
) -> Result<Typed, Vec<Error>> {
    let unknown = || vec![Error::new(source, expr.span(), format!("there is no module `{module}`"))];
    let module = catalogue.module(module).ok_or_else(unknown)?;
    let mut checker = Checker::new(source, catalogue, module);
    if expr.depth() > MAX_DEPTH {
        checker.report(expr.span(), format!("this is nested more than {MAX_DEPTH} levels deep"), None);
        return Err(checker.errors);
    }
    let root = checker.node(expr).and_then(|root| checker.expect(root, expected));
    match root {
        Some(root) if checker.errors.is_empty() => Ok(checker.finish(root)),
        _ => Err(checker.errors),
    }
}

struct Checker<'a> {
    source: &'a str,
    catalogue: &'a Catalogue,
    module: &'a Module,
    errors: Vec<Error>,
    clock: bool,
    zone: bool,
}

/// A checked node; `None` when an error in it has been reported.
type Checked = Option<Node>;

impl<'a> Checker<'a> {
    fn new(source: &'a str, catalogue: &'a Catalogue, module: &'a Module) -> Checker<'a> {
        Checker { source, catalogue, module, errors: Vec::new(), clock: false, zone: false }
    }

    fn finish(self, root: Node) -> Typed {
        let mut reads = BTreeSet::new();
        collect_reads(&root, &mut reads);
        let own_only = reads.iter().all(|path: &Path| path.single().is_some());
        let (module, reads) = (self.module.key.clone(), reads.into_iter().collect());
        Typed { module, root, reads, own_only, clock: self.clock, zone: self.zone }
    }

    fn report(&mut self, span: Span, message: impl Into<String>, help: Option<String>) {
        let mut error = Error::new(self.source, span, message);
        error.help = help;
        self.errors.push(error);
    }

    /// Reports and gives nothing, for the end of a function.
    fn refuse<T>(&mut self, span: Span, message: impl Into<String>, help: &str) -> Option<T> {
        self.report(span, message, (!help.is_empty()).then(|| help.to_string()));
        None
    }

    fn node(&mut self, expr: &Expr) -> Checked {
        let span = expr.span();
        let constant = |ty, value| Some(Node { span, ty, kind: NodeKind::Constant(value) });
        let node = match expr.kind() {
            Kind::Null => constant(Type::Null, Value::Null),
            Kind::Bool(value) => constant(Type::Bool, Value::Bool(*value)),
            Kind::Number(number) => constant(Type::Number { scale: number.scale() }, Value::Number(*number)),
            Kind::Text(text) => constant(Type::Text, Value::Text(text.clone())),
            Kind::At(text) => self.at(span, text),
            Kind::Path(steps) => self.path(span, steps),
            Kind::Negate(of) => self.negate(span, of),
            Kind::Binary(op, left, right) => self.binary(span, *op, left, right),
            Kind::Compare(op, left, right) => self.compare(span, *op, left, right),
            Kind::And(parts) => self.conditions(parts).map(|parts| boolean(span, NodeKind::And(parts))),
            Kind::Or(parts) => self.conditions(parts).map(|parts| boolean(span, NodeKind::Or(parts))),
            Kind::Between { value, low, high } => self.between(span, value, low, high),
            Kind::In { value, tests } => self.membership(span, value, tests),
            Kind::If { condition, then, otherwise } => self.choice(span, condition, then, otherwise),
            Kind::Call(function, arguments) => self.call(span, *function, arguments),
            Kind::List(items) => self.list(span, items),
        };
        node.map(fold::fold)
    }

    /// `@"…"`: whatever the text is the time of.
    fn at(&mut self, span: Span, text: &str) -> Checked {
        let found = (temporal::date(text).map(|day| (Value::Date(day), Type::Date)))
            .or_else(|| temporal::time(text).map(|time| (Value::Time(time), Type::DateTime)))
            .or_else(|| temporal::duration(text));
        match found {
            Some((value, ty)) => Some(Node { span, ty, kind: NodeKind::Constant(value) }),
            None => {
                let help = "write @\"2026-01-31\", @\"2026-01-31T14:00:00Z\" or @\"P1DT2H\"";
                self.refuse(span, "this is not a date, an instant or a duration", help)
            }
        }
    }

    /// Nodes of several expressions; all are checked, so that every error is seen.
    fn nodes(&mut self, exprs: &[Expr]) -> Option<Vec<Node>> {
        let nodes: Vec<Checked> = exprs.iter().map(|expr| self.node(expr)).collect();
        nodes.into_iter().collect()
    }

    fn conditions(&mut self, parts: &[Expr]) -> Option<Vec<Node>> {
        let nodes: Vec<Checked> = parts.iter().map(|part| self.condition(part)).collect();
        nodes.into_iter().collect()
    }

    fn condition(&mut self, expr: &Expr) -> Checked {
        let node = self.node(expr)?;
        self.expect(node, Expected::Condition)
    }

    fn expect(&mut self, node: Node, expected: Expected) -> Checked {
        let fits = match expected {
            Expected::Anything => true,
            Expected::Condition => matches!(node.ty, Type::Bool | Type::Null),
            Expected::Formula => node.ty.field_type().is_some(),
        };
        match expected {
            _ if fits => Some(node),
            Expected::Condition => {
                let help = match node.ty {
                    Type::Link(_) | Type::AnyLink => "to ask whether it is set, write `… != null`",
                    _ => "compare it with something",
                };
                self.refuse(node.span, format!("expected true or false, this is {}", node.ty), help)
            }
            _ => self.refuse(node.span, format!("a formula cannot be {}", node.ty), ""),
        }
    }

    fn choice(&mut self, span: Span, condition: &Expr, then: &Expr, otherwise: &Expr) -> Checked {
        let condition = self.condition(condition);
        let branches = (self.node(then), self.node(otherwise));
        let (condition, (then, otherwise)) = (condition?, (branches.0?, branches.1?));
        let Some(ty) = then.ty.join(&otherwise.ty) else {
            let message = format!("`then` gives {} and `else` gives {}", then.ty, otherwise.ty);
            return self.refuse(span, message, "both must give the same type");
        };
        let (then, otherwise) = (Box::new(convert(then, &ty)), Box::new(convert(otherwise, &ty)));
        Some(Node { span, ty, kind: NodeKind::If { condition: Box::new(condition), then, otherwise } })
    }

    fn list(&mut self, span: Span, items: &[Expr]) -> Checked {
        let items = self.nodes(items)?;
        let ty = self.join_all(&items)?;
        let items = items.into_iter().map(|item| convert(item, &ty)).collect();
        Some(Node { span, ty: Type::List(Box::new(ty)), kind: NodeKind::List(items) })
    }

    /// The one type of several nodes.
    fn join_all(&mut self, nodes: &[Node]) -> Option<Type> {
        let mut ty = Type::Null;
        for node in nodes {
            ty = match ty.join(&node.ty) {
                Some(joined) => joined,
                None => {
                    let message = format!("this is {}, the values before it are {ty}", node.ty);
                    return self.refuse(node.span, message, "they must be of the same type");
                }
            };
        }
        Some(ty)
    }
}

fn boolean(span: Span, kind: NodeKind) -> Node {
    Node { span, ty: Type::Bool, kind }
}

/// Makes a node of a type that its own can be joined to.
fn convert(node: Node, ty: &Type) -> Node {
    match node.ty == *ty {
        true => node,
        false => fold::fold(Node { span: node.span, ty: ty.clone(), kind: NodeKind::Convert(Box::new(node)) }),
    }
}

fn collect_reads(node: &Node, reads: &mut BTreeSet<Path>) {
    if let Some(read) = node.read() {
        reads.insert(read.field.clone());
    }
    node.children(&mut |child| collect_reads(child, reads));
}

/// A key from a step of a path.
fn key(text: &str) -> Option<Key> {
    Key::new(text).ok()
}
