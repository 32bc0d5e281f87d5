//! Larkspur by hand: enough of it to fill every view once, and well.

use playbook::site::view::*;

use crate::Pages;

const UP: &str = "../../";

fn t(text: &str) -> Text<'static> {
    text.to_owned().into()
}

fn ts(texts: &[&str]) -> Vec<Text<'static>> {
    texts.iter().map(|text| t(text)).collect()
}

/// A link from a page two folders deep; `to` is `kind/id`.
fn link(to: &str, title: &str) -> Link<'static> {
    at(UP, to, title)
}

fn at(root: &str, to: &str, title: &str) -> Link<'static> {
    let (kind, id) = to.split_once('/').unwrap_or((to, ""));
    let (plural, kind_title) = match kind {
        "ritual" => ("rituals", "Ritual"),
        "artifact" => ("artifacts", "Artifact"),
        "framework" => ("frameworks", "Framework"),
        "exercise" => ("exercises", "Exercise"),
        "cycle" => ("cycles", "Cycle"),
        "factor" => ("factors", "Factor"),
        "context" => ("contexts", "Context"),
        "team" => ("teams", "Team"),
        "need" => ("needs", "Need"),
        "role" => ("roles", "Role"),
        "principle" => ("principles", "Principle"),
        "anti-pattern" => ("anti-patterns", "Anti-pattern"),
        other => (other, ""),
    };
    Link {
        url: format!("{root}{plural}/{id}/").into(),
        title: t(title),
        kind: t(kind),
        kind_title: t(kind_title),
        summary: None,
        state: None,
    }
}

fn with(link: Link<'static>, summary: &str) -> Link<'static> {
    Link { summary: Some(t(summary)), ..link }
}

fn value(factor: &str, id: &str, title: &str) -> Link<'static> {
    Link { url: format!("{UP}factors/{factor}/{id}/").into(), title: t(title), ..Link::default() }
}

fn date(iso: &str, words: &str) -> DateView<'static> {
    DateView { iso: t(iso), words: t(words) }
}

fn role(id: &str, name: &str) -> Party<'static> {
    Party { name: t(name), url: Some(format!("{UP}roles/{id}/").into()) }
}

fn verdict(id: &str) -> VerdictView<'static> {
    let legend = VERDICTS.iter().find(|verdict| verdict.id == id).expect("a verdict");
    VerdictView {
        verdict: legend.id.clone(),
        word: legend.word.clone(),
        glyph: legend.glyph.clone(),
        letter: legend.letter.clone(),
        flags: Vec::new(),
    }
}

fn flag(id: &str, word: &str) -> FlagView<'static> {
    FlagView { id: t(id), word: t(word), because: t("") }
}

fn status(id: &str) -> StatusView<'static> {
    STATUSES.iter().find(|status| status.id == id).expect("a status").clone()
}

fn condition(factor: &str, title: &str, values: &[(&str, &str)]) -> ConditionView<'static> {
    ConditionView {
        factor: link(&format!("factor/{factor}"), title),
        values: values.iter().map(|(id, title)| value(factor, id, title)).collect(),
        words: t(title),
        unknown: false,
    }
}

fn line(
    number: usize,
    lean: &str,
    strength: &str,
    basis: &str,
    because: &str,
    conditions: Vec<ConditionView<'static>>,
) -> LineView<'static> {
    LineView {
        number,
        lean: t(lean),
        strength: t(strength),
        basis: t(basis),
        because: t(because),
        conditions,
        ..LineView::default()
    }
}

fn bet_lines() -> Vec<LineView<'static>> {
    vec![
        line(
            1,
            "for",
            "strong",
            "experience",
            "Choosing together what not to do gives each team a stretch in which nobody may reshuffle its work.",
            vec![
                condition(
                    "coupling",
                    "Coupling",
                    &[
                        ("light-interfaces", "light interfaces"),
                        ("shared-delivery", "shared delivery"),
                    ],
                ),
                condition(
                    "novelty",
                    "Novelty",
                    &[("some-unknowns", "some unknowns"), ("uncharted", "uncharted")],
                ),
            ],
        ),
        LineView {
            source: Some(SourceView {
                title: t("Shape Up"),
                by: Some(t("Ryan Singer")),
                year: Some(t("2019")),
                url: Some(t("https://basecamp.com/shapeup")),
            }),
            as_of: Some(t("2025-11")),
            ..line(
                2,
                "for",
                "clear",
                "research",
                "Six weeks are long enough to finish something whole and short enough to feel the end from the start.",
                vec![condition("payoff", "Pay-off", &[("slow-then-steep", "slow, then steep")])],
            )
        },
        line(
            3,
            "against",
            "clear",
            "measured",
            "Where the work fades quickly, the queue at the table costs more than the choice brings: our payments fixes waited eleven days for a seat.",
            vec![condition("payoff", "Pay-off", &[("quick-fading", "quick fading")])],
        ),
        line(
            4,
            "avoid",
            "strong",
            "experience",
            "Bets that are broken every second day teach people that a promise means nothing.",
            vec![condition("interruptions", "Interruptions", &[("high", "high")])],
        ),
    ]
}

const BODY: &str = r##"<h2 id="how-it-goes">How it goes<a class="anchor" href="#how-it-goes" aria-label="Link to “How it goes”"></a></h2>
<p>The bet table meets in the cool-down week, once every six weeks, for ninety minutes. Nobody pitches aloud: the <a href="../../artifacts/bet-page/">bet pages</a> were read the day before, and the first twenty minutes are spent on questions about them, not on answers to them.<sup><a href="#fn-1" id="fnref-1">1</a></sup></p>
<ol><li><strong>Minutes 0 to 20: questions.</strong> Each page gets its turn. Whoever wrote it says what would make them withdraw it.</li><li><strong>Minutes 20 to 60: bets.</strong> Every seat names the one page it would fund with its own people, and the one it would drop.</li><li><strong>Minutes 60 to 90: the no list.</strong> What was not chosen is said aloud, with the reason, and then let go. There is no backlog.</li></ol>
<div class="admonition tip" role="note"><p class="admonition-title">Tip</p><p>Write the stop sign of each bet on the wall before you leave. A bet without one is a wish.</p></div>
<h3 id="what-good-looks-like">What good looks like</h3>
<p>You hear a leader say <em>“not this time, and this is why”</em> and see the page's author nod. Nobody leaves with a list of <code>priority: high</code>.</p>
<pre><code class="language-yaml"><span class="hl-a">bet</span><span class="hl-p">:</span> <span class="hl-s">Faster refunds for clinics</span>
<span class="hl-a">appetite</span><span class="hl-p">:</span> <span class="hl-n">6w</span>  <span class="hl-c"># never more than a season</span>
<span class="hl-a">stop_sign</span><span class="hl-p">:</span> <span class="hl-s">no clinic has tried it by week three</span>
</code></pre>
<h2 id="how-it-goes-wrong">How it goes wrong<a class="anchor" href="#how-it-goes-wrong" aria-label="Link to “How it goes wrong”"></a></h2>
<p>The table turns into a stage. It starts with one slide, “just for context”; by autumn there are forty.</p>
<div class="table-scroll" tabindex="0" role="region" aria-label="Signs"><table><thead><tr><th scope="col">Sign</th><th scope="col">Most likely</th><th scope="col" class="align-right">Seen</th></tr></thead><tbody><tr><td>Pages arrive on the day</td><td>Writing is nobody's job</td><td class="align-right">4 times</td></tr><tr><td>Every bet is chosen</td><td>The no list frightens people</td><td class="align-right">2 times</td></tr></tbody></table></div>
<blockquote><p>The first season we said yes to nine of nine. In the second we had to say why.</p></blockquote>
<ul><li class="task"><input type="checkbox" disabled checked aria-label="done"> Pages read</li><li class="task"><input type="checkbox" disabled aria-label="to do"> Stop signs written</li></ul>
<section class="footnotes"><ol><li id="fn-1"><p>We tried reading in the room. It made the fast readers kings. <a href="#fnref-1" aria-label="Back">↩</a></p></li></ol></section>"##;

