//! What in a site's theme does nothing: a misspelt name, a wrong folder, a link, what the pages'
//! security policy blocks.
//!
//! In: a theme's files, and the names that the built-in theme has. Out: an [`Unused`] for each.
//! Must not: speak of what a theme may well hold beside its files: notes, a licence, what its
//! assets are made from.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::builtin::Builtin;
use super::disk::{ASSETS, PassedOver, TEMPLATES, ThemeFiles};
use super::{TemplateSource, policy, recursion};
use crate::diagnostic::{Code, Diagnostic, Hint, nearest};
use crate::source::{Files, Span};

/// Endings of files that only pages load, wherever else a theme may keep its sources.
const LOADED: [&str; 6] = ["html", "css", "woff", "woff2", "ttf", "otf"];

/// What other generators call the two folders, or keep in folders of their own.
const ELSEWHERE: [(&str, &str); 10] = [
    ("layout", TEMPLATES),
    ("layouts", TEMPLATES),
    ("partials", TEMPLATES),
    ("views", TEMPLATES),
    ("static", ASSETS),
    ("public", ASSETS),
    ("css", "assets/css"),
    ("fonts", "assets/fonts"),
    ("images", "assets/images"),
    ("img", "assets/img"),
];

/// Something that does nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    /// The file or folder, such as `themes/ours/brand.css`.
    path: Arc<str>,
    /// What a template says; empty for everything else.
    text: Arc<str>,
    /// The bytes within `text`.
    range: Range<usize>,
    message: String,
    hint: String,
}

impl Unused {
    /// As a diagnostic. The text joins `files`, so that it can be shown.
    pub fn diagnostic(&self, files: &mut Files) -> Diagnostic {
        let file = files.add(Arc::clone(&self.path), Arc::clone(&self.text));
        let span = Span::new(file, self.range.start, self.range.end);
        Diagnostic::new(Code::UnusedThemeFile, span, self.message.clone()).hint(self.hint.clone())
    }
}

/// Everything that does nothing in the files of a theme, `sources` being those of its templates
/// and of the built-in ones.
pub(super) fn find(
    files: &ThemeFiles,
    builtin: &Builtin,
    sources: &BTreeMap<String, TemplateSource>,
) -> Vec<Unused> {
    let look = Look {
        files,
        templates: builtin.templates.iter().map(|(name, _)| name.as_str()).collect(),
        assets: builtin.assets.keys().map(String::as_str).collect(),
    };
    let mut found = look.templates(sources);
    found.extend(look.blocked(sources));
    found.extend(files.assets.keys().filter_map(|name| look.asset(name)));
    found.extend(files.passed_over.iter().filter_map(|(path, why)| look.passed_over(path, *why)));
    found
}

struct Look<'a> {
    files: &'a ThemeFiles,
    /// The names of the built-in ones.
    templates: Vec<&'a str>,
    assets: Vec<&'a str>,
}

