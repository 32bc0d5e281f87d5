//! The matrices, the list of them, and the same as files of comma-separated values.
//!
//! Each matrix is a [`Sheet`]: `fit`, `flow` and `teams` fill the rows that are asked for and
//! no others, so that a page costs what it shows.

mod fit;
mod flow;
mod teams;

use super::index::pager;
use super::{Html, render};
use crate::diagnostic::listed;
use crate::site::here::Here;
use crate::site::part::Plain;
use crate::site::shared::Shared;
use crate::site::view::{
    CellReasons, LegendView, Link, MatrixCell, MatrixColumn, MatrixGroup, MatrixIndexView,
    MatrixReasons, MatrixRow, MatrixView, Text,
};
use crate::validate::{EntryId, MATRIX_LENGTH, MATRIX_WIDTH, MatrixName};

/// A stretch of a matrix's rows.
#[derive(Default)]
struct Sheet<'a> {
    columns: Vec<Link<'a>>,
    rows: Vec<SheetRow<'a>>,
    legend: Vec<LegendView<'a>>,
    /// Whether the numbers in the cells' reasons are those of the rows' lines.
    is_of_fit: bool,
}

struct SheetRow<'a> {
    id: EntryId,
    /// One for each column; none where there is nothing to say.
    cells: Vec<Option<SheetCell<'a>>>,
}

/// A cell, with its reasons where it has any. Ids are given later.
struct SheetCell<'a> {
    shown: MatrixCell<'a>,
    reasons: Option<CellReasons<'a>>,
}

/// What a matrix is called and what it answers.
struct About {
    title: &'static str,
    summary: &'static str,
    rows: &'static str,
    columns: &'static str,
}

fn about(name: MatrixName) -> About {
    match name {
        MatrixName::PracticeContext => About {
            title: "Practices and kinds of team",
            summary: "Which practice fits in which kind of team, and why.",
            rows: "Practices",
            columns: "Kinds of team",
        },
        MatrixName::PracticeTeam => About {
            title: "Practices and teams",
            summary: "What each team runs, and what the evidence says of it there. A frame \
                      marks what a team runs.",
            rows: "Practices",
            columns: "Teams",
        },
        MatrixName::RitualArtifact => About {
            title: "Rituals and artifacts",
            summary: "What each ritual makes, updates and reads. An empty row leaves nothing \
                      behind; an empty column is touched by no ritual.",
            rows: "Rituals",
            columns: "Artifacts",
        },
        MatrixName::RitualCycle => About {
            title: "Rituals and rungs",
            summary: "On which rung of time each ritual stands, and on which others teams run it.",
            rows: "Rituals",
            columns: "Cycles",
        },
        MatrixName::TeamFactor => About {
            title: "Teams and factors",
            summary: "What teams say about themselves, factor by factor, what is assumed of them \
                      and what nobody has said yet.",
            rows: "Teams",
            columns: "Factors",
        },
    }
}

/// Some rows of a matrix whose columns are chosen by `all` rows that are shown together.
fn sheet<'a>(here: Here<'a>, name: MatrixName, rows: &[EntryId], all: &[EntryId]) -> Sheet<'a> {
    match name {
        MatrixName::PracticeContext => fit::contexts(here, rows),
        MatrixName::PracticeTeam => fit::teams(here, rows),
        MatrixName::RitualArtifact => flow::artifacts(here, rows, all),
        MatrixName::RitualCycle => flow::cycles(here, rows),
        MatrixName::TeamFactor => teams::factors(here, rows),
    }
}

pub fn index(here: Here<'_>) -> Html {
    let mut plain = Plain::new("matrix-index", "Matrices");
    plain.section = "matrix";
    plain.description = "Everything against everything, where that says more than a list.".into();
    let matrices = MatrixName::ALL.iter().filter_map(|name| {
        let url = here.url_if(&format!("matrix/{}/", name.id()))?;
        let about = about(*name);
        let summary = Some(about.summary.into());
        Some(Link { url, title: about.title.into(), summary, ..Link::default() })
    });
    render(here, &plain.shell(here), &MatrixIndexView { matrices: matrices.collect() })
}