fn drawing(id: &str, title: &str, description: &str) -> DiagramView<'static> {
    use playbook::diagram::{Chip, Flow, FlowNode, Ladder, Rung, Tie, flow, ladder, responsive};
    let node = |label: &str, kind: &str, focus: bool| FlowNode {
        label: label.to_owned(),
        note: None,
        url: Some("../../rituals/bet-table/".to_owned()),
        kind: kind.to_owned(),
        focus,
    };
    let work = Flow {
        title: title.to_owned(),
        nodes: vec![
            node("Bet page", "artifact", false),
            node("Ladder sheet", "artifact", false),
            node("Bet table", "ritual", true),
            node("Decision log", "artifact", false),
            node("Midpoint pause", "ritual", false),
        ],
        ties: vec![(0, Tie::Feeds, 2), (1, Tie::Feeds, 2), (2, Tie::Makes, 3), (3, Tie::Feeds, 4)],
    };
    let chip = |label: &str, status: &str| Chip {
        label: label.to_owned(),
        note: Some("30 min".to_owned()),
        also: None,
        url: Some("../../rituals/bet-table/".to_owned()),
        status: status.to_owned(),
        column: 0,
    };
    let rung =
        |label: &str, chips: Vec<Chip>| Rung { label: label.to_owned(), chips, ..Rung::default() };
    let rungs = Ladder {
        title: title.to_owned(),
        columns: vec![],
        rungs: vec![
            rung("Quarter", vec![chip("Garden walk", "seedling")]),
            rung("Six weeks", vec![]),
            rung("Fortnight", vec![chip("Broken things", "growing")]),
            rung(
                "Week",
                vec![chip("Monday report", "freight-train"), chip("The map", "established")],
            ),
            rung("Day", vec![chip("Standby", "established")]),
        ],
    };
    let drawing = if id == "ladder" || id == "rungs" {
        responsive(id, 620, |frame| ladder(&rungs, frame))
    } else {
        responsive(id, 620, |frame| flow(&work, frame))
    };
    DiagramView {
        id: format!("{id}-figure").into(),
        svg: Html(drawing.svg.into()),
        title: t(title),
        description: t(description),
        items: drawing
            .items
            .into_iter()
            .map(|item| TwinItem {
                text: item.text.into(),
                url: item.url.map(Into::into),
                children: item
                    .children
                    .into_iter()
                    .map(|leaf| TwinLeaf { text: leaf.text.into(), url: leaf.url.map(Into::into) })
                    .collect(),
            })
            .collect(),
        ordered: drawing.ordered,
    }
}

fn entry(
    kind: &str,
    kind_title: &str,
    id: &str,
    title: &str,
    summary: &str,
    body: &'static str,
) -> EntryView<'static> {
    EntryView {
        id: t(id),
        kind: t(kind),
        kind_title: t(kind_title),
        title: t(title),
        summary: t(summary),
        body: Html(body.into()),
        ..EntryView::default()
    }
}

pub fn site() -> SiteView<'static> {
    let section = |id: &str, title: &str, kind: &str, count: usize| SectionLink {
        id: t(id),
        title: t(title),
        path: format!("{id}/").into(),
        kind: t(kind),
        count: (count > 0).then_some(count),
    };
    let kind = |id: &str, title: &str, plural: &str, path: &str| KindView {
        id: t(id),
        title: t(title),
        plural: t(plural),
        path: t(path),
        practice: false,
    };
    SiteView {
        title: t("How we work at Larkspur"),
        description: t("What we run, where it fits, and why."),
        language: t("en"),
        generator: t("playbook 0.1.0"),
        repository_url: Some(t("https://example.org/larkspur/handbook")),
        nav: vec![
            NavGroup {
                title: t("Start"),
                sections: vec![
                    section("needs", "Needs", "need", 10),
                    section("contexts", "Kinds of team", "context", 7),
                    section("teams", "Teams", "team", 6),
                ],
            },
            NavGroup {
                title: t("What we run"),
                sections: vec![
                    section("rituals", "Rituals", "ritual", 16),
                    section("artifacts", "Artifacts", "artifact", 14),
                    section("frameworks", "Frameworks", "framework", 12),
                    section("exercises", "Exercises", "exercise", 5),
                ],
            },
            NavGroup {
                title: t("Ground"),
                sections: vec![
                    section("factors", "Factors", "factor", 9),
                    section("cycles", "Cycles", "cycle", 8),
                    section("roles", "Roles", "role", 10),
                    section("principles", "Principles", "principle", 7),
                    section("anti-patterns", "Anti-patterns", "anti-pattern", 6),
                ],
            },
            NavGroup {
                title: t("Look across"),
                sections: vec![
                    section("explorer", "Explorer", "", 0),
                    section("matrix", "Matrices", "", 0),
                    section("compare", "Compare teams", "", 0),
                    section("garden", "Garden", "", 0),
                    section("questions", "Questions", "", 9),
                ],
            },
        ],
        kinds: vec![
            kind("need", "Need", "Needs", "needs/"),
            kind("ritual", "Ritual", "Rituals", "rituals/"),
            kind("artifact", "Artifact", "Artifacts", "artifacts/"),
            kind("team", "Team", "Teams", "teams/"),
        ],
        verdicts: VERDICTS.to_vec(),
        tools: ToolPaths {
            search: Some(t("search/")),
            search_index: Some(t("search/index.js")),
            explorer: Some(t("explorer/")),
            matrix: Some(t("matrix/")),
            compare: Some(t("compare/")),
            garden: Some(t("garden/")),
            questions: Some(t("questions/")),
            health: Some(t("health/")),
            tags: Some(t("tags/")),
            glossary: Some(t("names/")),
            print: Some(t("print/")),
        },
        as_of: date("2026-06-01", "1 June 2026"),
        ..SiteView::default()
    }
}

fn shell(title: &str, section: &str, crumb: Option<(&str, &str)>) -> Shell<'static> {
    let mut breadcrumbs = vec![Crumb { title: t("Home"), url: t("../../") }];
    breadcrumbs.extend(crumb.map(|(title, url)| Crumb { title: t(title), url: t(url) }));
    Shell {
        title: t(title),
        description: t("A page of the handbook."),
        section: t(section),
        breadcrumbs,
        noindex: true,
        as_of: Some(date("2026-06-01", "1 June 2026")),
        ..Shell::default()
    }
}

/// A shell for pages one folder deep.
fn flat(title: &str, section: &str) -> Shell<'static> {
    Shell {
        breadcrumbs: vec![Crumb { title: t("Home"), url: t("../") }],
        ..shell(title, section, None)
    }
}

fn toc() -> Vec<TocItem<'static>> {
    [
        ("how-it-goes", "How it goes", 2),
        ("what-good-looks-like", "What good looks like", 3),
        ("how-it-goes-wrong", "How it goes wrong", 2),
    ]
    .map(|(id, title, level)| TocItem { id: t(id), title: t(title), level })
    .to_vec()
}

fn fact(id: &str, title: &str, text: &str, links: Vec<Link<'static>>) -> FactView<'static> {
    FactView {
        id: t(id),
        title: t(title),
        text: (!text.is_empty()).then(|| t(text)),
        links,
        ..FactView::default()
    }
}

fn group(title: &str, links: Vec<Link<'static>>) -> LinkGroup<'static> {
    LinkGroup { title: t(title), links, ..LinkGroup::default() }
}

fn choose(id: &str, title: &str, condition: &str, speaks_for: bool) -> ChooseView<'static> {
    let reason = ChooseReason {
        condition: t(condition),
        practice: link("ritual/bet-table", "Bet table"),
        speaks_for,
        because: t("You cannot promise the next six weeks to anybody."),
    };
    ChooseView { team: link(id, title), when: vec![reason] }
}

fn reasoned(to: Link<'static>, because: &str) -> ReasonedLink<'static> {
    ReasonedLink { link: to, because: t(because), met: None }
}

fn run(
    practice: Link<'static>,
    local: &str,
    state: &str,
    rhythm: &str,
    duration: &str,
) -> RunView<'static> {
    RunView {
        practice,
        local_name: t(local),
        status: status(state),
        runs: state != "composting",
        rhythm: t(rhythm),
        duration: t(duration),
        since: Some(date("2024-03-01", "March 2024")),
        ..RunView::default()
    }
}

fn changed(what: &str, because: &str) -> ChangeView<'static> {
    ChangeView { what: t(what), because: t(because) }
}

fn ranked(
    practice: Link<'static>,
    id: &str,
    facts: &str,
    lines: Vec<LineView<'static>>,
) -> RankedView<'static> {
    RankedView { practice, verdict: verdict(id), facts: t(facts), lines, ..RankedView::default() }
}

fn contexts() -> Vec<(&'static str, &'static str)> {
    vec![
        ("company-in-a-company", "Company in a company"),
        ("platform-several-hops", "Platform, several hops away"),
        ("journey-slice", "A slice of a journey"),
        ("new-offering", "A new offering"),
        ("rebuilding-after-a-breakdown", "Rebuilding after a breakdown"),
        ("temporary-programme", "Temporary programme"),
        ("everything-and-nothing", "Everything and nothing"),
    ]
}

