//! The page of a record: its sections, each with rows of one or two fields, moved about one step at a time.

use meta::layout::Section;
use words::said;

use super::shaped::Shaped;
use super::text::LayerText;
use super::write::{lines, quoted};
use crate::error::{Error, Result};

/// A section of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its heading.
    pub label: String,
    /// Rows of one or two fields.
    pub rows: Vec<Vec<String>>,
    /// Shown only when this holds.
    pub visible_if: Option<String>,
}

/// One step in arranging a page. Rows are named by a field in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// The row changes place with the one above, or goes to the section above.
    Up(String),
    /// The row changes place with the one below, or goes to the section below.
    Down(String),
    /// The field stands beside the one above.
    Join(String),
    /// The field gets a row of its own.
    Split(String),
    /// The field is not shown.
    Off(String),
    /// The field is shown at the end of a section.
    Add {
        /// The field.
        field: String,
        /// The section.
        section: usize,
    },
    /// The section changes place with the one above.
    SectionUp(usize),
    /// The section changes place with the one below.
    SectionDown(usize),
    /// The section is called otherwise, and shown when something holds.
    Rename {
        /// The section.
        section: usize,
        /// Its heading.
        label: String,
        /// Its condition; empty for none.
        visible_if: String,
    },
    /// A section at the end.
    AddSection(String),
    /// The section goes; its rows go to the one beside it.
    RemoveSection(usize),
    /// All rows at once, each with its section, in their order.
    Rows(Vec<(usize, Vec<String>)>),
}

/// The sections of a module as it is drafted.
pub fn blocks(shaped: &Shaped) -> Vec<Block> {
    shaped.now.detail.sections.iter().map(block).collect()
}

fn block(section: &Section) -> Block {
    Block {
        label: section.label.clone(),
        rows: section.rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect(),
        visible_if: section.visible_if.as_ref().map(|condition| condition.text.clone()),
    }
}

/// Does one step.
pub fn arrange(shaped: &Shaped, step: &Move) -> Result<String> {
    let text = LayerText::of(shaped)?.text();
    arrange_in(shaped, text, step)
}

/// Does one step in a text that was changed already.
pub(super) fn arrange_in(shaped: &Shaped, text: String, step: &Move) -> Result<String> {
    let blocks = arranged(blocks(shaped), step)?;
    let mut text = LayerText::of(&Shaped { text, ..shaped.clone() })?;
    text.put(&["layouts", "detail", "sections"], lines(&blocks.iter().map(written).collect::<Vec<_>>())?);
    Ok(text.text())
}

fn written(block: &Block) -> String {
    let row = |row: &Vec<String>| format!("[{}]", row.iter().map(|key| quoted(key)).collect::<Vec<_>>().join(", "));
    let rows: Vec<String> = block.rows.iter().map(row).collect();
    let condition = block.visible_if.as_ref().map(|text| format!(", visible_if = {}", quoted(text)));
    format!("{{ label = {}, rows = [{}]{} }}", quoted(&block.label), rows.join(", "), condition.unwrap_or_default())
}

/// The sections after one step.
fn arranged(mut blocks: Vec<Block>, step: &Move) -> Result<Vec<Block>> {
    let last = blocks.len().saturating_sub(1);
    match step {
        Move::Up(field) => {
            let place = place(&blocks, field)?;
            up(&mut blocks, place);
        }
        Move::Down(field) => {
            let place = place(&blocks, field)?;
            down(&mut blocks, place);
        }
        Move::Join(field) => {
            let place = place(&blocks, field)?;
            join(&mut blocks, place);
        }
        Move::Split(field) => {
            let place = place(&blocks, field)?;
            split(&mut blocks, place, field);
        }
        Move::Off(field) => {
            place(&blocks, field)?;
            off(&mut blocks, field);
        }
        Move::Add { field, section } => {
            off(&mut blocks, field);
            at(&mut blocks, *section)?.rows.push(vec![field.clone()]);
        }
        Move::SectionUp(section) if (1..=last).contains(section) => blocks.swap(*section, section - 1),
        Move::SectionDown(section) if *section < last => blocks.swap(*section, section + 1),
        Move::SectionUp(_) | Move::SectionDown(_) => {}
        Move::Rename { section, label, visible_if } => {
            let label = called(label)?;
            let block = at(&mut blocks, *section)?;
            block.label = label;
            let condition = visible_if.trim();
            block.visible_if = (!condition.is_empty()).then(|| condition.to_owned());
        }
        Move::AddSection(label) => blocks.push(Block { label: called(label)?, rows: Vec::new(), visible_if: None }),
        Move::RemoveSection(section) => remove(&mut blocks, *section)?,
        Move::Rows(rows) => all(&mut blocks, rows)?,
    }
    Ok(blocks)
}

fn called(label: &str) -> Result<String> {
    match label.trim() {
        "" => Err(Error::invalid("label", "required", said!("modules-must-be-filled"))),
        label => Ok(label.to_owned()),
    }
}

fn at(blocks: &mut [Block], section: usize) -> Result<&mut Block> {
    blocks.get_mut(section).ok_or_else(moved)
}

/// Somebody else arranged the page meanwhile.
fn moved() -> Error {
    Error::Conflict(said!("modules-layout-moved"))
}

fn place(blocks: &[Block], field: &str) -> Result<(usize, usize)> {
    let row = |rows: &[Vec<String>]| rows.iter().position(|row| row.iter().any(|key| key == field));
    let found = blocks.iter().enumerate().find_map(|(section, block)| Some((section, row(&block.rows)?)));
    found.ok_or_else(moved)
}

