//! The checked codebook.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::error::{CodebookError, ErrorKind};
use crate::raw::{Axis, Class, RawCodebook, Target};

/// Format version of `codebook.toml` that this crate reads and writes.
const FORMAT: u32 = 1;
/// Longest name of an axis, class or target, in characters.
const MAX_NAME: usize = 64;
/// Names that verdicts and labels files use for something else.
const RESERVED: &[&str] = &[
    "id", "text", "path", "title", "url", "outlet", "date", "group", "language", "source", "notes",
    "error", "file", "line", "copy_of",
];

/// Most axes of a book and classes of an axis.
const MAX_ENTRIES: usize = 1000;
/// What stands for a verdict without a class in folders and reports.
const ABSTAINED: &str = "abstained";
/// Endings that make the columns of an axis.
const COLUMNS: &[&str] = &["_best", "_probability", "_method", "_evidence"];

/// Index of an axis in its codebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AxisId(u16);

/// Index of a class on its axis, in codebook order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClassId(u16);

impl AxisId {
    /// Position in [`Codebook::axes`].
    pub fn index(self) -> usize {
        self.0.into()
    }
}

impl ClassId {
    /// Position in [`Axis::classes`].
    pub fn index(self) -> usize {
        self.0.into()
    }
}

/// A checked set of axes, classes and targets.
///
/// Shapes: at least one axis; at least two classes an axis; names unique, made of letters, digits,
/// `_` and `-`, at most 64 characters, so that they can be columns and folders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawCodebook", into = "RawCodebook")]
pub struct Codebook {
    raw: RawCodebook,
}

impl Codebook {
    /// Reads and checks a codebook.
    ///
    /// # Errors
    /// Says what is wrong and where: syntax with line and column, names with their value.
    pub fn from_toml(text: &str) -> Result<Self, CodebookError> {
        let raw: RawCodebook = toml::from_str(text)
            .map_err(|e| CodebookError::new(ErrorKind::Syntax, e.to_string().trim_end()))?;
        Self::try_from(raw)
    }

    /// The book as canonical TOML; reading it gives the same book.
    pub fn to_toml(&self) -> String {
        toml::to_string(&self.raw).expect("a checked codebook is representable in TOML")
    }

    /// What the book is for.
    pub fn title(&self) -> &str {
        &self.raw.title
    }

    /// All axes, in the order of the file.
    pub fn axes(&self) -> &[Axis] {
        &self.raw.axis
    }

    /// All targets, in the order of the file.
    pub fn targets(&self) -> &[Target] {
        &self.raw.target
    }

    /// Known names, whose spelling is healed where a stray space broke it.
    pub fn names(&self) -> &[String] {
        &self.raw.names
    }

    /// The ids of all axes, in order.
    pub fn axis_ids(&self) -> impl ExactSizeIterator<Item = AxisId> + use<> {
        (0..u16::try_from(self.raw.axis.len()).expect("at most 1000")).map(AxisId)
    }

    /// The ids of the classes of an axis, in order.
    pub fn class_ids(&self, axis: AxisId) -> impl ExactSizeIterator<Item = ClassId> + use<> {
        (0..u16::try_from(self.axis_at(axis).classes.len()).expect("at most 1000")).map(ClassId)
    }

    /// The axis with this id.
    pub fn axis_at(&self, axis: AxisId) -> &Axis {
        &self.raw.axis[axis.index()]
    }

    /// The name of a class.
    pub fn class_name(&self, axis: AxisId, class: ClassId) -> &str {
        &self.axis_at(axis).classes[class.index()].name
    }

    /// Position in [`Codebook::targets`] of the target that an axis judges.
    pub fn target_of(&self, axis: AxisId) -> Option<usize> {
        let name = self.axis_at(axis).target.as_deref()?;
        self.raw.target.iter().position(|t| t.name == name)
    }

    /// The class that means "no mention", where the axis has one.
    pub fn absent_class(&self, axis: AxisId) -> Option<ClassId> {
        let name = self.axis_at(axis).absent.clone()?;
        self.class(axis, &name).ok()
    }

    /// The class of an article in which nothing speaks for another one of the axis.
    pub fn plain_class(&self, axis: AxisId) -> Option<ClassId> {
        let plain = self.axis_at(axis).classes.iter().find(|c| c.plain)?;
        self.class(axis, &plain.name).ok()
    }

