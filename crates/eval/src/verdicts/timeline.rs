//! Counts of days as counts of longer spans.

use icu_calendar::Date;
use icu_calendar::types::RataDie;
use rasid_codebook::Day;

use crate::verdicts::counts::Counts;

/// A timeline has no more spans.
const MOST: i64 = 60;
/// In as many weeks months would say too little.
const MOST_WEEKS: i64 = 26;

/// The length of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// From Monday on.
    Week,
    /// A month.
    Month,
    /// So many years: 1, 10 or 100.
    Years(i64),
}

/// A span of time with what was counted in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// Its first day, month or year: `2024-03-04`, `2024-03`, `2024`, `2020s`.
    pub name: String,
    /// Articles, whatever they mention.
    pub articles: u64,
    /// One for each column; empty where the span has no article.
    pub counts: Vec<Counts>,
}

/// Joins the counts of days, which come in order, to those of weeks, months or years: of the first of
/// these that is short enough to show a course (26 weeks, 60 months or 60 years at most). Spans
/// without an article stand between others. None where there is no day.
pub fn timeline<'a>(
    days: impl Iterator<Item = (Day, u64, &'a [Counts])> + Clone,
) -> Option<(Step, Vec<Span>)> {
    let first = days.clone().next()?.0;
    let last = days.clone().last()?.0;
    let length = |step: Step| step.number(last) - step.number(first) + 1;
    let fits = |step: &Step| length(*step) <= if *step == Step::Week { MOST_WEEKS } else { MOST };
    let steps = [Step::Week, Step::Month, Step::Years(1), Step::Years(10)];
    let step = steps.into_iter().find(fits).unwrap_or(Step::Years(100));
    let from = step.number(first);
    let empty = |at| Span { name: step.name(at), articles: 0, counts: vec![] };
    let mut spans: Vec<Span> = (from..from + length(step)).map(empty).collect();
    for (day, n, counts) in days {
        let Ok(at) = usize::try_from(step.number(day) - from) else { continue };
        let span = &mut spans[at];
        span.articles += n;
        if span.counts.is_empty() {
            span.counts = counts.to_vec();
        } else {
            span.counts.iter_mut().zip(counts).for_each(|(sum, c)| sum.join(c));
        }
    }
    Some((step, spans))
}

impl Step {
    /// The step in words.
    pub fn singular(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Years(1) => "year",
            Self::Years(10) => "decade",
            Self::Years(_) => "century",
        }
    }

    /// The step in words, in the plural.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Week => "weeks",
            Self::Month => "months",
            Self::Years(1) => "years",
            Self::Years(10) => "decades",
            Self::Years(_) => "centuries",
        }
    }

    /// Numbers the spans in order.
    fn number(self, day: Day) -> i64 {
        let Day { year, month, day } = day;
        match self {
            // Day 1 of this count was a Monday.
            Self::Week => rata_die(year, month, day).map_or(0, |d| (d - 1).div_euclid(7)),
            Self::Month => i64::from(year) * 12 + i64::from(month) - 1,
            Self::Years(years) => i64::from(year) / years,
        }
    }

    fn name(self, number: i64) -> String {
        match self {
            Self::Week => {
                let monday = Date::from_rata_die(RataDie::new(number * 7 + 1), icu_calendar::Iso);
                let year = monday.year().extended_year();
                let (month, day) = (monday.month().ordinal, monday.day_of_month().0);
                format!("{year:04}-{month:02}-{day:02}")
            }
            Self::Month => format!("{:04}-{:02}", number / 12, number % 12 + 1),
            Self::Years(1) => format!("{number:04}"),
            Self::Years(years) => format!("{:04}s", number * years),
        }
    }
}

/// Days since the end of the year 0.
fn rata_die(year: u16, month: u8, day: u8) -> Option<i64> {
    let date = Date::try_new_iso(year.into(), month, day).ok()?;
    Some(date.to_rata_die().to_i64_date())
}
