//! How pages look: the built-in theme, and a site's folder over it.
//!
//! In: a folder of `templates/` and `assets/`, or none. Out: a [`Theme`], which renders
//! a template over values that serialise, and lists its assets. Must not: know what a
//! page is about, or read anything but the theme's folder (`disk.rs`).
//!
//! A template of the site stands in the place of the built-in one of the same name, and
//! can build on it: `{% extends "default/practice.html" %}`. A component that the site
//! defines wins over the built-in one of the same name.
//!
//! Templates see `shell`, `page`, `site` (see `site::view`) and `assets`, which gives the
//! path of an asset by its name: `{{ shell.root }}{{ assets["playbook.css"] }}`. The filter
//! `ticks` turns names in backticks into code. They can
//! neither read the clock, the environment or the disk, nor write without end: a page is cut
//! off at [`MAX_PAGE`] bytes, `range` at [`MAX_RANGE`] numbers, and a component that calls
//! itself is refused. Loops that write nothing are seen from outside (`site::Work`).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use tera::{Context, Kwargs, State, Tera, Value};

use self::builtin::Builtin;
use self::hint::Named;
use crate::embedded;

mod asset;
mod builtin;
mod disk;
mod error;
mod hint;
mod output;
mod policy;
mod recursion;
mod trim;
mod unused;

pub use asset::Asset;
pub use disk::ThemeFiles;
pub use error::TemplateError;
pub use unused::Unused;

/// The most that one page may weigh, in bytes. A body is cut long before, at a third of it, and grows
/// when its links and headings are filled in: what is larger than this never ends.
pub const MAX_PAGE: usize = 24 * 1024 * 1024;

/// The longest `range`.
pub const MAX_RANGE: i128 = 1_000;

/// Where the built-in templates stand, so that a site's can build on them.
const BUILTIN_PREFIX: &str = "default/";

/// Templates and assets, ready to render. Cheap to clone, the same for all threads.
#[derive(Clone)]
pub struct Theme {
    tera: Arc<Tera>,
    assets: Arc<BTreeMap<String, Asset>>,
    /// The text of each template under its name in `tera`, for errors.
    sources: Arc<BTreeMap<String, TemplateSource>>,
    unused: Arc<[Unused]>,
}

/// A template as it was read.
#[derive(Debug, Clone)]
struct TemplateSource {
    /// The file as people know it, such as `themes/ours/templates/practice.html`.
    path: Arc<str>,
    text: Arc<str>,
}

/// The value of `site`, serialised once for all pages.
#[derive(Clone)]
pub struct SiteValue(Value);

/// A part of pages, serialised once for all that show it.
#[derive(Debug, Clone)]
pub struct PartValue(Value);

impl PartValue {
    /// None where it cannot be serialised, which no view type can cause.
    pub fn of(part: &impl Serialize) -> Option<PartValue> {
        Value::try_from_serializable(part).ok().map(PartValue)
    }
}

impl Serialize for PartValue {
    /// Within a page's value it is handed on as it is.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Theme {
    /// The built-in theme alone.
    ///
    /// # Errors
    /// Only if the built-in theme is at fault; a test holds that it is not.
    pub fn builtin() -> Result<Theme, Vec<TemplateError>> {
        Theme::build(ThemeFiles::default())
    }

    /// The built-in theme with a site's files over it.
    ///
    /// # Errors
    /// Templates that cannot be read, ordered by name and place.
    pub fn build(files: ThemeFiles) -> Result<Theme, Vec<TemplateError>> {
        let builtin = Builtin::read();
        let mut sources = BTreeMap::new();
        for (name, text) in &builtin.templates {
            let path = format!("themes/default/templates/{name}").into();
            let source = TemplateSource { path, text: text.as_str().into() };
            sources.insert(format!("{BUILTIN_PREFIX}{name}"), source);
        }
        for (name, text) in &files.templates {
            let path = format!("{}/templates/{name}", files.folder).into();
            sources.insert(name.clone(), TemplateSource { path, text: text.as_str().into() });
        }
        // Where a template is at fault nobody can tell what it would have called.
        let unused = unused::find(&files, &builtin, &sources).into();

        let mut assets = BTreeMap::new();
        for (name, content) in files.assets {
            // A copy that nobody has changed is written as the file that it is a copy of.
            let is_ours = builtin.assets.get(&name).is_some_and(|own| *own == content);
            let content = if is_ours { trim::trimmed(&name, content) } else { content };
            assets.insert(name.clone(), Asset::new(name, content, true));
        }
        for (name, content) in builtin.assets {
            assets.entry(name).or_insert_with_key(|name| {
                Asset::new(name.clone(), trim::trimmed(name, content), false)
            });
        }

        recursion::check(&sources)?;

        let mut tera = Tera::new();
        tera.register_function("range", range);
        tera.register_filter("ticks", ticks);
        let paths: BTreeMap<&str, &str> =
            assets.values().map(|asset| (asset.name.as_str(), asset.url.as_str())).collect();
        tera.global_context().insert("assets", &paths);
        tera.autoescape_on([".html"]);
        tera.set_fallback_prefixes([BUILTIN_PREFIX])
            .and_then(|()| {
                tera.add_raw_templates(
                    sources.iter().map(|(name, source)| (name.as_str(), &*source.text)),
                )
            })
            .map_err(|error| {
                let found = TemplateError::all_of(&error, &sources);
                let assets: Vec<&str> = assets.keys().map(String::as_str).collect();
                let named = Named { sources: &sources, assets: &assets };
                found.into_iter().map(|error| named.explain(error)).collect::<Vec<_>>()
            })?;

        let (tera, assets, sources) = (Arc::new(tera), Arc::new(assets), Arc::new(sources));
        Ok(Theme { tera, assets, sources, unused })
    }

