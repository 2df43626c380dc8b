//! How many verdicts of each class there are: by class of one axis, by outlet and by day.

use std::collections::{BTreeMap, BinaryHeap};

use rasid_codebook::{AxisId, ClassId, Codebook, Day};

use crate::verdicts::counts::{Counts, Scale};

/// Counts the verdicts on axes about targets (the columns) by the classes of another axis (the rows).
///
/// It keeps counts, and of each cell and class the first `limit` articles: memory grows with the
/// outlets and the days that occur, not with the articles. `A` is what is kept of an article; the
/// least come first.
#[derive(Debug, Clone)]
pub struct CrossTab<A> {
    rows_axis: AxisId,
    columns: Vec<AxisId>,
    /// One for each class of the rows' axis, in the codebook's order, and last that of no class.
    rows: Vec<Row<A>>,
    outlets: BTreeMap<String, (u64, Vec<Counts>)>,
    days: BTreeMap<Day, (u64, Vec<Counts>)>,
    undated: u64,
    /// Those that are no copies.
    originals: (u64, Vec<Counts>),
    copies: u64,
    limit: usize,
}

/// The articles of one class of the rows' axis.
#[derive(Debug, Clone)]
pub struct Row<A> {
    /// The class; none holds the articles on which the rows' axis abstains.
    pub class: Option<ClassId>,
    /// Its articles.
    pub articles: u64,
    /// One for each column.
    pub cells: Vec<Cell<A>>,
}

/// The articles of a row, as one column judges them.
#[derive(Debug, Clone)]
pub struct Cell<A> {
    /// How many there are of each class.
    pub counts: Counts,
    /// For each class of the column's axis, the first articles.
    first: Vec<BinaryHeap<A>>,
}

/// What one article adds.
#[derive(Debug, Clone)]
pub struct Judged<'a> {
    /// One for each axis of the codebook: the class that was given, and the most probable one.
    pub axes: &'a [(Option<ClassId>, Option<ClassId>)],
    /// Who published it, where that is known.
    pub outlet: Option<&'a str>,
    /// When, where that is known.
    pub date: Option<Day>,
    /// Whether it is a near copy of an earlier one.
    pub copy: bool,
}

impl<A: Ord> CrossTab<A> {
    /// An empty table. Its columns are the axes of `book` that judge a target, `rows` aside; there
    /// may be none.
    pub fn new(book: &Codebook, rows: AxisId, limit: usize) -> Self {
        let judges = |axis: &AxisId| book.axis_at(*axis).target.is_some() && *axis != rows;
        let columns: Vec<AxisId> = book.axis_ids().filter(judges).collect();
        let cells = || columns.iter().map(|axis| Cell::new(book, *axis)).collect();
        let row = |class| Row { class, articles: 0, cells: cells() };
        let empty = columns.iter().map(|axis| Counts::new(Scale::of(book, *axis))).collect();
        let rows_of = book.class_ids(rows).map(Some).chain([None]).map(row).collect();
        Self {
            rows_axis: rows,
            rows: rows_of,
            columns,
            outlets: BTreeMap::new(),
            days: BTreeMap::new(),
            undated: 0,
            originals: (0, empty),
            copies: 0,
            limit,
        }
    }

    /// Adds an article; `kept` makes what is kept of it for a column's axis.
    pub fn add(&mut self, article: &Judged<'_>, mut kept: impl FnMut(AxisId) -> A) {
        let (class, _) = article.axes[self.rows_axis.index()];
        let at = class.map_or(self.rows.len() - 1, ClassId::index);
        let row = &mut self.rows[at];
        row.articles += 1;
        for (cell, axis) in row.cells.iter_mut().zip(&self.columns) {
            let (class, best) = article.axes[axis.index()];
            cell.counts.add(class, best);
            let Some(class) = class.filter(|_| self.limit > 0) else { continue };
            let first = &mut cell.first[class.index()];
            first.push(kept(*axis));
            if first.len() > self.limit {
                first.pop();
            }
        }
        let empty = || (0, self.rows[0].cells.iter().map(|c| c.counts.emptied()).collect());
        if let Some(outlet) = article.outlet {
            if !self.outlets.contains_key(outlet) {
                self.outlets.insert(outlet.to_owned(), empty());
            }
            let counts = self.outlets.get_mut(outlet);
            counts.into_iter().for_each(|c| count(c, &self.columns, article));
        }
        match article.date {
            Some(day) => count(self.days.entry(day).or_insert_with(empty), &self.columns, article),
            None => self.undated += 1,
        }
        if article.copy {
            self.copies += 1;
        } else {
            count(&mut self.originals, &self.columns, article);
        }
    }

    /// The axis of the rows.
    pub fn rows_axis(&self) -> AxisId {
        self.rows_axis
    }

    /// The axes of the columns, in the codebook's order.
    pub fn columns(&self) -> &[AxisId] {
        &self.columns
    }

    /// Rows with articles, largest first, ties in the codebook's order; articles of no class last.
    pub fn rows(&self) -> Vec<&Row<A>> {
        let mut rows: Vec<&Row<A>> = self.rows.iter().filter(|r| r.articles > 0).collect();
        rows.sort_by_key(|r| (r.class.is_none(), std::cmp::Reverse(r.articles)));
        rows
    }

    /// Articles in all, and all counts of each column.
    pub fn total(&self) -> (u64, Vec<Counts>) {
        let empty = self.rows[0].cells.iter().map(|c| c.counts.emptied()).collect::<Vec<_>>();
        self.rows.iter().fold((0, empty), |(n, mut sums), row| {
            sums.iter_mut().zip(&row.cells).for_each(|(sum, cell)| sum.join(&cell.counts));
            (n + row.articles, sums)
        })
    }

    /// Articles that are near copies of earlier ones.
    pub fn copies(&self) -> u64 {
        self.copies
    }

    /// Articles that are no copies of earlier ones, and all counts of each column over them.
    pub fn originals(&self) -> (u64, &[Counts]) {
        (self.originals.0, &self.originals.1)
    }

    /// Outlets with their articles and counts, largest first, ties by name.
    pub fn outlets(&self) -> Vec<(&str, u64, &[Counts])> {
        let all = self.outlets.iter().map(|(name, (n, counts))| (name.as_str(), *n, &counts[..]));
        let mut all: Vec<_> = all.collect();
        all.sort_by_key(|(_, n, _)| std::cmp::Reverse(*n));
        all
    }

    /// Days with their articles and counts, in order.
    pub fn days(&self) -> impl DoubleEndedIterator<Item = (Day, u64, &[Counts])> {
        self.days.iter().map(|(day, (n, counts))| (*day, *n, &counts[..]))
    }

    /// Articles without a date.
    pub fn undated(&self) -> u64 {
        self.undated
    }
}

impl<A: Ord> Cell<A> {
    fn new(book: &Codebook, axis: AxisId) -> Self {
        let scale = Scale::of(book, axis);
        let first = (0..scale.classes()).map(|_| BinaryHeap::new()).collect();
        Self { counts: Counts::new(scale), first }
    }

    /// The first articles of a class, in order.
    pub fn first(&self, class: ClassId) -> Vec<&A> {
        let mut first: Vec<&A> = self.first[class.index()].iter().collect();
        first.sort();
        first
    }
}

fn count(entry: &mut (u64, Vec<Counts>), columns: &[AxisId], article: &Judged<'_>) {
    entry.0 += 1;
    for (counts, axis) in entry.1.iter_mut().zip(columns) {
        let (class, best) = article.axes[axis.index()];
        counts.add(class, best);
    }
}
