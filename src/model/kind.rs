//! Kinds: the built-in ones and those that a site declares.

use std::fmt;

/// A kind of one [`Kinds`] table. The built-in kinds have the same ids everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(pub u16);

impl KindId {
    pub const RITUAL: KindId = KindId(0);
    pub const ARTIFACT: KindId = KindId(1);
    pub const FRAMEWORK: KindId = KindId(2);
    pub const EXERCISE: KindId = KindId(3);
    pub const TEAM: KindId = KindId(4);
    pub const CONTEXT: KindId = KindId(5);
    pub const FACTOR: KindId = KindId(6);
    pub const NEED: KindId = KindId(7);
    pub const ROLE: KindId = KindId(8);
    pub const CYCLE: KindId = KindId(9);
    pub const PRINCIPLE: KindId = KindId(10);
    pub const ANTI_PATTERN: KindId = KindId(11);
    pub const PAGE: KindId = KindId(12);
}

/// What a kind is called and what its entries may have.
#[derive(Debug, Clone, PartialEq)]
pub struct KindDef {
    /// The word in front matter and in references: `ritual`.
    pub name: Box<str>,
    /// The top-level folder, which is also the first part of its addresses: `rituals`.
    pub folder: Box<str>,
    /// What one is called on a page: `Ritual`.
    pub title: Box<str>,
    /// What several are called on a page: `Rituals`.
    pub plural: Box<str>,
    /// Whether its entries take fit lines and the other fields of practices.
    pub practice: bool,
    /// Fields that the site declares for it.
    pub declared: Vec<DeclaredField>,
}

/// A field that a site declares in book.toml.
#[derive(Debug, Clone, PartialEq)]
pub struct DeclaredField {
    pub key: Box<str>,
    pub kind: DeclaredType,
    pub doc: Box<str>,
    pub required: bool,
    /// How the other side of a reference is called: `measured by`.
    pub inverse: Option<Box<str>>,
}

/// What a declared field takes.
#[derive(Debug, Clone, PartialEq)]
pub enum DeclaredType {
    Text,
    Date,
    Duration,
    Number,
    Choice(Vec<Box<str>>),
    List,
    Ref(KindId),
}

/// Every kind of a site, in the order in which the site shows them.
#[derive(Debug, Clone, PartialEq)]
pub struct Kinds {
    defs: Vec<KindDef>,
}

impl Default for Kinds {
    fn default() -> Self {
        Kinds::builtin()
    }
}

impl Kinds {
    /// The kinds that every site has.
    pub fn builtin() -> Kinds {
        let def = |name: &str, folder: &str, title: &str, plural: &str, practice| KindDef {
            name: name.into(),
            folder: folder.into(),
            title: title.into(),
            plural: plural.into(),
            practice,
            declared: Vec::new(),
        };
        // The order is that of the constants of `KindId`.
        let defs = vec![
            def("ritual", "rituals", "Ritual", "Rituals", true),
            def("artifact", "artifacts", "Artifact", "Artifacts", true),
            def("framework", "frameworks", "Framework", "Frameworks", true),
            def("exercise", "exercises", "Exercise", "Exercises", true),
            def("team", "teams", "Team", "Teams", false),
            def("context", "contexts", "Context", "Contexts", false),
            def("factor", "factors", "Factor", "Factors", false),
            def("need", "needs", "Need", "Needs", false),
            def("role", "roles", "Role", "Roles", false),
            def("cycle", "cycles", "Cycle", "Cycles", false),
            def("principle", "principles", "Principle", "Principles", false),
            def("anti-pattern", "anti-patterns", "Anti-pattern", "Anti-patterns", false),
            def("page", "", "Page", "Pages", false),
        ];
        Kinds { defs }
    }

    /// Adds a kind of the site's own. The caller has seen to it that its name is new.
    pub fn declare(&mut self, def: KindDef) -> KindId {
        self.defs.push(def);
        KindId(u16::try_from(self.defs.len() - 1).unwrap_or(u16::MAX))
    }

    /// Adds a field of the site's own to a kind.
    pub fn declare_field(&mut self, kind: KindId, field: DeclaredField) {
        self.defs[usize::from(kind.0)].declared.push(field);
    }

    pub fn get(&self, kind: KindId) -> &KindDef {
        &self.defs[usize::from(kind.0)]
    }

    /// The kind of a name.
    pub fn named(&self, name: &str) -> Option<KindId> {
        self.iter().find(|(_, def)| &*def.name == name).map(|(id, _)| id)
    }

    /// The kind whose entries live in a top-level folder.
    pub fn of_folder(&self, folder: &str) -> Option<KindId> {
        self.iter()
            .find(|(_, def)| !def.folder.is_empty() && &*def.folder == folder)
            .map(|(id, _)| id)
    }

    /// Every kind, plain pages included, in the site's order.
    pub fn iter(&self) -> impl Iterator<Item = (KindId, &KindDef)> {
        (0..).map(KindId).zip(&self.defs)
    }

    pub fn is_practice(&self, kind: KindId) -> bool {
        self.get(kind).practice
    }
}

impl KindDef {
    /// The name with its article: "an artifact".
    pub fn one(&self) -> String {
        let article = if self.name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        format!("{article} {}", self.name)
    }
}

impl fmt::Display for KindDef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