fn rituals() -> Vec<(&'static str, &'static str, &'static str, &'static str)> {
    vec![
        (
            "mission-kickoff",
            "Mission kickoff",
            "Start together, and name what may go wrong before it does.",
            "at the start, 2 hours",
        ),
        (
            "daily-huddle",
            "Daily huddle",
            "Unblock today, standing up, in ten minutes.",
            "every day, 10 minutes",
        ),
        (
            "status-round",
            "Status round",
            "Say progress aloud, team by team, to people who have read it already.",
            "every week, 60 minutes",
        ),
        (
            "learning-review",
            "Learning review",
            "Findings of the fortnight, flops included.",
            "every fortnight, 45 minutes",
        ),
        (
            "clinic-hour",
            "Clinic hour",
            "Watch a vet use what we made, and say nothing.",
            "every week, 60 minutes",
        ),
        (
            "bet-table",
            "Bet table",
            "Choose the next six weeks, and say aloud what you did not choose.",
            "every six weeks, 90 minutes",
        ),
        (
            "midpoint-pause",
            "Midpoint pause",
            "Half way through a bet: continue, cut or stop.",
            "every six weeks, 30 minutes",
        ),
        (
            "garden-walk",
            "Garden walk",
            "Weed practices and debt, one bed at a time.",
            "every quarter, 90 minutes",
        ),
        (
            "queue-triage",
            "Queue triage",
            "Sort what arrived in ten minutes, oldest first.",
            "every day, 10 minutes",
        ),
        (
            "quiet-days",
            "Quiet days",
            "Two days a week on which nobody may book anybody.",
            "every week",
        ),
    ]
}

pub fn pages(pages: &mut Pages) {
    home(pages);
    kind_index(pages);
    practice(pages);
    context(pages);
    team(pages);
    matrix(pages);
    factors(pages);
    small_kinds(pages);
    tools(pages);
    care(pages);
    book(pages);
}

fn home(pages: &mut Pages) {
    let needs = [
        "See whether it worked",
        "Choose what to do next",
        "Start something without drowning",
        "Learn from what went wrong",
        "Keep promises between teams",
        "Say no and be believed",
        "Stop a practice kindly",
    ];
    let counts = [
        ("seedling", 4),
        ("growing", 9),
        ("established", 31),
        ("freight-train", 3),
        ("composting", 5),
    ];
    pages.page("", Shell { section: t(""), breadcrumbs: vec![], ..shell("How we work at Larkspur", "", None) }, &HomeView {
        title: t("How we work at Larkspur"),
        lead: t("There is no one right process. Here is what we run, which teams it suits, and why."),
        body: Html("<p>This handbook is a garden. Some practices in it are seedlings, some have run for years without anybody asking why, and a few are on the compost on purpose. <a href=\"guide/how-to-read/\">How to read it</a></p>".into()),
        needs: needs.iter().map(|need| at("./", &format!("need/{}", need.to_lowercase().replace(' ', "-")), need)).collect(),
        contexts: contexts().iter().map(|(id, title)| at("./", &format!("context/{id}"), title)).collect(),
        teams: ["Till", "Harness", "First Visit", "Lantern", "Ledger Move", "Front Desk"].iter().map(|name| at("./", &format!("team/{}", name.to_lowercase().replace(' ', "-")), name)).collect(),
        kinds: vec![
            KindDoor { index: at("./", "ritual/", "Rituals"), count: 16, some: vec![at("./", "ritual/bet-table", "Bet table"), at("./", "ritual/daily-huddle", "Daily huddle")] },
            KindDoor { index: at("./", "artifact/", "Artifacts"), count: 14, some: vec![at("./", "artifact/bet-page", "Bet page"), at("./", "artifact/driver-tree", "Driver tree")] },
            KindDoor { index: at("./", "framework/", "Frameworks"), count: 12, some: vec![at("./", "framework/time-ladder", "Time ladder")] },
            KindDoor { index: at("./", "exercise/", "Exercises"), count: 5, some: vec![at("./", "exercise/garden-sort", "Garden sort")] },
        ],
        changes: vec![
            HomeChange { date: date("2026-05-18", "18 May 2026"), what: t("Lantern started"), link: at("./", "ritual/clinic-hour", "Clinic hour") },
            HomeChange { date: date("2026-04-30", "30 April 2026"), what: t("Till stopped"), link: at("./", "ritual/status-round", "Status round") },
            HomeChange { date: date("2026-04-02", "2 April 2026"), what: t("Harness started"), link: at("./", "framework/interaction-modes", "Interaction modes") },
        ],
        garden: counts.iter().map(|(id, count)| GardenCount { status: status(id), count: *count, url: format!("garden/#s.{id}").into() }).collect(),
        garden_diagram: None,
        questions: 9,
    });
}

fn kind_index(pages: &mut Pages) {
    let option = |token: &str, title: &str, count: usize| FacetOption {
        token: t(token),
        title: t(title),
        url: t("../needs/"),
        count,
    };
    pages.page("rituals/", flat("Rituals", "rituals"), &KindIndexView {
        kind: t("ritual"),
        title: t("Rituals"),
        summary: t("What we do again and again, on purpose: who meets, how often, and what comes out of it."),
        count: 16,
        facets: vec![
            FacetView { id: t("need"), title: t("Need"), options: vec![option("need/choose", "Choose what to do next", 3), option("need/see", "See whether it worked", 4)] },
            FacetView { id: t("cycle"), title: t("Rhythm"), options: vec![option("cycle/day", "Day", 2), option("cycle/week", "Week", 3), option("cycle/six-weeks", "Six weeks", 2)] },
            FacetView { id: t("role"), title: t("Who"), options: vec![option("role/lead", "Team lead", 9)] },
            FacetView { id: t("context"), title: t("Fits"), options: contexts().iter().map(|(id, title)| option(&format!("context/{id}"), title, 6)).collect() },
        ],
        entries: rituals().iter().enumerate().map(|(n, (id, title, summary, facts))| IndexEntry {
            link: with(at("../", &format!("ritual/{id}"), title), summary),
            facts: t(facts),
            aka: if *id == "bet-table" { ts(&["betting table"]) } else { vec![] },
            tokens: ts(&[if facts.contains("every day") { "cycle/day" } else if facts.contains("six") { "cycle/six-weeks" } else { "cycle/week" }]),
            teams: Some(n % 5),
            verdict: None,
        }).collect(),
        pager: Some(PagerView { number: 1, total: 2, previous: None, next: Some(t("page/2/")), pages: vec![PagerPage { title: t("1"), url: t("./"), current: true, gap: false }, PagerPage { title: t("2"), url: t("page/2/"), ..PagerPage::default() }] }),
        ..KindIndexView::default()
    });
}