    /// How often a class is met in the field, in percent, where the book states it.
    pub fn percent(&self, axis: AxisId, class: ClassId) -> Option<u8> {
        self.axis_at(axis).classes[class.index()].percent
    }

    /// Finds an axis by name.
    ///
    /// # Errors
    /// Unknown name; the hint names the nearest known one.
    pub fn axis(&self, name: &str) -> Result<AxisId, CodebookError> {
        let found = self.raw.axis.iter().position(|a| a.name == name);
        found.map(|i| AxisId(i as u16)).ok_or_else(|| {
            CodebookError::new(
                ErrorKind::UnknownAxis,
                format!("axis `{name}` is not in the codebook"),
            )
            .hint(suggest(name, "axes", self.raw.axis.iter().map(|a| a.name.as_str())))
        })
    }

    /// Finds a class by name on an axis of this book.
    ///
    /// # Errors
    /// Unknown name; the hint names the nearest known one and all that are allowed.
    pub fn class(&self, axis: AxisId, name: &str) -> Result<ClassId, CodebookError> {
        let axis = self.axis_at(axis);
        let found = axis.classes.iter().position(|c| c.name == name);
        found.map(|i| ClassId(i as u16)).ok_or_else(|| {
            let what = format!("class `{name}` is not in the codebook for `{}`", axis.name);
            CodebookError::new(ErrorKind::UnknownClass, what).hint(suggest(
                name,
                "classes",
                axis.classes.iter().map(|c| c.name.as_str()),
            ))
        })
    }
}

impl TryFrom<RawCodebook> for Codebook {
    type Error = CodebookError;

    fn try_from(raw: RawCodebook) -> Result<Self, CodebookError> {
        if raw.format != FORMAT {
            let what = format!("codebook format {} is not known", raw.format);
            return Err(CodebookError::new(ErrorKind::Format, what)
                .hint(format!("this version reads format {FORMAT}")));
        }
        if raw.axis.is_empty() {
            return Err(CodebookError::new(ErrorKind::TooFew, "the codebook has no axis")
                .hint("add an [[axis]] with a name and at least two classes"));
        }
        let most = raw.axis.iter().map(|a| a.classes.len()).max().unwrap_or_default();
        if raw.axis.len().max(most) > MAX_ENTRIES {
            let what = format!("more than {MAX_ENTRIES} axes or classes");
            return Err(CodebookError::new(ErrorKind::TooMany, what).hint("split the codebook"));
        }
        check_names("axis", raw.axis.iter().map(|a| a.name.as_str()))?;
        for axis in &raw.axis {
            let column =
                |c: &&&str| raw.axis.iter().any(|other| axis.name == format!("{}{c}", other.name));
            if let Some(column) = COLUMNS.iter().find(column) {
                let what = format!(
                    "axis `{}` has the name of another axis's `{column}` column",
                    axis.name
                );
                return Err(
                    CodebookError::new(ErrorKind::BadName, what).hint("choose another name")
                );
            }
        }
        check_names("target", raw.target.iter().map(|t| t.name.as_str()))?;
        for axis in &raw.axis {
            check_axis(axis, &raw.target)?;
        }
        for office in raw.target.iter().flat_map(|t| &t.offices) {
            if office.from.zip(office.until).is_some_and(|(from, until)| from > until) {
                let what = format!("the office of {} ends before it begins", office.name);
                return Err(CodebookError::new(ErrorKind::BadDate, what)
                    .hint("`from` is the first day, `until` the last"));
            }
        }
        Ok(Self { raw })
    }
}

impl From<Codebook> for RawCodebook {
    fn from(book: Codebook) -> Self {
        book.raw
    }
}

