//! The floor of `cargo xtask bench webhooks`: takes rows from a database that the proxy filled and writes them bare,
//! group by group, into a new one with the same tables and indexes, as durably; prints webhooks per second.
//!
//! Arguments: the filled database, the new one, how many webhooks filled it, how many to write, how many a group.

use std::io::Write;
use std::time::Instant;

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// The rows of one table and how to write one.
struct Rows {
    insert: String,
    rows: Vec<Vec<Value>>,
}

fn main() -> Outcome<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [from, to, written, wanted, group] = words.as_slice() else {
        return Err("floor FILLED.db NEW.db WRITTEN WANTED GROUP".into());
    };
    let (written, wanted, group): (usize, usize, usize) = (written.parse()?, wanted.parse()?, group.parse()?);
    let filled = Connection::open(from)?;
    let mut new = Connection::open(to)?;
    new.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;")?;
    let tables = copy_schema(&filled, &new)?;
    let all = tables.iter().map(|table| read(&filled, table, wanted, written)).collect::<Outcome<Vec<Rows>>>()?;

    let start = Instant::now();
    let mut done = 0;
    while done < wanted {
        let next = wanted.min(done + group);
        let transaction = new.transaction()?;
        for Rows { insert, rows } in &all {
            let mut insert = transaction.prepare_cached(insert)?;
            for row in &rows[rows.len() * done / wanted..rows.len() * next / wanted] {
                insert.execute(params_from_iter(row))?;
            }
        }
        transaction.commit()?;
        done = next;
    }
    let rate = wanted as f64 / start.elapsed().as_secs_f64();
    writeln!(std::io::stdout(), "{rate:.0}")?;
    Ok(())
}

/// Makes the same plain tables and indexes and answers the tables' names. A virtual table and the tables it keeps
/// are left out: rebuilding them is not part of an insert.
fn copy_schema(from: &Connection, to: &Connection) -> Outcome<Vec<String>> {
    let ask = "SELECT m.name, m.type, m.sql FROM sqlite_schema m JOIN pragma_table_list t ON t.name = m.tbl_name
               WHERE t.schema = 'main' AND t.type = 'table' AND m.type IN ('table', 'index') AND m.sql IS NOT NULL
                 AND m.name NOT LIKE 'sqlite_%' ORDER BY m.type DESC";
    let mut tables = Vec::new();
    let mut statement = from.prepare(ask)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (name, kind, sql): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        to.execute_batch(&sql)?;
        if kind == "table" {
            tables.push(name);
        }
    }
    Ok(tables)
}

/// The table's share of rows that belongs to `wanted` of the `written` webhooks.
fn read(from: &Connection, table: &str, wanted: usize, written: usize) -> Outcome<Rows> {
    let count = format!("SELECT count(*) FROM \"{table}\"");
    let count: isize = from.query_row(&count, [], |row| row.get(0))?;
    let share = (usize::try_from(count)? * wanted).div_ceil(written);
    let mut statement = from.prepare(&format!("SELECT * FROM \"{table}\" LIMIT {share}"))?;
    let columns = statement.column_count();
    let read = statement.query_map([], |row| (0..columns).map(|at| row.get(at)).collect::<Result<Vec<Value>, _>>())?;
    let insert = format!("INSERT INTO \"{table}\" VALUES ({})", vec!["?"; columns].join(", "));
    Ok(Rows { insert, rows: read.collect::<Result<_, _>>()? })
}