fn practice(pages: &mut Pages) {
    let places = ["fits", "leans-for", "fits", "mixed", "fits-badly", "cant-tell", "avoid"];
    let view = PracticeView {
        entry: EntryView {
            aka: ts(&["betting table", "season choice"]),
            needs: vec![
                link("need/choose-what-to-do-next", "Choose what to do next"),
                link("need/say-no-and-be-believed", "Say no and be believed"),
            ],
            tags: vec![
                Link { url: t("../../tags/planning/"), title: t("planning"), ..Link::default() },
                Link { url: t("../../tags/focus/"), title: t("focus"), ..Link::default() },
            ],
            sources: vec![SourceView {
                title: t("Shape Up"),
                by: Some(t("Ryan Singer")),
                year: Some(t("2019")),
                url: Some(t("https://basecamp.com/shapeup")),
            }],
            see_also: vec![with(
                link("framework/appetite-budget", "Appetite budget"),
                "Fix the time, bend the scope.",
            )],
            backlinks: vec![group(
                "Mentioned in",
                vec![
                    link("anti-pattern/one-recipe-for-all", "One recipe for all"),
                    link("principle/say-what-we-dropped", "Say what we dropped"),
                ],
            )],
            fields: vec![fact("cost", "Cost a season", "54 person-hours", vec![])],
            ..entry(
                "ritual",
                "Ritual",
                "bet-table",
                "Bet table",
                "Choose the next six weeks, and say aloud what you did not choose.",
                BODY,
            )
        },
        facts: vec![
            fact("cycle", "Rhythm", "every", vec![link("cycle/six-weeks", "Six weeks")]),
            FactView {
                note: Some(t("and 60 minutes to read the pages")),
                ..fact("duration", "How long", "90 minutes", vec![])
            },
            fact(
                "consumes",
                "Goes in",
                "",
                vec![
                    link("artifact/bet-page", "Bet page"),
                    link("artifact/ladder-sheet", "Ladder sheet"),
                ],
            ),
            fact("produces", "Comes out", "", vec![link("artifact/decision-log", "Decision log")]),
            fact("reach", "Reach", "spreading", vec![]),
        ],
        participants: vec![
            ParticipantView {
                role: link("role/product-lead", "Product lead"),
                part: t("hosts"),
                optional: false,
            },
            ParticipantView {
                role: link("role/tech-lead", "Tech lead"),
                part: t("one seat each"),
                optional: false,
            },
            ParticipantView {
                role: link("role/clinic-partner", "Clinic partner"),
                part: t(""),
                optional: true,
            },
        ],
        decides: ts(&[
            "Which bets get the next six weeks, and whose people",
            "What is let go, with the reason",
        ]),
        forcing: Some(ForcingView {
            notices: t("Work that was started and never chosen."),
            interrupts: t("The habit of adding without taking away."),
        }),
        fits_where: bet_lines()[..2].to_vec(),
        not_where: bet_lines()[2..].iter().rev().cloned().collect(),
        contexts: contexts()
            .iter()
            .zip(places)
            .map(|((id, title), v)| PlaceVerdict {
                place: link(&format!("context/{id}"), title),
                verdict: VerdictView {
                    flags: if v == "mixed" {
                        vec![flag("could-be-ruled-out", "could be ruled out")]
                    } else {
                        vec![]
                    },
                    ..verdict(v)
                },
            })
            .collect(),
        tradeoffs: vec![
            TradeoffView {
                good: t("A stretch of six weeks that nobody may reshuffle."),
                risk: t("Six weeks is a long time to be wrong."),
                watch_for: t("Midpoint pauses that never stop anything."),
            },
            TradeoffView {
                good: t("Leaders explain what they rejected."),
                risk: t("The table becomes a stage."),
                watch_for: t("Slides."),
            },
        ],
        alternatives: vec![
            reasoned(
                link("framework/limited-work", "Limited work"),
                "work arrives faster than you can choose it, and each piece is small.",
            ),
            reasoned(
                link("framework/branch-plan", "Branch plan"),
                "the date is fixed and the phases depend on each other.",
            ),
        ],
        alternative_to: vec![reasoned(
            link("ritual/strategy-story", "Strategy story"),
            "you must choose among things, not explain a choice.",
        )],
        requires: vec![reasoned(
            link("artifact/bet-page", "Bet page"),
            "Without a written stop sign there is nothing to choose between but voices.",
        )],
        required_by: vec![reasoned(
            link("ritual/midpoint-pause", "Midpoint pause"),
            "It asks what the table wrote down.",
        )],
        pairs_with: vec![
            link("ritual/midpoint-pause", "Midpoint pause"),
            link("framework/goal-mix", "Goal mix"),
        ],
        conflicts_with: vec![reasoned(
            link("ritual/status-round", "Status round"),
            "Weekly status makes six weeks feel like six deadlines.",
        )],
        relations: vec![
            group("Updates", vec![link("artifact/decision-log", "Decision log")]),
            group("Used by", vec![link("framework/appetite-budget", "Appetite budget")]),
        ],
        trial: Some(TrialView {
            length: t("three seasons"),
            expect_dip: t("The first season feels slower: the no list is new."),
            keep_if: ts(&[
                "At least one bet was stopped at its stop sign",
                "People can say what was not chosen",
            ]),
            stop_if: ts(&[
                "Everything is chosen twice in a row",
                "Bets are broken in their second week",
            ]),
        }),
        run_by: vec![
            RunView {
                team: link("team/till", "Till"),
                status: status("established"),
                runs: true,
                rhythm: t("every six weeks"),
                duration: t("90 minutes"),
                since: Some(date("2023-01-09", "January 2023")),
                last_tended: Some(date("2026-02-01", "February 2026")),
                changed: vec![changed(
                    "Half the seats are engineers.",
                    "Estimates came from people who would not do the work.",
                )],
                verdict: Some(verdict("fits")),
                ..RunView::default()
            },
            RunView {
                team: link("team/front-desk", "Front Desk"),
                local_name: t("The big table"),
                status: status("freight-train"),
                runs: true,
                rhythm: t("every quarter"),
                duration: t("3 hours"),
                since: Some(date("2022-05-01", "May 2022")),
                verdict: Some(verdict("avoid")),
                ..RunView::default()
            },
            RunView {
                team: link("team/harness", "Harness"),
                local_name: t("Platform bets"),
                status: status("composting"),
                runs: false,
                rhythm: t("every six weeks"),
                since: Some(date("2024-01-01", "January 2024")),
                until: Some(date("2025-10-01", "October 2025")),
                changed: vec![changed(
                    "Stopped after two people left.",
                    "Four people cannot bet; they can only keep the lights on.",
                )],
                ..RunView::default()
            },
        ],
        neighbourhood: Some(drawing(
            "near",
            "The neighbourhood of Bet table",
            "Bet pages and ladder sheets go in; a line in the decision log comes out.",
        )),
        ..PracticeView::default()
    };
    pages.page(
        "rituals/bet-table/",
        Shell {
            kind: t("ritual"),
            toc: toc(),
            neighbours: rituals()
                .iter()
                .skip(2)
                .take(7)
                .map(|(id, title, ..)| NavLink {
                    title: t(title),
                    url: format!("../{id}/").into(),
                    current: *id == "bet-table",
                })
                .collect(),
            previous: Some(link("ritual/clinic-hour", "Clinic hour")),
            next: Some(link("ritual/midpoint-pause", "Midpoint pause")),
            edit_url: Some(t("https://example.org/edit")),
            markdown_url: Some(t("index.md")),
            owners: vec![role("planning-guild", "The planning guild")],
            review: Some(ReviewView {
                reviewed: Some(date("2025-12-01", "1 December 2025")),
                due: Some(date("2026-06-01", "1 June 2026")),
                overdue: false,
            }),
            ..shell("Bet table", "rituals", Some(("Rituals", "../")))
        },
        &view,
    );

    let exercise = PracticeView {
        entry: entry(
            "exercise",
            "Exercise",
            "garden-sort",
            "Garden sort",
            "Sort everything you run into beds, in an hour.",
            "",
        ),
        facts: vec![
            fact("duration", "How long", "60 minutes", vec![]),
            fact("people", "People", "3 to 12", vec![]),
        ],
        steps: ts(&[
            "Write every practice on its own card.",
            "Sort the cards into seedling, growing, established, freight train and compost, in silence.",
            "Talk about the cards that moved twice.",
        ]),
        prompts: ts(&["Who would miss it?", "What would we notice first if it stopped?"]),
        drop_when: t("The beds look the same three times in a row."),
        ..PracticeView::default()
    };
    pages.page(
        "exercises/garden-sort/",
        Shell {
            kind: t("exercise"),
            banners: vec![
                BannerView {
                    id: t("retired"),
                    title: t("Retired."),
                    text: t("It asked for a room that nobody has any more."),
                    replacement: Some(link("ritual/garden-walk", "Garden walk")),
                    ..BannerView::default()
                },
                BannerView {
                    id: t("error"),
                    title: t("This page has an error."),
                    problems: vec![ProblemView {
                        code: t("dangling-ref"),
                        severity: t("error"),
                        message: t("there is no `ritual/garden-wak`"),
                        file: t("content/exercises/garden-sort.md"),
                        line: 7,
                        column: 14,
                        excerpt: Some(t("see_also: [ritual/garden-wak]")),
                        hints: ts(&["did you mean `ritual/garden-walk`?"]),
                        page: None,
                    }],
                    ..BannerView::default()
                },
            ],
            ..shell("Garden sort", "exercises", Some(("Exercises", "../")))
        },
        &exercise,
    );
}

fn context_values(own: bool) -> Vec<ContextValueView<'static>> {
    let row =
        |id: &str, title: &str, question: &str, v: &[(&str, &str)], looks: &str| ContextValueView {
            factor: link(&format!("factor/{id}"), title),
            question: t(question),
            values: v.iter().map(|(vid, label)| value(id, vid, label)).collect(),
            looks_like: t(looks),
            ..ContextValueView::default()
        };
    let mut rows = vec![
        row(
            "path-to-value",
            "Path to value",
            "How far is the work from the money?",
            &[("several-hops", "several hops")],
            "You need three sentences to say who pays, and why.",
        ),
        row(
            "coupling",
            "Coupling",
            "How much does your work wait for others?",
            &[("tangled", "tangled")],
            "",
        ),
        row(
            "work-shape",
            "Shape of work",
            "What does the work look like from above?",
            &[("steady-flow", "a steady flow"), ("dag", "a web of phases")],
            "",
        ),
        row(
            "team-stage",
            "Stage of the team",
            "Where is the team in its life?",
            &[("rebuilding", "rebuilding")],
            "People have left; habits point at empty chairs.",
        ),
        row(
            "interruptions",
            "Interruptions",
            "How often does a day go differently than planned?",
            &[],
            "",
        ),
    ];
    if own {
        rows[0].said_by = Some(role("tech-lead", "Tech lead"));
        rows[0].as_of = Some(date("2026-02-10", "10 February 2026"));
        rows[1].assumed = true;
        rows[3].said_by = Some(Party { name: t("Harness"), url: None });
        rows[3].note = t("Two of six left in autumn; the third hire starts in July.");
        rows[2].assumed = true;
    }
    rows
}

fn next_question() -> NextQuestion<'static> {
    NextQuestion {
        factor: link("factor/interruptions", "Interruptions"),
        question: t("How often does a day go differently than planned?"),
        would_change: 7,
        values: vec![
            value("interruptions", "low", "low"),
            value("interruptions", "some", "some"),
            value("interruptions", "high", "high"),
        ],
    }
}

