//! Every code that a diagnostic can carry, with its usual severity and its one sentence.
//!
//! The page of a code is `docs/content/checks/<code>.md`; a test holds the two together.

use super::Severity;

macro_rules! codes {
    ($($(#[$fixed:ident])? $name:ident $text:literal $severity:ident $sentence:literal;)*) => {
        /// What kind of mistake a diagnostic speaks of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $sentence] $name,)*
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &[Code] = &[$(Code::$name,)*];

            /// The code as people write it, in kebab-case.
            pub fn name(self) -> &'static str {
                match self { $(Code::$name => $text,)* }
            }

            /// The severity where the site sets none.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)* }
            }

            /// What the code means, in a sentence.
            pub fn sentence(self) -> &'static str {
                match self { $(Code::$name => $sentence,)* }
            }

            /// Whether the code stays an error whatever the site says: nothing right could
            /// be built over it, or what it speaks of would vanish without a word.
            pub fn is_fixed(self) -> bool {
                match self { $(Code::$name => codes!(@fixed $($fixed)?),)* }
            }

            /// The code of a name.
            pub fn from_name(name: &str) -> Option<Code> {
                match name { $($text => Some(Code::$name),)* _ => None }
            }
        }
    };
    (@fixed fixed) => { true };
    (@fixed) => { false };
}

