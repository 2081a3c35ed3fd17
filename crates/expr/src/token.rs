//! Splits a text into tokens. Never panics and never looks at meaning: keywords are words like any other.

use rust_decimal::Decimal;

use crate::{Error, Span};

/// Decimal places a number may be written with.
pub const MAX_PLACES: u32 = 12;

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    Word(String),
    Number(Decimal),
    Text(String),
    /// `@"…"`
    At(String),
    Symbol(&'static str),
    End,
}

/// A token and its place.
#[derive(Debug, Clone)]
pub struct Spanned {
    pub token: Token,
    pub span: Span,
}

/// Longest first, so that `<=` is not read as `<`.
const SYMBOLS: [&str; 17] = ["**", "<=", ">=", "!=", "..", "+", "-", "*", "/", "=", "<", ">", "(", ")", "[", "]", ","];

/// What other languages write, and what to write here.
const FOREIGN: [(&str, &str); 9] = [
    ("==", "equality is written `=`"),
    ("<>", "inequality is written `!=`"),
    ("&&", "write `and`"),
    ("||", "write `or`; texts are joined with `+`"),
    ("!", "write `not(…)`"),
    ("%", "the remainder is `modulo(a, b)`"),
    ("'", "texts stand in double quotes"),
    ("“", "texts stand in straight double quotes"),
    ("?", "write `if … then … else …`"),
];

/// All tokens of a text, `End` last.
pub fn tokens(source: &str) -> Result<Vec<Spanned>, Error> {
    let mut lexer = Lexer { source, at: 0 };
    let mut found = Vec::new();
    loop {
        lexer.skip_blank()?;
        let start = lexer.at;
        let token = lexer.next()?;
        let last = token == Token::End;
        found.push(Spanned { token, span: Span::new(start, lexer.at) });
        if last {
            return Ok(found);
        }
    }
}

struct Lexer<'a> {
    source: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take_while(&mut self, fits: impl Fn(char) -> bool) -> &str {
        let start = self.at;
        self.at += self.rest().find(|c| !fits(c)).unwrap_or(self.rest().len());
        &self.source[start..self.at]
    }

    fn fail(&self, start: usize, message: impl Into<String>) -> Error {
        Error::new(self.source, Span::new(start, self.at), message)
    }

    /// White space and comments, `// …` to the end of the line and `/* … */`.
    fn skip_blank(&mut self) -> Result<(), Error> {
        loop {
            self.take_while(char::is_whitespace);
            if self.rest().starts_with("//") {
                self.take_while(|c| c != '\n');
            } else if self.rest().starts_with("/*") {
                let start = self.at;
                match self.rest().find("*/") {
                    Some(end) => self.at += end + 2,
                    None => {
                        self.at = self.source.len();
                        return Err(self.fail(start, "this comment is never closed").help("end it with `*/`"));
                    }
                }
            } else {
                return Ok(());
            }
        }
    }

    fn next(&mut self) -> Result<Token, Error> {
        let Some(c) = self.peek() else { return Ok(Token::End) };
        let after = self.rest()[c.len_utf8()..].chars().next();
        match c {
            '"' => self.text().map(Token::Text),
            '@' if after == Some('"') => {
                self.at += 1;
                self.text().map(Token::At)
            }
            '0'..='9' => self.number(),
            '.' if after.is_some_and(|c| c.is_ascii_digit()) => self.number(),
            '.' if after != Some('.') => {
                self.at += 1;
                Ok(Token::Symbol("."))
            }
            c if c.is_alphabetic() || c == '_' => {
                Ok(Token::Word(self.take_while(|c| c.is_alphanumeric() || c == '_').to_string()))
            }
            _ => self.symbol(c),
        }
    }

    fn symbol(&mut self, c: char) -> Result<Token, Error> {
        let start = self.at;
        let foreign = FOREIGN.iter().find(|(text, _)| self.rest().starts_with(text) && !self.rest().starts_with("!="));
        if let Some((text, help)) = foreign {
            self.at += text.len();
            return Err(self.fail(start, format!("`{text}` is not an operator here")).help(*help));
        }
        if let Some(symbol) = SYMBOLS.iter().find(|symbol| self.rest().starts_with(**symbol)) {
            self.at += symbol.len();
            return Ok(Token::Symbol(symbol));
        }
        self.at += c.len_utf8();
        Err(self.fail(start, format!("unexpected character `{}`", c.escape_debug())))
    }

    fn number(&mut self) -> Result<Token, Error> {
        let start = self.at;
        self.take_while(|c| c.is_ascii_digit());
        let mut places = 0;
        let mut after = self.rest().chars();
        if after.next() == Some('.') && after.next().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
            places = self.take_while(|c| c.is_ascii_digit()).trim_end_matches('0').len();
        }
        if places > MAX_PLACES as usize {
            return Err(self.fail(start, format!("a number has at most {MAX_PLACES} decimal places")));
        }
        let text = format!("0{}", &self.source[start..self.at]);
        match Decimal::from_str_exact(&text).map(|number| number.normalize()) {
            Ok(number) if crate::number::fits(number, number.scale()) => Ok(Token::Number(number)),
            _ => Err(self.fail(start, "this number is too large")),
        }
    }

    /// A text in double quotes with the escapes `\" \' \\ \n \r \t \uXXXX \UXXXXXX`.
    fn text(&mut self) -> Result<String, Error> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let Some(c) = self.peek() else {
                return Err(self.fail(start, "this text is never closed").help("end it with `\"`"));
            };
            self.at += c.len_utf8();
            match c {
                '"' => return Ok(text),
                '\0' => return Err(self.fail(start, "a text cannot hold the character NUL")),
                '\\' => text.push(self.escape()?),
                c => text.push(c),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Error> {
        let start = self.at - 1;
        let c = self.peek();
        self.at += c.map_or(0, char::len_utf8);
        let digits = match c {
            Some('n') => return Ok('\n'),
            Some('r') => return Ok('\r'),
            Some('t') => return Ok('\t'),
            Some(c @ ('"' | '\'' | '\\')) => return Ok(c),
            Some('u') => 4,
            Some('U') => 6,
            _ => 0,
        };
        let code = self.rest().get(..digits).filter(|hex| digits > 0 && hex.bytes().all(|b| b.is_ascii_hexdigit()));
        match code.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32).filter(|c| *c != '\0') {
            Some(c) => {
                self.at += digits;
                Ok(c)
            }
            None => {
                let known = "known are \\\" \\\\ \\n \\r \\t \\uXXXX \\UXXXXXX";
                Err(self.fail(start, "this is not an escape of a text").help(known))
            }
        }
    }
}
