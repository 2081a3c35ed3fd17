//! Texts and their folded keys. SQL cannot fold, but folding a sum is folding its parts: fields have their keys in
//! columns, constants are folded here. (Where a field ends in white space that only marks follow, the key has lost it.)

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
        let mut key = self.folded(node)?;
        // Where pieces meet there may be as many spaces as pieces: each turn halves them.
        let (mut run, pieces) = (1, joined(node));
        while run < pieces {
            let mut q = self.sql();
            q.push("replace(").append(&key).push(", '  ', ' ')");
            (key, run) = (q, run * 2);
        }
        if pieces == 1 {
            return Ok(key);
        }
        let mut q = self.sql();
        q.push("trim(").append(&key).push(")");
        Ok(q)
    }

    /// A text folded piece by piece, with the spaces of constants that stand between pieces.
    fn folded(&self, node: &Node) -> Written {
        match &node.kind {
            NodeKind::Constant(Value::Text(text)) => Ok(self.text(&piece(text))),
            NodeKind::Constant(_) => Ok(self.null(&Type::Text)),
            NodeKind::Read(read) => self.read(read, How::Key),
            NodeKind::Convert(of) => self.folded(of),
            NodeKind::If { condition, then, otherwise } => {
                self.choice(condition, self.folded(then)?, self.folded(otherwise)?)
            }
            NodeKind::Call(Function::Coalesce, arguments) => {
                let keys = arguments.iter().map(|argument| self.folded(argument)).collect::<Result<Vec<_>, _>>()?;
                Ok(self.coalesce(&keys))
            }
            NodeKind::Call(Function::Concat, _) | NodeKind::Arithmetic(..) => self.folded_sum(node),
            _ => Err(unsafe_here("a folded text")),
        }
    }

    fn folded_sum(&self, node: &Node) -> Written {
        let keys = pieces(node).into_iter().map(|part| self.folded(part)).collect::<Result<Vec<_>, Error>>()?;
        let mut q = self.sql();
        q.push("(SELECT ").push(match Self::is_text_sum(node) {
            true => "CASE WHEN count(item) = count(*) THEN string_agg(item, '' ORDER BY place) END",
            false => "string_agg(item, '' ORDER BY place)",
        });
        q.push(" FROM ").append(&self.rows(&keys)).push(")");
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

/// How many pieces with spaces at their ends may stand side by side; a field has none.
fn joined(node: &Node) -> usize {
    match &node.kind {
        NodeKind::Constant(Value::Text(text)) if piece(text) != fold(text) => 2,
        NodeKind::Constant(_) | NodeKind::Read(_) => 1,
        _ => {
            let mut pieces = 0;
            node.children(&mut |child| pieces += if child.ty.is_text() { joined(child) } else { 0 });
            pieces
        }
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
