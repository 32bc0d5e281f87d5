//! What every book of the benches stands on: factors, contexts, cycles, needs, roles, teams.

use super::practice::{id, reference};
use super::{Dice, File, Kind, Shape, prose};

/// Factors, whether they are ordered, and their values.
pub const FACTORS: [(&str, bool, &[&str]); 9] = [
    ("coupling", true, &["alone", "light-interfaces", "shared-delivery", "tangled"]),
    ("novelty", true, &["well-known", "some-unknowns", "uncharted"]),
    ("interruptions", true, &["few", "some", "constant"]),
    ("work-shape", false, &["path", "web", "dag", "zero-to-one", "stream"]),
    ("team-stage", true, &["forming", "finding-rhythm", "established", "rebuilding"]),
    ("assurance", true, &["ordinary", "audited", "safety-critical"]),
    ("payoff", false, &["steady", "slow-then-steep", "all-at-the-end"]),
    ("path-to-value", true, &["direct", "one-hop", "several-hops"]),
    ("role-of-tech", false, &["is-the-product", "carries-the-product", "aside"]),
];

pub const CYCLES: [(&str, &str); 8] = [
    ("hours", "4h"),
    ("day", "1d"),
    ("week", "1w"),
    ("fortnight", "2w"),
    ("six-weeks", "6w"),
    ("quarter", "3mo"),
    ("year", "1y"),
    ("three-years", "3y"),
];

const CONTEXTS: [&str; 7] = [
    "new-offering",
    "platform",
    "journey-slice",
    "programme",
    "rebuilding",
    "company-within",
    "everything",
];

pub const NEEDS: [&str; 11] = [
    "decide-what-comes-next",
    "see-whether-it-worked",
    "stop-something-well",
    "work-beside-other-teams",
    "know-what-customers-do",
    "learn-from-failure",
    "protect-quiet-time",
    "bring-people-in",
    "tell-the-story",
    "spread-what-works",
    "carry-the-load",
];

pub const ROLES: [&str; 10] = [
    "product-lead",
    "tech-lead",
    "designer",
    "researcher",
    "engineer",
    "analyst",
    "sponsor",
    "facilitator",
    "support-lead",
    "newcomer",
];

const TEAMS: [&str; 6] = ["till", "first-visit", "lab-results", "records", "front-desk", "ledger"];

/// How many entries the ground has.
pub const COUNT: usize =
    FACTORS.len() + CYCLES.len() + CONTEXTS.len() + NEEDS.len() + ROLES.len() + TEAMS.len();

/// How many practices a team lists.
const RUNS: usize = 12;

pub fn config() -> File {
    let text = "[book]\ntitle = \"A book of the benches\"\nas-of = \"2026-06-01\"\n";
    ("book.toml".into(), text.into())
}

pub fn files(shape: &Shape) -> Vec<File> {
    let mut files = vec![config()];
    let mut dice = Dice::new(1);
    let mut add = |folder: &str, id: &str, extra: &str| {
        let title = words(id);
        let mut text = format!(
            "---\ntitle: {title}\nsummary: {} ({folder})\nowner: role/{}\n{extra}---\n",
            prose::plain(&mut dice, 12).trim_end_matches('.'),
            ROLES[0],
        );
        prose::body(&mut dice, 1, &[], &mut text);
        files.push((format!("content/{folder}/{id}.md"), text));
    };
    for (id, ordered, values) in FACTORS {
        let values: String = values
            .iter()
            .map(|value| format!("  - {{id: {value}, label: {}, looks_like: \"You can tell by the way they speak of {id}.\"}}\n", words(value)))
            .collect();
        let extra =
            format!("question: Which {id} is yours?\nordered: {ordered}\nvalues:\n{values}");
        add("factors", id, &extra);
    }
    for (number, (id, nominal)) in CYCLES.iter().enumerate() {
        let nests = CYCLES.get(number + 1);
        let nests = nests.map(|(outer, _)| format!("nests_in: cycle/{outer}\n"));
        add("cycles", id, &format!("nominal: {nominal}\n{}", nests.unwrap_or_default()));
    }
    for (number, id) in CONTEXTS.iter().enumerate() {
        add("contexts", id, &format!("values:\n{}", values(number, FACTORS.len() - 2)));
    }
    for id in NEEDS {
        add("needs", id, "");
    }
    for id in ROLES {
        add("roles", id, "");
    }
    for (number, id) in TEAMS.iter().enumerate() {
        add("teams", id, &team(number, shape));
    }
    files
}

/// What a context or a team says of its first factors.
fn values(number: usize, known: usize) -> String {
    let said = FACTORS.iter().enumerate().take(known);
    said.map(|(at, (factor, _, values))| {
        format!("  {factor}: {}\n", values[(number + at) % values.len()])
    })
    .collect()
}

fn team(number: usize, shape: &Shape) -> String {
    let like = CONTEXTS[number % CONTEXTS.len()];
    let mut text = format!("like: {like}\nsize: {}\ncontext:\n{}", 5 + number, values(number, 3));
    text.push_str("practices:\n");
    let kinds = [Kind::Ritual, Kind::Ritual, Kind::Artifact, Kind::Framework];
    let statuses = ["seedling", "growing", "established", "established", "freight-train"];
    for row in 0..RUNS {
        let kind = kinds[row % kinds.len()];
        let at = (number * 97 + row * 31) % shape.count(kind);
        text.push_str(&format!(
            "  - ref: {}\n    local_name: Our {} {number}\n    status: {}\n    since: 2025-0{}-01\n    changed: {{what: Half an hour shorter., because: Nobody missed it.}}\n",
            reference(kind, at),
            id(kind, at),
            statuses[row % statuses.len()],
            1 + row % 9,
        ));
    }
    text
}

/// An id in words, with a capital.
pub fn words(id: &str) -> String {
    let text = id.replace('-', " ");
    text[..1].to_uppercase() + &text[1..]
}
