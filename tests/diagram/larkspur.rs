//! Teams of Larkspur as drawings want them: enough of the truth to judge a drawing by.

use playbook::diagram::*;

fn url(kind: &str, label: &str) -> Option<String> {
    Some(format!("../../{kind}s/{}/", label.to_lowercase().replace(' ', "-")))
}

fn node(kind: &str, label: &str, note: &str) -> FlowNode {
    FlowNode {
        label: label.into(),
        note: (!note.is_empty()).then(|| note.into()),
        url: url(kind, label),
        kind: kind.into(),
        focus: false,
    }
}

fn tied(nodes: Vec<FlowNode>, title: &str, ties: &[(&str, &str, &str)]) -> Flow {
    let at = |label: &str| nodes.iter().position(|node| node.label == label).expect(label);
    let ties = ties
        .iter()
        .map(|(from, tie, to)| match *tie {
            "makes" => (at(from), Tie::Makes, at(to)),
            "takes" => (at(to), Tie::Feeds, at(from)),
            "updates" => (at(from), Tie::Updates, at(to)),
            word => (at(from), Tie::Named(word.into()), at(to)),
        })
        .collect();
    Flow { title: title.into(), nodes, ties }
}

pub fn till_flow() -> Flow {
    let nodes = vec![
        node("ritual", "Stakes", "Bet table"),
        node("ritual", "Half-time", "Midpoint pause"),
        node("ritual", "Counter hour", "Clinic hour"),
        node("ritual", "What we found", "Learning review"),
        node("ritual", "Season look-back", ""),
        node("ritual", "Blameless review", ""),
        node("artifact", "Bet page", ""),
        node("artifact", "Learning backlog", ""),
        node("artifact", "Learning note", ""),
        node("artifact", "Driver tree", ""),
        node("artifact", "Signal board", ""),
        node("artifact", "Decision log", ""),
        node("artifact", "Incident story", ""),
    ];
    tied(
        nodes,
        "How work flows through Till",
        &[
            ("Stakes", "takes", "Driver tree"),
            ("Stakes", "takes", "Learning note"),
            ("Stakes", "makes", "Bet page"),
            ("Stakes", "makes", "Decision log"),
            ("Half-time", "takes", "Bet page"),
            ("Half-time", "takes", "Signal board"),
            ("Half-time", "updates", "Decision log"),
            ("Counter hour", "takes", "Learning backlog"),
            ("Counter hour", "makes", "Learning note"),
            ("What we found", "takes", "Learning note"),
            ("What we found", "takes", "Bet page"),
            ("What we found", "updates", "Learning backlog"),
            ("Season look-back", "takes", "Signal board"),
            ("Season look-back", "updates", "Driver tree"),
            ("Blameless review", "makes", "Incident story"),
            ("What we found", "takes", "Incident story"),
        ],
    )
}

pub fn ledger_flow() -> Flow {
    let mut nodes = vec![
        node("ritual", "Mission kickoff", ""),
        node("ritual", "Monday round", "Status round"),
        node("ritual", "Swap shop", "Dependency swap"),
        node("ritual", "Go-slow gate", ""),
        node("ritual", "Blameless review", ""),
        node("ritual", "Strategy story", ""),
        node("ritual", "Daily huddle", ""),
        node("ritual", "Halfway stop", "Midpoint pause"),
        node("artifact", "Team charter", ""),
        node("artifact", "Team interface card", ""),
        node("artifact", "Dependency map", ""),
        node("artifact", "Readiness list", ""),
        node("artifact", "Decision log", ""),
        node("artifact", "Weekly status deck", ""),
        node("artifact", "Incident story", ""),
        node("artifact", "Ladder sheet", ""),
        node("artifact", "Learning note", ""),
        node("artifact", "Signal board", ""),
    ];
    nodes.push(node("ritual", "Garden walk", ""));
    tied(
        nodes,
        "How work flows through Ledger Move",
        &[
            ("Strategy story", "makes", "Ladder sheet"),
            ("Mission kickoff", "takes", "Ladder sheet"),
            ("Mission kickoff", "makes", "Team charter"),
            ("Mission kickoff", "makes", "Team interface card"),
            ("Swap shop", "takes", "Team interface card"),
            ("Swap shop", "takes", "Ladder sheet"),
            ("Swap shop", "updates", "Dependency map"),
            ("Monday round", "takes", "Dependency map"),
            ("Monday round", "takes", "Signal board"),
            ("Monday round", "makes", "Weekly status deck"),
            ("Daily huddle", "updates", "Signal board"),
            ("Go-slow gate", "takes", "Readiness list"),
            ("Go-slow gate", "takes", "Dependency map"),
            ("Go-slow gate", "makes", "Decision log"),
            ("Halfway stop", "takes", "Decision log"),
            ("Halfway stop", "updates", "Ladder sheet"),
            ("Halfway stop", "makes", "Readiness list"),
            ("Blameless review", "makes", "Incident story"),
            ("Blameless review", "updates", "Readiness list"),
            ("Blameless review", "makes", "Learning note"),
            ("Swap shop", "takes", "Learning note"),
        ],
    )
}

