//! A Parquet file, for engines that read columns.
//!
//! | column | type |
//! |---|---|
//! | `id` | string; null where a record could not be read and its id neither |
//! | `AXIS`, `AXIS_best`, `AXIS_method`, `AXIS_reason` | string |
//! | `AXIS_probability`, `AXIS_margin` | double, from 0 to 1, six decimals |
//! | `AXIS_set` (with a coverage), `AXIS_evidence` (on wish: the words) | list of strings |
//! | `unseen` | double, from 0 to 1 |
//! | `language`, `outlet`, `source`, `title` | string |
//! | `date` | date |
//! | `notes` | list of strings |
//! | `error`, `file` | string, of records that could not be read |
//! | `line` | 64-bit integer, of those |
//! | `copy_of` (on wish) | string |
//!
//! What is not known is null. Text stands as it is in the article: nothing that reads this format obeys
//! it. Equal verdicts give equal bytes: no clock and no version of a library stands in the file.

use std::io;
use std::sync::Arc;

use arrow_array::builder::{
    Date32Builder, Float64Builder, Int64Builder, ListBuilder, StringBuilder,
};
use arrow_array::{ArrayRef, RecordBatch, StringArray, new_null_array};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use rasid_codebook::Codebook;
use rasid_pipeline::AxisVerdict;

use super::decimal::rounded;
use super::{Answer, CopyMark, Skipped, margin};

/// A row group holds at most so many rows and bytes: what is held in memory before it is written.
const GROUP_ROWS: usize = 1 << 15;
const GROUP_BYTES: usize = 16 << 20;
/// Days from 0001-01-01 to 1970-01-01.
const EPOCH: i64 = 719_162;

/// Verdicts as columns.
#[derive(Debug, Clone)]
pub struct ParquetForm {
    schema: SchemaRef,
    /// Names of each axis's classes.
    axes: Vec<Vec<String>>,
    evidence: bool,
    sets: bool,
    copies: bool,
}

impl ParquetForm {
    /// For the axes of a codebook; `evidence` and `sets` say whether there is a column for each axis's
    /// words and for its conformal set.
    pub fn new(book: &Codebook, evidence: bool, sets: bool) -> Self {
        let list = || DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true)));
        let mut fields = vec![("id".to_owned(), DataType::Utf8)];
        for axis in book.axes() {
            let name = |ending: &str| format!("{}{ending}", axis.name);
            fields.push((name(""), DataType::Utf8));
            fields.push((name("_best"), DataType::Utf8));
            fields.push((name("_probability"), DataType::Float64));
            fields.push((name("_method"), DataType::Utf8));
            fields.push((name("_margin"), DataType::Float64));
            fields.push((name("_reason"), DataType::Utf8));
            fields.extend(sets.then(|| (name("_set"), list())));
            fields.extend(evidence.then(|| (name("_evidence"), list())));
        }
        let facts = [
            ("unseen", DataType::Float64),
            ("language", DataType::Utf8),
            ("outlet", DataType::Utf8),
            ("source", DataType::Utf8),
            ("date", DataType::Date32),
            ("title", DataType::Utf8),
            ("notes", list()),
            ("error", DataType::Utf8),
            ("file", DataType::Utf8),
            ("line", DataType::Int64),
        ];
        fields.extend(facts.map(|(name, kind)| (name.to_owned(), kind)));
        let fields = fields.into_iter().map(|(name, kind)| Field::new(name, kind, true));
        let classes = |a: &rasid_codebook::Axis| a.classes.iter().map(|c| c.name.clone()).collect();
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        Self {
            schema,
            axes: book.axes().iter().map(classes).collect(),
            evidence,
            sets,
            copies: false,
        }
    }

    /// The same with a last column `copy_of`, which [`ParquetBatch::with_copies`] fills.
    #[must_use]
    pub fn for_copies(self) -> Self {
        let copy_of = Arc::new(Field::new("copy_of", DataType::Utf8, true));
        let fields = self.schema.fields().iter().cloned().chain([copy_of]);
        Self { schema: Arc::new(Schema::new(fields.collect::<Vec<_>>())), copies: true, ..self }
    }

    /// Names and types of the columns.
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// Takes the records of a batch.
    pub fn rows(&self) -> ParquetRows<'_> {
        ParquetRows::new(self)
    }
}

/// Columns of a batch that are ready.
#[derive(Debug)]
pub struct ParquetBatch(RecordBatch);

