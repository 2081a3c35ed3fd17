//! Function calls. Names of functions may have spaces: the words up to a parenthesis are the name when they are known.

use super::operand::KEYWORDS;
use super::{Parsed, Parser};
use crate::ast::{Expr, Kind};
use crate::function::{self, Function, MAX_WORDS};
use crate::token::Token;
use crate::{Error, Span, suggest};

impl Parser<'_> {
    /// The call that starts here, if one does.
    pub(super) fn call(&mut self) -> Result<Option<Expr>, Error> {
        let words = self.words_before_parenthesis();
        if words.is_empty() {
            return self.refuse_bare_not();
        }
        let name = words.join(" ");
        let start = self.span();
        if let Some(function) = Function::parse(&name) {
            self.at += words.len();
            return self.arguments(start, function).map(Some);
        }
        let joined = words.iter().any(|word| KEYWORDS.contains(&word.as_str()));
        if joined { Ok(None) } else { Err(self.unknown(start.to(self.tokens[self.at + words.len() - 1].span), &name)) }
    }

    fn arguments(&mut self, start: Span, function: Function) -> Parsed {
        self.at += 1;
        let arguments = self.comma_separated(")", |parser| parser.expression())?;
        self.node(self.since(start), Kind::Call(function, arguments))
    }

    /// The words from here up to an opening parenthesis, when nothing else stands between.
    fn words_before_parenthesis(&self) -> Vec<String> {
        let mut words = Vec::new();
        loop {
            match self.ahead(words.len()) {
                Token::Word(word) if words.len() < MAX_WORDS => words.push(word.clone()),
                Token::Symbol("(") => return words,
                _ => return Vec::new(),
            }
        }
    }

    fn refuse_bare_not(&self) -> Result<Option<Expr>, Error> {
        let is_not = matches!(self.token(), Token::Word(word) if word == "not");
        let before_value = matches!(self.ahead(1), Token::Word(word) if !KEYWORDS.contains(&word.as_str()));
        match is_not && before_value {
            true => Err(self.fail("`not` is a function").help("write `not(…)`")),
            false => Ok(None),
        }
    }

    fn unknown(&self, span: Span, name: &str) -> Error {
        let error = Error::new(self.source, span, format!("there is no function `{name}`"));
        match suggest::nearest(name, function::ALL.iter().map(|(_, known, _)| *known)) {
            Some(known) => error.help(format!("did you mean `{known}`?")),
            None => error,
        }
    }
}
