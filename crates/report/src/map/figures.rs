//! Counts with their names, for every form of the map.

use rasid_codebook::AxisId;
use rasid_eval::{Counts, Share, timeline};
use serde::Serialize;

use super::{Copies, FEW, MapReport};
use crate::table::signed;

/// A row with a cell for each column.
#[derive(Debug, Clone, Serialize)]
pub(super) struct RowFigures {
    /// The row's class or outlet; none for all articles together.
    pub(super) row: Option<String>,
    pub(super) articles: u64,
    pub(super) cells: Vec<CellFigures>,
}

/// A span of time with a cell for each column; no cells where it has no article.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SpanFigures {
    pub(super) span: String,
    pub(super) articles: u64,
    pub(super) cells: Vec<CellFigures>,
}

/// How a column judges some articles.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CellFigures {
    pub(super) axis: String,
    /// Verdicts other than absent, those that all shares but that of mention rest on.
    pub(super) n: u64,
    pub(super) classes: Vec<ClassFigures>,
    pub(super) absent: u64,
    pub(super) abstained: u64,
    pub(super) mention: Option<Share>,
    /// Share of the first lean less that of the second.
    pub(super) net: Option<f64>,
    /// The commonest lean.
    pub(super) leading: Option<String>,
    /// Fewer than ten verdicts.
    pub(super) few: bool,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct ClassFigures {
    pub(super) class: String,
    pub(super) articles: u64,
    pub(super) share: Option<Share>,
}

impl CellFigures {
    /// The commonest lean with its share.
    pub(super) fn lead(&self) -> Option<(&str, Share)> {
        let name = self.leading.as_deref()?;
        let class = self.classes.iter().find(|c| c.class == name)?;
        Some((name, class.share?))
    }
}

impl MapReport<'_> {
    /// All articles, then the rows, largest first.
    pub(super) fn row_figures(&self) -> Vec<RowFigures> {
        let (articles, total) = self.tab.total();
        let all = RowFigures { row: None, articles, cells: self.cells(&total) };
        let rows = self.tab.rows().into_iter().map(|row| {
            let counts: Vec<Counts> = row.cells.iter().map(|cell| cell.counts.clone()).collect();
            let axis = self.tab.rows_axis();
            let name = row.class.map_or_else(
                || format!("no {} given", self.rows_name()),
                |class| self.book.class_name(axis, class).to_owned(),
            );
            RowFigures { row: Some(name), articles: row.articles, cells: self.cells(&counts) }
        });
        std::iter::once(all).chain(rows).collect()
    }

    /// The articles that are no copies, where they are told apart.
    pub(super) fn without_copies(&self) -> Option<RowFigures> {
        let (articles, counts) = self.tab.originals();
        let apart = self.copies == Copies::Both && self.tab.copies() > 0;
        apart.then(|| RowFigures { row: None, articles, cells: self.cells(counts) })
    }

    pub(super) fn outlet_figures(&self) -> Vec<RowFigures> {
        let outlets = self.tab.outlets().into_iter().map(|(name, articles, counts)| RowFigures {
            row: Some(name.to_owned()),
            articles,
            cells: self.cells(counts),
        });
        outlets.collect()
    }

    pub(super) fn span_figures(&self) -> Vec<SpanFigures> {
        let days: Vec<_> = self.tab.days().collect();
        let spans = timeline(days.into_iter()).map(|(_, spans)| spans).unwrap_or_default();
        let span = |span: rasid_eval::Span| SpanFigures {
            cells: self.cells(&span.counts),
            span: span.name,
            articles: span.articles,
        };
        spans.into_iter().map(span).collect()
    }

    fn cells(&self, counts: &[Counts]) -> Vec<CellFigures> {
        self.tab
            .columns()
            .iter()
            .zip(counts)
            .map(|(axis, counts)| self.cell(*axis, counts))
            .collect()
    }

    fn cell(&self, axis: AxisId, counts: &Counts) -> CellFigures {
        let name = |class| self.book.class_name(axis, class).to_owned();
        let shown = counts.scale().shown();
        let classes = shown.into_iter().map(|class| ClassFigures {
            class: name(class),
            articles: counts.of(class),
            share: counts.share(class),
        });
        CellFigures {
            axis: self.axis_name(axis).to_owned(),
            n: counts.n(),
            classes: classes.collect(),
            absent: counts.absent(),
            abstained: counts.abstained(),
            mention: counts.mention(),
            net: counts.net(),
            leading: counts.leading().map(name),
            few: counts.n() < FEW,
        }
    }
}

/// `+0.16`; a dash where there is no verdict.
pub(super) fn net(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |net| signed(net, 2))
}

/// `22 %`.
pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// `22 % (13 to 34)`.
pub(super) fn with_interval(share: Share) -> String {
    let hundred = |v: f64| format!("{:.0}", v * 100.0);
    let (low, high) = (hundred(share.interval.low), hundred(share.interval.high));
    format!("{} ({low} to {high})", percent(share.value))
}
