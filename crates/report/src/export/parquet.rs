//! The counts of a model as Parquet: the columns of `counts.rs`, text but for `count`, a 64-bit integer.
//! Equal models give equal bytes.

use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::builder::{Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use rasid_pipeline::{Count, Model};

use super::counts::{COLUMNS, texts};

/// Rows that are held before they are written.
const BATCH: usize = 1 << 15;
/// Rows of a row group.
const GROUP: usize = 1 << 20;

/// Writes the counts as Parquet.
///
/// # Errors
/// Those of the writer.
pub fn write_counts_parquet(out: &mut dyn Write, model: &Model) -> io::Result<()> {
    let fields = COLUMNS.iter().enumerate().map(|(i, name)| {
        let last = i + 1 == COLUMNS.len();
        Field::new(*name, if last { DataType::Int64 } else { DataType::Utf8 }, !last)
    });
    let schema: SchemaRef = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
    let properties = WriterProperties::builder()
        .set_created_by("rasid".to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_max_row_group_row_count(Some(GROUP))
        .build();
    let writer = ArrowWriter::try_new(Vec::new(), schema.clone(), Some(properties));
    let mut writer = writer.map_err(io::Error::other)?;
    let mut counts = model.counts().peekable();
    while counts.peek().is_some() {
        let batch = batch(&schema, counts.by_ref().take(BATCH))?;
        writer.write(&batch).map_err(io::Error::other)?;
        // Taking what is written leaves the count of it as it is.
        out.write_all(&std::mem::take(writer.inner_mut()))?;
    }
    // Writes the footer too.
    out.write_all(&writer.into_inner().map_err(io::Error::other)?)
}

fn batch<'m>(
    schema: &SchemaRef,
    counts: impl Iterator<Item = Count<'m>>,
) -> io::Result<RecordBatch> {
    let mut columns: [StringBuilder; 7] = Default::default();
    let mut numbers = Int64Builder::new();
    for count in counts {
        columns.iter_mut().zip(texts(&count)).for_each(|(column, text)| column.append_option(text));
        // Counts are 32 bits wide in a model's file.
        numbers.append_value(i64::try_from(count.count).map_err(io::Error::other)?);
    }
    let texts = columns.iter_mut().map(|column| Arc::new(column.finish()) as ArrayRef);
    let arrays = texts.chain([Arc::new(numbers.finish()) as ArrayRef]).collect();
    RecordBatch::try_new(schema.clone(), arrays).map_err(io::Error::other)
}
