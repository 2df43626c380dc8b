//! One JSON object a line.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use xxhash_rust::xxh3::Xxh3;

use super::lines::{Line, LineReader, Lines};
use super::{
    Articles, Chunk, Chunks, Fault, Origin, Place, Record, Records, Values, add, article,
    bytes as decoding,
};
use crate::article::{Article, ReadNotice};
use crate::error::RecordError;
use crate::options::{Column, Names};

/// An object with the line that it stands on.
pub(crate) struct Object {
    pub(crate) values: BTreeMap<String, Value>,
    pub(crate) line: u64,
    notices: Vec<ReadNotice>,
}

/// Lines that are not parsed yet.
struct LinesChunk {
    origin: Arc<Origin>,
    lines: Lines,
}

pub(super) fn chunks(origin: Origin, reader: impl Read + Send + 'static) -> Chunks {
    let origin = Arc::new(origin);
    let lines = LineReader::new(Arc::clone(&origin.file), reader);
    Box::new(lines.map(move |lines| -> Box<dyn Chunk> {
        match lines {
            Ok(lines) => Box::new(LinesChunk { origin: Arc::clone(&origin), lines }),
            Err(e) => Fault::boxed(e),
        }
    }))
}

impl Chunk for LinesChunk {
    fn records(&self) -> usize {
        self.lines.count
    }

    fn bytes(&self) -> u64 {
        self.lines.bytes.len() as u64
    }

    fn articles(self: Box<Self>) -> Articles {
        let Self { origin, lines } = *self;
        Box::new(lines.each(move |line| read(&line, &origin)))
    }

    fn digest_into(&self, hash: &mut Xxh3) {
        add(hash, self.origin.file.as_os_str().as_encoded_bytes());
        add(hash, &self.lines.bytes);
        hash.update(&self.lines.first.to_le_bytes());
        if let Some(e) = &self.lines.broken {
            add(hash, e.to_string().as_bytes());
        }
    }
}

/// A line as text, with what was unusual about its bytes.
fn text<'a>(line: &Line<'a>, path: &Path) -> Result<(Cow<'a, str>, Vec<ReadNotice>), RecordError> {
    let (text, mut notices) = match simdutf8::basic::from_utf8(line.bytes) {
        Ok(text) => (Cow::Borrowed(text), vec![]),
        Err(_) => {
            let fields = std::iter::once(line.bytes);
            let (mut texts, notices) = decoding::fields(fields, path, Some(line.line))?;
            (Cow::Owned(texts.pop().unwrap_or_default()), notices)
        }
    };
    let fields = std::iter::once(&*text);
    notices.extend(decoding::of_stream(line.encoding, fields, Some(line.line)));
    Ok((text, notices))
}

/// The article of a line.
fn read(line: &Line<'_>, origin: &Origin) -> Result<Article, RecordError> {
    read_with(line, origin, &[], |_| Ok(())).map(|(article, ())| article)
}

