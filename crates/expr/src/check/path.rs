//! Names: fields of the module, through links, and parts of composite fields.

use meta::catalogue::Part;
use meta::{Field, Key, Module, Path};

use super::{Checked, Checker, key};
use crate::ast::Name;
use crate::node::{Node, NodeKind, Read};
use crate::{Function, Span, Type, suggest};

impl<'a> Checker<'a> {
    pub(super) fn path(&mut self, span: Span, steps: &[Name]) -> Checked {
        if steps.len() > meta::path::MAX {
            return self.refuse(span, format!("a path has at most {} steps", meta::path::MAX), "");
        }
        let mut module = self.module;
        for (index, step) in steps.iter().enumerate() {
            let field = self.field(module, step, steps.len() == 1)?;
            let rest = &steps[index + 1..];
            match (rest, field.kind.target().and_then(|to| self.catalogue.module(to))) {
                ([], _) => return self.read(span, steps, None, field, &module.key),
                (_, Some(target)) => module = target,
                ([part], None) => return self.part(span, steps, field, part, &module.key),
                ([next, ..], None) => return self.leads_nowhere(field, next),
            }
        }
        None
    }

    fn field(&mut self, module: &'a Module, step: &Name, alone: bool) -> Option<&'a Field> {
        if let Some(field) = module.field(&step.text) {
            return Some(field);
        }
        let help = match suggest::nearest(&step.text, module.fields.keys().map(Key::as_str)) {
            Some(known) => format!("did you mean `{known}`?"),
            None if alone && Function::parse(&step.text).is_some() => {
                format!("to call the function, write `{}()`", step.text)
            }
            None => String::new(),
        };
        self.refuse(step.span, format!("{} has no field `{}`", module.key, step.text), &help)
    }

    fn part(&mut self, span: Span, steps: &[Name], field: &Field, part: &Name, module: &Key) -> Checked {
        match Part::of(&field.kind, &part.text) {
            Some(found) => self.read(span, steps, Some(found), field, module),
            None => self.leads_nowhere(field, part),
        }
    }

    fn leads_nowhere<T>(&mut self, field: &Field, next: &Name) -> Option<T> {
        let names = Part::ALL.into_iter().map(Part::name);
        let parts: Vec<&str> = names.filter(|part| Part::of(&field.kind, part).is_some()).collect();
        let help = if parts.is_empty() { String::new() } else { format!("its parts are {}", parts.join(", ")) };
        let message = format!("`{}` is of type {} and has no `{}`", field.key, field.kind.shown().name(), next.text);
        self.refuse(next.span, message, &help)
    }

    fn read(&mut self, span: Span, steps: &[Name], part: Option<Part>, field: &Field, module: &Key) -> Checked {
        let path = path_of(steps)?;
        let own = steps.len() - usize::from(part.is_some());
        let read = Read { path, field: path_of(&steps[..own])?, part, kind: field.kind.shown().clone() };
        Some(Node { span, ty: Type::of_field(&field.kind, part, module), kind: NodeKind::Read(read) })
    }

    /// `stage = "won"` means `stage.key = "won"`: a link beside a text is read by the key of the record it leads to.
    pub(super) fn by_key(&self, node: &Node) -> Checked {
        let (Some(read), Type::Link(to)) = (node.read(), &node.ty) else { return None };
        let field = self.catalogue.module(to)?.field("key")?;
        let path = Path::parse(&format!("{}.key", read.path))?;
        let ty = Type::of_field(&field.kind, None, to);
        let kind = field.kind.shown().clone();
        ty.is_text().then(|| Node {
            span: node.span,
            ty,
            kind: NodeKind::Read(Read { field: path.clone(), path, part: None, kind }),
        })
    }
}

fn path_of(steps: &[Name]) -> Option<Path> {
    let keys: Option<Vec<Key>> = steps.iter().map(|step| key(&step.text)).collect();
    Path::parse(&keys?.iter().map(Key::as_str).collect::<Vec<_>>().join("."))
}