pub fn page(here: Here<'_>, name: MatrixName, part: usize) -> Html {
    let about = about(name);
    let book = &here.playbook().linked.playbook;
    let all = book.matrix_rows(name);
    let start = (part * MATRIX_LENGTH).min(all.len());
    let end = (start + MATRIX_LENGTH).min(all.len());
    let shown = &all[start..end];
    let sheet = sheet(here, name, shown, shown);
    let width = book.matrix_width(name);
    let mut summary = about.summary.to_owned();
    if width > MATRIX_WIDTH {
        // Behind the rungs stands a column that is none of them.
        let others = usize::from(name == MatrixName::RitualCycle);
        summary.push_str(&format!(
            " {} of {} {} are shown.",
            sheet.columns.len() - others,
            width - others,
            about.columns.to_lowercase()
        ));
    }
    let mut plain = Plain::new("matrix", about.title);
    plain.section = "matrix";
    plain.description = about.summary.into();
    plain.crumbs = vec![("matrix/".into(), "Matrices".into())];
    plain.dated = matches!(name, MatrixName::PracticeTeam | MatrixName::RitualCycle);
    let folder = format!("matrix/{}", name.id());
    let mut view = MatrixView {
        id: name.id().into(),
        title: about.title.into(),
        summary: summary.into(),
        rows_are: about.rows.into(),
        columns_are: about.columns.into(),
        csv_url: here.url_if(&format!("matrix/{}.csv", name.id())),
        pager: pager(here, &folder, part, all.len().div_ceil(MATRIX_LENGTH)),
        ..MatrixView::default()
    };
    lay(here, sheet, &mut view);
    render(here, &plain.shell(here), &view)
}

/// Gives a sheet its ids, and parts the cells from their reasons.
fn lay<'a>(here: Here<'a>, sheet: Sheet<'a>, view: &mut MatrixView<'a>) {
    let kinds = &here.playbook().linked.playbook.kinds;
    view.legend = sheet.legend;
    let mut group = None;
    let mut alike = Alike::default();
    for (row, own) in sheet.rows.into_iter().enumerate() {
        let mut told = Told::default();
        let cells = own.cells.into_iter().enumerate().map(|(column, cell)| {
            let SheetCell { mut shown, reasons } = cell?;
            shown.reasons = reasons.map(|reasons| told.number(&shown, reasons, column));
            Some(alike.get(shown))
        });
        let head = Shared::from(here.link(own.id));
        let id = Text::from(format!("r{row}"));
        let shown = MatrixRow { id: id.clone(), cells: cells.collect(), head: head.clone() };
        if !told.reasons.is_empty() {
            let lines = if sheet.is_of_fit { here.lines_in_words(own.id) } else { Vec::new() };
            let cells = told.finish(&sheet.columns);
            view.reasons.push(MatrixReasons { head, id, lines, cells });
        }
        let kind = here.entry(own.id).kind;
        if group != Some(kind) {
            group = Some(kind);
            let title = Text::Borrowed(&*kinds.get(kind).plural);
            view.groups.push(MatrixGroup { title, rows: Vec::new() });
        }
        if let Some(group) = view.groups.last_mut() {
            group.rows.push(shown);
        }
    }
    if let [only] = view.groups.as_mut_slice() {
        only.title = "".into();
    }
    let columns = sheet.columns.into_iter().enumerate();
    view.columns =
        columns.map(|(at, head)| MatrixColumn { head, id: format!("c{at}").into() }).collect();
}

/// The cells of a page that differ: a page has thousands, which say a few dozen things.
#[derive(Default)]
struct Alike<'a>(Vec<Shared<MatrixCell<'a>>>);

impl<'a> Alike<'a> {
    fn get(&mut self, cell: MatrixCell<'a>) -> Shared<MatrixCell<'a>> {
        let known = self.0.iter().find(|known| ***known == cell);
        known.cloned().unwrap_or_else(|| {
            let new = Shared::from(cell);
            self.0.push(new.clone());
            new
        })
    }
}

/// The reasons of a row's cells, each once, with the columns that they hold in.
#[derive(Default)]
struct Told<'a> {
    reasons: Vec<(CellReasons<'a>, Vec<usize>)>,
}

impl<'a> Told<'a> {
    /// The number under which the reasons of a cell are told, from 1.
    fn number(&mut self, shown: &MatrixCell<'a>, mut own: CellReasons<'a>, column: usize) -> usize {
        own.class = shown.class.clone();
        own.glyph = shown.glyph.clone();
        let known = self.reasons.iter().position(|(known, _)| *known == own);
        let nth = known.unwrap_or_else(|| {
            self.reasons.push((own, Vec::new()));
            self.reasons.len() - 1
        });
        self.reasons[nth].1.push(column);
        nth + 1
    }

