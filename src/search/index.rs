//! From pages to words with their pages.

use foldhash::{HashMap, HashMapExt};

use super::{Page, words};

/// What a word weighs by where it stands. A title or a name shares its weight among its
/// words, so that the shorter of two titles with the same word comes first.
const TITLE: f32 = 24.0;
const NAME: f32 = 18.0;
const HEADING: f32 = 7.0;
const SUMMARY: f32 = 4.0;
const TEXT: f32 = 3.6;

/// The greatest weight; weights are whole and begin at 1.
const MAX_WEIGHT: f32 = 63.0;

/// A usual page's length in words: longer ones weigh a word less.
const USUAL: f32 = 300.0;

/// A word that stands on more pages than this, and on more than a fourth of all, is kept only
/// where it is more than text: nobody finds anything by it alone.
const COMMON: usize = 60;

/// A word on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// The page's index.
    pub page: u32,
    /// The section that says it best, times 64, plus the weight.
    pub code: u32,
    /// Whether it stands in the title, a name, a heading or the summary.
    pub is_strong: bool,
}

/// The words of a site.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// The words, in order.
    pub words: Vec<Box<str>>,
    /// For each word its pages, in order.
    pub postings: Vec<Vec<Posting>>,
    /// For each word whether pages that have it in their text alone were left out.
    pub common: Vec<bool>,
}

/// Into how many shards the words of so many pages are cut.
pub fn shards(pages: usize) -> usize {
    (pages / 24).clamp(1, 512)
}

/// The words of some pages. Each has a number, so that reading a page looks a word up once
/// and copies none that is known.
#[derive(Default)]
struct Words {
    numbers: HashMap<Box<str>, u32>,
    postings: Vec<Vec<Posting>>,
    /// By word, what is found of it on the page at hand.
    found: Vec<Found>,
    /// The words of the page at hand.
    here: Vec<u32>,
}

impl Words {
    fn on(&mut self, word: &str) -> &mut Found {
        let number = match self.numbers.get(word) {
            Some(number) => *number,
            None => {
                let number = self.postings.len() as u32;
                self.numbers.insert(word.into(), number);
                self.postings.push(Vec::new());
                self.found.push(Found::default());
                number
            }
        };
        let found = &mut self.found[number as usize];
        if !found.is_here {
            found.is_here = true;
            self.here.push(number);
        }
        found
    }
}

/// Reads every page, on as many threads as are given. Not on rayon's: this runs within one of
/// its jobs, and a thread that waits there may take up a job that waits for this.
pub fn index<'a>(count: usize, page: &(dyn Fn(usize) -> Page<'a> + Sync), threads: usize) -> Index {
    let threads = threads.clamp(1, count.max(1));
    let part = |thread: usize| {
        let mut found = Words::default();
        for at in count * thread / threads..count * (thread + 1) / threads {
            read(at as u32, &page(at), &mut found);
        }
        found
    };
    let parts: Vec<Words> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads)
            .map(|thread| {
                let other = std::thread::Builder::new();
                other.spawn_scoped(scope, move || part(thread)).map_err(|_| thread)
            })
            .collect();
        let mut parts = vec![part(0)];
        for other in others {
            match other.map(|other| other.join()) {
                Ok(Ok(found)) => parts.push(found),
                Ok(Err(panic)) => std::panic::resume_unwind(panic),
                // The system gives no more threads: then it is read here.
                Err(thread) => parts.push(part(thread)),
            }
        }
        parts
    });
    merge(count, parts)
}

fn merge(count: usize, parts: Vec<Words>) -> Index {
    let mut all: HashMap<Box<str>, Vec<Posting>> = HashMap::new();
    // Pages are in order within a part, and parts are.
    for mut part in parts {
        for (word, number) in part.numbers {
            let postings = std::mem::take(&mut part.postings[number as usize]);
            match all.get_mut(&word) {
                Some(known) => known.extend(postings),
                None => {
                    all.insert(word, postings);
                }
            }
        }
    }
    let mut sorted: Vec<(Box<str>, Vec<Posting>)> = all.into_iter().collect();
    sorted.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let mut index = Index::default();
    for (word, mut postings) in sorted {
        let common = postings.len() > COMMON.max(count / 4);
        if common {
            postings.retain(|posting| posting.is_strong);
        }
        index.words.push(word);
        index.postings.push(postings);
        index.common.push(common);
    }
    index
}

/// A word on the page at hand.
#[derive(Default)]
struct Found {
    is_here: bool,
    /// Its weight where it is more than text.
    strong: f32,
    /// How often it stands in the text.
    times: f32,
    /// The section that says it best so far, and how well.
    section: u32,
    best: f32,
    /// In the section at hand.
    here: (u32, f32),
}

impl Found {
    fn is_at_least(&mut self, weight: f32) {
        self.strong = self.strong.max(weight);
    }

    fn in_section(&mut self, section: u32, weight: f32) {
        if self.here.0 != section {
            self.here = (section, 0.0);
        }
        self.here.1 += weight;
        if self.here.1 > self.best {
            (self.section, self.best) = (section, self.here.1);
        }
    }
}

fn read(at: u32, page: &Page<'_>, all: &mut Words) {
    name(&page.title, TITLE, all);
    for other in &page.names {
        name(other, NAME, all);
    }
    words(page.summary, &mut |word| all.on(word).is_at_least(SUMMARY));
    let mut length = 0.0;
    for (section, own) in (0..).zip(&page.sections) {
        words(own.heading, &mut |word| {
            let found = all.on(word);
            found.is_at_least(HEADING);
            found.in_section(section, HEADING);
        });
        words(&own.text, &mut |word| {
            length += 1.0;
            let found = all.on(word);
            found.times += 1.0;
            found.in_section(section, 1.0);
        });
    }
    let norm = 1.2 * (0.4 + 0.6 * length / USUAL);
    for number in all.here.drain(..) {
        let own = std::mem::take(&mut all.found[number as usize]);
        let weight = own.strong + TEXT * own.times / (own.times + norm);
        let weight = weight.round().clamp(1.0, MAX_WEIGHT) as u32;
        // What the title says is found at the top.
        let section = if own.strong > HEADING { 0 } else { own.section };
        all.postings[number as usize].push(Posting {
            page: at,
            code: section * 64 + weight,
            is_strong: own.strong > 0.0,
        });
    }
}

/// A title or a name: its words, and each two neighbours as one (`lookback` finds
/// *look-back*).
fn name(text: &str, weight: f32, all: &mut Words) {
    let mut own: Vec<String> = Vec::new();
    words(text, &mut |word| own.push(word.to_owned()));
    let share = weight / (own.len() as f32).sqrt().max(1.0);
    for word in &own {
        all.on(word).is_at_least(share);
    }
    for two in own.windows(2) {
        all.on(&two.concat()).is_at_least(share);
    }
}
