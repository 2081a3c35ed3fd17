//! Operands: literals, paths, parentheses, lists, signs and `if`.

use super::{Parsed, Parser};
use crate::ast::{Expr, Kind, Name};
use crate::token::Token;
use crate::{Error, Span};

/// Words that join or build expressions and so can never be a name.
pub const KEYWORDS: [&str; 10] = ["and", "or", "between", "in", "if", "then", "else", "true", "false", "null"];

impl Parser<'_> {
    pub(super) fn operand(&mut self) -> Parsed {
        let span = self.span();
        match self.token().clone() {
            Token::Number(number) => self.literal(Kind::Number(number)),
            Token::Text(text) => self.literal(Kind::Text(text)),
            Token::At(text) => self.literal(Kind::At(text)),
            Token::Word(word) => match word.as_str() {
                "null" => self.literal(Kind::Null),
                "true" => self.literal(Kind::Bool(true)),
                "false" => self.literal(Kind::Bool(false)),
                "if" => self.choice(),
                _ => self.word(),
            },
            Token::Symbol("-") => self.nested(|parser| {
                parser.at += 1;
                let of = parser.operand()?;
                parser.node(parser.since(span), Kind::Negate(Box::new(of)))
            }),
            Token::Symbol("(") => self.parenthesis(),
            Token::Symbol("[") => self.list(),
            _ => Err(self.unexpected("a value")),
        }
    }

    fn literal(&mut self, kind: Kind) -> Parsed {
        let span = self.span();
        self.at += 1;
        Ok(Expr::new(span, kind))
    }

    fn parenthesis(&mut self) -> Parsed {
        self.at += 1;
        let inner = self.expression()?;
        self.expect_symbol(")", "`)`")?;
        Ok(inner)
    }

    fn list(&mut self) -> Parsed {
        let start = self.span();
        self.at += 1;
        let items = self.comma_separated("]", |parser| parser.expression())?;
        self.node(self.since(start), Kind::List(items))
    }

    /// Items up to a closing symbol, which is taken.
    pub(super) fn comma_separated<T>(
        &mut self,
        close: &str,
        mut item: impl FnMut(&mut Self) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        if self.take_symbol(close) {
            return Ok(items);
        }
        loop {
            items.push(item(self)?);
            if self.take_symbol(close) {
                return Ok(items);
            }
            self.expect_symbol(",", &format!("`,` or `{close}`"))?;
        }
    }

    /// `if condition then a else b`
    fn choice(&mut self) -> Parsed {
        let start = self.span();
        self.at += 1;
        let condition = Box::new(self.expression()?);
        if !self.take_word("then") {
            return Err(self.unexpected("`then`"));
        }
        let then = Box::new(self.expression()?);
        if !self.take_word("else") {
            return Err(self.unexpected("`else`"));
        }
        let otherwise = Box::new(self.expression()?);
        self.node(self.since(start), Kind::If { condition, then, otherwise })
    }

    /// A function call or a path.
    fn word(&mut self) -> Parsed {
        if let Some(call) = self.call()? {
            return Ok(call);
        }
        let start = self.span();
        let mut steps = vec![self.name("a value")?];
        while self.take_symbol(".") {
            steps.push(self.name("the name of a field")?);
        }
        Ok(Expr::new(self.since(start), Kind::Path(steps)))
    }

    fn name(&mut self, expected: &str) -> Result<Name, Error> {
        let span: Span = self.span();
        match self.token() {
            Token::Word(word) if !KEYWORDS.contains(&word.as_str()) => {
                let text = word.clone();
                self.at += 1;
                Ok(Name { text, span })
            }
            _ => Err(self.unexpected(expected)),
        }
    }
}
