//! Whatever an author writes in front matter stands somewhere on the pages: on the entry's own,
//! and on that of whom it names.

#[path = "support/mod.rs"]
mod support;

use support::{Shelf, page, site};

/// The text of a page as a reader sees it, without its head: no tags, single blanks.
fn read(html: &str) -> String {
    let body = html.split_once("<main").map_or(html, |(_, main)| main);
    let mut text = String::new();
    let mut inside = true;
    for letter in body.chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            letter if !inside => text.push(letter),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" ,", ",")
}

/// What a reader sees of a shelf's page, which must hold each of these.
fn shows(shelf: &Shelf, address: &str, wanted: &[&str]) -> String {
    let text = read(&page(&site(shelf.root()), address));
    for wanted in wanted {
        assert!(text.contains(wanted), "/{address} does not show `{wanted}`: {text}");
    }
    text
}

fn library() -> Shelf {
    Shelf::with([
        ("content/needs/trust.md", "---\ntitle: To trust\nsummary: A need.\n---\n"),
        ("content/roles/lead.md", "---\ntitle: A lead\nsummary: A role.\n---\n"),
        (
            "content/rituals/audit.md",
            "---\ntitle: The audit\nsummary: A ritual.\nparticipants: [{role: lead, part: \
             asks, optional: true}]\n---\n",
        ),
    ])
}

const COMMON: &str = "aka: [A synonym]\nneeds: trust\nsources: {title: The origin, by: An \
                      author}\nsee_also: audit\ntags: [a-tag]\n";

#[test]
fn an_entry_of_an_own_kind_shows_its_front_matter() {
    let shelf = library();
    shelf.put(
        "book.toml",
        "[kinds.policy]\nfolder = \"policies\"\n[kinds.policy.fields.governs]\ntype = \
         \"ref:ritual\"\nrequired = true\ninverse = \"governed by\"\n[kinds.policy.fields.in-force]\n\
         type = \"date\"\n[kinds.policy.fields.notice]\ntype = \"duration\"\n\
         [kinds.ritual.fields.room]\ntype = \"text\"\n",
    );
    let policy = format!(
        "---\ntitle: Two signatures\nsummary: A policy.\ngoverns: audit\nin-force: 2026-01-02\n\
         notice: 6w\n{COMMON}---\n"
    );
    shelf.put("content/policies/two-signatures.md", policy);
    shelf.put(
        "content/rituals/walk.md",
        "---\ntitle: The walk\nsummary: Another ritual.\nroom: The long hall\n---\n",
    );
    let own = [
        "Policy Two signatures",
        "Governs The audit",
        "In force 2 January 2026",
        "Notice 6 weeks",
        "Answers To trust",
    ];
    shows(&shelf, "policies/two-signatures/", &own);
    let common = ["Also known as A synonym", "The origin, An author", "See also", "a-tag"];
    shows(&shelf, "policies/two-signatures/", &common);
    shows(&shelf, "rituals/audit/", &["Governed by Two signatures"]);
    let printed = ["Who A lead: asks, optional", "Room The long hall", "Governs The audit"];
    shows(&shelf, "print/", &printed);
}

#[test]
fn a_factor_shows_its_other_names_and_its_own_fields() {
    let shelf = library();
    shelf.put("book.toml", "[kinds.factor.fields.asked-of]\ntype = \"ref:role\"\n");
    shelf.put(
        "content/factors/size.md",
        "---\ntitle: Size\nsummary: A factor.\nquestion: How many?\nvalues: [{id: few}]\naka: \
         [Headcount]\nneeds: trust\nasked-of: lead\n---\n",
    );
    let wanted = ["Also known as Headcount", "Asked of A lead", "Answers To trust"];
    shows(&shelf, "factors/size/", &wanted);
}

#[test]
fn a_plain_page_shows_its_front_matter() {
    let shelf = library();
    shelf.put("content/handbook/pay.md", format!("---\ntitle: Pay\n{COMMON}---\nText.\n"));
    let wanted = ["Also known as A synonym", "Answers To trust", "The origin, An author"];
    let text = shows(&shelf, "handbook/pay/", &wanted);
    assert!(text.contains("See also The audit"), "{text}");
    assert!(!text.contains("Page Pay"), "a plain page has no kind to tell: {text}");
}

#[test]
fn the_other_side_of_an_own_field_is_called_by_its_own_kind() {
    let shelf = library();
    let field = |kind: &str, name: &str, inverse: &str| {
        format!(
            "[kinds.{kind}]\nfolder = \"{kind}s\"\n[kinds.{kind}.fields.{name}]\ntype = \
             \"ref:role\"\ninverse = \"{inverse}\"\n"
        )
    };
    let kinds = [("zebra", "owned-by-role", "guards"), ("yak", "eats", "feeds")];
    let kinds = kinds.map(|(kind, name, inverse)| {
        let entry = format!("---\ntitle: The {kind}\nsummary: A {kind}.\n{name}: lead\n---\n");
        shelf.put(&format!("content/{kind}s/a.md"), entry);
        field(kind, name, inverse)
    });
    // Two kinds with one word for it are read as one.
    let pet = field("pet", "likes", "feeds");
    shelf.put("content/pets/a.md", "---\ntitle: The pet\nsummary: A pet.\nlikes: lead\n---\n");
    shelf.put("book.toml", format!("{}{pet}", kinds.concat()));
    let wanted = ["Guards The zebra", "Feeds The yak, The pet"];
    shows(&shelf, "roles/lead/", &wanted);
}

