//! What holds for any markdown whatever: no panic, spans inside the body, HTML that is
//! balanced and harmless, time that grows with the text.

mod harmless;

use std::time::Duration;

use playbook::diagnostic::{Code, Outcome};
use playbook::markdown::{Colours, Document, Href, Input, Target, parse};
use playbook::source::{FileId, Span};
use proptest::prelude::*;

use harmless::check_html;

fn read(text: &str, body: std::ops::Range<usize>) -> Outcome<Document> {
    parse(input(text, body))
}

fn input(text: &str, body: std::ops::Range<usize>) -> Input<'_> {
    let (file, title) = (FileId(0), Some("Title"));
    let (unsafe_html, smart_punctuation) = (false, false);
    Input { text, body, file, title, unsafe_html, smart_punctuation, image_hosts: &[] }
}

fn render(document: &Document) -> String {
    let mut html = String::new();
    let mut resolve = |link: usize| match link % 3 {
        0 => Target::Missing,
        _ if document.links[link].is_external() => Target::External,
        _ => Target::Href(Href::new("../x/\"<&>")),
    };
    document.render(&Colours::default(), &mut resolve, &mut html);
    html
}

/// Fragments that mean something to the reader, and some letters between them.
fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\n",
        "\n\n",
        "    ",
        "  ",
        "> ",
        "- ",
        "1. ",
        "- [ ] ",
        "# ",
        "## ",
        "===\n",
        "---\n",
        "***",
        "**",
        "*",
        "_",
        "~~",
        "`",
        "```",
        "~~~rust\n",
        "$",
        "$$",
        "|",
        "|---|:-:|\n",
        "[",
        "]",
        "[[",
        "]]",
        "(",
        ")",
        "](",
        "]](",
        "](x.md)",
        "![",
        "|label",
        "\\",
        "\\|",
        "!",
        "[^a]",
        "[^a]: ",
        "[ref]: ",
        "[ref]",
        "<",
        ">",
        "</",
        "/>",
        "<b>",
        "</b>",
        "<i onclick=x>",
        "</i>",
        "<div>",
        "</div>",
        "<div align='center' ",
        "<a href=\"x\">",
        "<a href='java&#115;cript:x'>",
        "</a>",
        "<img src=x ",
        "<img src=\"https://e.x/y\" alt='z'>",
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<!--",
        "-->",
        "<?",
        "<![CDATA[",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<p>",
        "</p>",
        "<h1>",
        "</h1>",
        "<details>",
        "</details>",
        "<br>",
        "<textarea>",
        "<svg>",
        "<math>",
        "<select>",
        "<x>",
        "<title>",
        "<a id=\"hole:1\">",
        "<a href=\"hole:0\">",
        "<pre>",
        "<li>",
        "</ul>",
        "</li>",
        "<template>",
        "<ruby><rt>",
        "<https://a.b>",
        "<a@b.c>",
        "(javascript:x)",
        "(<a b> 't')",
        "{#id}",
        "{.c}",
        "{x=y}",
        " {#a onclick=b}",
        "> [!NOTE]\n",
        ": ",
        ":::",
        ":::\n",
        "::::\n",
        ":::note\n",
        ":::tip[",
        "::::tabs\n",
        "::: details T\n",
        "!!! note\n",
        "!!! note \"T\"\n\n    ",
        "??? tip \"",
        "=== \"T\"\n    ",
        "    !!! bug x\n        ",
        "> [!info]- T\n> ",
        "&amp;",
        "&#0;",
        "&",
        "\"",
        "'",
        "=",
        "é",
        "漢字",
        "🚀",
        "\u{1}",
        "\u{2}",
        "\u{0}",
        "\u{200b}",
        "\r",
        "\t",
        "a",
        "b c",
        "Title",
        "http://x",
        " https://a.b/c_d(e)",
        "www.a.b",
        "-->",
        "--",
        "---",
        "...",
        "it's",
        " \"a\" ",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: std::env::var("SOUP").map_or(2_000, |cases| cases.parse().unwrap()), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_soup_becomes_a_page(body in soup()) {
        let text = format!("é\n{body}é");
        let range = 3..3 + body.len();
        let Outcome { value: document, diagnostics } = read(&text, range.clone());
        prop_assert!(diagnostics.iter().all(|told| told.code != Code::MarkdownFault));
        let inside = |span: Span| {
            let place = span.range();
            range.start <= place.start && place.end <= range.end && text.get(place).is_some()
        };
        for link in &document.links {
            prop_assert!(inside(link.span), "{link:?}");
        }
        for heading in &document.headings {
            prop_assert!(inside(heading.span), "{heading:?}");
        }
        for anchor in &document.anchors {
            prop_assert!(inside(anchor.span), "{anchor:?}");
        }
        for told in &diagnostics {
            prop_assert!(inside(told.span), "{told:?}");
        }
        let mut ids: Vec<_> = document.headings.iter().map(|heading| &heading.id).collect();
        let count = ids.len();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), count);
        let html = render(&document);
        if let Err(wrong) = check_html(&html) {
            prop_assert!(false, "{}\n{:?}", wrong, body);
        }
        prop_assert_eq!(&html, &render(&read(&text, range).value));
        document.sections(&mut |_| None);
    }

    /// The signs of printers stand for what was typed, and change nothing else: no link, no place,
    /// no element. Only ids are made of what is shown.
    #[test]
    fn signs_of_printers_stand_for_what_was_typed(body in soup()) {
        // At a lone carriage return the parser ends a line in one of the two alone, and a link
        // within a wikilink it finds in the other.
        let body = body.replace('\r', "").replace("[[", "");
        let typed = read(&body, 0..body.len()).value;
        let smart = Input { smart_punctuation: true, ..input(&body, 0..body.len()) };
        let smart = parse(smart).value;
        prop_assert_eq!(&typed.links, &smart.links);
        let spans = |document: &Document| -> Vec<Span> {
            document.headings.iter().map(|heading| heading.span).collect()
        };
        prop_assert_eq!(spans(&typed), spans(&smart));
        prop_assert_eq!(typed_back(&render(&typed)), typed_back(&render(&smart)), "{:?}", body);
    }
}

