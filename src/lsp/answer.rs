//! Requests about a place in a document, and their answers.
//!
//! In: a method with its parameters, as they came. Out: a result, or the protocol's number for
//! what is wrong with the request.

use std::path::Path;

use gen_lsp_types::{
    CompletionParams, Contents, DefinitionParams, DocumentSymbolParams, Hover, HoverParams,
    Location, MarkupContent, MarkupKind, Position, PrepareRenameParams, PrepareRenamePlaceholder,
    ReferenceParams, RenameParams, Uri,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::book::{Book, Page};
use super::navigate::{self, Target};
use super::position::Lines;
use super::session::Session;
use super::{address, complete, hover, outline, rename, wire};
use crate::diagnostic::Failure;
use crate::source::{SourceFile, Span};

pub type Answer = Result<Value, (i64, String)>;

/// A place in a page that a request is about.
struct Place<'a> {
    book: &'a Book,
    page: Page<'a>,
    /// As the editor has it now.
    text: &'a str,
    lines: Lines<'a>,
}

/// Answers a request; `None` where the method is none of these.
pub fn answer(session: &mut Session, method: &str, params: Value) -> Option<Answer> {
    Some(match method {
        "textDocument/completion" => with(params, |params: CompletionParams| {
            let at = params.text_document_position_params;
            let items = place(session, &at.text_document.uri).map(|place| {
                let offset = place.lines.offset(at.position);
                complete::complete(place.page, place.text, offset, &place.lines)
            });
            result(items.unwrap_or_default())
        }),
        "textDocument/hover" => with(params, |params: HoverParams| {
            let at = params.text_document_position_params;
            let hover = place(session, &at.text_document.uri).and_then(|place| {
                let offset = place.lines.offset(at.position);
                let (value, range) = hover::hover(place.page, place.text, offset)?;
                let contents =
                    Contents::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value });
                Some(Hover { contents, range: Some(place.lines.range(range)) })
            });
            result(hover)
        }),
        "textDocument/definition" => with(params, |params: DefinitionParams| {
            let at = params.text_document_position_params;
            let found = place(session, &at.text_document.uri).and_then(|place| {
                let offset = place.lines.offset(at.position);
                let (target, _) = navigate::at(place.page, place.text, offset)?;
                let span = navigate::place(place.page.linked(), &target);
                location(session, &place, span)
            });
            result(found)
        }),
        "textDocument/references" => with(params, |params: ReferenceParams| {
            let at = params.text_document_position_params;
            let declared = params.context.include_declaration;
            let found = place(session, &at.text_document.uri)
                .map(|place| references(session, &place, at.position, declared));
            result(found.unwrap_or_default())
        }),
        "textDocument/prepareRename" => with(params, |params: PrepareRenameParams| {
            let at = params.text_document_position_params;
            let Some(place) = place(session, &at.text_document.uri) else {
                return Ok(Value::Null);
            };
            let offset = place.lines.offset(at.position);
            let (range, placeholder) =
                rename::prepare(place.page, place.text, offset).map_err(refused)?;
            result(PrepareRenamePlaceholder { range: place.lines.range(range), placeholder })
        }),
        "textDocument/rename" => {
            with(params, |params: RenameParams| self::rename(session, &params))
        }
        "textDocument/codeAction" => with(params, |params: Value| Ok(mends(&params))),
        "textDocument/documentSymbol" => with(params, |params: DocumentSymbolParams| {
            let symbols = place(session, &params.text_document.uri).map(|place| {
                let source = place.page.standing.files().get(place.page.raw.file);
                outline::outline(place.page.raw, &lines(session, place.book, source))
            });
            result(symbols.unwrap_or_default())
        }),
        _ => return None,
    })
}

fn with<T: DeserializeOwned>(params: Value, answer: impl FnOnce(T) -> Answer) -> Answer {
    match serde_json::from_value(params) {
        Ok(params) => answer(params),
        Err(error) => Err((wire::INVALID_PARAMS, format!("the parameters do not fit: {error}"))),
    }
}

