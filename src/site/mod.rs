//! Every URL of the site, and how to make it.
//!
//! In: a fitted playbook, a theme and the settled configuration. Out: a [`Site`]: a table of
//! addresses (`route`) and [`Site::produce`], a pure function from an address to its bytes.
//! Nothing is rendered before it is asked for.
//!
//! The way of a page: `route` says what stands at an address, `page` fills the view of its
//! type from the playbook with the help of `part`, `theme` renders the view.
//! Must not: touch the disk, or let a template see anything but [`view`].

mod data;
mod displaced;
mod explorer_data;
mod folders;
mod gathered;
mod here;
mod json;
mod page;
mod part;
mod route;
mod search_data;
mod shared;
mod twin;
pub mod view;
mod words;
mod work;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};

use foldhash::HashMap;

use self::folders::Folders;
use self::gathered::Gathered;
use crate::ask::{Question, ask};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::fit::FittedPlaybook;
use crate::markdown::Colours;
use crate::search::Index;
use crate::source::FileId;
use crate::theme::{SiteValue, TemplateError, Theme};
use crate::validate::{EntryId, Own, Tag};

pub use displaced::{displaced, may_displace};
pub use route::{Route, Routes};
pub use work::{AtWork, Endless, Vigil, Work};

pub use crate::validate::MatrixName;

/// A whole site, ready to be rendered piece by piece.
pub struct Site {
    pub playbook: FittedPlaybook,
    pub config: Config,
    /// What the run found, for the health page and for pages built in spite of errors.
    pub diagnostics: Vec<Diagnostic>,
    /// The errors among them by their file, for the banners of pages.
    errors: HashMap<FileId, Vec<usize>>,
    routes: Arc<Routes>,
    theme: Theme,
    shared: SiteValue,
    /// The words of the site, made when the search is first asked for.
    search: OnceLock<Index>,
    /// What is gathered over all entries, kept while they say nothing new.
    gathered: Arc<Gathered>,
    /// Code in colours, kept from one site of a preview to the next.
    colours: Arc<Colours>,
    /// Errors of templates met while rendering, each once.
    template_errors: Mutex<Vec<Met>>,
    /// The pages that are being rendered.
    pub work: Work,
}

/// What one site of a preview may leave to the next.
struct HandedOn {
    routes: Arc<Routes>,
    gathered: Arc<Gathered>,
    colours: Arc<Colours>,
}

impl HandedOn {
    fn of_nothing(playbook: &FittedPlaybook, config: &Config, theme: &Theme) -> HandedOn {
        let routes = Arc::new(Routes::lay_out(playbook, config, theme));
        HandedOn { routes, gathered: HandedOn::gathered(playbook), colours: Arc::default() }
    }

    fn gathered(playbook: &FittedPlaybook) -> Arc<Gathered> {
        Arc::new(Gathered::new(playbook.linked.playbook.kinds.iter().count()))
    }
}

/// What stands at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Product {
    /// The buffer holds it.
    Bytes,
    /// It is a file of the content folder, copied as it is.
    CopyOf(PathBuf),
}

impl Site {
    /// Lays out every address.
    pub fn new(
        playbook: FittedPlaybook,
        config: Config,
        theme: Theme,
        diagnostics: Vec<Diagnostic>,
    ) -> Result<Site, TemplateError> {
        let made = HandedOn::of_nothing(&playbook, &config, &theme);
        Site::with(playbook, config, theme, diagnostics, made)
    }

    /// The same after an edit, over a former site of the same theme: its addresses hold where the
    /// settings are the same and the playbook has kept its shape, and what it gathered where no
    /// entry says anything new.
    pub fn again(
        former: &Site,
        playbook: FittedPlaybook,
        config: Config,
        theme: Theme,
        diagnostics: Vec<Diagnostic>,
    ) -> Result<Site, TemplateError> {
        let colours = Arc::clone(&former.colours);
        let shape = |playbook: &FittedPlaybook| playbook.linked.playbook.shape.clone();
        let is_same = former.config == config && shape(&former.playbook).is(&shape(&playbook));
        if !is_same || !Routes::hold(&former.playbook, &playbook) {
            let made = HandedOn { colours, ..HandedOn::of_nothing(&playbook, &config, &theme) };
            return Site::with(playbook, config, theme, diagnostics, made);
        }
        let routes = Arc::clone(&former.routes);
        debug_assert_eq!(*routes, Routes::lay_out(&playbook, &config, &theme), "a shape tells all");
        let gathered = match playbook.says_what(&former.playbook) {
            true => Arc::clone(&former.gathered),
            false => HandedOn::gathered(&playbook),
        };
        Site::with(playbook, config, theme, diagnostics, HandedOn { routes, gathered, colours })
    }