#[test]
fn a_need_stands_on_both_sides_whatever_answers_it() {
    let shelf = library();
    shelf.put("book.toml", "[kinds.policy]\nfolder = \"policies\"\nplural = \"Policies\"\n");
    let kinds = [
        ("teams", "Teams", ""),
        ("contexts", "Kinds of team", ""),
        ("factors", "Factors", "question: How?\nvalues: [{id: so}]\n"),
        ("roles", "Roles", ""),
        ("cycles", "Cycles", ""),
        ("principles", "Principles", ""),
        ("anti-patterns", "Anti-patterns", ""),
        ("needs", "Needs", ""),
        ("policies", "Policies", ""),
    ];
    for (folder, _, more) in kinds {
        let entry =
            format!("---\ntitle: One of {folder}\nsummary: {folder}.\nneeds: trust\n{more}---\n");
        shelf.put(&format!("content/{folder}/one.md"), entry);
    }
    shelf.put("content/prose.md", "---\ntitle: Some prose\nneeds: need/trust\n---\n");
    for (folder, title, _) in kinds {
        shows(&shelf, &format!("{folder}/one/"), &["Answers To trust"]);
        shows(&shelf, "needs/trust/", &[&format!("{title} One of {folder}")]);
    }
    shows(&shelf, "prose/", &["Answers To trust"]);
    let text = shows(&shelf, "needs/trust/", &["What else answers it", "Pages Some prose"]);
    assert!(text.contains("No practice answers this yet."), "{text}");
}

#[test]
fn what_is_half_said_leaves_no_empty_label() {
    let shelf = library();
    shelf.put(
        "content/rituals/half.md",
        "---\ntitle: Half\nsummary: A half.\ntradeoffs: [{watch_for: The clock}, {}]\nsources: \
         [{by: Somebody}, {year: 1999}, {by: Another, year: 2001}, {}]\ntrial: {}\n\
         forcing_function: {}\n---\n",
    );
    let wanted = ["Watch for The clock", "Sources Somebody 1999 Another, 2001"];
    let text = shows(&shelf, "rituals/half/", &wanted);
    for absent in ["You gain", "You risk", "Trying it", "What it settles"] {
        assert!(!text.contains(absent), "{absent}: {text}");
    }
}

#[test]
fn a_page_that_has_moved_names_its_goal_as_the_address_that_counts() {
    let shelf = library();
    shelf.put("book.toml", "[output.html]\nsite-url = \"https://example.org/book/\"\n");
    shelf.put(
        "content/principles/p.md",
        "---\ntitle: P\nsummary: A principle.\naliases: [/old/way/]\n---\n",
    );
    let html = page(&site(shelf.root()), "old/way/");
    let counts = "<link rel=\"canonical\" href=\"https://example.org/book/principles/p/\">";
    assert!(html.contains(counts), "{html}");
}

#[test]
fn the_own_text_of_home_and_of_a_folder_shows_its_front_matter() {
    let shelf = library();
    let text = format!("---\ntitle: An own text\n{COMMON}---\nText.\n");
    for (path, address) in [("index.md", ""), ("rituals/_index.md", "rituals/")] {
        shelf.put(&format!("content/{path}"), &text);
        let wanted = [
            "Also known as A synonym",
            "Answers To trust",
            "See also The audit",
            "The origin, An author",
            "Tags: a-tag",
        ];
        shows(&shelf, address, &wanted);
    }
}

