//! A TOML table whose keys are taken one by one, so that the rest is known to be unknown.

use std::cell::RefCell;
use std::ops::Range;

use toml_edit::{Item, TableLike};

use crate::diagnostic::{Code, Diagnostic, Hint, nearest};
use crate::source::{FileId, Located, Span};

/// Reads one table and gathers what is wrong with it.
pub struct Table<'a> {
    table: &'a dyn TableLike,
    /// As in the file: `output.html`; empty for the file itself.
    name: String,
    file: FileId,
    /// Keys that mean something, which is what "did you mean" offers.
    known: RefCell<Vec<&'static str>>,
    /// Keys that are passed over.
    ignored: RefCell<Vec<&'static str>>,
    faults: &'a RefCell<Vec<Diagnostic>>,
}

impl<'a> Table<'a> {
    pub fn new(
        table: &'a dyn TableLike,
        name: String,
        file: FileId,
        faults: &'a RefCell<Vec<Diagnostic>>,
    ) -> Self {
        Table { table, name, file, known: RefCell::default(), ignored: RefCell::default(), faults }
    }

    fn take(&self, key: &'static str) -> Option<&'a Item> {
        self.known.borrow_mut().push(key);
        self.table.get(key).filter(|item| !item.is_none())
    }

    /// A table inside this one.
    pub fn table(&self, key: &'static str) -> Option<Table<'a>> {
        self.entry_table(key, self.take(key)?)
    }

    /// Every key with its value, for tables whose keys the site chooses.
    pub fn entries(&self) -> Vec<(Located<String>, &'a Item)> {
        self.table
            .iter()
            .map(|(key, item)| {
                let place = self.table.key(key).and_then(toml_edit::Key::span);
                (Located::new(key.to_owned(), self.span(place)), item)
            })
            .collect()
    }

    /// A reader for one of the tables that [`Table::entries`] gave.
    pub fn entry_table(&self, key: &str, item: &'a Item) -> Option<Table<'a>> {
        match item.as_table_like() {
            Some(table) => Some(Table::new(table, self.path(key), self.file, self.faults)),
            None => {
                self.wrong(item.span(), key, "a table", item.type_name());
                None
            }
        }
    }

    /// A text; a day may be TOML's own kind of date, as it is written.
    pub fn text(&self, key: &'static str) -> Option<Located<String>> {
        let item = self.take(key)?;
        let span = self.span(item.span());
        match (item.as_str(), item.as_datetime()) {
            (Some(text), _) => Some(Located::new(text.to_owned(), span)),
            (None, Some(day)) => Some(Located::new(day.to_string(), span)),
            (None, None) => {
                self.wrong(item.span(), key, "a text", item.type_name());
                None
            }
        }
    }

    pub fn flag(&self, key: &'static str) -> Option<bool> {
        let item = self.take(key)?;
        let flag = item.as_bool();
        if flag.is_none() {
            self.wrong(item.span(), key, "`true` or `false`", item.type_name());
        }
        flag
    }

    /// A list of texts; a single text may stand for a list of one.
    pub fn texts(&self, key: &'static str) -> Option<Vec<Located<String>>> {
        let item = self.take(key)?;
        let located = |text: &str, place| Located::new(text.to_owned(), self.span(place));
        if let Some(text) = item.as_str() {
            return Some(vec![located(text, item.span())]);
        }
        let texts = item.as_array().and_then(|array| {
            array.iter().map(|value| Some(located(value.as_str()?, value.span()))).collect()
        });
        if texts.is_none() {
            self.wrong(item.span(), key, "a list of texts", item.type_name());
        }
        texts
    }

    /// Passes over keys that mdBook knows and that mean nothing here, with a warning each.
    pub fn ignore(&self, keys: &[&'static str]) {
        for key in keys {
            self.ignored.borrow_mut().push(key);
            if let Some(item) = self.table.get(key) {
                let place = self.table.key(key).and_then(toml_edit::Key::span).or(item.span());
                let message =
                    format!("`{}` means nothing to playbook and is passed over", self.path(key));
                self.fault(Diagnostic::new(Code::ConfigIgnored, self.span(place), message));
            }
        }
    }

    /// Says which keys nobody took.
    pub fn refuse_unknown(&self) {
        let known = self.known.borrow();
        for (key, item) in self.table.iter() {
            if known.contains(&key) || self.ignored.borrow().contains(&key) {
                continue;
            }
            let place = self.table.key(key).and_then(toml_edit::Key::span).or(item.span());
            let message = if self.name.is_empty() {
                format!("book.toml has no table `{key}`")
            } else {
                format!("`[{}]` has no key `{key}`", self.name)
            };
            let hint = match nearest(key, known.iter().copied()) {
                Some(near) if self.table.contains_key(near) => Hint::meant_twice(near),
                Some(near) => Hint::meant(near),
                None => format!("it has {}", list(&known)).into(),
            };
            let fault = Diagnostic::new(Code::ConfigKey, self.span(place), message);
            self.fault(fault.hint(hint));
        }
    }

    pub fn bad_value(&self, span: Span, message: String, hint: Option<Hint>) {
        self.fault(Diagnostic::new(Code::ConfigValue, span, message).maybe_hint(hint));
    }

    pub fn span(&self, place: Option<Range<usize>>) -> Span {
        let place = place.unwrap_or(0..0);
        Span::new(self.file, place.start, place.end)
    }

    fn wrong(&self, place: Option<Range<usize>>, key: &str, expected: &str, got: &str) {
        let message = format!("`{}` takes {expected}, not {}", self.path(key), article(got));
        self.fault(Diagnostic::new(Code::ConfigValue, self.span(place), message));
    }

    fn fault(&self, diagnostic: Diagnostic) {
        self.faults.borrow_mut().push(diagnostic);
    }

    fn path(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }
}

fn list(keys: &[&'static str]) -> String {
    let quoted: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    quoted.join(", ")
}

fn article(noun: &str) -> String {
    if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        format!("an {noun}")
    } else {
        format!("a {noun}")
    }
}
