//! `playbook schema`: JSON Schema of the front matter.

use serde_json::{Map, Value};

use super::args::{SchemaArgs, SchemaDialect};
use super::{Around, Status, kind};
use crate::author::{self, Dialect};
use crate::cli::terminal::Terminal;
use crate::diagnostic::{Failure, printable_json};
use crate::model::KindId;
use crate::write::{System, generated};

/// By which a file is known for one that can be written again.
const MARK: &str = "Written by `playbook schema`; it writes over this file.";

pub fn run(args: &SchemaArgs, terminal: &Terminal) -> Result<Status, Failure> {
    let around = match Around::open(&args.root, terminal) {
        Ok(around) => around,
        Err(ended) => return ended,
    };
    let known = around.known();
    let dialect = match args.dialect {
        SchemaDialect::Draft2020 => Dialect::Draft2020,
        SchemaDialect::Draft7 => Dialect::Draft7,
    };
    let chosen: Option<KindId> = match &args.kind {
        Some(name) => Some(kind(name, known.kinds)?),
        None => None,
    };
    let Some(folder) = &args.out else {
        let schema = match chosen {
            Some(kind) => author::schema(kind, known, args.refs, dialect),
            None => author::schemas(known, args.refs, dialect),
        };
        terminal.print(&text(&schema))?;
        return Ok(Status::Clean);
    };
    let mut files = Vec::new();
    for (kind, def) in known.kinds.iter().filter(|(kind, _)| *kind != KindId::PAGE) {
        if chosen.is_none_or(|chosen| chosen == kind) {
            let schema = marked(author::schema(kind, known, args.refs, dialect));
            files.push((format!("{}.schema.json", def.name), text(&schema).into_bytes()));
        }
    }
    generated(&System, folder, &files, MARK)?;
    let names = files.iter().map(|(name, _)| format!("{}\n", folder.join(name).display()));
    terminal.print(&names.collect::<String>())?;
    Ok(Status::Clean)
}

fn text(schema: &Value) -> String {
    printable_json(format!("{schema:#}\n"))
}

/// The schema with a comment behind its dialect.
fn marked(schema: Value) -> Value {
    let Value::Object(schema) = schema else { return schema };
    let mut whole = Map::new();
    for (index, (key, value)) in schema.into_iter().enumerate() {
        if index == 1 {
            whole.insert("$comment".into(), MARK.into());
        }
        whole.insert(key, value);
    }
    Value::Object(whole)
}