    /// Whether it is the same value, or a clone of it.
    pub fn is(&self, other: &Theme) -> bool {
        Arc::ptr_eq(&self.tera, &other.tera)
    }

    /// Serialises what all pages share; to be done once a build.
    ///
    /// # Errors
    /// Where `site` cannot be serialised, which no view type can cause.
    pub fn site(&self, site: &impl Serialize) -> Result<SiteValue, TemplateError> {
        self.value(site, "site").map(SiteValue)
    }

    /// Renders a template, named as in `View::TEMPLATE`.
    ///
    /// # Errors
    /// The template and the place in it where rendering ended.
    pub fn render(
        &self,
        template: &str,
        site: &SiteValue,
        shell: &impl Serialize,
        page: &impl Serialize,
    ) -> Result<Vec<u8>, TemplateError> {
        let mut context = Context::new();
        context.insert_value("site", site.0.clone());
        context.insert_value("shell", self.value(shell, template)?);
        context.insert_value("page", self.value(page, template)?);
        let mut page = output::Capped::new(MAX_PAGE);
        let result = self.tera.render_to(template, &context, &mut page);
        if page.is_over() {
            return Err(TemplateError::whole(
                template,
                &self.sources,
                format!("`{template}` writes a page of more than {} MB", MAX_PAGE / 1024 / 1024),
            ));
        }
        match result {
            Ok(()) => Ok(page.into_bytes()),
            Err(error) => {
                let error = TemplateError::first_of(&error, template, &self.sources);
                let assets: Vec<&str> = self.assets.keys().map(String::as_str).collect();
                Err(Named { sources: &self.sources, assets: &assets }.explain(error))
            }
        }
    }

    /// An error about a template as a whole, seen from outside.
    pub fn fault(&self, template: &str, message: String, hint: &str) -> TemplateError {
        let error = TemplateError::whole(template, &self.sources, message);
        error.hint(Some(hint.to_owned()))
    }

    /// What in the site's files does nothing, templates first.
    pub fn unused(&self) -> &[Unused] {
        &self.unused
    }

    /// The assets by name, those of the site in the place of the built-in ones.
    pub fn assets(&self) -> impl Iterator<Item = &Asset> {
        self.assets.values()
    }

    /// One asset by its name, such as `playbook.css`.
    pub fn asset(&self, name: &str) -> Option<&Asset> {
        self.assets.get(name)
    }

    /// Whether the theme has a template, the site's or a built-in one.
    pub fn has_template(&self, name: &str) -> bool {
        self.tera.contains_template(name)
    }

    /// A built-in file by its path in a theme's folder (`templates/home.html`), for
    /// `playbook theme copy`.
    pub fn builtin_file(path: &str) -> Option<Vec<u8>> {
        embedded::THEME.file(path)
    }

    /// Every built-in file by its path in a theme's folder, in order.
    pub fn builtin_files() -> Vec<String> {
        embedded::THEME.files().into_iter().map(|file| file.path).collect()
    }

    fn value(&self, data: &impl Serialize, template: &str) -> Result<Value, TemplateError> {
        Value::try_from_serializable(data).map_err(|error| {
            TemplateError::whole(
                template,
                &self.sources,
                format!("the data of `{template}`: {error}"),
            )
        })
    }
}

impl std::fmt::Debug for Theme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Theme")
            .field("templates", &self.sources.keys())
            .field("assets", &self.assets.keys())
            .finish_non_exhaustive()
    }
}

/// `range(end=…, start=…, step_by=…)`, as tera's own, but never long.
fn range(arguments: Kwargs, _: &State) -> tera::TeraResult<Vec<i128>> {
    let start = arguments.get::<i128>("start")?.unwrap_or_default();
    let end = arguments.must_get::<i128>("end")?;
    let step = arguments.get::<i128>("step_by")?.unwrap_or(1);
    if step == 0 {
        return Err(tera::Error::message("`range` needs a `step_by` other than 0"));
    }
    let mut numbers = Vec::new();
    let mut number = start;
    while (step > 0 && number < end) || (step < 0 && number > end) {
        if numbers.len() as i128 >= MAX_RANGE {
            return Err(tera::Error::message(format!(
                "`range` gives more than {MAX_RANGE} numbers"
            )));
        }
        numbers.push(number);
        number = number.saturating_add(step);
    }
    Ok(numbers)
}

/// `{{ text | ticks }}`: a sentence whose names stand in backticks, as diagnostics are
/// written, with the names as `<code>`; all of it escaped.
fn ticks(text: &str, _: Kwargs, _: &State) -> Value {
    let mut out = Vec::new();
    for (place, part) in text.split('`').enumerate() {
        let code = place % 2 == 1;
        out.extend_from_slice(if code { b"<code>" } else { b"" });
        // Writing to memory does not fail.
        let _ = tera::escape_html(part, &mut out);
        out.extend_from_slice(if code { b"</code>" } else { b"" });
    }
    Value::safe_string(&String::from_utf8_lossy(&out))
}

#[cfg(test)]
mod tests;
