//! The markdown room, told by `tests/cases/markdown/*.case`.
//!
//! A case is one sentence of intent, then `--- input.md`, what is wanted as `--- html`, and
//! where there is something to say `--- diagnostics`, `--- links`, `--- headings`,
//! `--- text` and `--- among` (the HTML among other documents, its ids prefixed with `p-`).
//! `--- options` before the input sets `title:`, `unsafe-html:`, `smart-punctuation:` and
//! `image-hosts:`. `UPDATE=1` rewrites what is wanted; read what it wrote.
//!
//! Links resolve as follows: `missing…` leads nowhere, what leads out of the site stays as it
//! is, and the rest goes to `/DESTINATION`, where pages are called "Title of DESTINATION".

use std::borrow::Cow;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use playbook::diagnostic::{Format, Printer};
use playbook::markdown::{Colours, Document, Href, Input, Link, Target, parse};
use playbook::source::Files;

#[derive(Default)]
struct Options {
    title: Option<String>,
    unsafe_html: bool,
    smart_punctuation: bool,
    image_hosts: Vec<String>,
}

fn resolve(link: &Link) -> Target<'static> {
    if link.is_external() {
        return Target::External;
    }
    if link.destination.starts_with("missing") {
        return Target::Missing;
    }
    let mut href = Href::new(format!("/{}", link.destination));
    href.name = Some(Cow::Owned(format!("Title of {}", link.destination)));
    Target::Href(href)
}

fn render(document: &Document) -> String {
    let mut html = String::new();
    document.render(&Colours::default(), &mut |link| resolve(&document.links[link]), &mut html);
    html
}

/// The sections of a case, in order: name and text.
fn sections(case: &str) -> (String, Vec<(String, String)>) {
    let mut intent = String::new();
    let mut sections: Vec<(String, String)> = Vec::new();
    for line in case.split_inclusive('\n') {
        match (line.strip_prefix("--- "), sections.last_mut()) {
            (Some(name), _) if NAMES.contains(&name.trim()) => {
                sections.push((name.trim().to_string(), String::new()));
            }
            (_, Some((_, text))) => text.push_str(line),
            (_, None) => intent.push_str(line),
        }
    }
    (intent, sections)
}

const NAMES: [&str; 8] =
    ["options", "input.md", "html", "diagnostics", "links", "headings", "text", "among"];

fn run(case: &str) -> String {
    let (intent, sections) = sections(case);
    let mut options = Options::default();
    let mut written = intent;
    let mut wanted: Vec<&str> = vec!["html", "diagnostics"];
    let mut input = "";
    for (name, text) in &sections {
        match name.as_str() {
            "options" => {
                for line in text.lines() {
                    match line.split_once(": ") {
                        Some(("title", title)) => options.title = Some(title.to_string()),
                        Some(("unsafe-html", value)) => options.unsafe_html = value == "true",
                        Some(("smart-punctuation", value)) => {
                            options.smart_punctuation = value == "true";
                        }
                        Some(("image-hosts", hosts)) => {
                            options.image_hosts = hosts.split(", ").map(str::to_string).collect();
                        }
                        _ => assert!(line.is_empty(), "unknown option {line:?}"),
                    }
                }
            }
            "input.md" => input = text,
            "html" | "diagnostics" => continue,
            other => {
                wanted.push(other);
                continue;
            }
        }
        write!(written, "--- {name}\n{text}").unwrap();
    }
    let mut files = Files::new();
    let file = files.add("input.md", input);
    let text = &files.get(file).text;
    let start = match text.strip_prefix("---\n").and_then(|rest| rest.find("\n---\n")) {
        Some(end) => end + "---\n".len() + "\n---\n".len(),
        None => 0,
    };
    let outcome = parse(Input {
        text,
        body: start..text.len(),
        file,
        title: options.title.as_deref(),
        unsafe_html: options.unsafe_html,
        smart_punctuation: options.smart_punctuation,
        image_hosts: &options.image_hosts,
    });
    let document = &outcome.value;
    for name in wanted {
        let mut told = String::new();
        match name {
            "html" => told = render(document),
            "diagnostics" => {
                told = Printer::new(Format::Human).print(&outcome.diagnostics, &files);
                if told.is_empty() {
                    continue;
                }
            }
            "among" => {
                let mut resolve = |link: usize| resolve(&document.links[link]);
                document.render_among(
                    playbook::markdown::Among { prefix: "p-", deeper: 0 },
                    &Colours::default(),
                    &mut resolve,
                    &mut told,
                );
            }
            "links" => {
                for link in &document.links {
                    let place = files.start(link.span);
                    let source = files.slice(link.span);
                    let Link { form, destination, .. } = link;
                    let at = format!("{}:{}", place.line, place.column);
                    writeln!(told, "{form:?} {destination:?} at {at} {source:?}").unwrap();
                }
            }
            "headings" => {
                for heading in &document.headings {
                    let (level, id, text) = (heading.level, &heading.id, &heading.text);
                    let line = files.start(heading.span).line;
                    writeln!(told, "h{level} #{id} {text:?} line {line}").unwrap();
                }
                for anchor in &document.anchors {
                    writeln!(told, "#{} {:?}", anchor.id, files.slice(anchor.span)).unwrap();
                }
                if let Some(title) = &document.first_h1 {
                    writeln!(told, "title {title:?}").unwrap();
                }
            }
            "text" => {
                let mut name = |link: usize| match resolve(&document.links[link]) {
                    Target::Href(href) => href.name.map(Cow::into_owned),
                    _ => None,
                };
                for section in document.sections(&mut name) {
                    let heading = section.heading.map_or("", |at| &document.headings[at].id);
                    writeln!(told, "#{heading}: {}", section.text).unwrap();
                }
            }
            _ => unreachable!(),
        }
        if !told.is_empty() && !told.ends_with('\n') {
            told.push('\n');
        }
        write!(written, "--- {name}\n{told}").unwrap();
    }
    written
}

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/markdown");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut wrong = Vec::new();
    for path in paths {
        let case = fs::read_to_string(&path).unwrap();
        let told = run(&case);
        if told == case {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &told).unwrap();
        } else {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            wrong.push(format!("{name} tells\n{told}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
