//! From text to `Expr`. Any text is answered, with an expression or an error at its place: length and depth are bounded,
//! so no text exhausts the stack.
//!
//! Binding, weakest first: `or`; `and`; comparisons, `between` and `in`, which do not chain; `+ -`; `* /`; `**`, which
//! binds to the left; the sign, which as in FEEL binds tighter than `**`.

mod call;
mod operand;
mod test;

use crate::ast::{Arithmetic, Comparison, Expr, Kind};
use crate::token::{Spanned, Token, tokens};
use crate::{Error, Function, Span};
use operand::KEYWORDS;

/// Longest expression in bytes.
pub const MAX_LENGTH: usize = 16 * 1024;

/// Most nodes above each other.
pub const MAX_DEPTH: u32 = 100;

/// Reads an expression.
pub fn parse(source: &str) -> Result<Expr, Error> {
    if source.len() > MAX_LENGTH {
        let message = format!("an expression has at most {MAX_LENGTH} bytes; this one has {}", source.len());
        return Err(Error::new(source, Span::default(), message));
    }
    let mut parser = Parser { source, tokens: tokens(source)?, at: 0, nesting: 0 };
    let expr = parser.expression()?;
    match parser.token() {
        Token::End => Ok(expr),
        _ => Err(parser.trailing()),
    }
}

pub(crate) struct Parser<'a> {
    source: &'a str,
    tokens: Vec<Spanned>,
    at: usize,
    nesting: u32,
}

type Parsed = Result<Expr, Error>;

/// The level of `+ -`, where the ends of ranges and of `between` stand.
const SUM: u32 = 4;

