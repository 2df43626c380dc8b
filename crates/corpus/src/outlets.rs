//! The registry of outlets as it lies in a file.

use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::atomic::Ordering;

use csv::{ReaderBuilder, StringRecord};
use rasid_codebook::{AxisId, Codebook};

use crate::error::RecordError;
use crate::labels::LabelsError;
use crate::quotes::QuoteCheck;
use crate::reader::twice;
use crate::transcode::Transcoder;

/// What a registry holds of one outlet: facts only.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutletRow {
    /// Latin name, which no other row has.
    pub name: String,
    /// Its usual Arabic name.
    pub name_ar: String,
    /// Whether that name is also an ordinary word or the name of others: then it decides nothing.
    pub ambiguous: bool,
    /// Other names and spellings.
    pub aliases: Vec<String>,
    /// Host names, lower case, without `www`.
    pub domains: Vec<String>,
    /// Its class, a name of the codebook.
    pub class: String,
    /// ISO 3166-1 alpha-2 of its seat; `EU` and `UN` for bodies of states, `ZZ` where it is not known.
    pub country: String,
    /// Who controls it.
    pub owner: String,
    /// Year of its foundation, where that is known.
    pub since: Option<u16>,
    /// Whether it is an agency whose texts others print.
    pub agency: bool,
}

const COLUMNS: [&str; 9] =
    ["name", "name_ar", "ambiguous", "aliases", "domains", "country", "owner", "since", "agency"];

/// Reads a registry: a table with the columns of [`OutletRow`] and one that is named like the axis it
/// decides (`outlet_type`). Lists within a field are parted by `|`.
///
/// # Errors
/// All faulty rows at once: a registry is used whole or not at all.
pub fn read_outlets(path: &Path, book: &Codebook) -> Result<(AxisId, Vec<OutletRow>), LabelsError> {
    let fail = |faults| LabelsError { file: path.display().to_string(), faults };
    let at_line = |line: Option<u64>, what: String| RecordError::new(path, line, what);
    let file = File::open(path).and_then(|file| match file.metadata()?.is_dir() {
        true => Err(ErrorKind::IsADirectory.into()),
        false => Ok(file),
    });
    let file = file.map_err(|e| {
        let what = format!("cannot open {}: {e}", path.display());
        fail(vec![at_line(None, what).hint("check the path of the registry")])
    })?;
    let (check, unclosed, starts) = QuoteCheck::new(Transcoder::new(file).0, b',');
    // Whatever encoding can be told has become UTF-8 here.
    let unread = |line: Option<u64>, what: String| {
        at_line(line, what).hint("save the registry as CSV in UTF-8")
    };
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(check);
    let header = reader
        .headers()
        .map(|header| header.iter().map(|c| c.trim_start_matches('\u{FEFF}').trim()).collect())
        .map_err(|e| fail(vec![unread(Some(1), format!("cannot read the header: {e}"))]))?;
    let places = Places::new(&header, book)
        .map_err(|(what, hint)| fail(vec![at_line(Some(1), what).hint(hint)]))?;
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let line = |r: &StringRecord| r.position().and_then(|p| starts.line(p.byte()));
        match record {
            Ok(record) => match places.row(&record, book) {
                Ok(row) => rows.push(row),
                Err((what, hint)) => faults.push(at_line(line(&record), what).hint(hint)),
            },
            Err(e) => {
                let line = e.position().map(csv::Position::line);
                faults.push(unread(line, format!("cannot read the row: {e}")));
            }
        }
    }
    let unclosed = unclosed.load(Ordering::Relaxed);
    if unclosed > 0 {
        // What was told of the rows after it may be wrong too.
        faults.retain(|f| f.line().is_some_and(|line| line < unclosed));
        let what = "a quote that opens here is never closed rightly".to_owned();
        let hint = "close the quote, or double each quote inside of a quoted field";
        faults.push(at_line(Some(unclosed), what).hint(hint));
    }
    if faults.is_empty() && rows.is_empty() {
        faults.push(at_line(None, "the registry holds no outlet".to_owned()));
    }
    if faults.is_empty() { Ok((places.axis, rows)) } else { Err(fail(faults)) }
}

/// What is wrong, and the way out.
type Fault = (String, String);

/// Where the columns stand.
struct Places {
    axis: AxisId,
    class: usize,
    columns: [usize; COLUMNS.len()],
    width: usize,
}