fn result(value: impl Serialize) -> Answer {
    serde_json::to_value(value).map_err(|error| (wire::REQUEST_FAILED, error.to_string()))
}

fn refused(failure: Failure) -> (i64, String) {
    let hints = failure.hints.iter().map(|hint| format!("; {hint}"));
    (wire::REQUEST_FAILED, failure.message.clone() + &hints.collect::<String>())
}

/// The page of a document; `None` where it is none of any book's content.
fn place<'a>(session: &'a Session, uri: &Uri) -> Option<Place<'a>> {
    let path = address::path(&uri.0)?;
    let book = session.workspace.book_of(&path)?;
    let page = book.page(&book.own(&path)?)?;
    let text = session.workspace.text(&path).unwrap_or(&page.raw.text);
    let lines = session.workspace.lines(&path, text, session.encoding());
    Some(Place { book, page, text, lines })
}

/// A file of a book as it was read, by the lines that the editor has.
fn lines<'f>(session: &Session, book: &Book, source: &'f SourceFile) -> Lines<'f> {
    let path = book.root.join(&*source.path);
    session.workspace.lines(&path, &source.text, session.encoding())
}

fn location(session: &Session, place: &Place<'_>, span: Span) -> Option<Location> {
    let source = place.page.standing.files().get(span.file);
    let range = lines(session, place.book, source).span(span);
    Some(Location { uri: session.workspace.uri(&place.book.root.join(&*source.path)), range })
}

fn references(
    session: &Session,
    place: &Place<'_>,
    position: Position,
    declared: bool,
) -> Vec<Location> {
    let offset = place.lines.offset(position);
    let linked = place.page.linked();
    let Some(target) = navigate::sought(place.page, place.text, offset) else {
        return Vec::new();
    };
    let own = declared.then(|| match &target {
        Target::Entry(id, _) => navigate::place(linked, &Target::Entry(*id, None)),
        value => navigate::place(linked, value),
    });
    let spans = own.into_iter().chain(navigate::references(linked, &target));
    spans.filter_map(|span| location(session, place, span)).collect()
}

/// The changes that mend what the editor shows at a place: each came with its diagnostic, which the
/// editor hands back.
fn mends(params: &Value) -> Value {
    let uri = params["textDocument"]["uri"].as_str().unwrap_or_default();
    let shown = params["context"]["diagnostics"].as_array().map_or(&[][..], Vec::as_slice);
    let actions = shown.iter().filter_map(|problem| {
        let edit = problem.get("data").filter(|data| data["range"].is_object())?;
        let text = edit["newText"].as_str()?;
        Some(json!({
            "title": format!("Write `{text}`"),
            "kind": "quickfix",
            "isPreferred": true,
            "diagnostics": [problem],
            "edit": { "changes": { uri: [edit] } },
        }))
    });
    actions.collect()
}

fn rename(session: &mut Session, params: &RenameParams) -> Answer {
    let at = &params.text_document_position_params;
    let Some(place) = place(session, &at.text_document.uri) else { return Ok(Value::Null) };
    // An edit of texts as they were would be made in those that are.
    if !place.book.is_current() {
        let why =
            "the playbook cannot be read, so that its names may have changed: mend that first";
        return Err((wire::REQUEST_FAILED, why.into()));
    }
    let offset = place.lines.offset(at.position);
    let document = |path: &Path| {
        let path = place.book.root.join(path);
        (session.workspace.uri(&path), session.workspace.version(&path))
    };
    let world = rename::World {
        lines: &|source| lines(session, place.book, source),
        may_rename_files: session.may_rename_files(),
        document: &document,
    };
    let (edit, by_hand) = rename::rename(place.page, place.text, offset, &params.new_name, &world)
        .map_err(refused)?;
    let files = place.page.standing.files();
    let by_hand: Vec<String> = by_hand
        .iter()
        .map(|span| format!("{}:{}", files.get(span.file).path, files.start(*span).line))
        .collect();
    if !by_hand.is_empty() {
        let message = format!("to be changed by hand: {}", by_hand.join(", "));
        session.notify("window/showMessage", json!({ "type": 2, "message": message }));
    }
    result(edit)
}