/// HTML with typed signs for those of printers, without ids, and without blanks: the parser leaves
/// a tab at a heading's end, or does not.
fn typed_back(html: &str) -> String {
    let mut html = html.replace("&quot;", "\"");
    for (sign, typed) in
        [("“", "\""), ("”", "\""), ("‘", "'"), ("’", "'"), ("–", "--"), ("—", "---"), ("…", "...")]
    {
        html = html.replace(sign, typed);
    }
    for sign in [" id=\"", " href=\"#"] {
        let mut parts = html.split(sign);
        let first = parts.next().unwrap_or("").to_owned();
        let behind = |part: &str| part.split_once('"').map_or("", |(_, rest)| rest).to_owned();
        html = parts.fold(first, |told, part| told + &behind(part));
    }
    html.retain(|c| !c.is_whitespace());
    html
}

fn time(text: &str) -> Duration {
    let start = clock();
    let document = read(text, 0..text.len()).value;
    std::hint::black_box(render(&document));
    clock() - start
}

/// What this thread has computed so far: a busy machine does not count against a law.
fn clock() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec.unsigned_abs(), now.tv_nsec as u32)
}

/// Each pattern is `before`, `many` times over, and `after`.
const PATTERNS: &[(&str, &str, &str)] = &[
    ("", ">", "a"),
    ("", "> ", "a"),
    ("", "- ", "a"),
    ("", "* ", "a"),
    ("", "1. ", "a"),
    ("", "*", ""),
    ("", "_", ""),
    ("", "*a ", ""),
    ("", "a* ", ""),
    ("", "**a *a ", ""),
    ("", "*a_ ", ""),
    ("", "a**b", "c* "),
    ("", "~~a", ""),
    ("", "[", "a"),
    ("", "]", ""),
    ("", "[a](", ""),
    ("", "[a](<b", ""),
    ("", "![[]()", ""),
    ("", "[[", "a"),
    ("", "[[a|", ""),
    ("", "[[a]](", ""),
    ("", "[[a]](b ", ""),
    ("", "[[a]] ", ""),
    ("", "[[a]] ", "\n\n[a]: b"),
    ("", "[[", "a]]\n\n[a]: b"),
    ("", "[[a ", "]]\n\n[a]: b"),
    ("[[a]] ", "]:", "\n\n[a]: b"),
    ("", "[a] ", "\n\n[a]: b"),
    ("", "`", ""),
    ("", "`a``b```", ""),
    ("", "$a ", ""),
    ("", "$$", ""),
    ("", "${", ""),
    ("", "<", ""),
    ("", "<a", ""),
    ("", "<a x=\"", ""),
    ("<div ", "<a '", ""),
    ("", "<!--", ""),
    ("", "<?", ""),
    ("", "<!A", ""),
    ("", "<![CDATA[", ""),
    ("", "<b>", ""),
    ("", "<b>a</b>", ""),
    ("", "<div>", ""),
    ("", "<div>\n\n", ""),
    ("", "<b>\n\n", ""),
    ("", "<b id=x>a\n\n", ""),
    ("", "<script>", ""),
    ("", "a <script>", ""),
    ("", "</p>", ""),
    ("", "<a href=x>", ""),
    ("", "<table><tr><td>", ""),
    ("", "&", ""),
    ("", "\\", ""),
    ("", "# a\n", ""),
    ("", "# 🚀\n", ""),
    ("", "## a {#a}\n", ""),
    ("", "# a\n# a-1\n", ""),
    ("", "[^a]", "\n\n[^a]: b"),
    ("", "[^a]: b\n", ""),
    ("", "[a]: b\n", ""),
    ("", "|", "\n"),
    ("|a|\n|---|\n", "|a|b|\n", ""),
    ("", "a\n: b\n\n", ""),
    ("", "- a\n\n", ""),
    ("", "- [ ] ![a](https://b.c) ", ""),
    ("", "> [!NOTE]\n> ", "a"),
    ("", ":::note\n", ""),
    ("", ":::note\na\n:::\n", ""),
    ("::::note\n", ":::\n", ""),
    ("", ":::note\n", ":::"),
    ("", "::: ", ""),
    ("", "!!! note\n", ""),
    ("", "!!! note a b\n\n\n", ""),
    ("", "!!! note\n    a\n", ""),
    ("", "    !!! note\n", "a"),
    ("```\n", ":::note\n", ""),
    ("", "> [!info]- a\n\n", ""),
    (":::note\n", "> ", "a"),
    (":::note\n", "- ", "a"),
    ("```rust\n", "fn ", "\n```"),
    ("", "    a\n", ""),
    ("", "\n", ""),
    ("", "a ", ""),
    ("", "é", ""),
    ("", "&#1;", ""),
    ("", "<https://a.b>", ""),
    ("", "](", ""),
    ("", "http://a.b ", ""),
    ("", "http://", ""),
    ("http://a.b/", ")", ""),
    ("http://a.b/", "_", ""),
    ("", "www.", ""),
    ("", " www.a.b_", ""),
];