impl Places {
    fn new(header: &StringRecord, book: &Codebook) -> Result<Self, Fault> {
        if header.iter().all(str::is_empty) {
            return Err(("the file is empty".to_owned(), "remove it or fill it".to_owned()));
        }
        if let Some(twice) = twice(header.iter()) {
            let what = format!("column `{twice}` stands twice");
            return Err((what, "give each column a name of its own".to_owned()));
        }
        let place = |name: &str| header.iter().position(|c| c == name);
        let mut columns = [0; COLUMNS.len()];
        for (found, name) in columns.iter_mut().zip(COLUMNS) {
            *found = place(name).ok_or_else(|| {
                let what = format!("no column `{name}`; the columns are {}", joined(header));
                (
                    what,
                    format!("a registry has {} and the axis that it decides", COLUMNS.join(", ")),
                )
            })?;
        }
        let name = |a: &AxisId| book.axis_at(*a).name.as_str();
        // An axis about a target is judged article by article; a fact's column is no axis.
        let decidable = |a: &AxisId| book.target_of(*a).is_none() && !COLUMNS.contains(&name(a));
        let axes = || book.axis_ids().filter(decidable);
        let (axis, class) = axes().find_map(|a| Some((a, place(name(&a))?))).ok_or_else(|| {
            let what = "no column is named like an axis that a registry can decide".to_owned();
            let names: Vec<&str> = axes().map(|a| name(&a)).collect();
            let hint = match names.is_empty() {
                true => "the codebook has no such axis: leave the registry out".to_owned(),
                false => format!("axes without a target are {}", names.join(", ")),
            };
            (what, hint)
        })?;
        Ok(Self { axis, class, columns, width: header.len() })
    }

    fn row(&self, record: &StringRecord, book: &Codebook) -> Result<OutletRow, Fault> {
        let field = |i: usize| record.get(self.columns[i]).unwrap_or_default().trim();
        let list = |i: usize| {
            let items = field(i).split('|').map(str::trim).filter(|item| !item.is_empty());
            items.map(str::to_owned).collect::<Vec<_>>()
        };
        if record.len() != self.width {
            let what = format!("{} fields where the header has {}", record.len(), self.width);
            return Err((what, "quote fields that hold a comma".to_owned()));
        }
        let class = record.get(self.class).unwrap_or_default().trim().to_owned();
        book.class(self.axis, &class)
            .map_err(|e| (e.to_string(), e.way_out().unwrap_or_default().to_owned()))?;
        if record.iter().any(|field| field.contains('\n')) {
            let what = "a field goes on beyond the end of its line".to_owned();
            return Err((what, "close its quote".to_owned()));
        }
        let row = OutletRow {
            name: field(0).to_owned(),
            name_ar: field(1).to_owned(),
            ambiguous: switch("ambiguous", field(2))?,
            aliases: list(3),
            domains: list(4),
            class,
            country: field(5).to_owned(),
            owner: field(6).to_owned(),
            since: year(field(7))?,
            agency: switch("agency", field(8))?,
        };
        if row.name.is_empty() {
            return Err((
                "an outlet without a name".to_owned(),
                "fill the column `name`".to_owned(),
            ));
        }
        if let Some(domain) = row.domains.iter().find(|d| !is_domain(d)) {
            let hint = "a domain is written example.com: lower case, no http, no path, no www";
            return Err((format!("{domain:?} is no domain"), hint.to_owned()));
        }
        if row.country.len() != 2 || !row.country.bytes().all(|b| b.is_ascii_uppercase()) {
            let what = format!("{:?} is no country", row.country);
            return Err((what, "give the two capital letters of ISO 3166-1, or ZZ".to_owned()));
        }
        Ok(row)
    }
}

fn joined(header: &StringRecord) -> String {
    header.iter().collect::<Vec<_>>().join(", ")
}

fn switch(column: &str, value: &str) -> Result<bool, Fault> {
    match value {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err((format!("{column} is {other:?}"), "write yes or no".to_owned())),
    }
}

fn year(value: &str) -> Result<Option<u16>, Fault> {
    match value.parse() {
        _ if value.is_empty() => Ok(None),
        Ok(year @ 1500..=2999) if value.len() == 4 => Ok(Some(year)),
        _ => Err((
            format!("since is {value:?}"),
            "give a year of four digits, or nothing".to_owned(),
        )),
    }
}

fn is_domain(text: &str) -> bool {
    let label = |l: &str| {
        let plain = l.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        plain && (1..=63).contains(&l.len()) && !l.starts_with('-') && !l.ends_with('-')
    };
    text.contains('.')
        && !text.starts_with("www.")
        && text.len() <= 253
        && text.split('.').all(label)
}
