//! `Move`: a row of a panel that goes up, down or out by a button, with script and without.

use maud::{Markup, html};
use words::{Language, said};

use crate::components::icon::icon;
use crate::pairs::Pairs;

/// What a button of a row asks: `sort.up.1`, `columns.down.account.name`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    way: Way,
    at: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
    Out,
}

impl Move {
    /// What was asked of the rows of a panel; `find` says where the row is that was named.
    pub fn read(pairs: &Pairs, panel: &str, find: impl FnOnce(&str) -> Option<usize>) -> Option<Move> {
        let mut parts = pairs.text("move").splitn(3, '.');
        let way = match (parts.next()? == panel, parts.next()?) {
            (true, "up") => Way::Up,
            (true, "down") => Way::Down,
            (true, "drop") => Way::Out,
            _ => return None,
        };
        Some(Move { way, at: find(parts.next()?)? })
    }

    /// Does it, and says where the row is then.
    pub fn on<T>(self, rows: &mut Vec<T>) -> usize {
        match self.way {
            Way::Up if self.at > 0 && self.at < rows.len() => {
                rows.swap(self.at, self.at - 1);
                self.at - 1
            }
            Way::Down if self.at + 1 < rows.len() => {
                rows.swap(self.at, self.at + 1);
                self.at + 1
            }
            Way::Out if self.at < rows.len() => {
                rows.remove(self.at);
                self.at
            }
            _ => self.at,
        }
    }
}

/// A panel whose rows move.
pub struct Panel<'a> {
    /// What it is called in `move`.
    pub name: &'a str,
    /// The address that answers with it as it is then.
    pub again: &'a str,
    /// How many rows it has.
    pub rows: usize,
    /// The row that was just moved.
    pub moved: Option<usize>,
}

impl Panel<'_> {
    /// The buttons that move a row up and down.
    pub fn buttons(&self, lang: Language, at: usize, row: &str, called: &str) -> Markup {
        let (first, last) = (at == 0, at + 1 >= self.rows);
        let here = self.moved == Some(at);
        let up = lang.say(said!("list-move-up", field = called));
        let down = lang.say(said!("list-move-down", field = called));
        html! {
            (self.button("up", "arrow-up", row, &up, first, here && !first))
            (self.button("down", "arrow-down", row, &down, last, here && first && !last))
        }
    }

    /// One button: `way` is `up`, `down` or `drop`.
    pub fn button(&self, way: &str, symbol: &str, row: &str, called: &str, off: bool, focus: bool) -> Markup {
        html! {
            button.icon-button.small name="move" value={ (self.name) "." (way) "." (row) } disabled[off] data-focus[focus]
                aria-label=(called) hx-get=(self.again) hx-include="closest form" hx-target="closest form" hx-swap="outerHTML" { (icon(symbol)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(asked: &str) -> String {
        let mut rows: Vec<char> = "abc".chars().collect();
        let pairs = Pairs::read(&format!("move={asked}"));
        if let Some(moved) = Move::read(&pairs, "sort", |row| row.parse().ok()) {
            moved.on(&mut rows);
        }
        rows.into_iter().collect()
    }

    #[test]
    fn rows_go_up_down_and_out_and_nowhere_else() {
        let asked = ["sort.up.1", "sort.down.1", "sort.drop.0", "sort.up.0", "sort.down.2", "sort.up.9"];
        assert_eq!(asked.map(moved), ["bac", "acb", "bc", "abc", "abc", "abc"]);
        assert_eq!(["columns.up.1", "sort.x.1", "sort.up", "sort.up.b", ""].map(moved), ["abc"; 5]);
    }

    #[test]
    fn a_row_may_be_named_by_a_path() {
        let pairs = Pairs::read("move=columns.up.account.name");
        let mut rows = vec!["stage", "account.name"];
        let place = |row: &str| ["stage", "account.name"].iter().position(|path| *path == row);
        assert_eq!(Move::read(&pairs, "columns", place).unwrap().on(&mut rows), 0);
        assert_eq!(rows, ["account.name", "stage"]);
    }
}