    /// With the words for their columns.
    fn finish(self, columns: &[Link<'a>]) -> Vec<CellReasons<'a>> {
        let told = self.reasons.into_iter().map(|(mut reasons, held)| {
            let titles: Vec<&str> = held.iter().map(|column| &*columns[*column].title).collect();
            reasons.columns = listed(&titles, "and").into();
            reasons
        });
        told.collect()
    }
}

/// The same as comma-separated values (RFC 4180), all rows of it.
pub fn csv(here: Here<'_>, name: MatrixName, out: &mut Vec<u8>) {
    let about = about(name);
    let kinds = &here.playbook().linked.playbook.kinds;
    let all = here.playbook().linked.playbook.matrix_rows(name);
    for (nth, rows) in all.chunks(MATRIX_LENGTH).enumerate() {
        let sheet = sheet(here, name, rows, &all);
        if nth == 0 {
            let columns = sheet.columns.iter().map(|column| &*column.title);
            record(["Kind", about.rows].into_iter().chain(columns), out);
        }
        for row in &sheet.rows {
            let entry = here.entry(row.id);
            let kind = &*kinds.get(entry.kind).title;
            let words = row.cells.iter().map(|cell| match cell {
                Some(SheetCell { shown, reasons: Some(reasons) }) => csv_words(shown, reasons),
                _ => String::new(),
            });
            let words: Vec<String> = words.collect();
            let head = [kind, &*entry.title.value].into_iter();
            record(head.chain(words.iter().map(String::as_str)), out);
        }
    }
}

fn csv_words(cell: &MatrixCell<'_>, reasons: &CellReasons<'_>) -> String {
    let runs = if cell.runs { " (runs it)" } else { "" };
    format!("{}{runs}", reasons.word)
}

/// One record. A cell that a spreadsheet would take for a formula begins with an apostrophe.
fn record<'t>(cells: impl Iterator<Item = &'t str>, out: &mut Vec<u8>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let quoted = formula || cell.contains([',', '"', '\n', '\r']);
        if quoted {
            out.push(b'"');
        }
        if formula {
            out.push(b'\'');
        }
        if quoted {
            out.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
            out.push(b'"');
        } else {
            out.extend_from_slice(cell.as_bytes());
        }
    }
    out.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::{CellReasons, Link, MatrixCell, Told, record};

    /// Cells that say the same for the same reasons lead to one place, which names them all.
    #[test]
    fn the_same_is_told_once() {
        let cell = |class: &'static str| MatrixCell { class: class.into(), ..Default::default() };
        let reasons = |applies: &[usize]| CellReasons {
            word: "Fits".into(),
            applies: applies.into(),
            ..CellReasons::default()
        };
        let mut told = Told::default();
        assert_eq!(told.number(&cell("fits"), reasons(&[1]), 0), 1);
        assert_eq!(told.number(&cell("fits"), reasons(&[2]), 1), 2);
        assert_eq!(told.number(&cell("fits"), reasons(&[1]), 2), 1);
        assert_eq!(told.number(&cell("avoid"), reasons(&[1]), 3), 3);
        let titles = ["Near", "Far", "Platform, far away", "Nowhere"];
        let columns = titles.map(|title| Link { title: title.into(), ..Link::default() });
        let told = told.finish(&columns);
        let told: Vec<_> = told.iter().map(|own| (&*own.columns, &*own.class)).collect();
        let both = ("Near; and Platform, far away", "fits");
        assert_eq!(told, [both, ("Far", "fits"), ("Nowhere", "avoid")]);
    }

    #[test]
    fn records_are_quoted_and_start_no_formula() {
        let mut out = Vec::new();
        record(["plain", "a, b", "say \"so\"", "=1+1", "", "-"].into_iter(), &mut out);
        let told = String::from_utf8(out).unwrap();
        assert_eq!(told, "plain,\"a, b\",\"say \"\"so\"\"\",\"'=1+1\",,\"'-\"\r\n");
    }
}