    fn with(
        playbook: FittedPlaybook,
        config: Config,
        theme: Theme,
        diagnostics: Vec<Diagnostic>,
        kept: HandedOn,
    ) -> Result<Site, TemplateError> {
        let HandedOn { routes, gathered, colours } = kept;
        let shared = theme.site(&part::site_view(&playbook, &config, &routes, &theme))?;
        let mut errors: HashMap<FileId, Vec<usize>> = HashMap::default();
        for (at, found) in diagnostics.iter().enumerate().filter(|(_, found)| found.is_error()) {
            errors.entry(found.span.file).or_default().push(at);
        }
        Ok(Site {
            playbook,
            config,
            diagnostics,
            errors,
            routes,
            theme,
            shared,
            search: OnceLock::new(),
            gathered,
            colours,
            template_errors: Mutex::default(),
            work: Work::default(),
        })
    }

    /// Every address of the site, in order.
    pub fn routes(&self) -> &Routes {
        &self.routes
    }

    /// The words of the site.
    fn search(&self) -> &Index {
        self.search.get_or_init(|| search_data::index(self))
    }

    /// The practices as the explorer numbers them.
    fn practices_by_title(&self) -> &[EntryId] {
        let practices = &self.gathered.practices_by_title;
        practices.get_or_init(|| explorer_data::practices(&self.playbook))
    }

    /// The practices that comparisons of teams speak of, by which each team's data names them.
    fn compared_practices(&self) -> &[EntryId] {
        let practices = &self.gathered.compared_practices;
        practices.get_or_init(|| page::compare::data::practices(&self.playbook))
    }

    /// What the playbook asks of itself.
    fn questions(&self) -> &[Question] {
        self.gathered.questions.get_or_init(|| ask(&self.playbook))
    }

    /// The tags, by their keys.
    fn tags(&self) -> &BTreeMap<String, Tag> {
        self.gathered.tags.get_or_init(|| self.playbook.linked.playbook.tags())
    }

    /// The order of plain pages in their folders.
    fn folders(&self) -> &Folders {
        let playbook = &self.playbook.linked.playbook;
        self.gathered.folders.get_or_init(|| Folders::new(&self.routes, playbook))
    }

    /// What was found wrong in a file.
    fn errors_in(&self, file: FileId) -> impl Iterator<Item = &Diagnostic> {
        let own = self.errors.get(&file).map_or(&[][..], Vec::as_slice);
        own.iter().map(|at| &self.diagnostics[*at])
    }

    /// Makes what stands at an address, by its index in [`Site::routes`].
    pub fn produce(&self, index: usize, out: &mut Vec<u8>) -> Result<Product, TemplateError> {
        let (address, route) = self.routes.get(index);
        page::produce(self, address, route, out)
    }

    /// Whether what stands at an address is too large to be held in memory for no reason: it
    /// grows with the book, and can be written piece by piece.
    pub fn is_streamed(&self, index: usize) -> bool {
        matches!(self.routes.get(index).1, Route::Own(Own::PlaybookJson))
    }

    /// Writes what [`Site::is_streamed`].
    ///
    /// # Errors
    /// Those of `out`, and `Unsupported` for an address that is not streamed.
    pub fn stream(&self, index: usize, out: &mut dyn Write) -> io::Result<()> {
        match self.routes.get(index).1 {
            Route::Own(Own::PlaybookJson) => data::playbook_json(self, out),
            _ => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    /// [`Site::produce`] that remembers the error, for builds in which many threads render
    /// and all errors are told together.
    pub fn produce_or_note(&self, index: usize, out: &mut Vec<u8>) -> Option<Product> {
        match self.produce(index, out) {
            Ok(product) => Some(product),
            Err(error) => {
                self.note(error, Some(index));
                None
            }
        }
    }

    /// A page that does not end, as an error of its template.
    pub fn endless(&self, found: &Endless) -> TemplateError {
        let hint = "look for loops within loops, and for a text that grows by itself, also in what \
                    it extends, includes and calls";
        self.theme.fault(found.page.template, found.message.clone(), hint)
    }

    /// Remembers an error of a template, and the page that met it where that says more than the
    /// error; `true` where it is a new one.
    pub fn note(&self, error: TemplateError, page: Option<usize>) -> bool {
        let mut met = match self.template_errors.lock() {
            Ok(met) => met,
            Err(poisoned) => poisoned.into_inner(),
        };
        let Some(known) = met.iter_mut().find(|known| known.error.is_at(&error)) else {
            met.push(Met { error, first: page, pages: 1 });
            return true;
        };
        known.pages += 1;
        // Whichever thread comes first, the same page is named.
        if page < known.first {
            (known.error, known.first) = (error, page);
        }
        false
    }

    /// The errors noted so far, in order of template and place.
    pub fn template_errors(&self) -> Vec<Met> {
        let mut met = match self.template_errors.lock() {
            Ok(met) => met.clone(),
            Err(poisoned) => poisoned.into_inner().clone(),
        };
        met.sort_by(|a, b| a.error.place().cmp(&b.error.place()));
        met
    }
}

/// An error of a template, as pages have met it.
#[derive(Debug, Clone)]
pub struct Met {
    pub error: TemplateError,
    /// The first page that did, by its index in [`Site::routes`].
    pub first: Option<usize>,
    /// How many did.
    pub pages: usize,
}