#[test]
fn time_grows_with_the_text() {
    let mut wrong = Vec::new();
    for (before, many, after) in PATTERNS {
        let text = |size: usize| format!("{before}{}{after}", many.repeat(size / many.len()));
        let mut size = 25_000;
        let mut took = time(&text(size));
        while took < Duration::from_millis(50) && size < 400_000 {
            size *= 2;
            took = time(&text(size));
        }
        if took < Duration::from_millis(50) {
            continue;
        }
        let mut twice = time(&text(size * 2));
        // The machine may be busy with something else: a law is broken only if it stays so.
        for _ in 0..3 {
            if twice > took * 3 {
                took = took.max(time(&text(size)));
                twice = twice.min(time(&text(size * 2)));
            }
        }
        if twice > took * 3 || took > Duration::from_secs(5) {
            wrong.push(format!(
                "{many:?} takes {took:?} for {size} bytes and {twice:?} for twice as many"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_page_that_grows_beyond_measure_is_cut_and_says_so() {
    let text = "*a* ".repeat(2_000_000);
    let Outcome { value: document, diagnostics } = read(&text, 0..text.len());
    assert_eq!(diagnostics[0].code, Code::PageTooLarge);
    let html = render(&document);
    assert!(html.len() < 9_000_000 && html.contains("The page was cut here"));
    check_html(&html).unwrap();

    let text = format!("{}\n\n[^a]: b\n", "[^a]".repeat(200_000));
    let Outcome { value: document, diagnostics } = read(&text, 0..text.len());
    assert_eq!(diagnostics[0].code, Code::PageTooLarge);
    let html = render(&document);
    assert!(html.len() < 9_000_000);
    check_html(&html).unwrap();

    let wide = |cell: &str| cell.repeat(4_000);
    let rows = "| a |\n".repeat(4_000);
    let text = format!("{}|\n{}|\n{rows}", wide("| a "), wide("|---"));
    check_html(&render(&read(&text, 0..text.len()).value)).unwrap();
}
