//! Any labels and any ties in any drawing, at any width: no panic, and markup that is well-formed
//! and keeps what a label says a text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use playbook::diagram::{
    Bed, Chip, Drawing, Flow, FlowNode, Frame, Garden, Interaction, Interactions, Ladder, Plant,
    Rung, Tie, flow, garden, interactions, ladder, responsive, wheel,
};

/// A label, what stands under it, and a number for everything that is chosen.
type Written = (String, Option<String>, u8);

fuzz_target!(|input: (u16, String, Vec<Written>, Vec<(u8, u8, u8)>)| {
    let (widest, title, labels, ties) = input;
    let holds = |draw: &dyn Fn(&Frame) -> Drawing| {
        let drawing = responsive("drawing", u32::from(widest), draw);
        if drawing.svg.is_empty() {
            return;
        }
        let markup = roxmltree::Document::parse(&drawing.svg).expect("well-formed markup");
        for element in markup.descendants().filter(roxmltree::Node::is_element) {
            let name = element.tag_name().name();
            assert!(!["script", "style", "foreignObject"].contains(&name), "<{name}>");
            for attribute in element.attributes() {
                let name = attribute.name();
                assert!(!name.starts_with("on") && name != "style", "{name}");
            }
        }
    };

    let node = |(label, note, number): &Written| FlowNode {
        label: label.clone(),
        note: note.clone(),
        url: (number & 1 == 0).then(|| "../x/".to_owned()),
        kind: ["ritual", "artifact", "framework", "\"><b>"][usize::from(number >> 1 & 3)].to_owned(),
        focus: number & 8 != 0,
    };
    let tie = |(from, tie, to): &(u8, u8, u8)| {
        let tie = match tie % 4 {
            0 => Tie::Makes,
            1 => Tie::Feeds,
            2 => Tie::Updates,
            _ => Tie::Named(title.clone()),
        };
        (usize::from(*from), tie, usize::from(*to))
    };
    let it = Flow {
        title: title.clone(),
        nodes: labels.iter().map(node).collect(),
        ties: ties.iter().map(tie).collect(),
    };
    holds(&|frame| flow(&it, frame));

    let chip = |(label, note, number): &Written| Chip {
        label: label.clone(),
        note: note.clone(),
        also: (number & 4 != 0).then(|| title.clone()),
        url: (number & 1 == 0).then(|| "../x/".to_owned()),
        status: title.clone(),
        column: usize::from(number >> 4),
    };
    let rung = |chips: &[Written]| Rung {
        label: chips.first().map(|(label, ..)| label.clone()).unwrap_or_default(),
        note: chips.first().and_then(|(_, note, _)| note.clone()),
        url: None,
        chips: chips.iter().map(chip).collect(),
        aside: chips.len() & 1 == 0,
    };
    let it = Ladder {
        title: title.clone(),
        columns: labels.iter().take(4).map(|(label, ..)| label.clone()).collect(),
        rungs: labels.chunks(5).map(rung).collect(),
    };
    holds(&|frame| ladder(&it, frame));
    holds(&|frame| wheel(&it, frame));

    let plant = |(label, note, number): &Written| Plant {
        label: label.clone(),
        note: note.clone(),
        url: (number & 1 == 0).then(|| "../x/".to_owned()),
    };
    let bed = |plants: &[Written]| Bed {
        status: title.clone(),
        label: title.clone(),
        url: None,
        plants: plants.iter().map(plant).collect(),
        more: plants.len(),
    };
    let it = Garden { title: title.clone(), beds: labels.chunks(7).map(bed).collect() };
    holds(&|frame| garden(&it, frame));

    let neighbour = |(label, note, number): &Written| Interaction {
        label: label.clone(),
        url: (number & 1 == 0).then(|| "../x/".to_owned()),
        mode: title.clone(),
        mode_label: title.clone(),
        what: note.clone(),
        until: (number & 2 != 0).then(|| title.clone()),
        over: number & 4 != 0,
    };
    let it = Interactions {
        title: title.clone(),
        team: title.clone(),
        neighbours: labels.iter().map(neighbour).collect(),
    };
    holds(&|frame| interactions(&it, frame));
});