codes! {
    // Configuration.
    #[fixed] ConfigKey "config-key" Error "A key of book.toml is not one that it has.";
    #[fixed] ConfigValue "config-value" Error "A value of book.toml is not one that its key takes.";
    ConfigIgnored "config-ignored" Warning "A key of mdBook's that means nothing here is passed over.";

    // Reading files.
    #[fixed] UnreadableFile "unreadable-file" Error "A file or folder cannot be read.";
    #[fixed] UnreadableText "unreadable-text" Error "A file is not plain UTF-8 text.";
    #[fixed] FileTooLarge "file-too-large" Error "A file is larger than a page can be.";
    #[fixed] FileName "file-name" Error "A file's name cannot become an address on every system.";
    #[fixed] LinkLeavesProject "link-leaves-project" Error "A symbolic link leads out of the project.";
    SpecialFile "special-file" Warning "A file is a pipe, a socket, a device or a loop of links, and is passed over.";
    OtherMarkup "other-markup" Warning "A page in another markup is copied as it is, and becomes no page.";
    #[fixed] MergeConflict "merge-conflict" Error "A merge left both versions of a passage in a text.";
    HiddenDirection "hidden-direction" Warning "A text holds invisible characters that change its direction.";

    // Front matter.
    #[fixed] UnclosedFrontMatter "unclosed-front-matter" Error "Front matter is opened but never closed.";
    #[fixed] UnreadableYaml "unreadable-yaml" Error "Front matter is not valid YAML.";
    #[fixed] DuplicateKey "duplicate-key" Error "A key stands twice in one mapping.";
    UnknownKey "unknown-key" Warning "A key is not one that the kind has.";
    #[fixed] MissingKey "missing-key" Error "A required key is missing.";
    #[fixed] WrongType "wrong-type" Error "A value has another type than its key takes.";
    #[fixed] BadValue "bad-value" Error "A value is not one that its key takes.";
    #[fixed] UnknownKind "unknown-kind" Error "`kind` names no kind of this site.";
    #[fixed] KindMismatch "kind-mismatch" Error "The folder and `kind` disagree.";
    MissingFrontMatter "missing-front-matter" Warning "A file in a kind's folder has no front matter and is read as a plain page.";
    PageKey "page-key" Warning "A plain page's front matter has a key that means nothing here.";
    TomlFrontMatter "toml-front-matter" Warning "Front matter is TOML, which is not read.";
    CutByComment "cut-by-comment" Warning "A `#` behind a blank ends a value, and the rest is not read.";
    LongSummary "long-summary" Warning "A summary is longer than 200 characters.";

    // Entries and addresses.
    #[fixed] BadId "bad-id" Error "An id holds characters that cannot be seen or typed.";
    #[fixed] DuplicateId "duplicate-id" Error "Two entries of one kind have the same id.";
    #[fixed] UrlCollision "url-collision" Error "Two sources want the same address.";
    CaseCollision "case-collision" Warning "Two pages have addresses that differ in case alone.";
    DisplacedPage "displaced-page" Warning "A page or a file takes the place of one that the site has by itself.";

    // Factors and fit lines.
    #[fixed] UnknownFactor "unknown-factor" Error "A factor is named that the site does not have.";
    #[fixed] UnknownFactorValue "unknown-factor-value" Error "A value is not one of its factor's.";
    #[fixed] EmptyRange "empty-range" Error "A condition accepts no value at all.";
    #[fixed] UnorderedRange "unordered-range" Error "`at_least` or `at_most` on a factor that has no order.";
    #[fixed] ReservedValue "reserved-value" Error "A factor's value is called `unknown`, which means that nobody knows.";

    // References and links.
    BrokenRef "broken-ref" Error "A reference names an entry that does not exist.";
    AmbiguousRef "ambiguous-ref" Error "A bare id is the id of entries of several kinds.";
    RefKind "ref-kind" Error "A reference names an entry of a kind that does not belong there.";
    DraftRef "draft-ref" Error "An entry that is published refers to a draft.";
    BrokenLink "broken-link" Error "A link in a body leads nowhere.";
    BrokenAnchor "broken-anchor" Error "A link names a heading that its page does not have.";
    MissingImage "missing-image" Error "An image is not there.";
    ExternalLink "external-link" Warning "A link to another site does not lead where it should.";
    ReferenceLoop "reference-loop" Error "Entries that must form a line refer to each other in a circle.";
    UntilBeforeSince "until-before-since" Error "Something ends before it begins.";

    // Markdown.
    UnsafeHtml "unsafe-html" Warning "HTML that is not let through was taken out.";
    UnsafeUrl "unsafe-url" Warning "A link with an unsafe scheme was taken out.";
    ExternalImage "external-image" Warning "An image from another host became a link.";
    DeepNesting "deep-nesting" Warning "Lists and quotes nest deeper than a page can show.";
    SurplusCells "surplus-cells" Warning "A row of a table has more cells than the table has columns.";
    StrayFence "stray-fence" Warning "A line of colons (`:::`) begins or ends no box.";
    UnclosedCode "unclosed-code" Warning "A block of code is never closed, and holds all that follows.";
    BlankInLink "blank-in-link" Warning "A link is shown as text, since its address holds a blank.";
    PageTooLarge "page-too-large" Warning "A page was cut because it grew beyond all measure.";
    MarkdownFault "markdown-fault" Error "The markdown reader failed on a file.";

    // Themes.
    #[fixed] TemplateError "template-error" Error "A template cannot be read or rendered.";
    UnusedThemeFile "unused-theme-file" Warning "Something in the theme's folder does nothing.";

    // Checks.
    Placeholder "placeholder" Warning "What `playbook new` wrote still stands in the place of an author's words.";
    NoOwner "no-owner" Warning "A practice or a team has no owner.";
    RitualWithoutRhythm "ritual-without-rhythm" Warning "A ritual has neither a cycle nor a trigger.";
    IdleRitual "idle-ritual" Warning "A ritual makes, updates and decides nothing.";
    ArtifactUnmade "artifact-unmade" Warning "Nobody makes an artifact.";
    ArtifactUnconsumed "artifact-unconsumed" Warning "Nobody consumes an artifact.";
    AvoidWithoutReason "avoid-without-reason" Warning "A team runs what its context says to avoid, and does not say why.";
    PrerequisiteNotRun "prerequisite-not-run" Warning "A team runs a practice without what it requires.";
    PracticeTwice "practice-twice" Warning "A team runs a practice in two rows that nothing tells apart.";
    RetiredInUse "retired-in-use" Warning "A team runs a retired practice.";
    WeekdayAtOdds "weekday-at-odds" Warning "A team's row names a weekday that its cycle or its first day does not have.";
    ReviewOverdue "review-overdue" Warning "An entry's review is overdue.";
    EntryExpired "entry-expired" Warning "An entry is past its `expires` date.";
    LoneKey "lone-key" Warning "A key has no effect without another.";
    SelfReference "self-reference" Warning "An entry names itself.";
    ScaffoldExpired "scaffold-expired" Warning "A team still runs a scaffold that was meant to be down by now.";
    OneSidedFit "one-sided-fit" Warning "A practice has reasons for it and none against it.";
    DuplicateSummary "duplicate-summary" Warning "Two entries have the same summary.";
    UnmentionedValue "unmentioned-value" Warning "No practice mentions a factor's value.";
    ProgrammeWithoutUser "programme-without-user" Warning "A programme-wide practice is run by no team.";
    SharedLocalName "shared-local-name" Warning "One local name stands for two practices.";
    Orphan "orphan" Warning "Nothing links to a page.";
}