pub fn neighbourhood() -> Flow {
    let mut nodes = vec![
        node("artifact", "Driver tree", ""),
        node("artifact", "Learning note", ""),
        node("ritual", "Bet table", ""),
        node("artifact", "Bet page", ""),
        node("artifact", "Decision log", ""),
        node("framework", "Appetite budget", ""),
        node("ritual", "Midpoint pause", ""),
        node("framework", "Limited work", ""),
        node("ritual", "Season look-back", ""),
    ];
    nodes[2].focus = true;
    tied(
        nodes,
        "What the Bet table takes, makes and stands beside",
        &[
            ("Bet table", "takes", "Driver tree"),
            ("Bet table", "takes", "Learning note"),
            ("Bet table", "makes", "Bet page"),
            ("Bet table", "updates", "Decision log"),
            ("Bet table", "requires", "Appetite budget"),
            ("Bet table", "goes with", "Midpoint pause"),
            ("Bet table", "conflicts with", "Limited work"),
            ("Season look-back", "goes with", "Bet table"),
        ],
    )
}

fn chip(label: &str, also: &str, note: &str, status: &str, column: usize) -> Chip {
    Chip {
        label: label.into(),
        note: (!note.is_empty()).then(|| note.into()),
        also: (!also.is_empty()).then(|| also.into()),
        url: url("ritual", if also.is_empty() { label } else { also }),
        status: status.into(),
        column,
    }
}

fn rung(label: &str, note: &str, chips: Vec<Chip>) -> Rung {
    Rung {
        label: label.into(),
        note: (!note.is_empty()).then(|| note.into()),
        url: url("cycle", label),
        chips,
        aside: false,
    }
}

pub fn till_ladder() -> Ladder {
    Ladder {
        title: "What Till runs, by cycle".into(),
        columns: vec![],
        rungs: vec![
            rung("Three years", "", vec![]),
            rung("Year", "4 quarters", vec![chip("Strategy story", "", "1h30m", "growing", 0)]),
            rung(
                "Quarter",
                "2 six-weeks",
                vec![chip("Season look-back", "", "2h", "established", 0)],
            ),
            rung(
                "Six weeks",
                "3 fortnights",
                vec![
                    chip("Stakes", "Bet table", "1h30m", "established", 0),
                    chip("Half-time", "Midpoint pause", "45m", "growing", 0),
                ],
            ),
            rung("Fortnight", "2 weeks", vec![]),
            rung(
                "Week",
                "",
                vec![
                    chip("What we found", "Learning review", "45m", "established", 0),
                    chip("Counter hour", "Clinic hour", "1h", "growing", 0),
                    chip("Monday round", "Status round", "30m", "freight-train", 0),
                    chip("Weeding", "Garden walk", "30m", "seedling", 0),
                    chip("Quiet Thursdays", "Quiet days", "", "composting", 0),
                ],
            ),
            rung("Day", "", vec![chip("Ten past nine", "Daily huddle", "10m", "freight-train", 0)]),
            rung("Hours", "", vec![]),
            Rung {
                aside: true,
                ..rung(
                    "When needed",
                    "",
                    vec![chip("Blameless review", "", "1h", "established", 0)],
                )
            },
        ],
    }
}

pub fn both_ladders() -> Ladder {
    let mut both = till_ladder();
    both.title = "The rhythms of Till and Ledger Move".into();
    both.columns = vec!["Till".into(), "Ledger Move".into()];
    both.rungs[2].chips.push(chip("Halfway stop", "Midpoint pause", "1h", "growing", 1));
    both.rungs[4].chips.push(chip("Swap shop", "Dependency swap", "1h", "established", 1));
    both.rungs[5].chips.push(chip("Monday round", "Status round", "1h", "freight-train", 1));
    both.rungs[5].chips.push(chip("Go-slow gate", "", "2h", "established", 1));
    both.rungs[6].chips.push(chip("Daily huddle", "", "15m", "growing", 1));
    both
}

