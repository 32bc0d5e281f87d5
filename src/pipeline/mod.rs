//! The stages, once, in order.
//!
//! In: the root of a playbook and what the command line settled. Out: a [`Run`]: the fitted
//! playbook with every diagnostic, at the levels that the site set.
//! Must not: do a stage's work, print, or look at the clock.

mod again;
mod changes;
mod preview;
mod publish;
mod renew;

use std::path::Path;

use crate::check;
use crate::config::{self, Config};
use crate::diagnostic::{Code, Diagnostic, Failure, Severity, did_you_mean, thousands};
use crate::fit::{self, FittedPlaybook};
use crate::link;
use crate::load;
use crate::model::Date;
use crate::site::{Site, displaced, may_displace};
use crate::source::{Files, Located};
use crate::theme::{Theme, ThemeFiles};
use crate::validate::{self, Playbook};

pub use crate::load::{is_beginning, no_content};
pub use again::{Standing, understand};
pub use changes::{Changes, Scope};
pub use preview::{Kept, Made, live_script, preview};
pub use publish::SiteContent;
pub use renew::Trouble;

/// What the command line asks of a run.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Whether drafts are shown.
    pub drafts: bool,
    /// Whether warnings are errors.
    pub strict: bool,
    /// The day on which the book is judged, where the caller sets one.
    pub as_of: Option<Date>,
    /// The day where neither the caller nor the book sets one.
    pub today: Option<Date>,
    /// The base URL, where the caller sets one.
    pub base_url: Option<String>,
    /// Whether the site is made to be looked at while it is written.
    pub preview: bool,
    /// What stands before the paths of files where they are shown: see
    /// [`Files::shown_below`].
    pub shown_root: String,
}

/// A settled configuration with what is wrong with it.
#[derive(Debug)]
pub struct Configured {
    pub config: Config,
    pub files: Files,
    pub diagnostics: Vec<Diagnostic>,
}

impl Configured {
    /// Whether nothing can be judged by it. A key of mdBook's that is passed over is no error
    /// of the configuration, even where `--strict` makes it one of the content's.
    pub fn is_misconfigured(&self) -> bool {
        let is_fault = |found: &Diagnostic| {
            matches!(found.code, Code::ConfigKey | Code::ConfigValue) && found.is_error()
        };
        self.diagnostics.iter().any(is_fault)
    }
}

