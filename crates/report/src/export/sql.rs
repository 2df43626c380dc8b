//! A model as a script in SQL that scores a table of tokens, in DuckDB's dialect.
//!
//! What is the same for every model stands in `tables.sql` and `views.sql`; between them stands the model:
//! its settings as rows, its terms and weights as blocks of text.

use std::io::{self, Write};

use rasid_pipeline::{AxisModel, Model, Scorer, UNITS_PER_NAT};

use super::literal::{double, literal};

/// A block of text holds at most so many lines: what a parser holds at once.
const BLOCK: usize = 20_000;

/// Writes the script. `digest` is that of the model file. Names and terms stand in literals only, so
/// none is obeyed; equal models give equal bytes.
///
/// # Errors
/// Those of the writer.
pub fn write_scorer_sql(out: &mut dyn Write, model: &Model, digest: &str) -> io::Result<()> {
    writeln!(out, "-- Scores articles in DuckDB as `rasid classify` does. SHA-256 of the model:")?;
    writeln!(out, "-- {}", digest.chars().filter(char::is_ascii_hexdigit).collect::<String>())?;
    out.write_all(HOW_TO.as_bytes())?;
    out.write_all(include_bytes!("tables.sql"))?;
    write_facts(out, model, digest)?;
    for (number, axis) in model.axes().iter().enumerate() {
        write_axis(out, model, (number, axis))?;
    }
    let terms = model.vocabulary().terms().enumerate();
    write_blocks(
        out,
        "terms",
        "terms_of(",
        terms.map(|(number, term)| format!("{number} {term}")),
    )?;
    out.write_all(b"\n")?;
    out.write_all(include_bytes!("views.sql"))
}

const HOW_TO: &str = "\
--
--   rasid text news.jsonl --model MODEL --stage tokens --format jsonl -o tokens.jsonl
--   duckdb news.db -c \".read scorer.sql\"
--   duckdb news.db -c \"INSERT INTO rasid.tokens BY NAME FROM rasid.read_tokens('tokens.jsonl')\"
--   duckdb news.db -c \"SELECT * FROM rasid.verdicts ORDER BY id, axis\"
--
-- Articles without a word have no tokens, and so no row.

";

/// What holds for all axes.
fn write_facts(out: &mut dyn Write, model: &Model, digest: &str) -> io::Result<()> {
    let threshold = model.analyzer().settings().abstention.threshold;
    let row = [literal(digest), double(model.novelty()), double(threshold)];
    write_rows(out, "model", [format!("{}, {UNITS_PER_NAT}", row.join(", "))])?;
    write_rows(out, "languages", model.languages().iter().map(|code| literal(code)))?;
    write_rows(out, "scripts", model.scripts().iter().map(|code| literal(code)))?;
    let outlets = model.analyzer().registry().into_iter().flat_map(|r| r.outlets());
    let outlets = outlets.map(|o| format!("{}, {}", literal(&o.name), literal(&o.class)));
    write_rows(out, "outlets", outlets)
}

/// An axis with its classes and weights.
fn write_axis(
    out: &mut dyn Write,
    model: &Model,
    (number, axis): (usize, &AxisModel),
) -> io::Result<()> {
    let book = model.analyzer().codebook();
    let facts = book.axis_at(axis.axis());
    let scorer = model.scorer(axis);
    let name = |class: usize| literal(&facts.classes[class].name);
    let or_null = |text: Option<String>| text.unwrap_or_else(|| "NULL".to_owned());
    let calibration = axis.calibration();
    let cells = [
        number.to_string(),
        literal(&facts.name),
        or_null(scorer.target.map(literal)),
        or_null(book.absent_class(axis.axis()).map(|class| name(class.index()))),
        (!axis.classes().is_empty()).to_string(),
        scorer.features.pairs.to_string(),
        scorer.features.beside.to_string(),
        scorer.features.binary.to_string(),
        or_null(scorer.plain.map(|class| class.to_string())),
        scorer.passages.to_string(),
        scorer.few_words.to_string(),
        double(calibration.temperature().value()),
        double(calibration.softening().value()),
        model.analyzer().registry().is_some_and(|r| r.axis() == axis.axis()).to_string(),
        axis.least().is_some().to_string(),
    ];
    write_rows(out, "axes", [cells.join(", ")])?;
    let least = axis.least().unwrap_or_default();
    let classes = axis.classes().iter().enumerate().map(|(at, class)| {
        let priors = [scorer.log_prior[at], scorer.known_prior[at]].map(double).join(", ");
        let least = least.get(at).copied().flatten().map(|least| least.to_string());
        format!("{number}, {at}, {}, {priors}, {}", name(class.index()), or_null(least))
    });
    write_rows(out, "classes", classes)?;
    write_rows(out, "slots", slots(number, &scorer))?;
    let knots = calibration.isotonic().map_or(&[][..], |map| map.knots());
    write_rows(out, "knots", pieces(number, knots))?;
    let lines = scorer.weights().map(|(term, slot, weights)| {
        let weights: Vec<String> = weights.iter().map(i64::to_string).collect();
        format!("{term} {slot} {}", weights.join(" "))
    });
    write_blocks(out, "weights", &format!("weights_of({number}, "), lines)
}

/// Which slots a place adds to.
fn slots(axis: usize, scorer: &Scorer<'_>) -> Vec<String> {
    let places = [(false, false), (true, false), (false, true), (true, true)];
    let of_place = |(near, quoted): (bool, bool)| {
        let slots = scorer.features.slots_of(near, quoted);
        slots.map(move |slot| format!("{axis}, {near}, {quoted}, {slot}")).collect::<Vec<_>>()
    };
    places.into_iter().flat_map(of_place).collect()
}

/// The pieces of an isotonic map: level before the first knot and after the last.
fn pieces(axis: usize, knots: &[(f64, f64)]) -> Vec<String> {
    let (Some(first), Some(last)) = (knots.first(), knots.last()) else { return Vec::new() };
    let ends = [&[(-1.0, first.1)], knots, &[(2.0, last.1)]].concat();
    let piece = |pair: &[(f64, f64)]| {
        let cells = [pair[0].0, pair[1].0, pair[0].1, pair[1].1].map(double);
        format!("{axis}, {}", cells.join(", "))
    };
    ends.windows(2).map(piece).collect()
}

/// Rows of a small table; nothing where there are none.
fn write_rows(
    out: &mut dyn Write,
    table: &str,
    rows: impl IntoIterator<Item = String>,
) -> io::Result<()> {
    let rows: Vec<String> = rows.into_iter().map(|row| format!("    ({row})")).collect();
    match rows.is_empty() {
        true => Ok(()),
        false => writeln!(out, "INSERT INTO rasid.{table} VALUES\n{};", rows.join(",\n")),
    }
}

/// Lines of a large table, in blocks.
fn write_blocks(
    out: &mut dyn Write,
    table: &str,
    reader: &str,
    lines: impl Iterator<Item = String>,
) -> io::Result<()> {
    let mut lines = lines.peekable();
    while lines.peek().is_some() {
        let block: Vec<String> = lines.by_ref().take(BLOCK).collect();
        let block = literal(&block.join("\n"));
        writeln!(out, "INSERT INTO rasid.{table} FROM rasid.{reader}{block});")?;
    }
    Ok(())
}