impl Look<'_> {
    fn unused(&self, path: &str, message: String, hint: String) -> Unused {
        let path = format!("{}/{path}", self.files.folder).into();
        Unused { path, text: "".into(), range: 0..0, message, hint }
    }

    /// Templates of a name that the built-in theme does not have and no template calls, and
    /// components that nearly have the name of a built-in one.
    fn templates(&self, sources: &BTreeMap<String, TemplateSource>) -> Vec<Unused> {
        // Both with their callers' or their own `<` before them.
        let mut called = BTreeSet::new();
        let mut builtin_components = BTreeSet::new();
        let mut own_components: BTreeMap<&str, Vec<(String, Range<usize>)>> = BTreeMap::new();
        for (name, source) in sources {
            let own = self.files.templates.get_key_value(name).map(|(name, _)| name.as_str());
            for (caller, call, range) in recursion::scan(name, &source.text) {
                match (call, own) {
                    (Some(call), _) => drop(called.insert(call)),
                    (None, _) if !caller.starts_with('<') => {}
                    (None, Some(own)) => {
                        own_components.entry(own).or_default().push((caller, range));
                    }
                    (None, None) => drop(builtin_components.insert(caller)),
                }
            }
        }
        let mut found = Vec::new();
        for name in self.files.templates.keys() {
            let Some(source) = sources.get(name) else { continue };
            let own = own_components.get(name.as_str());
            for (component, range) in own.into_iter().flatten() {
                if called.contains(component) || builtin_components.contains(component) {
                    continue;
                }
                let name = component.trim_start_matches('<');
                let others = builtin_components.iter().map(|name| name.trim_start_matches('<'));
                let Some(near) = nearest(name, others) else { continue };
                found.push(Unused {
                    path: Arc::clone(&source.path),
                    text: Arc::clone(&source.text),
                    range: range.clone(),
                    message: format!("no template calls the component `{name}`"),
                    hint: Hint::meant(near).into(),
                });
            }
            let replaced = name.strip_prefix(super::BUILTIN_PREFIX).unwrap_or(name);
            let is_used = self.templates.contains(&replaced) || called.contains(name);
            if is_used || own.is_some() || is_note(name) {
                continue;
            }
            let message = format!(
                "`{name}` stands in the place of no built-in template, and no template calls it"
            );
            let hint = self.template_like(name).map_or_else(
                || "include or extend it in a template that has a page, or take it away".to_owned(),
                |near| Hint::meant(format!("{TEMPLATES}/{near}")).into(),
            );
            found.push(self.unused(&format!("{TEMPLATES}/{name}"), message, hint));
        }
        found
    }

    /// What the pages' security policy blocks in templates, unless they have another.
    fn blocked(&self, sources: &BTreeMap<String, TemplateSource>) -> Vec<Unused> {
        let own = || self.files.templates.keys().filter_map(|name| sources.get_key_value(name));
        if own().any(|(name, source)| name == "base.html" && policy::is_own(&source.text)) {
            return Vec::new();
        }
        let pages = own().filter(|(name, source)| !is_note(name) && !policy::is_own(&source.text));
        let found = pages.flat_map(|(_, source)| {
            policy::blocked(&source.text).into_iter().map(|blocked| Unused {
                path: Arc::clone(&source.path),
                text: Arc::clone(&source.text),
                range: blocked.range,
                message: blocked.message,
                hint: blocked.hint.to_owned(),
            })
        });
        found.collect()
    }

    /// The built-in template that a name may mean: nearly its name, in another folder or with
    /// another ending.
    fn template_like(&self, name: &str) -> Option<&str> {
        let mut all = self.templates.iter().copied();
        // Whoever makes folders has pieces in them, with names of their own.
        match name.contains('/') {
            true => all.find(|own| stem(own) == stem(name)),
            false => like(name, all),
        }
    }

    /// An asset that nearly has the name of a built-in one, or has it in another folder, and that
    /// nothing names. What else lies there can be named by any page.
    fn asset(&self, name: &str) -> Option<Unused> {
        if self.assets.contains(&name) {
            return None;
        }
        let near = self.asset_like(name)?;
        let file = file_name(name);
        let in_assets = self.files.assets.iter().any(|(own, bytes)| {
            own != name && bytes.windows(file.len()).any(|at| at == file.as_bytes())
        });
        if in_assets || self.files.templates.values().any(|text| text.contains(file)) {
            return None;
        }
        let message =
            format!("`{name}` stands in the place of no built-in file, and nothing names it");
        let hint = Hint::meant(format!("{ASSETS}/{near}")).into();
        Some(self.unused(&format!("{ASSETS}/{name}"), message, hint))
    }

    fn asset_like(&self, name: &str) -> Option<&str> {
        like(name, self.assets.iter().copied().filter(|own| ending(own) == ending(name)))
    }

    fn passed_over(&self, path: &str, why: PassedOver) -> Option<Unused> {
        let (message, hint) = match why {
            PassedOver::Link => {
                ("a link is passed over".to_owned(), "put what it leads to in its place".to_owned())
            }
            PassedOver::Special => {
                let message = "a pipe, a socket or a device is passed over";
                (message.to_owned(), "take it away".to_owned())
            }
            PassedOver::File if [TEMPLATES, ASSETS].contains(&path) => {
                let message = format!("`{path}` is a file, and a theme has a folder of that name");
                (message, format!("make a folder `{path}`, and put the theme's files in it"))
            }
            PassedOver::File => {
                let goal = match ending(path) {
                    "html" if !is_note(path) => TEMPLATES,
                    ending if LOADED.contains(&ending) || self.asset_like(path).is_some() => ASSETS,
                    _ => return None,
                };
                let message =
                    format!("what lies beside `{ASSETS}/` and `{TEMPLATES}/` is passed over");
                (message, Hint::meant(format!("{goal}/{path}")).into())
            }
            PassedOver::Folder => {
                let lower = path.to_lowercase();
                let elsewhere = ELSEWHERE.iter().find(|(name, _)| *name == lower);
                let goal = match elsewhere {
                    Some((_, goal)) => goal,
                    None => nearest(path, [TEMPLATES, ASSETS])?,
                };
                let message = format!(
                    "what lies beside `{ASSETS}/` and `{TEMPLATES}/` is passed over, and so is \
                     this folder"
                );
                (message, Hint::meant(format!("{goal}/")).into())
            }
        };
        Some(self.unused(path, message, hint))
    }
}

/// Whether a file is a word to people.
fn is_note(path: &str) -> bool {
    let name = file_name(path).to_lowercase();
    ["readme", "license", "licence", "changelog", "notice"].iter().any(|own| name.starts_with(own))
}

/// The one that a path may mean, whatever its folder and its ending: those would make any two
/// names more alike than they are.
fn like<'a>(path: &str, names: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let near = nearest(stem(path), names.clone().map(stem))?;
    names.into_iter().find(|name| stem(name) == near)
}

fn stem(path: &str) -> &str {
    let name = file_name(path);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn ending(path: &str) -> &str {
    file_name(path).rsplit_once('.').map_or("", |(_, ending)| ending)
}