fn applied(line: LineView<'static>, applies: &str) -> LineView<'static> {
    LineView { applies: t(applies), ..line }
}

fn context(pages: &mut Pages) {
    let lines = bet_lines();
    let group =
        |id: &str, count: usize, open: bool, practices: Vec<RankedView<'static>>| VerdictGroup {
            verdict: verdict(id),
            meaning: VERDICTS.iter().find(|v| v.id == id).expect("a verdict").meaning.clone(),
            count,
            open,
            practices,
            more_url: None,
        };
    let view = ContextView {
        entry: entry(
            "context",
            "Context",
            "platform-several-hops",
            "Platform, several hops away",
            "Others stand on what you make; the money is three conversations away.",
            "<h2 id=\"how-it-goes\">What matters here</h2><p>Your users sit two desks away and have deadlines of their own. What matters is that they can move without asking, and that they know before you break something.</p><h2 id=\"how-it-goes-wrong\">What to resist</h2><p>Counting what you shipped. A platform that is used is worth more than one that is finished.</p>",
        ),
        values: context_values(false),
        funded_as: t("a share of every product team's budget, agreed yearly"),
        groups: vec![
            group(
                "fits",
                2,
                true,
                vec![
                    RankedView {
                        requires: vec![ReasonedLink {
                            link: link("artifact/bet-page", "Bet page"),
                            ..ReasonedLink::default()
                        }],
                        ..ranked(
                            link("artifact/team-interface-card", "Team interface card"),
                            "fits",
                            "living, in the repository",
                            vec![
                                applied(lines[0].clone(), "yes"),
                                applied(lines[1].clone(), "partly"),
                            ],
                        )
                    },
                    ranked(
                        link("framework/interaction-modes", "Interaction modes"),
                        "fits",
                        "",
                        vec![applied(lines[1].clone(), "yes")],
                    ),
                ],
            ),
            group(
                "mixed",
                1,
                true,
                vec![ranked(
                    link("ritual/dependency-swap", "Dependency swap"),
                    "mixed",
                    "every six weeks, 45 minutes",
                    vec![applied(lines[0].clone(), "yes"), applied(lines[2].clone(), "yes")],
                )],
            ),
            group(
                "cant-tell",
                1,
                false,
                vec![RankedView {
                    unknown: vec![applied(lines[3].clone(), "unknown")],
                    would_change: ts(&["If interruptions are high, the verdict is avoid."]),
                    verdict: VerdictView {
                        flags: vec![flag("could-be-ruled-out", "could be ruled out")],
                        ..verdict("cant-tell")
                    },
                    ..ranked(
                        link("ritual/bet-table", "Bet table"),
                        "cant-tell",
                        "every six weeks, 90 minutes",
                        vec![],
                    )
                }],
            ),
            group(
                "avoid",
                1,
                false,
                vec![ranked(
                    link("ritual/status-round", "Status round"),
                    "avoid",
                    "every week, 60 minutes",
                    vec![applied(lines[3].clone(), "yes")],
                )],
            ),
        ],
        teams: vec![with(
            link("team/harness", "Harness"),
            "Six people who keep twelve teams building, and are rebuilding themselves.",
        )],
        next_question: Some(next_question()),
        explorer_url: Some(t("../../explorer/?coupling=tangled")),
        diagram: None,
    };
    pages.page(
        "contexts/platform-several-hops/",
        Shell {
            kind: t("context"),
            toc: vec![
                TocItem { id: t("how-it-goes"), title: t("What matters here"), level: 2 },
                TocItem { id: t("how-it-goes-wrong"), title: t("What to resist"), level: 2 },
            ],
            neighbours: contexts()
                .iter()
                .map(|(id, title)| NavLink {
                    title: t(title),
                    url: format!("../{id}/").into(),
                    current: *id == "platform-several-hops",
                })
                .collect(),
            ..shell("Platform, several hops away", "contexts", Some(("Kinds of team", "../")))
        },
        &view,
    );
}

fn team(pages: &mut Pages) {
    let bets = RunView {
        verdict: Some(verdict("fits")),
        ..run(
            link("ritual/daily-huddle", "Daily huddle"),
            "Standby",
            "established",
            "every day, 9:45",
            "10 minutes",
        )
    };
    let review = RunView {
        changed: vec![changed(
            "Flops first, wins only if there is time.",
            "We used to run out of time before the flops.",
        )],
        ..run(
            link("ritual/learning-review", "Learning review"),
            "Broken things",
            "growing",
            "every fortnight, Thu 14:00",
            "45 minutes",
        )
    };
    let scaffold = RunView {
        expires: Some(date("2026-03-31", "31 March 2026")),
        expired: true,
        ..run(
            link("framework/branch-plan", "Branch plan"),
            "The map",
            "established",
            "every week",
            "30 minutes",
        )
    };
    let round = RunView {
        keep_because: t(""),
        last_tended: Some(date("2024-11-01", "November 2024")),
        verdict: Some(verdict("fits-badly")),
        ..run(
            link("ritual/status-round", "Status round"),
            "Monday report",
            "freight-train",
            "every week, Mon 10:00",
            "60 minutes",
        )
    };
    let now = |id: &str, title: &str, items: &[&str]| NowView {
        id: t(id),
        title: t(title),
        items: ts(items),
    };
    let rung = |id: &str, title: &str, length: &str, practices: Vec<RunView<'static>>| RungView {
        cycle: link(&format!("cycle/{id}"), title),
        length: t(length),
        practices,
    };
    let event =
        |iso: &str, words: &str, id: &str, word: &str, practice: Link<'static>, note: &str| {
            HistoryView {
                date: date(iso, words),
                id: t(id),
                word: t(word),
                practice,
                local_name: t(""),
                note: t(note),
            }
        };
    let view = TeamView {
        entry: EntryView {
            backlinks: vec![group(
                "Works with",
                vec![link("team/till", "Till"), link("team/first-visit", "First Visit")],
            )],
            ..entry(
                "team",
                "Team",
                "harness",
                "Harness",
                "Six people who keep twelve teams building and releasing, and are rebuilding themselves after two of them left.",
                "<h2 id=\"how-it-goes\">How it came to be so</h2><p>Harness began as two people and a script. For four years whoever asked loudest came first, and it worked, because everybody could hear everybody. Then there were twelve teams, and in the autumn of 2025 the two who remembered everything left within a month.</p>",
            )
        },
        like: Some(link("context/platform-several-hops", "Platform, several hops away")),
        size: t("six people, two of them new"),
        funded_as: t("a share of every product team's budget"),
        context: context_values(true),
        now: vec![
            now(
                "drivers",
                "Drivers",
                &["Releases without a queue", "Knowledge that survives a resignation"],
            ),
            now(
                "limits",
                "Limits",
                &["Two people who know the deploy path", "Audits in March and September"],
            ),
            now("enabling", "Enabling", &["Teams that write their own interface cards"]),
            now("floats", "Floats", &["Which builds move first"]),
        ],
        rungs: vec![
            rung("day", "Day", "1 day", vec![bets.clone()]),
            rung("week", "Week", "5 working days", vec![round.clone(), scaffold.clone()]),
            rung("fortnight", "Fortnight", "2 weeks", vec![review.clone()]),
            rung("six-weeks", "Six weeks", "6 weeks", vec![]),
            rung(
                "quarter",
                "Quarter",
                "13 weeks",
                vec![run(
                    link("ritual/garden-walk", "Garden walk"),
                    "",
                    "seedling",
                    "every quarter",
                    "90 minutes",
                )],
            ),
        ],
        off_ladder: vec![run(
            link("ritual/blameless-review", "Blameless review"),
            "What happened",
            "established",
            "after every outage",
            "60 minutes",
        )],
        ladder: Some(drawing(
            "ladder",
            "The ladder of Harness",
            "Most of what Harness runs stands on the day and the week; nothing stands on six weeks.",
        )),
        flow: Some(drawing(
            "flow",
            "How work flows at Harness",
            "Requests become interface cards, and cards become fewer requests.",
        )),
        garden: vec![
            StatusGroup {
                status: status("seedling"),
                practices: vec![run(
                    link("ritual/garden-walk", "Garden walk"),
                    "",
                    "seedling",
                    "",
                    "",
                )],
            },
            StatusGroup {
                status: status("established"),
                practices: vec![bets.clone(), scaffold.clone()],
            },
            StatusGroup { status: status("freight-train"), practices: vec![round.clone()] },
            StatusGroup {
                status: status("composting"),
                practices: vec![run(
                    link("ritual/bet-table", "Bet table"),
                    "Platform bets",
                    "composting",
                    "",
                    "",
                )],
            },
        ],
        tensions: vec![
            TensionView {
                id: t("avoid"),
                practice: link("ritual/status-round", "Status round"),
                local_name: t("Monday report"),
                does: t("run the Monday report."),
                says: ts(&[
                    "Saying progress aloud costs a team that is rebuilding the hour in which it could have paired.",
                ]),
                answer: t("It is the one hour in which the new people hear all names. Until July."),
                missing: None,
            },
            TensionView {
                id: t("prerequisite"),
                practice: link("ritual/learning-review", "Learning review"),
                local_name: t(""),
                does: t("run a learning review without a learning backlog."),
                says: ts(&["A review without questions becomes a show of answers."]),
                answer: t(""),
                missing: Some(link("artifact/learning-backlog", "Learning backlog")),
            },
        ],
        untried: vec![ranked(
            link("artifact/team-interface-card", "Team interface card"),
            "fits",
            "living",
            vec![applied(bet_lines()[0].clone(), "yes")],
        )],
        load: LoadView {
            hours: Some(t("3.4")),
            rows: vec![
                LoadRow {
                    practice: link("ritual/status-round", "Status round"),
                    local_name: t("Monday report"),
                    rhythm: t("every week"),
                    duration: t("60 minutes"),
                    hours: t("1.0"),
                    share: 20,
                },
                LoadRow {
                    practice: link("ritual/daily-huddle", "Daily huddle"),
                    local_name: t("Standby"),
                    rhythm: t("every day"),
                    duration: t("10 minutes"),
                    hours: t("0.8"),
                    share: 16,
                },
                LoadRow {
                    practice: link("ritual/learning-review", "Learning review"),
                    local_name: t("Broken things"),
                    rhythm: t("every fortnight"),
                    duration: t("45 minutes"),
                    hours: t("0.4"),
                    share: 8,
                },
            ],
            apart: vec![LoadApart {
                practice: link("ritual/blameless-review", "Blameless review"),
                local_name: t("What happened"),
                because: t("comes when it must"),
            }],
        },
        stubborn_about: vec![link("principle/you-can-leave", "You can leave")],
        interactions: vec![
            InteractionView {
                team: link("team/ledger-move", "Ledger Move"),
                mode: t("collaboration"),
                what: t("A release path that an auditor can follow."),
                until: Some(date("2026-09-30", "30 September 2026")),
                ended: false,
                said_by_other: false,
            },
            InteractionView {
                team: link("team/till", "Till"),
                mode: t("as a service"),
                what: t(""),
                until: None,
                ended: false,
                said_by_other: true,
            },
        ],
        interactions_diagram: None,
        history: vec![
            event(
                "2026-04-02",
                "2 April 2026",
                "started",
                "Started",
                link("framework/interaction-modes", "Interaction modes"),
                "",
            ),
            event(
                "2025-10-01",
                "1 October 2025",
                "stopped",
                "Stopped",
                link("ritual/bet-table", "Bet table"),
                "Four people cannot bet; they can only keep the lights on.",
            ),
        ],
        next_question: Some(next_question()),
        compare: vec![
            Link { title: t("Till"), ..link("team/till", "Till") },
            link("team/first-visit", "First Visit"),
        ],
        print_url: Some(t("../../print/")),
        calendar_url: Some(t("calendar.ics")),
        explorer_url: Some(t("../../explorer/")),
    };
    pages.page(
        "teams/harness/",
        Shell {
            kind: t("team"),
            toc: vec![TocItem { id: t("how-it-goes"), title: t("How it came to be so"), level: 2 }],
            owners: vec![Party { name: t("Harness"), url: None }],
            review: Some(ReviewView {
                reviewed: Some(date("2025-02-01", "1 February 2025")),
                due: Some(date("2026-02-01", "1 February 2026")),
                overdue: true,
            }),
            ..shell("Harness", "teams", Some(("Teams", "../")))
        },
        &view,
    );
}

