//! Code in colours, kept for whoever shows the same again.
//!
//! A preview shows a page anew at each edit, and its blocks of code are mostly those of before;
//! to find their colours takes longer than all else on a page.
//!
//! In: code and the name of its language. Out: its code block, the same as if it were made anew.
//! Must not: hold more than [`MOST`] bytes.

use std::sync::{PoisonError, RwLock};

use foldhash::HashMap;

use super::highlight;

/// How many bytes of code and of HTML are kept.
const MOST: usize = 4 * 1024 * 1024;

/// Code blocks by what stands in them. What was shown last is kept longest.
#[derive(Debug, Default)]
pub struct Colours(RwLock<Generations>);

#[derive(Debug, Default)]
struct Generations {
    new: Blocks,
    /// What was shown before `new` began.
    old: Blocks,
    /// Bytes in `new`.
    size: usize,
}

/// HTML by the language and the code, with a line break between the two.
type Blocks = HashMap<Box<str>, Box<str>>;

impl Colours {
    /// Writes a code block. An unknown language is shown without colours.
    pub(super) fn block(&self, language: &str, code: &str, out: &mut String) {
        if highlight::is_without_colours(language, code) {
            return highlight::block(language, code, out);
        }
        let key = format!("{language}\n{code}");
        // Whatever panicked while it held the lock left the blocks as they were.
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.new.get(&*key) {
            return out.push_str(known);
        }
        let known = kept.old.get(&*key).cloned();
        drop(kept);
        let html = known.unwrap_or_else(|| {
            let mut html = String::new();
            highlight::block(language, code, &mut html);
            html.into()
        });
        out.push_str(&html);
        self.0.write().unwrap_or_else(PoisonError::into_inner).keep(key.into(), html);
    }
}

impl Generations {
    fn keep(&mut self, key: Box<str>, html: Box<str>) {
        let size = key.len() + html.len();
        if self.size + size > MOST / 2 {
            self.old = std::mem::take(&mut self.new);
            self.size = 0;
        }
        // What is larger than all that may be kept is not kept.
        if size <= MOST / 2 && self.new.insert(key, html).is_none() {
            self.size += size;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(colours: &Colours, language: &str, code: &str) -> String {
        let mut out = String::new();
        colours.block(language, code, &mut out);
        out
    }

    fn sizes(colours: &Colours) -> (usize, usize) {
        let kept = colours.0.read().unwrap();
        (kept.new.len(), kept.old.len())
    }

    #[test]
    fn what_is_kept_is_what_would_be_made() {
        let colours = Colours::default();
        for (language, code) in
            [("rust", "let a;"), ("yaml", "let a;"), ("rust", "let a;"), ("", "x")]
        {
            let mut anew = String::new();
            highlight::block(language, code, &mut anew);
            assert_eq!(block(&colours, language, code), anew);
        }
        // The block without a language has no colours to keep.
        assert_eq!(sizes(&colours), (2, 0));
    }

    #[test]
    fn it_does_not_grow_without_end() {
        let colours = Colours::default();
        let line = "# a comment that is told again and again\n";
        for number in 0..200 {
            block(&colours, "sh", &format!("echo {number}\n{}", line.repeat(1_000)));
            block(&colours, "sh", "true");
            let kept = colours.0.read().unwrap();
            let all = kept.new.iter().chain(&kept.old);
            assert!(all.map(|(key, html)| key.len() + html.len()).sum::<usize>() <= MOST);
            assert!(kept.new.keys().any(|key| &**key == "sh\ntrue"));
        }
        assert!(sizes(&colours).1 > 0);
    }
}