impl Parser<'_> {
    /// A whole expression.
    fn expression(&mut self) -> Parsed {
        self.nested(|parser| parser.operators(1))
    }

    /// Operands joined by operators that bind at least as tightly as a level.
    fn operators(&mut self, level: u32) -> Parsed {
        let left = self.operand()?;
        self.operators_after(left, level)
    }

    /// The operators that follow an operand already read.
    fn operators_after(&mut self, mut left: Expr, level: u32) -> Parsed {
        loop {
            let start = left.span();
            left = match self.token() {
                Token::Word(word) if word == "or" && level <= 1 => self.chain(left, "or", 2)?,
                Token::Word(word) if word == "and" && level <= 2 => self.chain(left, "and", 3)?,
                Token::Word(word) if word == "between" && level <= 3 => self.between(left)?,
                Token::Word(word) if word == "in" && level <= 3 => self.membership(left)?,
                Token::Symbol(symbol) => match (comparison(symbol), arithmetic(symbol)) {
                    (Some(comparison), _) if level <= 3 => self.comparison(left, comparison)?,
                    (_, Some((operator, binding))) if level <= binding => {
                        self.at += 1;
                        let right = self.operators(binding + 1)?;
                        let kind = Kind::Binary(operator, Box::new(left), Box::new(right));
                        self.node(self.since(start), kind)?
                    }
                    _ => return Ok(left),
                },
                _ => return Ok(left),
            };
        }
    }

    /// `a and b and c` as one node.
    fn chain(&mut self, first: Expr, word: &str, level: u32) -> Parsed {
        let start = first.span();
        let mut parts = vec![first];
        while self.take_word(word) {
            parts.push(self.operators(level)?);
        }
        let kind = if word == "and" { Kind::And(parts) } else { Kind::Or(parts) };
        self.node(self.since(start), kind)
    }

    fn comparison(&mut self, left: Expr, operator: Comparison) -> Parsed {
        self.at += 1;
        let right = self.operators(SUM)?;
        self.refuse_chain()?;
        let span = self.since(left.span());
        self.node(span, Kind::Compare(operator, Box::new(left), Box::new(right)))
    }

    fn between(&mut self, value: Expr) -> Parsed {
        self.at += 1;
        let low = self.operators(SUM)?;
        if !self.take_word("and") {
            return Err(self.unexpected("`and` and the upper end of `between`"));
        }
        let high = self.operators(SUM)?;
        self.refuse_chain()?;
        let span = self.since(value.span());
        self.node(span, Kind::Between { value: Box::new(value), low: Box::new(low), high: Box::new(high) })
    }

    /// Comparisons do not chain: `a < b < c` is refused with what to write.
    fn refuse_chain(&self) -> Result<(), Error> {
        let again = match self.token() {
            Token::Symbol(symbol) if arithmetic(symbol).is_some() => {
                return Err(self.unexpected("`and`, `or` or the end"));
            }
            Token::Symbol(symbol) => comparison(symbol).is_some(),
            Token::Word(word) => word == "between" || word == "in",
            _ => false,
        };
        match again {
            true => Err(self.fail("comparisons cannot be chained").help("join them with `and`, or use `between`")),
            false => Ok(()),
        }
    }

    /// Runs one level deeper, refusing to go deeper than allowed.
    fn nested<T>(&mut self, run: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        if self.nesting >= MAX_DEPTH {
            return Err(self.too_deep(self.span()));
        }
        self.nesting += 1;
        let result = run(self);
        self.nesting -= 1;
        result
    }

    fn node(&self, span: Span, kind: Kind) -> Parsed {
        let expr = Expr::new(span, kind);
        if expr.depth() > MAX_DEPTH { Err(self.too_deep(span)) } else { Ok(expr) }
    }

    fn too_deep(&self, span: Span) -> Error {
        Error::new(self.source, span, format!("this is nested more than {MAX_DEPTH} levels deep"))
            .help("split it into several formula fields")
    }

    fn token(&self) -> &Token {
        &self.tokens[self.at].token
    }

    /// The token some places ahead, `End` beyond the end.
    fn ahead(&self, by: usize) -> &Token {
        self.tokens.get(self.at + by).map_or(&Token::End, |spanned| &spanned.token)
    }

    fn span(&self) -> Span {
        self.tokens[self.at].span
    }

    /// From a place to the end of the last token taken.
    fn since(&self, start: Span) -> Span {
        start.to(self.tokens[self.at.saturating_sub(1)].span)
    }

    fn is_symbol(&self, symbol: &str) -> bool {
        matches!(self.token(), Token::Symbol(found) if *found == symbol)
    }

    fn take_symbol(&mut self, symbol: &str) -> bool {
        let found = self.is_symbol(symbol);
        self.at += usize::from(found);
        found
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = matches!(self.token(), Token::Word(found) if found == word);
        self.at += usize::from(found);
        found
    }

    fn expect_symbol(&mut self, symbol: &str, expected: &str) -> Result<(), Error> {
        if self.take_symbol(symbol) { Ok(()) } else { Err(self.unexpected(expected)) }
    }

    fn fail(&self, message: impl Into<String>) -> Error {
        Error::new(self.source, self.span(), message)
    }

    /// Something stands where the expression could have ended.
    fn trailing(&self) -> Error {
        let error = self.unexpected("an operator or the end");
        let Token::Word(word) = self.token() else { return error };
        let keyword = word.to_lowercase();
        match Function::parse(word) {
            _ if word == "is" => error.help("write `… = null`, `… != null` or `is empty(…)`"),
            _ if *word != keyword && KEYWORDS.contains(&keyword.as_str()) => error.help(format!("write `{keyword}`")),
            Some(function) => error.help(format!("it is called as {}", function.usage())),
            None => error,
        }
    }

    fn unexpected(&self, expected: &str) -> Error {
        match self.token() {
            Token::End => self.fail(format!("the expression ends where {expected} is expected")),
            _ => self.fail(format!("expected {expected}, found `{}`", self.span().text(self.source))),
        }
    }
}

fn comparison(symbol: &str) -> Option<Comparison> {
    Some(match symbol {
        "=" => Comparison::Equal,
        "!=" => Comparison::NotEqual,
        "<" => Comparison::Less,
        "<=" => Comparison::LessOrEqual,
        ">" => Comparison::Greater,
        ">=" => Comparison::GreaterOrEqual,
        _ => return None,
    })
}

/// An operator of arithmetic and how tightly it binds.
fn arithmetic(symbol: &str) -> Option<(Arithmetic, u32)> {
    Some(match symbol {
        "+" => (Arithmetic::Add, SUM),
        "-" => (Arithmetic::Subtract, SUM),
        "*" => (Arithmetic::Multiply, 5),
        "/" => (Arithmetic::Divide, 5),
        "**" => (Arithmetic::Power, 6),
        _ => return None,
    })
}
