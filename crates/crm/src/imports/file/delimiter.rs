//! Which character stands between the cells of a file, told from a sample of its rows.

/// What may stand between cells.
const CANDIDATES: [u8; 4] = *b",;\t|";
/// Rows of the sample that are looked at.
const ROWS: usize = 100;

/// The delimiter of a sample in UTF-8 with unified line breaks: the one that gives the header several cells and most
/// rows as many; among equals the one with more cells. A comma when there is only one column.
pub fn detect(sample: &[u8]) -> u8 {
    let graded = CANDIDATES.iter().filter_map(|delimiter| Some((grade(sample, *delimiter)?, *delimiter)));
    graded.max_by_key(|(grade, _)| *grade).map_or(b',', |(_, delimiter)| delimiter)
}

/// How many rows in a thousand are as wide as the header, and how wide that is; `None` for a header of one cell.
fn grade(sample: &[u8], delimiter: u8) -> Option<(usize, usize)> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(sample);
    let widths: Vec<usize> = reader.byte_records().take(ROWS).flatten().map(|record| record.len()).collect();
    let header = *widths.first().filter(|width| **width > 1)?;
    let alike = widths.iter().filter(|width| **width == header).count();
    Some((alike * 1000 / widths.len(), header))
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[test]
    fn the_character_between_cells_is_found() {
        for (sample, delimiter) in [
            ("a,b,c\n1,2,3\n", b','),
            ("a;b;c\n1,5;2,5;3,5\n", b';'),
            ("a\tb\n\"x, y\"\tz\n", b'\t'),
            ("a|b\n1,2|3;4\n", b'|'),
            ("name, first;age\nSouza, Ana;7\nDa Silva;8\n", b';'),
            ("name\nAna, Bo\n", b','),
            ("", b','),
        ] {
            assert_eq!(detect(sample.as_bytes()) as char, delimiter as char, "{sample:?}");
        }
    }
}