/// Records of a batch as columns in the making.
#[derive(Debug)]
pub struct ParquetRows<'a> {
    form: &'a ParquetForm,
    id: StringBuilder,
    axes: Vec<AxisColumns>,
    unseen: Float64Builder,
    language: StringBuilder,
    outlet: StringBuilder,
    source: StringBuilder,
    date: Date32Builder,
    title: StringBuilder,
    notes: ListBuilder<StringBuilder>,
    error: StringBuilder,
    file: StringBuilder,
    line: Int64Builder,
}

#[derive(Debug, Default)]
struct AxisColumns {
    class: StringBuilder,
    best: StringBuilder,
    probability: Float64Builder,
    method: StringBuilder,
    margin: Float64Builder,
    reason: StringBuilder,
    set: ListBuilder<StringBuilder>,
    evidence: ListBuilder<StringBuilder>,
}

impl<'a> ParquetRows<'a> {
    fn new(form: &'a ParquetForm) -> Self {
        Self {
            form,
            id: StringBuilder::new(),
            axes: form.axes.iter().map(|_| AxisColumns::default()).collect(),
            unseen: Float64Builder::new(),
            language: StringBuilder::new(),
            outlet: StringBuilder::new(),
            source: StringBuilder::new(),
            date: Date32Builder::new(),
            title: StringBuilder::new(),
            notes: ListBuilder::default(),
            error: StringBuilder::new(),
            file: StringBuilder::new(),
            line: Int64Builder::new(),
        }
    }

    /// Appends an article.
    pub fn answer(&mut self, answer: &Answer<'_>) {
        let verdict = answer.verdict;
        self.id.append_value(answer.id);
        for (i, judged) in verdict.axes.iter().enumerate() {
            self.axes[i].answer(&self.form.axes[i], judged);
            let words = answer.words(i).map(|(word, _)| Some(word));
            self.axes[i].evidence.append_value(words);
        }
        self.unseen.append_option(verdict.unseen.map(rounded));
        self.language.append_option(verdict.language);
        self.outlet.append_option(verdict.outlet.as_deref());
        self.source.append_option(verdict.source.as_deref());
        self.date.append_option(verdict.date.and_then(since_epoch));
        self.title.append_option(verdict.title.as_deref());
        self.notes.append_value(answer.notes().map(Some));
        self.error.append_null();
        self.file.append_null();
        self.line.append_null();
    }

    /// Appends a record that could not be read.
    pub fn skipped(&mut self, skipped: &Skipped<'_>) {
        self.id.append_option(skipped.id);
        self.axes.iter_mut().for_each(AxisColumns::skipped);
        self.unseen.append_null();
        for column in [&mut self.language, &mut self.outlet, &mut self.source, &mut self.title] {
            column.append_null();
        }
        self.date.append_null();
        self.notes.append_null();
        self.error.append_value(skipped.error);
        self.file.append_value(skipped.file);
        self.line.append_option(skipped.line.and_then(|line| i64::try_from(line).ok()));
    }

    /// The rows.
    ///
    /// # Errors
    /// None but those of the arrow crate.
    pub fn finish(mut self) -> io::Result<ParquetBatch> {
        let mut columns: Vec<ArrayRef> = vec![Arc::new(self.id.finish())];
        for axis in &mut self.axes {
            columns.push(Arc::new(axis.class.finish()));
            columns.push(Arc::new(axis.best.finish()));
            columns.push(Arc::new(axis.probability.finish()));
            columns.push(Arc::new(axis.method.finish()));
            columns.push(Arc::new(axis.margin.finish()));
            columns.push(Arc::new(axis.reason.finish()));
            if self.form.sets {
                columns.push(Arc::new(axis.set.finish()));
            }
            if self.form.evidence {
                columns.push(Arc::new(axis.evidence.finish()));
            }
        }
        columns.push(Arc::new(self.unseen.finish()));
        columns.push(Arc::new(self.language.finish()));
        columns.push(Arc::new(self.outlet.finish()));
        columns.push(Arc::new(self.source.finish()));
        columns.push(Arc::new(self.date.finish()));
        columns.push(Arc::new(self.title.finish()));
        columns.push(Arc::new(self.notes.finish()));
        columns.push(Arc::new(self.error.finish()));
        columns.push(Arc::new(self.file.finish()));
        columns.push(Arc::new(self.line.finish()));
        if self.form.copies {
            columns.push(new_null_array(&DataType::Utf8, columns[0].len()));
        }
        let batch = RecordBatch::try_new(self.form.schema.clone(), columns);
        batch.map(ParquetBatch).map_err(io::Error::other)
    }
}

