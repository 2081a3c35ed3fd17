//! Texts and their folded keys. SQL cannot fold, but folding a sum is folding its parts: fields have their keys in
//! columns, constants are folded here.

use expr::node::Read;
use expr::{Function, Node, NodeKind, Type, Value};
use meta::FieldType;
use meta::fold::fold;

use super::read::How;
use super::{Writer, Written, unsafe_here};
use crate::value::End;
use crate::{ColumnType, Error, Sql};

/// Whether what stands at the end of a path compares by a folded key.
pub(super) fn is_textual(end: &End) -> bool {
    end.part.is_none() && matches!(end.field.kind.shown(), FieldType::Text { .. })
}

pub(super) fn is_choice(kind: &FieldType) -> bool {
    matches!(kind, FieldType::Select { .. })
}

impl Writer<'_> {
    /// Texts one after the other: `+` is null when one of them is, `concat` leaves nulls out. Too long a text is null.
    pub(super) fn concat(&self, node: &Node) -> Written {
        let parts = pieces(node);
        let texts = parts.iter().map(|part| self.node(part)).collect::<Result<Vec<_>, _>>()?;
        let rows = self.rows(&texts);
        let mut q = self.sql();
        q.push("(SELECT CASE WHEN sum(octet_length(item)) <= ").int(expr::eval::MAX_TEXT as i64);
        if Self::is_text_sum(node) {
            q.push(" AND count(item) = count(*)");
        }
        q.push(" THEN string_agg(item, '' ORDER BY place) END FROM ").append(&rows).push(")");
        Ok(q)
    }

    /// The texts as the rows of a table: `item`, and their order as `place`.
    fn rows(&self, texts: &[Sql]) -> Sql {
        let mut q = self.sql();
        q.push("(").join((0..).zip(texts), " UNION ALL ", |q, (place, text)| {
            q.push("SELECT ").append(text).push(" AS item, ").int(place).push(" AS place");
        });
        q.push(") AS items");
        q
    }

    /// The folded key of a text; null where the text is.
    pub(super) fn key(&self, node: &Node) -> Written {
        match &node.kind {
            NodeKind::Constant(Value::Text(text)) => Ok(self.text(&fold(text))),
            NodeKind::Constant(_) => Ok(self.null(&Type::Text)),
            NodeKind::Read(read) => self.key_of(read),
            NodeKind::Convert(of) => self.key(of),
            NodeKind::If { condition, then, otherwise } => {
                self.choice(condition, self.key(then)?, self.key(otherwise)?)
            }
            NodeKind::Call(Function::Coalesce, arguments) => {
                let keys = arguments.iter().map(|argument| self.key(argument)).collect::<Result<Vec<_>, _>>()?;
                Ok(self.coalesce(&keys))
            }
            NodeKind::Call(Function::Concat, _) | NodeKind::Arithmetic(..) => self.concat_key(node),
            _ => Err(unsafe_here("a folded text")),
        }
    }

    fn key_of(&self, read: &Read) -> Written {
        self.read(read, How::Key)
    }

    fn concat_key(&self, node: &Node) -> Written {
        let parts = pieces(node);
        let keys = parts.iter().map(|part| match part.constant() {
            Some(Value::Text(text)) => Ok(self.text(&piece(text))),
            _ => self.key(part),
        });
        let keys = keys.collect::<Result<Vec<_>, Error>>()?;
        let mut joined = self.sql();
        joined.push("(SELECT ");
        if Self::is_text_sum(node) {
            joined.push("CASE WHEN count(item) = count(*) THEN string_agg(item, '' ORDER BY place) END");
        } else {
            joined.push("string_agg(item, '' ORDER BY place)");
        }
        joined.push(" FROM ").append(&self.rows(&keys)).push(")");
        // Where pieces meet there may be as many spaces as pieces: each turn halves them.
        let mut one_space = joined;
        let mut run = 1;
        while run < keys.len() {
            let mut q = self.sql();
            q.push("replace(").append(&one_space).push(", '  ', ' ')");
            (one_space, run) = (q, run * 2);
        }
        let mut q = self.sql();
        q.push("trim(").append(&one_space).push(")");
        Ok(q)
    }

    /// The key of an option, by which its text would compare.
    pub(super) fn option_key(&self, kind: &FieldType, column: &Sql) -> Sql {
        let FieldType::Select { options } = kind else { return column.clone() };
        let mut q = self.sql();
        q.push("(CASE ").append(column);
        for option in options {
            q.push(" WHEN ").bind(option.key.as_str()).push(" THEN ").append(&self.text(&fold(&option.key)));
        }
        q.push(" ELSE ").append(column).push(" END)");
        q
    }

    /// `contains`, `starts with` and `ends with`, by folded keys.
    pub(super) fn found(&self, function: Function, text: &Node, part: &Node) -> Written {
        let (text, part) = (self.key(text)?, self.key(part)?);
        let mut q = self.sql();
        match function {
            Function::Contains => {
                q.pick("(instr(", "(strpos(").append(&text).push(", ").append(&part).push(") > 0)");
            }
            Function::StartsWith => {
                q.push("(substr(")
                    .append(&text)
                    .push(", 1, length(")
                    .append(&part)
                    .push(")) = ")
                    .append(&part)
                    .push(")");
            }
            _ => {
                q.push("(substr(").append(&text).push(", length(").append(&text).push(") - length(").append(&part);
                q.push(") + 1) = ").append(&part).push(")");
            }
        }
        Ok(q)
    }

    /// How many characters a text has.
    pub(super) fn length(&self, text: &Node) -> Written {
        let mut q = self.sql();
        q.pick("length(", "CAST(length(").append(&self.node(text)?).pick(")", ") AS numeric)");
        Ok(q)
    }

    pub(super) fn text(&self, text: &str) -> Sql {
        let mut q = self.sql();
        q.bind_as(text, ColumnType::Text);
        q
    }
}

/// The texts that a node strings together, in order.
fn pieces(node: &Node) -> Vec<&Node> {
    match &node.kind {
        NodeKind::Call(_, arguments) => arguments.iter().collect(),
        NodeKind::Arithmetic(_, left, right) if Writer::is_text_sum(node) => {
            let flat = |side| if Writer::is_text_sum(side) { pieces(side) } else { vec![side] };
            [flat(left), flat(right)].concat()
        }
        _ => vec![node],
    }
}

/// A text folded as a piece of a longer one: white space at its ends stays, as one space.
fn piece(text: &str) -> String {
    let folded = fold(&format!("a{text}a"));
    folded[1..folded.len() - 1].to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_keep_the_spaces_between_them() {
        for (text, folded) in [(" ", " "), ("", ""), (", ", ", "), ("  Ä  B", " a b"), ("\u{301}", "")] {
            assert_eq!(piece(text), folded, "{text:?}");
        }
    }
}