/// The article of a line, with what is made of its columns of other names, before it is looked at.
fn read_with<T>(
    line: &Line<'_>,
    origin: &Origin,
    others: &[String],
    look: impl FnOnce(&[Option<Cow<'_, str>>]) -> Result<T, RecordError>,
) -> Result<(Article, T), RecordError> {
    let (text, notices) = text(line, &origin.file)?;
    let (values, made) = columns(&text, origin, Some(line.line), others, look)?;
    let (line, number) = (Some(line.line), Some(line.number));
    let place = Place { line, number, notices, ..Place::default() };
    Ok((article(values, origin, place)?, made))
}

/// The columns of an object that have a meaning; `look` sees the others.
pub(super) fn columns<'a, T>(
    text: &'a str,
    origin: &Origin,
    line: Option<u64>,
    others: &[String],
    look: impl FnOnce(&[Option<Cow<'a, str>>]) -> Result<T, RecordError>,
) -> Result<(Values<'a>, T), RecordError> {
    let (text, names) = (text.trim(), &*origin.names);
    let Parsed { values, nested, seen, others } =
        parse(text, names, others).map_err(|e| malformed(&e, &origin.file, line))?;
    if let Some(column) = nested {
        let what = format!("`{}` is no string", names.name(column));
        return Err(fault(&origin.file, line, what));
    }
    let made = look(&others)?;
    if let Some(column) = missing(names, |column| seen[column as usize]) {
        let there: BTreeMap<String, IgnoredAny> = serde_json::from_str(text).unwrap_or_default();
        return Err(no_column(origin, line, column, there.keys()));
    }
    Ok((values, made))
}

/// The column that was named and that each record must have, where this one does not.
fn missing(names: &Names, seen: impl Fn(Column) -> bool) -> Option<Column> {
    [Column::Text, Column::Id].into_iter().find(|&c| names.is_mapped(c) && !seen(c))
}

fn no_column<'a>(
    origin: &Origin,
    line: Option<u64>,
    column: Column,
    there: impl Iterator<Item = &'a String>,
) -> RecordError {
    let what = format!("the record has no column `{}`", origin.names.name(column));
    let there: Vec<String> = there.map(|name| format!("`{name}`")).collect();
    let fault = RecordError::new(&origin.file, line, what);
    fault.hint(format!("its columns are {}", there.join(", ")))
}

/// Lines that are not parsed yet, of records whose other columns matter too.
pub(crate) struct Wide {
    origin: Arc<Origin>,
    lines: Lines,
}

/// Cuts a stream into pieces of whole lines.
pub(crate) fn wide(
    origin: Origin,
    reader: impl Read + 'static,
) -> impl Iterator<Item = Result<Wide, RecordError>> {
    let origin = Arc::new(origin);
    let lines = LineReader::new(Arc::clone(&origin.file), reader);
    lines.map(move |lines| Ok(Wide { origin: Arc::clone(&origin), lines: lines? }))
}

impl Wide {
    /// Where they stand.
    pub(crate) fn file(&self) -> Arc<Path> {
        Arc::clone(&self.origin.file)
    }

    /// Bytes of the lines.
    pub(crate) fn bytes(&self) -> usize {
        self.lines.bytes.len()
    }

    /// The articles, each with what `look` makes of the columns with the names given, of the line and of
    /// the record's number in the file, from 1.
    pub(crate) fn articles<T>(
        self,
        others: Vec<String>,
        look: impl Fn(&[Option<Cow<'_, str>>], u64, u64) -> Result<T, RecordError>,
    ) -> impl Iterator<Item = Result<(Article, T), RecordError>> {
        let Self { origin, lines } = self;
        lines.each(move |line| {
            read_with(&line, &origin, &others, |values| look(values, line.line, line.number))
        })
    }
}

/// What rasid takes from an object.
#[derive(Default)]
struct Parsed<'a> {
    values: Values<'a>,
    /// A column that must be a string and is a list or an object.
    nested: Option<Column>,
    seen: [bool; Column::ALL.len()],
    /// The columns of other names that were asked for, in order; the last value of each stands.
    others: Vec<Option<Cow<'a, str>>>,
}

fn parse<'a>(
    text: &'a str,
    names: &Names,
    others: &[String],
) -> Result<Parsed<'a>, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_str(text);
    let parsed = Picked { names, others }.deserialize(&mut json)?;
    json.end()?;
    Ok(parsed)
}

/// Takes the columns that have a meaning out of an object, and those that are asked for; passes over all
/// others.
#[derive(Clone, Copy)]
struct Picked<'n> {
    names: &'n Names,
    others: &'n [String],
}

impl<'de> DeserializeSeed<'de> for Picked<'_> {
    type Value = Parsed<'de>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Parsed<'de>, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Picked<'_> {
    type Value = Parsed<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Parsed<'de>, A::Error> {
        let others = vec![None; self.others.len()];
        let mut parsed = Parsed { others, ..Parsed::default() };
        while let Some((meant, other)) = map.next_key_seed(Key(self))? {
            if meant == [false; Column::ALL.len()] && other.is_none() {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let value = map.next_value_seed(Text)?;
            if let Some(other) = other {
                parsed.others[other] = value.text();
            }
            for column in Column::ALL.into_iter().filter(|&c| meant[c as usize]) {
                parsed.seen[column as usize] = true;
                let string = matches!(column, Column::Text | Column::Id);
                if string && matches!(value, Cell::Nested) {
                    parsed.nested = Some(column);
                }
                parsed.values.set(column, value.text());
            }
        }
        Ok(parsed)
    }
}

