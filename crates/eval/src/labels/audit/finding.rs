//! One thing that an audit found, how severe it is, and what to do about it.

use std::collections::BTreeMap;

use serde::Serialize;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The set contradicts itself, or cannot be learned from: figures taken on it are wrong.
    Error,
    /// Figures taken on the set may mislead, or single labels are probably wrong: look at it.
    Warning,
    /// Good to know; often harmless.
    Note,
}

impl Severity {
    /// Its name, as it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident, $name:literal, $way_out:literal;)*) => {
        /// What was found.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[serde(rename_all = "kebab-case")]
        #[non_exhaustive]
        pub enum FindingKind { $($(#[$doc])* $kind,)* }

        impl FindingKind {
            /// All kinds, in the order in which a report tells them.
            pub const ALL: &[Self] = &[$(Self::$kind),*];

            /// Its code, in kebab-case.
            pub fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// What to do about it.
            pub fn way_out(self) -> &'static str {
                match self { $(Self::$kind => $way_out,)* }
            }
        }
    };
}

kinds! {
    /// Near copies of one text with different classes on an axis. Error.
    CopiesConflict, "copies-conflict", "read both and give them one class, or leave one out";
    /// An axis whose labels are all of one class: nothing can be learned. Error.
    OneClass, "one-class", "label articles of a second class, or drop the axis from the codebook";
    /// Near copies in both of two files: one is no test of a model of the other. Warning.
    CopiesAcrossFiles, "copies-across-files", "leave them out of one of the files";
    /// Near copies in different groups of the column `group`, or without it of two outlets. Warning.
    CopiesAcrossGroups, "copies-across-groups", "give them one group, or leave one out";
    /// A stance toward a target that the article does not mention. Warning.
    StanceWithoutMention, "stance-without-mention",
        "label it absent, or add the name that stands in the article to the codebook";
    /// Labelled absent, but the article mentions the target. Warning.
    AbsentWithMention, "absent-with-mention",
        "label the stance, or add the phrase to `except` in the codebook";
    /// A label that confident learning doubts. Warning where it has at most 0.1 and another class at least
    /// 0.8, else note.
    LabelDoubt, "label-doubt", "read the article again; the suggested class is a guess of the model";
    /// A class with fewer than 30 articles or 10 groups. Warning.
    FewLabels, "few-labels", "label more articles, of other groups";
    /// More than half of a class, of ten articles or more, is in one group. Warning.
    OneGroup, "one-group", "label articles of other groups";
    /// The outlet tells the class of an axis. Warning, or note where each outlet has one class.
    OutletEntangled, "outlet-entangled",
        "label articles of other classes from these outlets, and cut folds by outlet (--group outlet)";
    /// A word that gives an outlet away. Warning where nearly all its articles hold it, else note.
    OutletWord, "outlet-word",
        "cut folds by outlet, or remove the word where it is a signature";
    /// A line that gives an outlet away and is taken for body. Warning.
    OutletLine, "outlet-line", "remove the line from the articles, or use --drop-repeated";
    /// The classes of two files are shared out differently. Warning.
    ClassDrift, "class-drift", "expect other figures on the second file; label some of its kind too";
    /// The words of two files differ by more than chance. Warning where a fifth of the second file's
    /// words are unseen, else note.
    WordDrift, "word-drift", "expect lower figures on the second file; label some of its kind too";
    /// How many labels of an axis are estimated to be wrong. Note.
    LabelErrors, "label-errors", "read the labels that are doubted most";
    /// A class of the codebook without a label. Note.
    NoLabels, "no-labels", "label some, or drop the class: a model never answers it";
    /// Articles without a label on an axis. Note.
    Unlabelled, "unlabelled", "label them, or leave them: they are not used on this axis";
    /// Near copies of one text within a group, or with no group to part them. Note.
    Copies, "copies", "leave one out: the text weighs double";
    /// A word that gives a class away in many groups. Note.
    ClassWord, "class-word", "see whether the word belongs to the class or to how the set was made";
    /// A line that stands in articles of several outlets, or of none. Note.
    RepeatedLine, "repeated-line", "remove the line where it is no part of the article";
    /// An article most of which is not its own text. Note.
    LittleBody, "little-body", "look at `rasid text FILE --stage body`; save the article alone";
}

/// Where an article stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Its id.
    pub id: String,
    /// The file.
    pub file: String,
    /// Line on which its record starts, from 1; none where the file is the article.
    pub line: Option<u64>,
}

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// What it is.
    pub kind: FindingKind,
    /// Name of the axis, where it is about one.
    pub axis: Option<String>,
    /// The articles it is about; empty where it is about the set.
    pub articles: Vec<Place>,
    /// What is quoted from articles: a word, a line, an outlet. Not yet made harmless for a terminal.
    pub quotes: Vec<String>,
    /// What was found, in words; holds nothing that stands in an article.
    pub what: String,
    /// The figures behind it, by name. What is undefined is left out.
    pub numbers: BTreeMap<&'static str, f64>,
    /// What to do about it.
    pub way_out: &'static str,
}

impl Finding {
    pub(super) fn new(severity: Severity, kind: FindingKind, what: impl Into<String>) -> Self {
        Self {
            severity,
            kind,
            axis: None,
            articles: Vec::new(),
            quotes: Vec::new(),
            what: what.into(),
            numbers: BTreeMap::new(),
            way_out: kind.way_out(),
        }
    }

    pub(super) fn axis(mut self, name: &str) -> Self {
        self.axis = Some(name.to_owned());
        self
    }

    pub(super) fn articles(mut self, places: impl IntoIterator<Item = Place>) -> Self {
        self.articles.extend(places);
        self.articles.sort();
        self
    }

    pub(super) fn quote(mut self, text: &str) -> Self {
        self.quotes.push(text.to_owned());
        self
    }

    pub(super) fn number(mut self, name: &'static str, value: impl Into<Option<f64>>) -> Self {
        if let Some(value) = value.into() {
            self.numbers.insert(name, value);
        }
        self
    }
}