pub fn garden_beds() -> Garden {
    let bed = |status: &str, label: &str, names: &[&str]| Bed {
        status: status.into(),
        label: label.into(),
        url: Some(format!("../../garden/#{status}")),
        plants: names
            .iter()
            .map(|name| Plant { label: (*name).into(), note: None, url: url("ritual", name) })
            .collect(),
        more: 0,
    };
    Garden {
        title: "The garden of Till".into(),
        beds: vec![
            bed("seedling", "Seedlings", &["Weeding", "Goal mix"]),
            bed(
                "growing",
                "Growing",
                &[
                    "Half-time",
                    "Counter hour",
                    "Strategy story",
                    "Signal board",
                    "Learning backlog",
                ],
            ),
            bed(
                "established",
                "Established",
                &[
                    "Stakes",
                    "What we found",
                    "Season look-back",
                    "Bet page",
                    "Learning note",
                    "Driver tree",
                    "Decision log",
                    "Team interface card",
                ],
            ),
            bed("freight-train", "Freight trains", &["Monday round", "Ten past nine"]),
            bed("composting", "Compost", &["Quiet Thursdays"]),
        ],
    }
}

pub fn till_interactions() -> Interactions {
    let one =
        |label: &str, mode: &str, word: &str, what: &str, until: &str, over: bool| Interaction {
            label: label.into(),
            url: url("team", label),
            mode: mode.into(),
            mode_label: word.into(),
            what: (!what.is_empty()).then(|| what.into()),
            until: (!until.is_empty()).then(|| until.into()),
            over,
        };
    Interactions {
        title: "With whom Till works".into(),
        team: "Till".into(),
        neighbours: vec![
            one("Harness", "x-as-a-service", "as a service", "build and release", "", false),
            one(
                "Ledger Move",
                "collaboration",
                "collaboration",
                "moving the payment ledger, one clinic group at a time",
                "until 2026-09-30",
                false,
            ),
            one(
                "First Visit",
                "facilitating",
                "facilitating",
                "taking a deposit at booking",
                "until 2026-04-30",
                true,
            ),
            one("Front Desk", "x-as-a-service", "as a service", "refund questions", "", false),
            one("Lantern", "collaboration", "collaboration", "", "until 2026-07-15", false),
        ],
    }
}

/// A flow as large as a team's may become.
pub fn forty() -> Flow {
    let rituals = [
        "Mission kickoff",
        "Daily huddle",
        "Status round",
        "Learning review",
        "Season look-back",
        "Clinic hour",
        "Bet table",
        "Midpoint pause",
        "Blameless review",
        "Garden walk",
        "Dependency swap",
        "Queue triage",
        "Go-slow gate",
        "Quiet days",
        "Strategy story",
        "Welcome rotation",
        "Release call",
        "Pricing round",
        "Budget check",
        "Support shadow",
    ];
    let artifacts = [
        "Bet page",
        "Learning backlog",
        "Learning note",
        "Ladder sheet",
        "Driver tree",
        "Signal board",
        "Team charter",
        "Team interface card",
        "Decision log",
        "Dependency map",
        "Incident story",
        "Readiness list",
        "Queue chart",
        "Weekly status deck",
        "Price sheet",
        "Release notes",
        "Budget line",
        "Support diary",
        "Risk wall",
        "Hiring plan",
    ];
    let nodes: Vec<FlowNode> = rituals
        .iter()
        .map(|name| node("ritual", name, ""))
        .chain(artifacts.iter().map(|name| node("artifact", name, "")))
        .collect();
    let mut ties = Vec::new();
    for at in 0..20 {
        ties.push((at, Tie::Makes, 20 + (at * 7 + 3) % 20));
        ties.push((20 + (at * 3 + 11) % 20, Tie::Feeds, at));
        if at % 4 == 0 {
            ties.push((at, Tie::Updates, 20 + (at + 9) % 20));
        }
    }
    Flow { title: "A very busy team".into(), nodes, ties }
}

pub fn odd_labels() -> Flow {
    let labels = [
        "</text><script>alert(1)</script>",
        "]]>",
        "لوحة الرهانات الأسبوعية للفريق",
        "👩‍👩‍👧‍👦 Family 🇩🇰 day",
        "Z\u{338}\u{321}\u{322}a\u{337}l\u{336}go",
        "下次做什么：六周的赌注表和很多别的东西",
        "Donaudampfschifffahrtsgesellschaftskapitänsmütze",
        "\u{202e}backwards\u{202c}",
        "WWWW MMMM WWWW",
        "שולחן ההימורים",
    ];
    let nodes: Vec<FlowNode> = labels
        .iter()
        .enumerate()
        .map(|(nth, label)| node(if nth % 2 == 0 { "ritual" } else { "artifact" }, label, ""))
        .collect();
    let ties = (0..9).map(|nth| (nth, if nth % 2 == 0 { Tie::Makes } else { Tie::Feeds }, nth + 1));
    let mut ties: Vec<_> = ties.collect();
    ties[4].1 = Tie::Named("\u{202e}</text>".into());
    Flow { title: "Odd labels".into(), nodes, ties }
}