/// What a name means, and its position among those that are asked for beside.
struct Key<'n>(Picked<'n>);

type Meant = ([bool; Column::ALL.len()], Option<usize>);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Meant;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Meant;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        let Picked { names, others } = self.0;
        Ok((names.meant(name), others.iter().position(|other| other == name)))
    }
}

/// A value as text, taken in place where it has no escapes.
enum Cell<'a> {
    Text(Cow<'a, str>),
    Null,
    Nested,
}

impl<'a> Cell<'a> {
    fn text(&self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Null | Self::Nested => None,
        }
    }
}

struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Cell<'de>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Cell<'de>, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Cell<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Cell<'de>, E> {
        Ok(Cell::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Cell<'de>, E> {
        Ok(Cell::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Cell<'de>, E> {
        Ok(Cell::Text(Cow::Borrowed(if value { "true" } else { "false" })))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Cell<'de>, E> {
        Ok(Cell::Text(Cow::Owned(value.to_string())))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Cell<'de>, E> {
        Ok(Cell::Text(Cow::Owned(value.to_string())))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Cell<'de>, E> {
        Ok(Cell::Text(Cow::Owned(Value::from(value).to_string())))
    }

    fn visit_unit<E: Error>(self) -> Result<Cell<'de>, E> {
        Ok(Cell::Null)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Cell<'de>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Cell::Nested)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Cell<'de>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Cell::Nested)
    }
}

fn malformed(e: &serde_json::Error, path: &Path, line: Option<u64>) -> RecordError {
    // The parser counts lines within the record, which is one line.
    let why = e.to_string();
    let why = why.split(" at line ").next().unwrap_or_default();
    fault(path, line, format!("malformed JSON at column {}: {why}", e.column()))
}

pub(crate) fn fault(path: &Path, line: Option<u64>, what: String) -> RecordError {
    RecordError::new(path, line, what).hint("each line is one JSON object")
}

/// The objects of a stream with all of their values, one a line; blank lines are passed over.
pub(crate) fn objects(
    file: Arc<Path>,
    reader: impl Read + 'static,
) -> impl Iterator<Item = Result<Object, RecordError>> {
    let path = Arc::clone(&file);
    LineReader::new(file, reader).flat_map(move |lines| -> Box<dyn Iterator<Item = _>> {
        let path = Arc::clone(&path);
        match lines {
            Ok(lines) => Box::new(lines.each(move |line| object(&line, &path))),
            Err(e) => Box::new(std::iter::once(Err(e))),
        }
    })
}

fn object(line: &Line<'_>, path: &Path) -> Result<Object, RecordError> {
    let (text, notices) = text(line, path)?;
    let values =
        serde_json::from_str(text.trim()).map_err(|e| malformed(&e, path, Some(line.line)))?;
    Ok(Object { values, line: line.line, notices })
}

/// The records of a stream, with all of their columns.
pub(crate) fn records(origin: Origin, reader: impl Read + 'static) -> Records {
    let file = Arc::clone(&origin.file);
    Box::new(objects(file, reader).map(move |object| record(object?, &origin)))
}

fn record(object: Object, origin: &Origin) -> Result<Record, RecordError> {
    let (file, names) = (&origin.file, &origin.names);
    let strings = [Column::Text, Column::Id].map(|c| names.name(c));
    let there = |column| object.values.contains_key(names.name(column));
    if let Some(column) = missing(names, there) {
        return Err(no_column(origin, Some(object.line), column, object.values.keys()));
    }
    let mut columns = BTreeMap::new();
    for (name, value) in object.values {
        let value = match value {
            Value::String(s) => s,
            Value::Null => continue,
            Value::Number(n) => n.to_string(),
            Value::Bool(b) => b.to_string(),
            // Columns that rasid has no use for may hold anything.
            Value::Array(_) | Value::Object(_) if !strings.contains(&name.as_str()) => continue,
            _ => return Err(fault(file, Some(object.line), format!("`{name}` is no string"))),
        };
        columns.insert(name, value);
    }
    let (file, line) = (Arc::clone(file), Some(object.line));
    let notices = origin.notices.iter().cloned().chain(object.notices).collect();
    Ok(Record { columns, file, line, notices })
}