fn up(blocks: &mut [Block], (section, row): (usize, usize)) {
    if row > 0 {
        blocks[section].rows.swap(row, row - 1);
    } else if section > 0 {
        let row = blocks[section].rows.remove(0);
        blocks[section - 1].rows.push(row);
    }
}

fn down(blocks: &mut [Block], (section, row): (usize, usize)) {
    if row + 1 < blocks[section].rows.len() {
        blocks[section].rows.swap(row, row + 1);
    } else if section + 1 < blocks.len() {
        let row = blocks[section].rows.remove(row);
        blocks[section + 1].rows.insert(0, row);
    }
}

fn join(blocks: &mut [Block], (section, row): (usize, usize)) {
    let rows = &mut blocks[section].rows;
    if row > 0 && rows[row].len() == 1 && rows[row - 1].len() == 1 {
        let joined = rows.remove(row);
        rows[row - 1].extend(joined);
    }
}

fn split(blocks: &mut [Block], (section, row): (usize, usize), field: &str) {
    let rows = &mut blocks[section].rows;
    if rows[row].len() > 1 {
        rows[row].retain(|key| key != field);
        rows.insert(row + 1, vec![field.to_owned()]);
    }
}

fn off(blocks: &mut [Block], field: &str) {
    for block in blocks {
        block.rows.iter_mut().for_each(|row| row.retain(|key| key != field));
        block.rows.retain(|row| !row.is_empty());
    }
}

fn remove(blocks: &mut Vec<Block>, section: usize) -> Result<()> {
    at(blocks, section)?;
    if blocks.len() == 1 {
        return Err(Error::Conflict(said!("modules-last-section")));
    }
    let removed = blocks.remove(section);
    blocks[section.saturating_sub(1)].rows.extend(removed.rows);
    Ok(())
}

/// Lays all rows anew; whatever is not named among them stays where it was, so that nothing is lost by an old page.
fn all(blocks: &mut [Block], rows: &[(usize, Vec<String>)]) -> Result<()> {
    let known: Vec<String> = blocks.iter().flat_map(|block| &block.rows).flatten().cloned().collect();
    for (_, row) in rows {
        row.iter().for_each(|field| off(blocks, field));
    }
    for (section, row) in rows {
        let row: Vec<String> = row.iter().filter(|field| known.contains(field)).cloned().collect();
        if !row.is_empty() {
            at(blocks, *section)?.rows.push(row);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page() -> Vec<Block> {
        let block = |label: &str, rows: &[&[&str]]| Block {
            label: label.into(),
            rows: rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect(),
            visible_if: None,
        };
        vec![block("A", &[&["a", "b"], &["c"]]), block("B", &[&["d"], &["e"]])]
    }

    fn told(blocks: &[Block]) -> String {
        let rows = |block: &Block| block.rows.iter().map(|row| row.join("")).collect::<Vec<_>>().join(" ");
        blocks.iter().map(|block| format!("{}: {}", block.label, rows(block))).collect::<Vec<_>>().join("; ")
    }

    fn after(step: Move) -> String {
        told(&arranged(page(), &step).unwrap())
    }

    #[test]
    fn rows_go_up_and_down_and_into_other_sections() {
        assert_eq!(after(Move::Up("c".into())), "A: c ab; B: d e");
        assert_eq!(after(Move::Up("a".into())), "A: ab c; B: d e");
        assert_eq!(after(Move::Down("c".into())), "A: ab; B: c d e");
        assert_eq!(after(Move::Up("d".into())), "A: ab c d; B: e");
        assert_eq!(after(Move::Down("e".into())), "A: ab c; B: d e");
        assert_eq!(after(Move::Join("e".into())), "A: ab c; B: de");
        assert_eq!(after(Move::Join("c".into())), "A: ab c; B: d e");
        assert_eq!(after(Move::Split("a".into())), "A: b a c; B: d e");
        assert_eq!(after(Move::Off("a".into())), "A: b c; B: d e");
        assert_eq!(after(Move::Add { field: "x".into(), section: 0 }), "A: ab c x; B: d e");
    }

    #[test]
    fn sections_come_move_and_go() {
        assert_eq!(after(Move::SectionUp(1)), "B: d e; A: ab c");
        assert_eq!(after(Move::SectionUp(0)), "A: ab c; B: d e");
        assert_eq!(after(Move::RemoveSection(0)), "B: d e ab c");
        assert_eq!(after(Move::AddSection(" C ".into())), "A: ab c; B: d e; C: ");
        let named = Move::Rename { section: 1, label: "Z".into(), visible_if: String::new() };
        assert_eq!(after(named), "A: ab c; Z: d e");
        assert!(matches!(arranged(page(), &Move::AddSection(" ".into())), Err(Error::Invalid(_))));
        assert!(matches!(arranged(page()[..1].to_vec(), &Move::RemoveSection(0)), Err(Error::Conflict(_))));
        assert!(matches!(arranged(page(), &Move::Up("gone".into())), Err(Error::Conflict(_))));
    }

    #[test]
    fn an_old_arrangement_loses_nothing() {
        let rows = vec![(1, vec!["a".to_owned()]), (0, vec!["d".to_owned(), "gone".to_owned()])];
        assert_eq!(after(Move::Rows(rows)), "A: b c d; B: e a");
    }
}