#[test]
fn until_when_an_entry_holds_is_said_before_the_day_has_come() {
    let shelf = library();
    let rule = |day: &str| {
        format!("---\ntitle: Rule\nsummary: A rule.\nexpires: {day}\nthen: Ask the guild.\n---\n")
    };
    shelf.put("content/principles/rule.md", rule("2026-06-01"));
    let told = "Holds until 1 June 2026. Then: Ask the guild.";
    let foot = |shelf: &Shelf| shows(shelf, "principles/rule/", &["Ask the guild."]);
    assert!(foot(&shelf).contains(&told.replace("2026.", "2026 .")), "{}", foot(&shelf));
    let built = site(shelf.root());
    let twin = page(&built, "principles/rule/index.md");
    assert!(twin.contains("- Holds until: 1 June 2026\n- Then: Ask the guild.\n"), "{twin}");
    let data = page(&built, "playbook.json");
    assert!(data.contains(r#""expires":"2026-06-01","then":"Ask the guild.""#), "{data}");
    // Afterwards the banner tells it, once.
    shelf.put("content/principles/rule.md", rule("2026-05-31"));
    assert_eq!(foot(&shelf).matches("31 May 2026").count(), 1);
}

#[test]
fn what_replaced_a_retired_entry_says_so() {
    let shelf = library();
    shelf.put(
        "content/rituals/guess.md",
        "---\ntitle: The guess\nsummary: A guess.\nstate: retired\nreplaced_by: audit\n---\n",
    );
    shows(&shelf, "rituals/audit/", &["Replaces The guess retired"]);
    shows(&shelf, "rituals/guess/", &["In its place: The audit"]);
}

#[test]
fn a_role_shows_what_teams_say_of_it() {
    let shelf = library();
    shelf.put(
        "content/factors/size.md",
        "---\ntitle: Size\nsummary: A factor.\nquestion: How many?\nvalues: [{id: few}]\n---\n",
    );
    shelf.put(
        "content/teams/till.md",
        "---\ntitle: Till\nsummary: A team.\ncontext: {size: {value: few, said_by: \
         role/lead}}\npractices:\n  - {ref: audit, local_name: The look, owner: lead}\n  - {ref: \
         audit, local_name: The old look, owner: lead, until: 2020-01-01}\n---\n",
    );
    shelf.put("content/guide.md", "---\ntitle: A guide\nowner: lead\n---\n");
    let wanted = [
        "Looks after Pages A guide",
        "Looks after in teams Till The look Told the context of Till",
    ];
    let text = shows(&shelf, "roles/lead/", &wanted);
    assert!(!text.contains("The old look"), "it is over: {text}");
}

#[test]
fn a_role_that_a_ritual_names_twice_has_both_parts() {
    let shelf = library();
    shelf.put(
        "content/rituals/demo.md",
        "---\ntitle: The demo\nsummary: A demo.\nparticipants:\n  - {role: lead, part: listens, \
         optional: true}\n  - {role: lead, part: decides}\n---\n",
    );
    let text = shows(&shelf, "roles/lead/", &["The demo listens, decides"]);
    assert!(!text.contains("listens, decides optional"), "{text}");
    assert!(text.contains("asks optional"), "{text}");
}

/// Nobody is in a ritual that was given up, except where a team has not.
#[test]
fn a_role_is_in_no_ritual_that_is_retired_and_that_no_team_runs() {
    let shelf = library();
    shelf.put("content/cycles/week.md", "---\ntitle: Week\nsummary: A cycle.\nnominal: 1w\n---\n");
    for (id, state) in [("old", "retired"), ("new", "active")] {
        let front = format!("title: The {id} one\nsummary: It is {id}.\nstate: {state}");
        let rest = "cycle: week\nduration: 1h\nparticipants: {role: lead}";
        shelf.put(&format!("content/rituals/{id}.md"), format!("---\n{front}\n{rest}\n---\n"));
    }
    let text = shows(&shelf, "roles/lead/", &["The new one", "1 hour a week"]);
    assert!(!text.contains("The old one"), "{text}");
    shelf.put(
        "content/teams/till.md",
        "---\ntitle: Till\nsummary: A team.\npractices: {ref: old}\n---\n",
    );
    shows(&shelf, "roles/lead/", &["The old one retired", "2 hours a week"]);
}

#[test]
fn a_page_beside_the_folder_of_its_name_leads_to_what_lies_in_it() {
    let shelf = Shelf::with([
        ("content/guide.md", "# The guide\n\nWords.\n"),
        ("content/guide/start.md", "# To start\n\nWords.\n"),
        ("content/guide/deep/end.md", "# To end\n\nWords.\n"),
        ("content/guided.md", "# Another\n\nWords.\n"),
    ]);
    let site = site(shelf.root());
    let guide = page(&site, "guide/");
    for link in ["<a class=\"ref k-page\" href=\"../guide/start/\">To start</a>", "guide/deep/\">"]
    {
        assert!(guide.contains(link), "{link}: {guide}");
    }
    for other in ["deep/end/\">", "class=\"ref k-page\" href=\"../guided/\">"] {
        assert!(!guide.contains(other), "{other}: {guide}");
    }
    assert!(!page(&site, "guided/").contains("s.children"));
}

#[test]
fn a_folder_with_more_pages_than_are_listed_says_so() {
    let shelf = Shelf::with([("content/index.md", "# Home\n")]);
    for at in 0..203 {
        shelf.put(&format!("content/notes/n{at:03}.md"), "# A note\n");
    }
    let text = shows(&shelf, "notes/", &["and 3 more"]);
    // The list, and the way on to the first of them.
    assert_eq!(text.matches("A note").count(), 200 + 1);
}

/// From the first plain page each leads to the next, through all folders, and back: what lies in a folder
/// comes behind its own page.
#[test]
fn plain_pages_lead_through_all_folders() {
    let shelf = Shelf::with([
        ("content/alpha.md", "# Alpha\n"),
        ("content/beta/one.md", "# One\n"),
        ("content/beta/two.md", "# Two\n"),
        ("content/beta/under/three.md", "# Three\n"),
        ("content/gamma.md", "# Gamma\n"),
        ("content/needs/notes.md", "# Notes on needs\n"),
        ("content/needs/trust.md", "---\ntitle: To trust\nsummary: A need.\n---\n"),
        ("content/omega.md", "# Omega\n"),
    ]);
    let site = site(shelf.root());
    let turned = |address: &str| {
        let html = page(&site, address);
        ["prev", "next"].map(|way| {
            let (_, link) = html.split_once(&format!("<link rel=\"{way}\" href=\""))?;
            link.split('"').next().map(str::to_owned)
        })
    };
    let wanted = [
        ("alpha/", None, Some("../beta/")),
        ("beta/", Some("../alpha/"), Some("../beta/one/")),
        ("beta/one/", Some("../../beta/"), Some("../../beta/two/")),
        ("beta/two/", Some("../../beta/one/"), Some("../../beta/under/")),
        ("beta/under/", Some("../../beta/two/"), Some("../../beta/under/three/")),
        ("beta/under/three/", Some("../../../beta/under/"), Some("../../../gamma/")),
        ("gamma/", Some("../beta/under/three/"), Some("../omega/")),
        ("omega/", Some("../gamma/"), None),
        // Beside entries of a kind it stands alone.
        ("needs/notes/", None, None),
    ];
    for (address, previous, next) in wanted {
        assert_eq!(turned(address), [previous, next].map(|to| to.map(str::to_owned)), "{address}");
    }
}

/// Plain pages stand in their folder by weight, then by address: in its list, and from one to the
/// next. A folder weighs what its own text does.
#[test]
fn plain_pages_stand_in_the_order_of_their_weight() {
    let shelf = Shelf::with([
        ("content/guide/index.md", "# Guide\n"),
        ("content/guide/alpha.md", "---\ntitle: Alpha\nweight: 20\n---\n"),
        ("content/guide/beta.md", "# Beta\n"),
        ("content/guide/gamma.md", "# Gamma\n"),
        ("content/guide/last/index.md", "---\ntitle: Last\nweight: -5\n---\n"),
        ("content/guide/last/one.md", "# One\n"),
        ("content/guide/last/two.md", "---\ntitle: Two\nweight: -1\n---\n"),
    ]);
    let site = site(shelf.root());
    let listed = |address: &str| {
        let html = page(&site, address);
        let (_, list) = html.split_once("id=\"s.children\"").expect("a list of what lies below");
        let (list, _) = list.split_once("</ul>").expect("its end");
        let links = list.split("<a class=\"ref").skip(1);
        let title = |link: &str| link.split(['>', '<']).nth(1).map(str::to_owned);
        links.filter_map(title).collect::<Vec<_>>()
    };
    assert_eq!(listed("guide/"), ["Last", "Beta", "Gamma", "Alpha"]);
    assert_eq!(listed("guide/last/"), ["Two", "One"]);
    let next = |address: &str| {
        let html = page(&site, address);
        let (_, link) = html.split_once("<link rel=\"next\" href=\"")?;
        link.split('"').next().map(str::to_owned)
    };
    for (address, wanted) in [
        ("guide/", Some("../guide/last/")),
        ("guide/last/", Some("../../guide/last/two/")),
        ("guide/last/two/", Some("../../../guide/last/one/")),
        ("guide/last/one/", Some("../../../guide/beta/")),
        ("guide/beta/", Some("../../guide/gamma/")),
        ("guide/gamma/", Some("../../guide/alpha/")),
        ("guide/alpha/", None),
    ] {
        assert_eq!(next(address).as_deref(), wanted, "{address}");
    }
}

/// Teams have the second door for themselves where nobody has described a kind of team.
#[test]
fn a_home_without_kinds_of_team_leads_to_the_teams() {
    let shelf = Shelf::with([("content/teams/oven.md", "---\ntitle: Oven\nsummary: Five.\n---\n")]);
    let home = page(&site(shelf.root()), "");
    assert!(home.contains("<li><a href=\"teams/oven/\">Oven</a></li>"), "{home}");
    assert!(!home.contains("My team is like") && !home.contains("How they really work"), "{home}");
    shelf.put("content/contexts/busy.md", "---\ntitle: Busy\nsummary: Much.\n---\n");
    let home = page(&site(shelf.root()), "");
    assert!(home.contains("My team is like") && home.contains("How they really work"), "{home}");
}

/// Where no text of the home page's own leads on, it lists what there is to read.
#[test]
fn home_without_a_text_lists_what_there_is_to_read() {
    let shelf = Shelf::with([
        ("content/about.md", "---\nsummary: Who we are.\n---\n# About\n"),
        ("content/handbook/values.md", "# Values\n"),
        ("content/rituals/huddle.md", "---\ntitle: Huddle\nsummary: We stand.\n---\n"),
        ("content/first.md", "---\nweight: -1\n---\n# First\n"),
    ]);
    let list = |shelf: &Shelf| {
        let html = page(&site(shelf.root()), "");
        let (_, list) = html.split_once("id=\"s.read\"")?;
        let (list, _) = list.split_once("</section>").expect("its end");
        Some(list.to_owned())
    };
    let read = list(&shelf).expect("a list");
    let at = |text: &str| read.find(text).unwrap_or_else(|| panic!("{text} in {read}"));
    assert!(at("First") < at("About") && at("Who we are.") < at("Handbook"));
    assert!(!read.contains("Values") && !read.contains("Rituals") && !read.contains("Huddle"));
    shelf.put("content/README.md", "# Ours\n\nRead [about us](about.md).\n");
    assert_eq!(list(&shelf), None);
    // With more than the navigation lists it has them all, and the navigation leads there.
    let more = "<a href=\"../../#s.read\">and 9 more</a>";
    assert!(!page(&site(shelf.root()), "handbook/values/").contains("more</a>"));
    for number in 10..40 {
        shelf.put(&format!("content/topic-{number}.md"), format!("# Topic {number}\n"));
    }
    assert!(page(&site(shelf.root()), "handbook/values/").contains(more));
    assert_eq!(list(&shelf).expect("a list").matches("Topic").count(), 30);
    // Whoever is in a section that is not listed sees that one.
    shelf.put("content/zoo/lion.md", "# Lion\n");
    let lion = page(&site(shelf.root()), "zoo/lion/");
    let (_, zoo) = lion.split_once("<li class=\"here\">").expect("a section");
    assert!(
        zoo.contains("<span>Zoo</span>") && zoo.contains("aria-current=\"page\">Lion"),
        "{zoo}"
    );
    assert_eq!(lion.matches("<span>Zoo</span>").count(), 1);
    assert!(!page(&site(shelf.root()), "handbook/values/").contains("<span>Zoo</span>"));
}

/// The navigation leads down to a plain page, with what stands around it on the last steps of the way;
/// it has the order of the lists, and does not grow with them.
#[test]
fn the_navigation_shows_what_is_near_a_plain_page() {
    let shelf = Shelf::with([
        ("content/heavy.md", "---\ntitle: Heavy\nweight: 7\n---\n"),
        ("content/guide/index.md", "# Guide\n"),
        ("content/guide/alpha.md", "---\ntitle: Alpha\nweight: 20\n---\n"),
        ("content/guide/deep/beta.md", "# Beta\n"),
        ("content/guide/deep/down/gamma.md", "# Gamma\n"),
        ("content/guide/deep/down/delta.md", "# Delta\n"),
        ("content/zeta.md", "# Zeta\n"),
    ]);
    for number in 10..50 {
        shelf.put(&format!("content/long/p{number}.md"), format!("# Page {number}\n"));
    }
    let site = site(shelf.root());
    let near = |address: &str| {
        let html = page(&site, address);
        let (_, nav) = html.split_once("<nav class=\"side\"").expect("a navigation");
        let (nav, _) = nav.split_once("</nav>").expect("its end");
        let links = nav.split("<a href=").skip(1).map(|link| {
            let text = link.split(['>', '<']).map(str::trim).filter(|text| !text.is_empty());
            let title = text.skip(1).find(|text| *text != "span").expect("a title");
            let here = link.split('>').next().is_some_and(|tag| tag.contains("\"page\""));
            format!("{title}{}", if here { "!" } else { "" })
        });
        links.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(near("zeta/"), "Guide Long Zeta! Heavy");
    assert_eq!(near("guide/"), "Guide! Long Zeta Heavy");
    assert_eq!(near("guide/alpha/"), "Guide Deep Alpha! Long Zeta Heavy");
    assert_eq!(near("guide/deep/"), "Guide Deep! Alpha Long Zeta Heavy");
    assert_eq!(near("guide/deep/beta/"), "Guide Deep Beta! Down Alpha Long Zeta Heavy");
    // Of what stands further up only the way is shown.
    assert_eq!(near("guide/deep/down/gamma/"), "Guide Deep Beta Down Delta Gamma! Long Zeta Heavy");
    let shown = near("long/p30/");
    assert!(shown.contains("Page 25") && shown.contains("Page 30!") && shown.contains("Page 35"));
    assert_eq!(shown.matches("Page").count(), 11, "{shown}");
}

/// What two teams run alike is folded, whatever they call it; what differs in anything that the
/// row tells, be it the state or the hour alone, is not.
#[test]
fn a_comparison_folds_only_what_is_run_alike() {
    let shelf = library();
    for name in ["circle", "review", "retro"] {
        let ritual = format!("---\ntitle: The {name}\nsummary: A ritual.\n---\n");
        shelf.put(&format!("content/rituals/{name}.md"), ritual);
    }
    let team = |name: &str, state: &str, at: &str| {
        format!(
            "---\ntitle: Team {name}\nsummary: A team.\npractices:\n\
             - {{ref: ritual/circle, local_name: Circle of {name}}}\n\
             - {{ref: ritual/review, status: {state}}}\n- {{ref: ritual/retro, at: \"{at}\"}}\n---\n"
        )
    };
    shelf.put("content/teams/a.md", team("a", "growing", "Tue 10:00"));
    shelf.put("content/teams/b.md", team("b", "established", "Tue 11:00"));
    let text = shows(&shelf, "compare/a-and-b/", &["1 run alike"]);
    let (_, table) = text.split_once("or run differently").unwrap_or_default();
    let (unlike, alike) = table.split_once("1 run alike").unwrap_or_default();
    assert!(unlike.contains("The review") && unlike.contains("The retro"), "{text}");
    assert!(!unlike.contains("The circle") && alike.contains("Circle of b"), "{text}");
}

/// A team may run any practice on a rung, and stands there under its own name, which leads to it.
#[test]
fn a_cycle_shows_whatever_teams_run_on_it() {
    let shelf = library();
    shelf.put("content/cycles/week.md", "---\ntitle: Week\nsummary: A cycle.\nnominal: 1w\n---\n");
    shelf.put("content/exercises/dig.md", "---\ntitle: The dig\nsummary: An exercise.\n---\n");
    let practices = "practices:\n- {ref: exercise/dig, cycle: week}\n- {ref: audit, cycle: week}";
    let team = format!("---\ntitle: The moles\nsummary: A team.\n{practices}\n---\n");
    shelf.put("content/teams/moles.md", team);
    let html = page(&site(shelf.root()), "cycles/week/");
    let (_, teams) = html.split_once("id=\"s.teams\"").expect("the page has teams");
    assert!(teams.contains("<dt><a href=\"../../teams/moles/\">The moles</a></dt>"), "{teams}");
    for wanted in ["<a class=\"ref k-ritual\"", "<a class=\"ref k-exercise\""] {
        assert!(teams.contains(wanted), "{wanted}: {teams}");
    }
}

/// What a team runs on several rungs is drawn a second time, as cycles within each other; on one
/// rung there is nothing to nest.
#[test]
fn a_team_on_several_rungs_has_the_nested_cycles_as_a_second_picture() {
    let shelf = library();
    for (id, length) in [("week", "1w"), ("month", "1mo"), ("year", "1y")] {
        let cycle = format!("---\ntitle: {id}\nsummary: A cycle.\nnominal: {length}\n---\n");
        shelf.put(&format!("content/cycles/{id}.md"), cycle);
    }
    shelf.put("content/rituals/fair.md", "---\ntitle: The fair\nsummary: A ritual.\n---\n");
    let team = |practices: &str| {
        let team =
            format!("---\ntitle: The moles\nsummary: A team.\npractices: {practices}\n---\n");
        shelf.put("content/teams/moles.md", team);
        page(&site(shelf.root()), "teams/moles/")
    };
    let wheel = |html: &str| html.split_once("id=\"d.wheel\"").map(|(_, behind)| behind.to_owned());
    let html = team("[{ref: audit, cycle: week}, {ref: fair, cycle: year}]");
    let drawn = wheel(&html).expect("a second picture");
    let (drawn, _) = drawn.split_once("</figure>").expect("a figure");
    for wanted in ["dg-ring empty", "../../rituals/audit/", "../../rituals/fair/", "month: empty"] {
        assert!(drawn.contains(wanted), "{wanted}: {drawn}");
    }
    assert_eq!(wheel(&team("[{ref: audit, cycle: week}, {ref: fair, cycle: week}]")), None);
}

/// A factor that is known in both places, one that is not, and a ritual with a line for each.
fn evidence() -> Shelf {
    let factor = |title: &str| {
        format!(
            "---\ntitle: {title}\nsummary: A factor.\nquestion: How much?\nordered: true\nvalues: \
             [{{id: low, label: Low, looks_like: Little.}}, {{id: high, label: High, looks_like: \
             Much.}}]\n---\n"
        )
    };
    Shelf::with([
        ("content/factors/hurry.md", &*factor("Hurry")),
        ("content/factors/trust.md", &*factor("Trust")),
        (
            "content/contexts/rush.md",
            "---\ntitle: Rush\nsummary: A context.\nvalues: {hurry: [low, high]}\n---\n",
        ),
        (
            "content/teams/crew.md",
            "---\ntitle: Crew\nsummary: A team.\ncontext: {hurry: high}\npractices: [{ref: round, \
             since: 2026-01-01}]\n---\n",
        ),
        (
            "content/rituals/round.md",
            "---\ntitle: Round\nsummary: A ritual.\ntrigger: Somebody calls for it.\nduration: \
             1h\nfit:\n  - {when: {hurry: high}, lean: against, because: It takes \
             long.}\n  - {when: {trust: high}, lean: for, because: People say it as it is.}\n  - \
             {when: {hurry: low}, lean: for, because: There is time.}\n---\n",
        ),
    ])
}

#[test]
fn a_verdict_says_what_it_rests_on_and_what_would_change_it() {
    let shelf = evidence();
    let text = shows(
        &shelf,
        "rituals/round/",
        &[
            // In the context, for part of the work each; in the team, all of it.
            "Rush ◆ Mixed for part of the work Against: Hurry: High, in part For: Hurry: Low, in part",
            "■ Fits badly Against: Hurry: High If trust is “high”, there are reasons for it and \
         against it.",
        ],
    );
    assert!(!text.contains("Hurry: Low or High"), "what is not so is left out: {text}");
    let html = page(&site(shelf.root()), "rituals/round/");
    for number in ["1", "2", "3"] {
        assert_eq!(html.matches(&format!("id=\"s.line-{number}\"")).count(), 1, "{html}");
    }
    assert_eq!(html.matches("href=\"#s.line-1\"").count(), 2, "{html}");
    // From the team's page one gets to where the reasons of its verdict stand.
    assert_eq!(html.matches("id=\"s.at-crew\"").count(), 1, "{html}");
    let team = page(&site(shelf.root()), "teams/crew/");
    assert!(team.contains("href=\"../../rituals/round/#s.at-crew\""), "{team}");
}

#[test]
fn what_has_a_trigger_is_held_when_needed() {
    let shelf = evidence();
    shows(&shelf, "rituals/round/", &["Rhythm When needed Somebody calls for it."]);
    shows(
        &shelf,
        "teams/crew/",
        &[
            "when needed 1 hour since",
            "When Somebody calls for it.",
            "Counted apart Round held when needed",
        ],
    );
    shows(&shelf, "rituals/", &["when needed, 1 hour"]);
}

#[test]
fn a_kind_of_team_has_what_fits_in_short_before_the_reasons() {
    let text = shows(&evidence(), "contexts/rush/", &["What fits here"]);
    let at = |wanted: &str| text.find(wanted).unwrap_or_else(|| panic!("no `{wanted}`: {text}"));
    assert!(at("◆ Mixed Round") < at("With the reasons"), "{text}");
    assert!(at("With the reasons") < at("It takes long."), "{text}");
}

#[test]
fn our_own_words_on_a_card_come_with_what_they_mean() {
    let shelf = Shelf::with([(
        "content/frameworks/map.md",
        "---\ntitle: The map\nsummary: A framework.\njob: [quality-aid, local-interface]\nreach: \
         programme\n---\n",
    )]);
    shows(
        &shelf,
        "frameworks/map/",
        &[
            "quality aid: makes what is already done better",
            "local interface: a shared language inside one team",
            "Reach programme it is asked of everybody",
        ],
    );
}

#[test]
fn a_drawing_with_its_list_right_below_has_no_second_list() {
    let html = page(&site(evidence().root()), "teams/crew/");
    assert!(html.contains("id=\"d.ladder\""), "{html}");
    assert!(!html.contains("The same as a list"), "{html}");
}

#[test]
fn a_folder_without_a_text_says_in_which_folders_it_lies() {
    let shelf = Shelf::with([
        ("content/guide/README.md", "# The guide\n"),
        ("content/guide/deep/er/end.md", "# To end\n"),
    ]);
    for (address, above) in [("guide/deep/", "Home The guide Deep"), ("guide/deep/er/", "Deep Er")]
    {
        shows(&shelf, address, &[above]);
    }
}

#[test]
fn a_cycle_of_one_length_has_that_length() {
    let shelf = library();
    let span = |min: &str| {
        format!("---\ntitle: Day\nsummary: A cycle.\nspan: {{min: {min}, max: 1d}}\n---\n")
    };
    shelf.put("content/cycles/day.md", span("1d"));
    assert!(!shows(&shelf, "cycles/day/", &["Span 1 day"]).contains("1 day to"));
    shelf.put("content/cycles/day.md", span("8h"));
    shows(&shelf, "cycles/day/", &["Span 8 hours to 1 day"]);
}

#[test]
fn a_teams_drawings_say_what_stands_on_no_rung_and_what_has_ended() {
    let shelf = library();
    shelf.put("content/rituals/walk.md", "---\ntitle: Walk\nsummary: A walk.\ncycle: day\n---\n");
    shelf.put(
        "content/cycles/day.md",
        "---\ntitle: Day\nsummary: A cycle.\nspan: {min: 1d, max: 1d}\n---\n",
    );
    let team = |practices: &str| {
        format!(
            "---\ntitle: One\nsummary: A team.\npractices: [{practices}]\ninteractions:\n  - \
             {{team: two, mode: facilitating, until: 2026-05-31}}\n  - {{team: two, mode: \
             collaboration, until: 2026-06-01}}\n---\n"
        )
    };
    shelf.put("content/teams/two.md", "---\ntitle: Two\nsummary: A team.\n---\n");
    shelf.put("content/teams/one.md", team("{ref: audit, status: growing}"));
    shows(
        &shelf,
        "teams/one/",
        &[
            "1 practice, when needed.",
            "One: 2 interactions with other teams.",
            "ended 31 May 2026",
            "until 1 June 2026",
        ],
    );
    let text = shows(&shelf, "print/one/", &["Two (facilitating, ended 31 May 2026)"]);
    assert!(text.contains("Two (collaboration, until 1 June 2026)"), "{text}");
    let both = "{ref: audit, status: growing}, {ref: walk, status: growing}";
    shelf.put("content/teams/one.md", team(both));
    let text = shows(&shelf, "teams/one/", &["1 practice on 1 rung, 1 when needed."]);
    assert!(!text.contains("until 31 May 2026"), "{text}");
}

#[test]
fn without_factors_there_is_no_explorer_and_no_door_to_it() {
    let shelf = library();
    shelf.put("content/teams/one.md", "---\ntitle: One\nsummary: A team.\n---\n");
    let all = site(shelf.root());
    assert!(!all.routes().has("explorer/"));
    assert!(!page(&all, "").contains("Describe your team"));
    shelf.put(
        "content/factors/sea.md",
        "---\ntitle: Sea\nsummary: A factor.\nquestion: How rough?\nvalues: [{id: calm}]\n---\n",
    );
    shows(&shelf, "explorer/", &["How rough?"]);
    shows(&shelf, "", &["Describe your team"]);
}

#[test]
fn the_search_says_what_it_searches_and_has_lists_beside_it() {
    let shelf = Shelf::with([("content/guide/start.md", "# To start\n")]);
    shows(&shelf, "search/", &["1 page, under its title.", "These lists do not: Guide"]);
    shelf.put("content/teams/one.md", "---\ntitle: One\nsummary: A team.\n---\n");
    let both = "2 pages, under their titles and under the names that teams use.";
    shows(&shelf, "search/", &[both, "These lists do not: Teams"]);
    let shelf = Shelf::with([("content/index.md", "# Home\n")]);
    let text = shows(&shelf, "search/", &["The search needs JavaScript."]);
    assert!(!text.contains("These lists"), "{text}");
}

#[test]
fn a_retired_factor_is_marked_where_the_explorer_asks_for_it() {
    let shelf = library();
    for (id, state) in [("sea", "state: retired\nbecause: We dried up.\n"), ("sky", "")] {
        let text = format!(
            "---\ntitle: {id}\nsummary: A factor.\nquestion: The {id}?\nvalues: [{{id: \
             calm}}]\n{state}---\n"
        );
        shelf.put(&format!("content/factors/{id}.md"), text);
    }
    let text = shows(&shelf, "explorer/", &["The sea? retired"]);
    assert!(!text.contains("The sky? retired"), "{text}");
}

/// Home and the explorer show some of the teams and of their kinds, and the way to all.
#[test]
fn who_is_not_among_some_is_behind_a_link_to_all() {
    let shelf = library();
    shelf.put(
        "content/factors/sea.md",
        "---\ntitle: Sea\nsummary: A factor.\nquestion: How rough?\nvalues: [{id: calm}]\n---\n",
    );
    for at in 0..14 {
        let text = format!("---\ntitle: Team {at}\nsummary: A team.\n---\n");
        shelf.put(&format!("content/teams/t{at}.md"), text);
    }
    assert!(!shows(&shelf, "", &["Team 13"]).contains("All 14"));
    for at in 14..41 {
        for (folder, title) in [("teams", "Team"), ("contexts", "Kind")] {
            let text = format!("---\ntitle: {title} {at}\nsummary: Of {title}.\n---\n");
            shelf.put(&format!("content/{folder}/t{at}.md"), text);
        }
    }
    let home = page(&site(shelf.root()), "");
    for all in ["<a href=\"./teams/\">All 41</a>", "<a href=\"./contexts/\">All 27</a>"] {
        assert!(home.contains(all), "{home}");
    }
    let explorer = shows(&shelf, "explorer/", &["All 41"]);
    assert!(!explorer.contains("All 27"), "{explorer}");
}

#[test]
fn what_has_nothing_to_say_has_no_heading() {
    let shelf = Shelf::with([
        ("content/rituals/audit.md", "---\ntitle: The audit\nsummary: A ritual.\n---\n"),
        ("content/contexts/calm.md", "---\ntitle: Calm\nsummary: A context.\n---\n"),
        ("content/teams/one.md", "---\ntitle: One\nsummary: A team.\n---\n"),
        ("content/teams/two.md", "---\ntitle: Two\nsummary: A team.\n---\n"),
    ]);
    for (address, heading) in [
        ("rituals/audit/", "At a glance"),
        ("contexts/calm/", "What sets it apart"),
        ("teams/one/", "Their context"),
        ("compare/one-and-two/", "Context"),
        ("compare/one-and-two/", "Practices"),
    ] {
        let text = shows(&shelf, address, &[]);
        assert!(!text.contains(heading), "/{address} has `{heading}`: {text}");
    }
    // A matrix whose cells have no reasons promises none.
    let text = shows(&shelf, "matrix/practice-context/", &["Practices in the rows"]);
    assert!(!text.contains("links to its reasons"), "{text}");
}

/// Neither a value's page nor a rung's lists all of a large book, and each says how many are left.
#[test]
fn what_a_long_list_leaves_out_is_counted() {
    let shelf = Shelf::with([
        ("content/cycles/day.md", "---\ntitle: Day\nsummary: A cycle.\n---\n"),
        (
            "content/factors/sea.md",
            "---\ntitle: Sea\nsummary: A factor.\nquestion: How rough?\nvalues: [{id: calm}]\n---\n",
        ),
    ]);
    let put = |at: usize| {
        let lean = ["for", "against", "avoid"][at % 3];
        let fit = format!("fit: {{when: {{sea: calm}}, lean: {lean}, because: Because.}}\n");
        let common = format!("title: A thing {at}\nsummary: A thing.\n");
        shelf.put(
            &format!("content/rituals/r{at}.md"),
            format!("---\n{common}{fit}cycle: day\n---\n"),
        );
        shelf.put(
            &format!("content/artifacts/a{at}.md"),
            format!("---\n{common}horizon: day\n---\n"),
        );
    };
    (0..60).for_each(put);
    assert!(!shows(&shelf, "cycles/day/", &[]).contains("more."));
    (60..186).for_each(put);
    let text = shows(&shelf, "factors/sea/calm/", &[]);
    assert_eq!(text.matches("And 2 more.").count(), 3, "{text}");
    let text = shows(&shelf, "cycles/day/", &[]);
    assert_eq!(text.matches("And 126 more.").count(), 2, "{text}");
}

#[test]
fn who_runs_it_and_what_fits_a_team_say_how_many_more_there_are() {
    let shelf = library();
    for at in 0..41 {
        for (folder, practices) in
            [("contexts", ""), ("teams", "practices: {ref: audit, status: growing}\n")]
        {
            let text = format!("---\ntitle: {folder} {at}\nsummary: Some.\n{practices}---\n");
            shelf.put(&format!("content/{folder}/p{at}.md"), text);
        }
        if at < 10 {
            let text = "---\ntitle: Apt\nsummary: Some.\nfit: {lean: for, because: Apt.}\n---\n";
            shelf.put(&format!("content/frameworks/f{at}.md"), text);
        }
    }
    shows(&shelf, "rituals/audit/", &["And 1 more.", "And 11 more."]);
    shows(&shelf, "teams/p7/", &["And 2 more"]);
    shelf.put("content/frameworks/f8.md", "---\ntitle: Apt\nsummary: Some.\n---\n");
    shelf.put("content/frameworks/f9.md", "---\ntitle: Apt\nsummary: Some.\n---\n");
    let text = shows(&shelf, "teams/p7/", &["Fits, and is not run"]);
    assert!(!text.contains("more"), "{text}");
}