fn matrix(pages: &mut Pages) {
    let verdicts = [
        "fits",
        "avoid",
        "leans-for",
        "nothing-said",
        "mixed",
        "fits-badly",
        "cant-tell",
        "fits",
        "leans-against",
    ];
    let mut reasons = Vec::new();
    let rows: Vec<MatrixRow> = rituals()
        .iter()
        .enumerate()
        .map(|(r, (id, title, ..))| {
            let cells = contexts()
                .iter()
                .enumerate()
                .map(|(c, (context, context_title))| {
                    let v = verdict(verdicts[(r * 5 + c * 2) % verdicts.len()]);
                    let quiet = v.verdict == "nothing-said";
                    MatrixCell {
                        class: v.verdict.clone(),
                        glyph: v.glyph.clone(),
                        letter: v.letter.clone(),
                        text: format!("{}: {title} in {context_title}", v.word).into(),
                        reasons: (!quiet).then(|| format!("m.{id}.{context}").into()),
                        flagged: v.verdict == "cant-tell",
                        runs: r % 3 == 0,
                    }
                })
                .collect::<Vec<_>>();
            reasons.push(MatrixReasons {
                head: link(&format!("ritual/{id}"), title),
                id: format!("m.{id}").into(),
                lines: bet_lines(),
                cells: cells
                    .iter()
                    .zip(contexts())
                    .filter(|(cell, _)| cell.reasons.is_some())
                    .map(|(cell, (context, title))| CellReasons {
                        id: cell.reasons.clone().unwrap_or_default(),
                        column: link(&format!("context/{context}"), title),
                        class: cell.class.clone(),
                        glyph: cell.glyph.clone(),
                        word: verdict(&cell.class).word,
                        applies: vec![1, 2],
                        partly: vec![],
                        unknown: if cell.flagged { vec![4] } else { vec![] },
                        note: t(""),
                    })
                    .collect(),
            });
            MatrixRow { head: link(&format!("ritual/{id}"), title), cells }
        })
        .collect();
    let second = rows
        .iter()
        .take(3)
        .cloned()
        .map(|mut row| {
            row.head = link("artifact/bet-page", &format!("{} page", row.head.title));
            for cell in &mut row.cells {
                cell.reasons = None;
            }
            row
        })
        .collect();
    pages.page(
        "matrix/practice-context/",
        shell("Practices in our kinds of team", "matrix", Some(("Matrices", "../"))),
        &MatrixView {
            id: t("practice-context"),
            title: t("Practices in our kinds of team"),
            summary: t("Which practices fit which context. Every cell leads to its reasons."),
            rows_are: t("Practices"),
            columns_are: t("contexts"),
            columns: contexts()
                .iter()
                .map(|(id, title)| MatrixColumn {
                    head: link(&format!("context/{id}"), title),
                    id: format!("c.{id}").into(),
                })
                .collect(),
            groups: vec![
                MatrixGroup { title: t("Rituals"), rows },
                MatrixGroup { title: t("Artifacts"), rows: second },
            ],
            legend: VERDICTS.to_vec(),
            reasons,
            csv_url: Some(t("practice-context.csv")),
            pager: None,
        },
    );
    pages.page(
        "matrix/",
        flat("Matrices", "matrix"),
        &MatrixIndexView {
            matrices: vec![
                with(
                    at("../", "matrix/practice-context", "Practices in our kinds of team"),
                    "Which practices fit which context.",
                ),
                with(
                    at("../", "matrix/team-factor", "Teams and factors"),
                    "How starkly our teams differ.",
                ),
            ],
        },
    );
}

fn factors(pages: &mut Pages) {
    let row = |id: &str, title: &str, looks: &str, a: usize, b: usize, c: usize| FactorValueRow {
        value: value("interruptions", id, title),
        looks_like: t(looks),
        leans_for: a,
        leans_against: b,
        avoid: c,
        contexts: vec![link("context/new-offering", "A new offering")],
        teams: vec![link("team/lantern", "Lantern")],
    };
    pages.page(
        "factors/interruptions/",
        Shell { kind: t("factor"), ..shell("Interruptions", "factors", Some(("Factors", "../"))) },
        &FactorView {
            entry: entry(
                "factor",
                "Factor",
                "interruptions",
                "Interruptions",
                "Whether a plan for the day survives the day.",
                "<p>Count a normal week, not the worst one you remember.</p>",
            ),
            question: t("How often does a day go differently than planned?"),
            ordered: true,
            values: vec![
                row("low", "low", "Most days end with what they began with.", 5, 0, 0),
                row("some", "some", "One day in three turns.", 3, 2, 0),
                row("high", "high", "The plan is gone by ten.", 4, 6, 2),
            ],
            unknown: vec![link("team/lantern", "Lantern")],
        },
    );
    let lines = bet_lines();
    let row = |link: Link<'static>, line: &LineView<'static>| PracticeLine {
        practice: link,
        line: line.clone(),
    };
    pages.page(
        "factors/interruptions/high/",
        Shell { kind: t("factor"), ..shell("Interruptions: high", "factors", None) },
        &FactorValueView {
            factor: Link { url: t("../"), ..link("factor/interruptions", "Interruptions") },
            question: t("How often does a day go differently than planned?"),
            id: t("high"),
            label: t("If interruptions are high …"),
            looks_like: t("The plan is gone by ten."),
            values: ["low", "some", "high"]
                .map(|id| NavLink {
                    title: t(id),
                    url: format!("../{id}/").into(),
                    current: id == "high",
                })
                .to_vec(),
            leans_for: vec![
                row(link("ritual/queue-triage", "Queue triage"), &lines[0]),
                row(link("framework/limited-work", "Limited work"), &lines[1]),
            ],
            leans_against: vec![row(
                link("framework/appetite-budget", "Appetite budget"),
                &lines[2],
            )],
            avoid: vec![row(link("ritual/bet-table", "Bet table"), &lines[3])],
            contexts: vec![link("context/everything-and-nothing", "Everything and nothing")],
            teams: vec![link("team/front-desk", "Front Desk")],
        },
    );
}

