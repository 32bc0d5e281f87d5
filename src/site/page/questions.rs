//! What the playbook itself wants answered.

use super::{Html, render};
use crate::ask::{Question, Topic};
use crate::model::KindId;
use crate::site::here::Here;
use crate::site::part::Plain;
use crate::site::view::{Party, QuestionGroup, QuestionView, QuestionsView};

/// How many questions of a topic are shown, and how many links each has.
const QUESTIONS: usize = 20;
const ABOUT: usize = 8;

/// How many questions there are.
pub fn count(here: Here<'_>) -> usize {
    here.site.questions().len()
}

pub fn page(here: Here<'_>) -> Html {
    let mut plain = Plain::new("questions", "Questions");
    plain.section = "questions";
    plain.description = "What the playbook asks of itself. None of it is a mistake.".into();
    plain.dated = true;
    let all = here.site.questions();
    let groups = Topic::ALL.iter().filter_map(|topic| {
        let own: Vec<&Question> = all.iter().filter(|own| own.topic() == *topic).collect();
        (!own.is_empty()).then(|| QuestionGroup {
            id: topic.name().into(),
            title: topic.title().into(),
            why: format!("{}.", topic.why()).into(),
            questions: own.iter().take(QUESTIONS).map(|own| question(here, own)).collect(),
            more: own.len().saturating_sub(QUESTIONS),
        })
    });
    let view = QuestionsView { count: all.len(), groups: groups.collect() };
    render(here, &plain.shell(here), &view)
}

fn question<'a>(here: Here<'a>, question: &Question) -> QuestionView<'a> {
    let playbook = here.playbook();
    let about = question.entries(playbook);
    QuestionView {
        question: question.sentence(playbook).into(),
        about: here.links(about.iter().copied().take(ABOUT)),
        ask: about.first().and_then(|first| {
            let owner = playbook.linked.owners(*first).first().map(|owner| here.party(owner));
            // A team without an owner can still be asked itself.
            let is_team = here.entry(*first).kind == KindId::TEAM;
            owner.or_else(|| {
                let link = here.link(*first);
                is_team.then_some(Party { name: link.title, url: Some(link.url) })
            })
        }),
        because: "".into(),
    }
}
