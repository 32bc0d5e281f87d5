//! The least that a cold build can take with the libraries it stands on:
//! `cargo bench --bench floor [-- SIZE]`.
//!
//! In: the book of `whole`. Out: what it takes to read each file, let each library do its part
//! of it once, and write a page as large as ours, on all cores, as multiples of the `cp -r` of
//! `whole`. Nothing is linked, judged or drawn, no value is kept, a page has one template of a
//! few lines. Each step adds one library to the step before, in a process of its own, in turn,
//! best of five.

#[allow(dead_code, reason = "each bench takes of the book what it needs")]
mod book;
#[allow(dead_code, reason = "each bench takes of the timing what it needs")]
mod timing;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use rayon::prelude::*;
use syntect::parsing::{ParseState, SyntaxSet};
use tera::{Context, Tera};

use timing::{folder, millis};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROUNDS: usize = 5;

/// What a page of that book weighs, and its markdown twin.
const PAGE: usize = 16 * 1024;

/// The steps, each with all before it.
const STEPS: [&str; 6] = [
    "files read and written, a page each",
    "and the twin of each page",
    "and YAML (granit-parser)",
    "and markdown (pulldown-cmark)",
    "and colours in code (syntect)",
    "and a template (tera)",
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [step, root, out] = &arguments[..]
        && let Some(step) = step.strip_prefix("step-")
    {
        return work(step.parse().unwrap(), Path::new(root), Path::new(out));
    }
    let size = arguments.iter().find_map(|arg| arg.parse().ok()).unwrap_or(10_000);
    let folder = folder();
    let folder = folder.path();
    let (root, from, to) = (folder.join("book"), folder.join("from"), folder.join("to"));
    book::write(&root, &book::playbook(size));
    for number in 0..size {
        let page_folder = from.join(format!("page-{number}"));
        fs::create_dir_all(&page_folder).unwrap();
        fs::write(page_folder.join("index.html"), vec![b'x'; PAGE]).unwrap();
    }
    let mut copied = Duration::MAX;
    let mut best = [Duration::MAX; STEPS.len()];
    for _ in 0..ROUNDS {
        let mut copy = Command::new("cp");
        copied = copied.min(timed(copy.arg("-r").arg(&from).arg(&to), &to));
        for (step, best) in best.iter_mut().enumerate() {
            let mut this = Command::new(std::env::current_exe().unwrap());
            this.arg(format!("step-{step}")).arg(&root).arg(&to);
            *best = (*best).min(timed(&mut this, &to));
        }
    }
    println!("{size} entries: cp -r {:.1} ms", millis(copied));
    for (name, time) in STEPS.iter().zip(best) {
        let times = time.as_secs_f64() / copied.as_secs_f64();
        println!("{:>9.1} ms = {times:.2} cp: {name}", millis(time));
    }
}

/// What a command takes that makes `to`, which is taken away again.
fn timed(command: &mut Command, to: &Path) -> Duration {
    let start = Instant::now();
    assert!(command.status().unwrap().success(), "{command:?} failed");
    let time = start.elapsed();
    fs::remove_dir_all(to).unwrap();
    time
}

/// Every file of a book, through the first libraries.
fn work(step: usize, root: &Path, out: &Path) {
    let files: Vec<PathBuf> = walkdir::WalkDir::new(root.join("content"))
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .collect();
    let theme = theme();
    files.par_iter().enumerate().for_each(|(number, file)| {
        let text = fs::read_to_string(file).unwrap();
        let end = text[3..].find("\n---").unwrap() + 4;
        if step >= 2 {
            let events = granit_parser::Parser::new_from_str(&text[..end]);
            assert!(events.filter(|event| event.is_ok()).count() > 2);
        }
        let body = if step >= 3 { html(&text[end + 4..], step >= 4) } else { String::new() };
        let mut page = if step >= 5 { render(&theme, number, body) } else { body.into_bytes() };
        // As large as a page of ours, whatever was made.
        page.resize(page.len().max(PAGE), b' ');
        let folder = out.join(number.to_string());
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("index.html"), &page).unwrap();
        if step >= 1 {
            fs::write(folder.join("index.md"), &text).unwrap();
        }
    });
}

fn html(markdown: &str, is_coloured: bool) -> String {
    let mut code: Option<(String, String)> = None;
    let mut events = Vec::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
        match (&event, &mut code) {
            (Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))), _) if is_coloured => {
                code = Some((language.to_string(), String::new()));
            }
            (Event::Text(text), Some((_, code))) => code.push_str(text),
            (Event::End(TagEnd::CodeBlock), Some((language, text))) => {
                colour(language, text);
                code = None;
            }
            _ => {}
        }
        events.push(event);
    }
    let mut out = String::with_capacity(markdown.len() * 2);
    pulldown_cmark::html::push_html(&mut out, events.into_iter());
    out
}

/// The grammar alone: what it found is not written.
fn colour(language: &str, code: &str) {
    static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);
    let syntax = GRAMMARS.find_syntax_by_token(language).unwrap();
    let mut state = ParseState::new(syntax);
    for line in code.split_inclusive('\n') {
        state.parse_line(line, &GRAMMARS).unwrap();
    }
}

/// The fewest templates that a site with folders could have.
fn theme() -> Tera {
    const PAGE: &str = "<!doctype html><html lang=\"en\"><head><title>{{ title }}</title></head>\
        <body><nav><ul>{% for link in nav %}<li><a href=\"{{ link.path }}\"\
        {% if link.path == here %} aria-current=\"page\"{% endif %}>{{ link.title }}</a></li>\
        {% endfor %}</ul></nav><main><h1>{{ title }}</h1>{{ body | safe }}</main></body></html>";
    let mut tera = Tera::new();
    tera.autoescape_on([".html"]);
    tera.add_raw_templates([("page.html", PAGE)]).unwrap();
    let nav: Vec<std::collections::BTreeMap<&str, String>> = (0..20)
        .map(|number| {
            let path = format!("../{number}/");
            std::collections::BTreeMap::from([("path", path), ("title", format!("Page {number}"))])
        })
        .collect();
    tera.global_context().insert("nav", &nav);
    tera
}

fn render(theme: &Tera, number: usize, body: String) -> Vec<u8> {
    let mut context = Context::new();
    context.insert("title", &format!("Page {number}"));
    context.insert("here", &format!("../{number}/"));
    context.insert("body", &body);
    let mut page = Vec::with_capacity(PAGE);
    theme.render_to("page.html", &context, &mut page).unwrap();
    page
}
