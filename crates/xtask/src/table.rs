//! Tables of text: the first column to the left, the others to the right.

/// Rows under a heading; every row has as many cells as the heading.
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these headings.
    pub(crate) fn new(heading: &[&str]) -> Self {
        Self { rows: vec![heading.iter().map(|&cell| cell.to_owned()).collect()] }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// The table as text, a rule under the heading.
    pub(crate) fn text(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns)
            .map(|at| self.rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0))
            .collect();
        let mut lines: Vec<String> = self.rows.iter().map(|row| aligned(row, &widths)).collect();
        lines.insert(1, "-".repeat(widths.iter().sum::<usize>() + 2 * columns.saturating_sub(1)));
        lines.join("\n")
    }
}

fn aligned(row: &[String], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths).enumerate().map(|(at, (cell, &width))| match at {
        0 => format!("{cell:<width$}"),
        _ => format!("{cell:>width$}"),
    });
    cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn numbers_stand_under_each_other() {
        let mut table = Table::new(&["what", "bytes"]);
        table.row(["a".to_owned(), "1".to_owned()]);
        table.row(["longer".to_owned(), "123456".to_owned()]);
        assert_eq!(table.text(), "what     bytes\n--------------\na            1\nlonger  123456");
    }
}