fn small_kinds(pages: &mut Pages) {
    let lines = bet_lines();
    pages.page(
        "needs/choose-what-to-do-next/",
        Shell {
            kind: t("need"),
            ..shell("Choose what to do next", "needs", Some(("Needs", "../")))
        },
        &NeedView {
            entry: entry(
                "need",
                "Need",
                "choose-what-to-do-next",
                "Choose what to do next",
                "There is more worth doing than hands to do it.",
                "<p>Choosing is easy; not choosing the rest is the work.</p>",
            ),
            answers: vec![
                NeedGroup {
                    kind: t("ritual"),
                    title: t("Rituals"),
                    practices: vec![NeedPractice {
                        practice: with(
                            link("ritual/bet-table", "Bet table"),
                            "Choose the next six weeks.",
                        ),
                        facts: t("every six weeks, 90 minutes"),
                        best: Some(lines[0].clone()),
                        worst: Some(lines[3].clone()),
                        teams: 2,
                    }],
                },
                NeedGroup {
                    kind: t("framework"),
                    title: t("Frameworks"),
                    practices: vec![NeedPractice {
                        practice: with(
                            link("framework/limited-work", "Limited work"),
                            "Start less, finish more.",
                        ),
                        facts: t(""),
                        best: Some(lines[1].clone()),
                        worst: None,
                        teams: 0,
                    }],
                },
            ],
            related: vec![link("need/say-no-and-be-believed", "Say no and be believed")],
        },
    );
    pages.page(
        "roles/tech-lead/",
        Shell { kind: t("role"), ..shell("Tech lead", "roles", Some(("Roles", "../"))) },
        &RoleView {
            entry: entry(
                "role",
                "Role",
                "tech-lead",
                "Tech lead",
                "Answers for how it is built, and for who could take over tomorrow.",
                "",
            ),
            rituals: vec![
                RoleRitual {
                    ritual: link("ritual/bet-table", "Bet table"),
                    part: t("one seat"),
                    optional: false,
                    rhythm: t("every six weeks"),
                    duration: t("90 minutes"),
                    hours: Some(t("0.25")),
                    teams: vec![link("team/till", "Till")],
                },
                RoleRitual {
                    ritual: link("ritual/blameless-review", "Blameless review"),
                    part: t(""),
                    optional: true,
                    rhythm: t("after an incident"),
                    duration: t("60 minutes"),
                    hours: None,
                    teams: vec![],
                },
            ],
            hours: Some(t("3.5")),
            apart: ts(&["Blameless reviews come when they must and are not in the sum."]),
            owns: vec![group("Artifacts", vec![link("artifact/decision-log", "Decision log")])],
        },
    );
    pages.page(
        "principles/say-what-we-dropped/",
        Shell {
            kind: t("principle"),
            ..shell("Say what we dropped", "principles", Some(("Principles", "../")))
        },
        &PrincipleView {
            entry: entry(
                "principle",
                "Principle",
                "say-what-we-dropped",
                "Say what we dropped",
                "A choice is only a choice if somebody can name what was not chosen.",
                "<p>It started with a customer who asked.</p>",
            ),
            means: ts(&["Every plan ends with a no list.", "Leaders go first."]),
            costs_us: ts(&["Awkward minutes.", "Now and then a project that somebody loved."]),
            stubborn: vec![link("team/till", "Till")],
        },
    );
    pages.page(
        "anti-patterns/applause-review/",
        Shell {
            kind: t("anti-pattern"),
            ..shell("Applause review", "anti-patterns", Some(("Anti-patterns", "../")))
        },
        &AntiPatternView {
            entry: entry(
                "anti-pattern",
                "Anti-pattern",
                "applause-review",
                "Applause review",
                "A review at which everything went well, again.",
                "<p>It feels warm. Nothing is learnt.</p>",
            ),
            sounds_like: ts(&["Great demo, everyone.", "Let's take that offline."]),
            seen_when: t("The last three reviews changed nothing."),
            feeds_on: vec![link("ritual/learning-review", "Learning review")],
            try_instead: vec![reasoned(
                link("artifact/learning-note", "Learning note"),
                "It asks what changed our minds.",
            )],
        },
    );
    let rung = |id: &str, title: &str, count: usize| LadderRung {
        cycle: link(&format!("cycle/{id}"), title),
        count,
        current: id == "six-weeks",
    };
    pages.page(
        "cycles/six-weeks/",
        Shell { kind: t("cycle"), ..shell("Six weeks", "cycles", Some(("Cycles", "../"))) },
        &CycleView {
            entry: entry(
                "cycle",
                "Cycle",
                "six-weeks",
                "Six weeks",
                "Long enough to finish, short enough to feel the end.",
                "<p>The middle rung, and the one that goes missing.</p>",
            ),
            span: t("5 to 8 weeks"),
            nominal: t("6 weeks"),
            ladder: vec![
                rung("day", "Day", 2),
                rung("week", "Week", 4),
                rung("six-weeks", "Six weeks", 2),
                rung("quarter", "Quarter", 2),
            ],
            diagram: Some(drawing("rungs", "The ladder", "Four rungs.")),
            rituals: vec![
                with(link("ritual/bet-table", "Bet table"), "Choose the next six weeks."),
                with(link("ritual/midpoint-pause", "Midpoint pause"), "Continue, cut or stop."),
            ],
            artifacts: vec![with(
                link("artifact/bet-page", "Bet page"),
                "Expectation and stop sign.",
            )],
            teams: vec![group("Till", vec![link("ritual/bet-table", "Bet table")])],
            missing: vec![link("team/harness", "Harness")],
        },
    );
    pages.page(
        "guide/how-to-read/",
        Shell { toc: toc(), ..shell("How to read this handbook", "", None) },
        &ProseView {
            title: t("How to read this handbook"),
            summary: t("Start from a need, from a team like yours, or from what we run."),
            body: Html(BODY.into()),
            children: vec![with(link("guide/contribute", "How to contribute"), "Plant something.")],
            ..ProseView::default()
        },
    );
}

fn tools(pages: &mut Pages) {
    let field = |id: &str, question: &str, values: &[(&str, &str, &str)]| FactorField {
        id: t(id),
        factor: at("../", &format!("factor/{id}"), question),
        question: t(question),
        ordered: true,
        values: values
            .iter()
            .map(|(v, label, looks)| FieldValue {
                id: t(v),
                label: t(label),
                looks_like: t(looks),
                url: format!("../factors/{id}/{v}/").into(),
            })
            .collect(),
    };
    pages.page(
        "explorer/",
        flat("What fits a team like ours?", "explorer"),
        &ExplorerView {
            contexts: contexts()
                .iter()
                .map(|(id, title)| PresetView {
                    link: at("../", &format!("context/{id}"), title),
                    query: t("coupling=tangled"),
                })
                .collect(),
            teams: vec![PresetView {
                link: at("../", "team/harness", "Harness"),
                query: t("coupling=tangled"),
            }],
            factors: vec![
                field(
                    "interruptions",
                    "How often does a day go differently than planned?",
                    &[
                        ("low", "low", "Most days end with what they began with."),
                        ("some", "some", "One day in three turns."),
                        ("high", "high", "The plan is gone by ten."),
                    ],
                ),
                field(
                    "coupling",
                    "How much does your work wait for others?",
                    &[
                        ("alone", "alone", ""),
                        ("tangled", "tangled", "Nothing ships without three other teams."),
                    ],
                ),
            ],
            practices: 47,
        },
    );
    pages.page(
        "search/",
        flat("Search", ""),
        &SearchView {
            kinds: vec![
                with(at("../", "ritual/", "Rituals"), "What we do again and again."),
                at("../", "artifact/", "Artifacts"),
            ],
            pages: 132,
        },
    );
    pages.page(
        "compare/",
        flat("Compare teams", "compare"),
        &CompareHubView {
            more: 0,
            teams: vec![CompareChoice {
                team: with(at("../", "team/till", "Till"), "Payments: own earnings, almost alone."),
                like: t("Company in a company"),
                with: vec![Link {
                    url: t("harness-till/"),
                    title: t("Harness"),
                    ..Link::default()
                }],
            }],
            on_demand: false,
        },
    );
    let cell = |text: &str, assumed: bool| CompareCell {
        text: t(text),
        unknown: text.is_empty(),
        assumed,
    };
    pages.page("compare/harness-till/", shell("Harness and Till", "compare", Some(("Compare teams", "../"))), &CompareView {
        title: t("Harness and Till"),
        teams: vec![with(link("team/harness", "Harness"), "Keeps twelve teams building."), with(link("team/till", "Till"), "Payments: own earnings, almost alone.")],
        differs: ts(&["Harness is several hops from the money; Till is the money.", "Both ran the bet table: Till keeps it, Harness composted it when two people left, and both were right."]),
        context: vec![CompareRow { head: link("factor/coupling", "Coupling"), cells: vec![cell("tangled", true), cell("alone", false)] }, CompareRow { head: link("factor/interruptions", "Interruptions"), cells: vec![cell("", false), cell("low", false)] }],
        context_same: vec![CompareRow { head: link("factor/assurance", "Assurance"), cells: vec![cell("audited", false), cell("audited", false)] }],
        practices: vec![ComparePractice { practice: link("ritual/bet-table", "Bet table"), cells: vec![CompareRun { run: None, absent: t("Composted in October 2025: four people cannot bet.") }, CompareRun { run: Some(RunView { changed: vec![changed("Half the seats are engineers.", "")], ..run(link("ritual/bet-table", "Bet table"), "", "established", "every six weeks", "90 minutes") }), absent: t("") }] }],
        practices_same: vec![ComparePractice { practice: link("ritual/daily-huddle", "Daily huddle"), cells: vec![CompareRun { run: Some(run(link("ritual/daily-huddle", "Daily huddle"), "Standby", "established", "every day", "10 minutes")), absent: t("") }, CompareRun { run: Some(run(link("ritual/daily-huddle", "Daily huddle"), "", "established", "every day", "10 minutes")), absent: t("") }] }],
        rhythm: None,
        hours: ts(&["3.4", ""]),
               choose: vec![choose("team/harness", "Harness", "interruptions is “high”", false), choose("team/till", "Till", "coupling is “alone”", true)],
    });
}

