//! Rows that people put in order: buttons that move one, take it out or add another. They work without script by posting
//! the form, which comes back with its rows as they were moved and nothing kept.

use maud::{Markup, html};
use words::{Language, said};

use crate::components::icon::icon;
use crate::pairs::Pairs;

/// What a button does to the rows of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// One row changes place with the one above.
    Up(usize),
    /// One row changes place with the one below.
    Down(usize),
    /// One row goes.
    Off(usize),
    /// One more row at the end.
    Add,
}

/// The button that was pressed: the name of its list, and what it does. `None` when the form is to be kept. Rows keep
/// their numbers wherever they are dragged; what is done is done at the place where they stand.
pub(super) fn pressed(typed: &Pairs) -> Option<(&str, Act)> {
    let (list, act) = typed.get("step")?.split_once(':')?;
    let (act, at) = act.split_once(':').unwrap_or((act, ""));
    let at = || typed.rows(list).iter().position(|row| *row == at);
    Some((
        list,
        match act {
            "up" => Act::Up(at()?),
            "down" => Act::Down(at()?),
            "off" => Act::Off(at()?),
            _ => Act::Add,
        },
    ))
}

/// Does it.
pub(super) fn step<T: Default>(rows: &mut Vec<T>, act: Act) {
    match act {
        Act::Up(at) if at > 0 && at < rows.len() => rows.swap(at, at - 1),
        Act::Down(at) if at + 1 < rows.len() => rows.swap(at, at + 1),
        Act::Off(at) if at < rows.len() => drop(rows.remove(at)),
        Act::Add => rows.push(T::default()),
        _ => {}
    }
}

/// A list that buttons act on.
pub(super) struct List<'a> {
    /// Its name in what is posted.
    pub(super) name: &'a str,
    /// How many rows it has.
    pub(super) count: usize,
    /// Where the form is posted to.
    pub(super) action: &'a str,
}

impl List<'_> {
    /// The buttons of one row, which people know by its words.
    pub(super) fn buttons(&self, lang: Language, at: usize, row: &str) -> Markup {
        let row = if row.is_empty() { (at + 1).to_string() } else { row.to_owned() };
        let up = lang.say(said!("modules-row-up", row = row.as_str()));
        let down = lang.say(said!("modules-row-down", row = row.as_str()));
        let off = lang.say(said!("modules-row-off", row = row));
        let value = |act: &str| format!("{}:{act}:{at}", self.name);
        let place = self.place();
        html! {
            span.nowrap {
                button.icon-button.small name="step" value=(value("up")) formaction=(place) formnovalidate disabled[at == 0]
                    aria-label=(up) { (icon("arrow-up")) }
                button.icon-button.small name="step" value=(value("down")) formaction=(place) formnovalidate
                    disabled[at + 1 >= self.count] aria-label=(down) { (icon("arrow-down")) }
                button.icon-button.small name="step" value=(value("off")) formaction=(place) formnovalidate
                    aria-label=(off) { (icon("x")) }
            }
        }
    }

    /// The button for one more row.
    pub(super) fn more(&self, words: &str) -> Markup {
        html! {
            button.button.quiet.small name="step" value={ (self.name) ":add" } formaction=(self.place()) formnovalidate {
                (icon("plus")) (words)
            }
        }
    }

    /// The page comes back where the list is.
    fn place(&self) -> String {
        format!("{}#list-{}", self.action, self.name)
    }
}

/// What Enter presses in a form with such buttons: the first button of a form, which keeps it.
pub(super) fn enter() -> Markup {
    html! { button.visually-hidden tabindex="-1" aria-hidden="true" {} }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_move_as_the_button_says() {
        let typed = Pairs::read("o[2][key]=c&o[0][key]=a&o[1][key]=b&step=o%3Aup%3A1");
        assert_eq!(pressed(&typed), Some(("o", Act::Up(2))), "b was dragged to the end");
        assert_eq!(pressed(&Pairs::read("o[2][key]=c&step=o%3Aoff%3A7")), None, "there is no such row");
        assert_eq!(pressed(&Pairs::read("step=sort%3Aadd")), Some(("sort", Act::Add)));
        assert_eq!(pressed(&Pairs::read("label=x")), None);
        let mut rows = vec!['a', 'b', 'c'];
        step(&mut rows, Act::Up(2));
        step(&mut rows, Act::Down(0));
        step(&mut rows, Act::Off(9));
        assert_eq!(rows, ['c', 'a', 'b']);
    }
}
