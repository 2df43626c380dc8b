//! The counts of a model as a table, a feature and class a row.
//!
//! | column | what |
//! |---|---|
//! | `axis`, `class` | names of the codebook; axes that learn together have the same counts each |
//! | `domain` | file of labels; none where the model names none |
//! | `kind` | `word`, `pair` (two stems with a space between), `before_name`, `after_name` (of the target) |
//! | `term` | stem or stems; beside a name, `@` is the name once more and `@@` another target's |
//! | `field` | `whole`, `near` (a mention of the target), `far` |
//! | `voice` | `author`, `source`; none where the axis does not tell |
//! | `count` | articles that hold it, or places, where the axis counts raw; above 0 |

use std::io::{self, Write};

use rasid_pipeline::{Count, Model, Place, TermParts, Voice};

use crate::inert::no_formula;

/// Names of the columns, in order; the last one is a number.
pub(super) const COLUMNS: [&str; 8] =
    ["axis", "class", "domain", "kind", "term", "field", "voice", "count"];

/// The columns of text of a row.
pub(super) fn texts<'m>(count: &Count<'m>) -> [Option<&'m str>; 7] {
    let (kind, term) = match TermParts::of(count.term) {
        TermParts::Word(word) => ("word", word),
        TermParts::Pair(words) => ("pair", words),
        TermParts::BeforeName(word) => ("before_name", word),
        TermParts::AfterName(word) => ("after_name", word),
    };
    let field = match count.field.place {
        Place::Whole => "whole",
        Place::Near => "near",
        Place::Far => "far",
    };
    let voice = count.field.voice.map(|voice| match voice {
        Voice::Author => "author",
        Voice::Source => "source",
    });
    let (axis, class, domain) = (count.axis, count.class, count.domain);
    [Some(axis), Some(class), domain, Some(kind), Some(term), Some(field), voice]
}

/// Writes the counts as CSV with a header line. Cells are inert: see [`no_formula`].
///
/// # Errors
/// Those of the writer.
pub fn write_counts_csv(out: &mut dyn Write, model: &Model) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(COLUMNS)?;
    for count in model.counts() {
        for cell in texts(&count) {
            table.write_field(no_formula(cell.unwrap_or_default()))?;
        }
        table.write_field(count.count.to_string())?;
        table.write_record(None::<&[u8]>)?;
    }
    table.flush()
}