fn care(pages: &mut Pages) {
    let plant = |team: &str, practice: Link<'static>, local: &str, state: &str| RunView {
        team: at("../", &format!("team/{}", team.to_lowercase()), team),
        ..run(practice, local, state, "", "")
    };
    let bed =
        |id: &str, title: &str, meaning: &str, ask: &[&str], plants: Vec<RunView<'static>>| {
            BedView {
                status: status(id),
                title: t(title),
                meaning: t(meaning),
                ask: ts(ask),
                count: plants.len(),
                plants,
            }
        };
    pages.page(
        "garden/",
        flat("The garden", "garden"),
        &GardenView {
            diagram: None,
            beds: vec![
                bed(
                    "seedling",
                    "Seedlings",
                    "Young, and easily trodden on.",
                    &["What would make you keep it?", "Who protects it until then?"],
                    vec![
                        plant(
                            "Lantern",
                            at("../", "ritual/clinic-hour", "Clinic hour"),
                            "Sitting in",
                            "seedling",
                        ),
                        plant(
                            "Harness",
                            at("../", "ritual/garden-walk", "Garden walk"),
                            "",
                            "seedling",
                        ),
                    ],
                ),
                bed(
                    "freight-train",
                    "Freight trains",
                    "They run, and nobody asks why.",
                    &["What would we notice first if it stopped?"],
                    vec![plant(
                        "Harness",
                        at("../", "ritual/status-round", "Status round"),
                        "Monday report",
                        "freight-train",
                    )],
                ),
                bed(
                    "scaffold",
                    "Scaffolds",
                    "Meant to come down.",
                    &["Is what it held up standing by itself?"],
                    vec![RunView {
                        expires: Some(date("2026-03-31", "31 March 2026")),
                        expired: true,
                        ..plant(
                            "Ledger",
                            at("../", "framework/branch-plan", "Branch plan"),
                            "The map",
                            "established",
                        )
                    }],
                ),
                bed(
                    "composting",
                    "Compost",
                    "Stopped on purpose; something may grow from it.",
                    &[],
                    vec![],
                ),
            ],
        },
    );
    pages.page("questions/", flat("Questions", "questions"), &QuestionsView {
        count: 2,
        groups: vec![
            QuestionGroup { id: t("zombies"), title: t("Does anybody need it?"), why: t("They run, nobody has tended them for a year, and nobody is known to read what they make."), questions: vec![QuestionView { question: t("Who would miss the Monday report?"), about: vec![at("../", "ritual/status-round", "Status round"), at("../", "team/harness", "Harness")], ask: Some(Party { name: t("Harness"), url: None }), because: t("It was last tended in November 2024.") }], more: 3 },
            QuestionGroup { id: t("unknowns"), title: t("What would tell us most?"), why: t("An answer would change several verdicts at once."), questions: vec![QuestionView { question: t("How often does a day at Lantern go differently than planned?"), about: vec![at("../", "factor/interruptions", "Interruptions")], ask: None, because: t("") }], more: 0 },
        ],
    });
    pages.page(
        "health/",
        flat("Health", ""),
        &HealthView {
            errors: 0,
            warnings: 5,
            groups: vec![ProblemGroup {
                code: t("artifact-unconsumed"),
                meaning: t("Nobody is said to use what is made."),
                severity: t("warning"),
                problems: vec![ProblemView {
                    code: t("artifact-unconsumed"),
                    severity: t("warning"),
                    message: t("nobody consumes `artifact/weekly-status-deck`"),
                    file: t("content/artifacts/weekly-status-deck.md"),
                    line: 2,
                    column: 8,
                    excerpt: None,
                    hints: ts(&["say who reads it, or retire it"]),
                    page: Some(at("../", "artifact/weekly-status-deck", "Weekly status deck")),
                }],
                more: 12,
            }],
            reviews: vec![ReviewRow {
                entry: at("../", "team/harness", "Harness"),
                owners: vec![Party { name: t("Harness"), url: None }],
                reviewed: None,
                due: Some(date("2026-02-01", "1 February 2026")),
                overdue: true,
            }],
            owners: vec![
                OwnerRow {
                    owner: Party { name: t("The planning guild"), url: None },
                    count: 12,
                    entries: vec![at("../", "ritual/bet-table", "Bet table")],
                },
                OwnerRow {
                    owner: Party::default(),
                    count: 1,
                    entries: vec![at("../", "ritual/quiet-days", "Quiet days")],
                },
            ],
        },
    );
}

fn book(pages: &mut Pages) {
    pages.page(
        "tags/",
        flat("Tags", ""),
        &TagsView {
            tags: vec![
                TagCount {
                    tag: Link { url: t("planning/"), title: t("planning"), ..Link::default() },
                    count: 7,
                },
                TagCount {
                    tag: Link { url: t("focus/"), title: t("focus"), ..Link::default() },
                    count: 3,
                },
            ],
            more: 0,
        },
    );
    pages.page(
        "tags/planning/",
        shell("planning", "", Some(("Tags", "../"))),
        &TagView {
            tag: t("planning"),
            count: 1,
            groups: vec![group(
                "Rituals",
                vec![with(link("ritual/bet-table", "Bet table"), "Choose the next six weeks.")],
            )],
        },
    );
    pages.page(
        "names/",
        flat("Names", ""),
        &GlossaryView {
            count: 2,
            index: vec![NavLink { title: t("B"), url: t("#b"), current: false }],
            pager: None,
            letters: vec![GlossaryLetter {
                letter: t("B"),
                id: t("b"),
                terms: vec![
                    GlossaryTerm {
                        term: t("Bet table"),
                        link: at("../", "ritual/bet-table", "Bet table"),
                        alias: false,
                        teams: vec![],
                    },
                    GlossaryTerm {
                        term: t("Broken things"),
                        link: at("../", "ritual/learning-review", "Learning review"),
                        alias: true,
                        teams: vec![at("../", "team/harness", "Harness")],
                    },
                ],
            }],
        },
    );
    pages.page(
        "print/",
        flat("How we work at Larkspur", ""),
        &PrintView {
            besides: vec![group("One team on a page", vec![at("../", "team/till", "Till")])],
            title: t("How we work at Larkspur"),
            summary: t("Everything, on paper."),
            chapters: vec![PrintChapter {
                title: t("Rituals"),
                id: t("rituals"),
                entries: vec![PrintEntry {
                    id: t("ritual-bet-table"),
                    kind_title: t("Ritual"),
                    title: t("Bet table"),
                    summary: t("Choose the next six weeks."),
                    facts: vec![fact("duration", "How long", "90 minutes", vec![])],
                    body: Html(
                        "<h4 id=\"ritual-bet-table-how\">How it goes</h4><p>Nobody pitches.</p>"
                            .into(),
                    ),
                }],
            }],
        },
    );
    pages.page(
        "404/",
        Shell { breadcrumbs: vec![], ..flat("There is nothing here", "") },
        &NotFoundView::default(),
    );
    pages.page(
        "old/bet-table/",
        shell("Bet table", "", None),
        &RedirectView { url: t("../../rituals/bet-table/"), title: t("Bet table") },
    );
}