impl ParquetBatch {
    /// The columns themselves, for who puts them into no file.
    pub fn into_columns(self) -> RecordBatch {
        self.0
    }

    /// The rows with the last column, of a form that has one for copies.
    ///
    /// # Errors
    /// None but those of the arrow crate.
    pub fn with_copies(self, marks: &[CopyMark]) -> io::Result<Self> {
        let firsts: StringArray = marks.iter().map(CopyMark::first).collect();
        let (schema, mut columns, _) = self.0.into_parts();
        columns.pop();
        columns.push(Arc::new(firsts));
        RecordBatch::try_new(schema, columns).map(Self).map_err(io::Error::other)
    }
}

impl AxisColumns {
    fn answer(&mut self, classes: &[String], judged: &AxisVerdict) {
        let v = &judged.verdict;
        self.class.append_option(v.class.map(|c| &classes[c]));
        self.best.append_option(v.best.map(|c| &classes[c]));
        self.probability.append_option(v.probability.map(rounded));
        self.method.append_value(v.method.as_str());
        self.margin.append_option(margin(judged).map(rounded));
        self.reason.append_option(v.reason.map(rasid_decide::Reason::as_str));
        let set = judged.set.as_ref();
        self.set.append_option(set.map(|set| set.iter().map(|&c| Some(classes[c].as_str()))));
    }

    fn skipped(&mut self) {
        self.class.append_null();
        self.best.append_null();
        self.probability.append_null();
        self.method.append_null();
        self.margin.append_null();
        self.reason.append_null();
        self.set.append_null();
        self.evidence.append_null();
    }
}

/// Days since 1970-01-01.
fn since_epoch((year, month, day): (i32, u8, u8)) -> Option<i32> {
    const BEFORE: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let year = i64::from(year);
    let past = year - 1;
    let leap_days = past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400);
    let is_leap =
        year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0);
    let before = BEFORE.get(usize::from(month).checked_sub(1)?)?;
    let leap_day = i64::from(is_leap && month > 2);
    i32::try_from(past * 365 + leap_days + before + leap_day + i64::from(day) - 1 - EPOCH).ok()
}

/// Puts the columns of batches into one file. It hands out bytes as they come and keeps one row group.
pub struct VerdictParquet {
    writer: ArrowWriter<Vec<u8>>,
}

impl VerdictParquet {
    /// Starts a file.
    ///
    /// # Errors
    /// None but those of the parquet crate.
    pub fn new(form: &ParquetForm) -> io::Result<Self> {
        let properties = WriterProperties::builder()
            .set_created_by("rasid".to_owned())
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(GROUP_ROWS))
            .set_max_row_group_bytes(Some(GROUP_BYTES))
            .build();
        let writer = ArrowWriter::try_new(Vec::new(), form.schema.clone(), Some(properties));
        Ok(Self { writer: writer.map_err(plain)? })
    }

    /// Takes the rows of a batch and gives the bytes that are ready, which are those that follow the ones
    /// given before.
    ///
    /// # Errors
    /// None but those of the parquet crate.
    pub fn write(&mut self, ParquetBatch(rows): &ParquetBatch) -> io::Result<Vec<u8>> {
        self.writer.write(rows).map_err(plain)?;
        // Taking what is written leaves the count of it as it is.
        Ok(std::mem::take(self.writer.inner_mut()))
    }

    /// The last bytes.
    ///
    /// # Errors
    /// None but those of the parquet crate.
    pub fn finish(self) -> io::Result<Vec<u8>> {
        // Writes the footer too.
        self.writer.into_inner().map_err(plain)
    }
}

fn plain(e: ParquetError) -> io::Error {
    io::Error::other(e)
}

#[cfg(test)]
mod tests {
    use super::since_epoch;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (day, number) in [
            ((1970, 1, 1), 0),
            ((1969, 12, 31), -1),
            ((2000, 2, 29), 11_016),
            ((2000, 3, 1), 11_017),
            ((1900, 3, 1), -25_508),
            ((2024, 2, 29), 19_782),
            ((2024, 12, 31), 20_088),
            ((1, 1, 1), -719_162),
        ] {
            assert_eq!(since_epoch(day), Some(number), "{day:?}");
        }
        assert_eq!(since_epoch((2024, 0, 1)), None);
        assert_eq!(since_epoch((2024, 13, 1)), None);
    }
}
