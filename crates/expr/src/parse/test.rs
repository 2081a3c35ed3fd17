//! What stands to the right of `in`: values, comparisons and ranges. Cells of decision tables will read the same.

use super::{Parsed, Parser, SUM, comparison};
use crate::Error;
use crate::ast::{Expr, Kind, Range, UnaryTest};
use crate::token::Token;

impl Parser<'_> {
    /// `value in test` or `value in (test, test)`.
    pub(super) fn membership(&mut self, value: Expr) -> Parsed {
        self.at += 1;
        let tests = match self.token() {
            Token::Symbol("(") => self.tests_or_open_range()?,
            _ => vec![self.nested(Self::unary_test)?],
        };
        self.refuse_chain()?;
        let span = self.since(value.span());
        self.node(span, Kind::In { value: Box::new(value), tests })
    }

    /// After `in` a parenthesis opens a list of tests, unless it turns out to be an open range: `(1..5]`.
    fn tests_or_open_range(&mut self) -> Result<Vec<UnaryTest>, Error> {
        self.nested(|parser| {
            parser.at += 1;
            let first = parser.unary_test()?;
            if let (UnaryTest::Value(low), true) = (&first, parser.is_symbol("..")) {
                return Ok(vec![parser.range(low.clone(), false)?]);
            }
            let mut tests = vec![first];
            while !parser.take_symbol(")") {
                parser.expect_symbol(",", "`,` or `)`")?;
                tests.push(parser.unary_test()?);
            }
            Ok(tests)
        })
    }

    fn unary_test(&mut self) -> Result<UnaryTest, Error> {
        match *self.token() {
            Token::Symbol("]") => self.bracketed(false),
            Token::Symbol("[") => self.bracketed(true),
            Token::Symbol("(") => self.parenthesised(),
            Token::Symbol(symbol) if comparison(symbol).is_some() => {
                self.at += 1;
                let of = self.operators(SUM)?;
                Ok(comparison(symbol).map_or(UnaryTest::Value(of.clone()), |operator| UnaryTest::Compare(operator, of)))
            }
            _ => self.operators(SUM).map(UnaryTest::Value),
        }
    }

    /// `[` opens a range or a list; `]` opens a range without its lower end.
    fn bracketed(&mut self, closed: bool) -> Result<UnaryTest, Error> {
        let start = self.span();
        self.at += 1;
        let mut items = Vec::new();
        if !(closed && self.take_symbol("]")) {
            items.push(self.expression()?);
            if self.is_symbol("..") || !closed {
                return self.range(items.remove(0), closed);
            }
            if !self.take_symbol("]") {
                self.expect_symbol(",", "`,`, `..` or `]`")?;
                items.extend(self.comma_separated("]", |parser| parser.expression())?);
            }
        }
        let list = self.node(self.since(start), Kind::List(items))?;
        self.operators_after(list, SUM).map(UnaryTest::Value)
    }

    /// Within a list of tests a parenthesis opens a range or a value.
    fn parenthesised(&mut self) -> Result<UnaryTest, Error> {
        self.at += 1;
        let first = self.expression()?;
        if self.is_symbol("..") {
            return self.range(first, false);
        }
        self.expect_symbol(")", "`)` or `..`")?;
        self.operators_after(first, SUM).map(UnaryTest::Value)
    }

    /// The rest of a range after its lower end.
    fn range(&mut self, low: Expr, low_closed: bool) -> Result<UnaryTest, Error> {
        self.expect_symbol("..", "`..` and the upper end of the range")?;
        let high = self.expression()?;
        let high_closed = match self.token() {
            Token::Symbol("]") => true,
            Token::Symbol(")" | "[") => false,
            _ => return Err(self.unexpected("`]` or `)` to end the range")),
        };
        self.at += 1;
        Ok(UnaryTest::Range(Box::new(Range { low, low_closed, high, high_closed })))
    }
}
