//! One line of truth and answers for each article, for `rasid compare`.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use crate::json_line::write_json_line;

/// One article's truth and answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AnswerLine<'a> {
    /// The article's id.
    pub id: &'a str,
    /// The group that folds and resamples do not split.
    pub group: &'a str,
    /// Folds of the cross-validation; none where there was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folds: Option<usize>,
    /// By name of the axis, where the article is labelled.
    pub axes: BTreeMap<&'a str, AxisLine<'a>>,
}

/// Truth and answer on one axis; classes by name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AxisLine<'a> {
    /// The labelled class.
    pub truth: &'a str,
    /// The class given; none on abstention.
    pub class: Option<&'a str>,
    /// The most probable class all the same; none without evidence.
    pub best: Option<&'a str>,
    /// Its probability, in \[0, 1].
    pub probability: Option<f64>,
}

/// Writes a line of JSON for each article.
///
/// # Errors
/// Those of the writer.
pub fn write_answers<'a>(
    out: &mut dyn Write,
    lines: impl IntoIterator<Item = AnswerLine<'a>>,
) -> io::Result<()> {
    lines.into_iter().try_for_each(|line| write_json_line(out, &line))
}