fn check_axis(axis: &Axis, targets: &[Target]) -> Result<(), CodebookError> {
    let name = &axis.name;
    if RESERVED.contains(&name.as_str()) {
        let what = format!("axis `{name}` has the name of a column with another meaning");
        return Err(CodebookError::new(ErrorKind::BadName, what).hint("choose another name"));
    }
    if let Some(class) = axis.classes.iter().find(|c| c.name == ABSTAINED) {
        let what = format!(
            "axis `{name}` has a class `{}`, which means that no class is given",
            class.name
        );
        return Err(CodebookError::new(ErrorKind::BadName, what).hint("choose another name"));
    }
    check_names(&format!("class of axis `{name}`"), axis.classes.iter().map(|c| c.name.as_str()))?;
    let learned = axis.classes.iter().filter(|c| Some(&c.name) != axis.absent.as_ref()).count();
    if learned < 2 {
        let what = format!("axis `{name}` has {learned} classes to tell apart");
        return Err(CodebookError::new(ErrorKind::TooFew, what)
            .hint("give it at least two classes, not counting the absent one"));
    }
    check_facts(axis)?;
    let classes = || axis.classes.iter().map(|c: &Class| c.name.as_str());
    match (&axis.target, &axis.absent) {
        (Some(target), _) if !targets.iter().any(|t| t.name == *target) => {
            let what = format!("axis `{name}` judges target `{target}`, which is not defined");
            Err(CodebookError::new(ErrorKind::Dangling, what).hint(suggest(
                target,
                "targets",
                targets.iter().map(|t| t.name.as_str()),
            )))
        }
        (_, Some(absent)) if !classes().any(|c| c == absent) => {
            let what = format!("axis `{name}`: absent class `{absent}` is not among its classes");
            Err(CodebookError::new(ErrorKind::Dangling, what).hint(suggest(
                absent,
                "classes",
                classes(),
            )))
        }
        (None, Some(absent)) => {
            let what = format!("axis `{name}` has an absent class `{absent}` but no target");
            Err(CodebookError::new(ErrorKind::Dangling, what)
                .hint("name the target whose mentions decide it, or drop `absent`"))
        }
        _ => Ok(()),
    }
}

/// What the classes state of themselves.
fn check_facts(axis: &Axis) -> Result<(), CodebookError> {
    let name = &axis.name;
    let is_absent = |c: &Class| Some(&c.name) == axis.absent.as_ref();
    let wrong =
        |what: String, hint: &str| Err(CodebookError::new(ErrorKind::BadName, what).hint(hint));
    if axis.classes.iter().filter(|c| c.plain).count() > 1 {
        return wrong(format!("axis `{name}` has two plain classes"), "at most one can be plain");
    }
    if axis.classes.iter().any(|c| is_absent(c) && (c.plain || c.percent.is_some())) {
        let what = format!("axis `{name}`: the absent class is given by rule");
        return wrong(what, "it is neither plain nor has it a percent");
    }
    let learned = || axis.classes.iter().filter(|c| !is_absent(c));
    let stated: Vec<u8> = learned().filter_map(|c| c.percent).collect();
    if stated.is_empty() {
        return Ok(());
    }
    if stated.len() < learned().count() {
        let what = format!("axis `{name}` states how often some of its classes are met");
        return wrong(what, "give each a `percent` from 1 to 99, or none of them");
    }
    if let Some(p) = stated.iter().find(|p| !(1..=99).contains(*p)) {
        let what = format!("axis `{name}` has a class with `percent = {p}`");
        return wrong(what, "give a `percent` from 1 to 99");
    }
    let sum: usize = stated.iter().map(|p| usize::from(*p)).sum();
    if sum.abs_diff(100) > stated.len() {
        let what = format!("axis `{name}`: the `percent` of its classes add up to {sum}");
        return wrong(what, "they are shares of 100; rounding may miss it by one a class");
    }
    Ok(())
}

fn check_names<'a>(what: &str, names: impl Iterator<Item = &'a str>) -> Result<(), CodebookError> {
    let mut seen = BTreeSet::new();
    for name in names {
        let fits = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let chars = name.chars().count();
        if chars == 0 || chars > MAX_NAME || !name.chars().all(fits) || name.starts_with('-') {
            let what = format!("{what} name {name:?} cannot be a column or a folder");
            return Err(CodebookError::new(ErrorKind::BadName, what)
                .hint("use 1 to 64 letters, digits, `_` or `-`"));
        }
        if !seen.insert(name) {
            return Err(CodebookError::new(
                ErrorKind::Duplicate,
                format!("{what} name `{name}` stands twice"),
            )
            .hint("give each a name of its own"));
        }
    }
    Ok(())
}

/// "did you mean …; allowed are …": nearest by Damerau-Levenshtein similarity, ties by order.
fn suggest<'a>(name: &str, what: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    if known.is_empty() {
        return format!("the codebook has no {what}");
    }
    let likeness = |k: &str| strsim::normalized_damerau_levenshtein(&name.to_lowercase(), k);
    let mut best = (0.0, "");
    for k in &known {
        let l = likeness(k);
        if l > best.0 {
            best = (l, k);
        }
    }
    let list = format!("allowed {what} are {}", known.join(", "));
    if best.0 >= 0.5 { format!("did you mean `{}`? {list}", best.1) } else { list }
}
