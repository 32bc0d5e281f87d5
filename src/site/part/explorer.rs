//! The way to the explorer: its address, with answers given already.

use crate::site::here::{Here, encode_query};
use crate::site::view::Text;
use crate::validate::EntryId;

/// A context's or a team's values as the explorer's answers:
/// `coupling=tangled&work-shape=steady,bursts`.
pub fn answers(here: Here<'_>, place: EntryId) -> String {
    let linked = &here.playbook().linked;
    let mut query = String::new();
    for (id, factor) in linked.factors.iter() {
        let Some(mask) = linked.values(place).and_then(|said| said.values.get(id)) else {
            continue;
        };
        if !query.is_empty() {
            query.push('&');
        }
        encode_query(&factor.id, &mut query);
        query.push('=');
        for (index, value) in factor.values_of(mask).enumerate() {
            if index > 0 {
                query.push(',');
            }
            encode_query(&value.id, &mut query);
        }
    }
    query
}

/// The explorer with the answers of a context or a team.
pub fn explorer_url<'a>(here: Here<'a>, place: EntryId) -> Option<Text<'a>> {
    let url = here.url_if("explorer/")?;
    match answers(here, place) {
        query if query.is_empty() => Some(url),
        query => Some(Text::Owned(format!("{url}?{query}"))),
    }
}