/// A playbook, read and judged.
#[derive(Debug)]
pub struct Run {
    pub playbook: FittedPlaybook,
    /// In order of place, at the levels that the site set.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads book.toml and lays the request over it.
pub fn configure(root: &Path, request: &Request) -> Result<Configured, Failure> {
    configure_from(&config::read_book_toml(root)?, request)
}

/// The same of a text that is no file's.
fn configure_from(text: &str, request: &Request) -> Result<Configured, Failure> {
    let mut files = Files::shown_below(&request.shown_root);
    let mut diagnostics = Vec::new();
    let mut config = config::parse(text, &mut files).collect(&mut diagnostics);
    config.levels.strict = request.strict;
    config.preview = request.preview;
    if let Some(url) = &request.base_url {
        config.site_url = config::base_url(url).map_err(|(message, hint)| {
            Failure::new(format!("`--base-url`: {message}")).hint(hint)
        })?;
    }
    let diagnostics = config.levels.apply(diagnostics);
    Ok(Configured { config, files, diagnostics })
}

/// Loads, validates, links, fits and checks.
pub fn run(
    root: &Path,
    configured: Configured,
    request: &Request,
) -> Result<(Run, Config), Failure> {
    let Configured { config, files, mut diagnostics } = configured;
    let listing = load::list(root, &config, files)?;
    let playbook = validate::validate(listing, &config, request.drafts).collect(&mut diagnostics);
    let linked = link::link(playbook).collect(&mut diagnostics);
    let as_of = as_of(&config, request);
    Ok((judge_on(fit::fit(linked, as_of), &config, diagnostics), config))
}

/// The day on which a book is judged.
pub fn as_of(config: &Config, request: &Request) -> Date {
    request.as_of.or(config.as_of).or(request.today).unwrap_or(Date::EPOCH)
}

/// The checks, over what the stages have found.
fn judge_on(playbook: FittedPlaybook, config: &Config, mut diagnostics: Vec<Diagnostic>) -> Run {
    let levels = config.levels.lenient();
    let hides = |found: &Diagnostic| {
        check::may_hide(found.code) && levels.of(found.code) == Some(Severity::Error)
    };
    let whole = !diagnostics.iter().any(hides);
    diagnostics.extend(check::check(&playbook, whole));
    check::silence(&playbook, &mut diagnostics);
    let diagnostics = config.levels.apply(diagnostics);
    Run { playbook, diagnostics }
}

/// A site, or what is wrong with the templates that it is to be rendered with.
pub enum Laid {
    Site(Box<Site>),
    /// The diagnostics, with the files that they point into.
    Faulty(Vec<Diagnostic>, Files),
}

/// Reads the theme and lays out the site. Nothing is rendered yet.
pub fn lay_out(root: &Path, mut run: Run, config: Config) -> Result<Laid, Failure> {
    let (theme, found) = judge_theme(root, &mut run, &config)?;
    match theme {
        Some(theme) => {
            run.diagnostics.extend(found);
            Ok(lay_out_in(theme, run, config))
        }
        None => Ok(Laid::Faulty(found, run.playbook.linked.playbook.files)),
    }
}

/// Lays out the site in a theme that was read.
pub fn lay_out_in(theme: Theme, run: Run, config: Config) -> Laid {
    let mut files = run.playbook.linked.playbook.files.clone();
    match Site::new(run.playbook, config, theme, run.diagnostics) {
        Ok(site) => Laid::Site(Box::new(site)),
        Err(error) => {
            let found = vec![error.diagnostic(&mut files)];
            Laid::Faulty(found, files)
        }
    }
}

/// The files of the theme over the built-in one.
fn theme_files(root: &Path, config: &Config) -> Result<ThemeFiles, Failure> {
    match &config.theme {
        // The built-in theme may be named by its own folder.
        Some(folder) => ThemeFiles::read(&root.join(&folder.value), folder),
        None => Ok(ThemeFiles::default()),
    }
}

/// The theme; none where its folder or a template is at fault. What can be known of that before
/// anything is rendered, and what in it does nothing, is added to what the run has found.
pub fn theme(root: &Path, run: &mut Run, config: &Config) -> Result<Option<Theme>, Failure> {
    let (theme, found) = judge_theme(root, run, config)?;
    run.diagnostics.extend(found);
    run.diagnostics = config.levels.apply(std::mem::take(&mut run.diagnostics));
    Ok(theme)
}

/// The same for whoever needs no theme: a book without one of its own, and without files that
/// could be in the place of the built-in one's, has none to look at.
pub fn check_theme(root: &Path, run: &mut Run, config: &Config) -> Result<(), Failure> {
    let playbook = &run.playbook.linked.playbook;
    let is_beside = playbook.assets.iter().any(|asset| may_displace(&asset.path))
        || playbook.pages.iter().any(|page| may_displace(&page.address));
    if config.theme.is_none() && !is_beside {
        return Ok(());
    }
    theme(root, run, config).map(|_| ())
}

/// The theme, and what is to be said of it; its files are added to those of the run.
fn judge_theme(
    root: &Path,
    run: &mut Run,
    config: &Config,
) -> Result<(Option<Theme>, Vec<Diagnostic>), Failure> {
    let playbook = &mut run.playbook.linked.playbook;
    Ok(match read_theme(root, config, &mut playbook.files)? {
        Ok(theme) => {
            let found = beside(playbook, &theme, config);
            (Some(theme), found)
        }
        Err(found) => (None, config.levels.apply(found)),
    })
}

/// What is to be said of a theme beside the content, at the levels that the site set: what in it
/// does nothing, and what of it files of the content take the place of.
fn beside(playbook: &mut Playbook, theme: &Theme, config: &Config) -> Vec<Diagnostic> {
    let files = &mut playbook.files;
    let assets = playbook.assets.iter().map(|asset| (&*asset.path, &*asset.path));
    let pages = playbook.pages.iter().map(|page| (&*page.address, &*page.path));
    let mut found = displaced(assets.chain(pages), theme, &config.content, files);
    found.extend(theme.unused().iter().map(|unused| unused.diagnostic(files)));
    config.levels.apply(found)
}

/// The theme, or what is wrong with its folder or its templates, whose texts are added to `files`.
fn read_theme(
    root: &Path,
    config: &Config,
    files: &mut Files,
) -> Result<Result<Theme, Vec<Diagnostic>>, Failure> {
    if let Some(folder) = &config.theme
        && !ThemeFiles::are_at(&root.join(&folder.value))
    {
        return Ok(Err(vec![missing_theme(root, folder)]));
    }
    Ok(Theme::build(theme_files(root, config)?)
        .map_err(|errors| errors.iter().map(|error| error.diagnostic(files)).collect()))
}

/// A theme whose folder is not there, said where book.toml names it.
fn missing_theme(root: &Path, folder: &Located<String>) -> Diagnostic {
    let is_something = root.join(&folder.value).exists();
    let not = if is_something { "is not a folder" } else { "does not exist" };
    let message = format!("the theme's folder `{}` {not}", folder.value);
    let others = ThemeFiles::folders_beside(root, folder);
    let hint = did_you_mean(folder, others.iter().map(String::as_str));
    let hint = hint.unwrap_or_else(|| {
        "`playbook theme copy` begins it with a file of the built-in theme; without the line the site has that one"
            .into()
    });
    Diagnostic::new(Code::ConfigValue, folder.span, message).hint(hint)
}

/// The errors of templates that a site met while it rendered, with the files that they point
/// into.
pub fn template_diagnostics(site: &Site) -> (Vec<Diagnostic>, Files) {
    let mut files = site.playbook.linked.playbook.files.clone();
    let found = site.template_errors().into_iter().map(|met| {
        let found = met.error.diagnostic(&mut files);
        let Some(first) = met.first else { return found };
        let (address, _) = site.routes().get(first);
        found.hint(match met.pages {
            1 => format!("the page `/{address}` met it"),
            pages => format!("{} pages met it, the first is `/{address}`", thousands(pages)),
        })
    });
    let found = found.collect();
    (found, files)
}
