//! A sentence cut into pieces: marked words, and the rest, by voice.

use std::ops::Range;

use rasid_pipeline::WordSum;

use super::View;

/// Shares of the strongest word from which a word is marked weakly, more, and strongly.
const STEPS: [f64; 3] = [0.08, 0.25, 0.55];

/// A piece of the text of one voice: a marked word, or what stands between such.
pub(super) struct Piece {
    /// Bytes of the text that is shown.
    pub(super) span: Range<usize>,
    /// None where it is not marked.
    pub(super) mark: Option<Mark>,
}

/// Pieces of one voice.
pub(super) struct Run {
    /// The speech that they are of; none where the author speaks.
    pub(super) speech: Option<usize>,
    pub(super) pieces: Vec<Piece>,
}

/// How a word is marked.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    /// In nat; for the best class where above 0.
    pub(super) weight: f64,
    /// 0 weak, 1 middling, 2 strong.
    pub(super) step: usize,
}

/// Weight of the word that says most, on either side.
pub(super) fn strongest(view: &View<'_>) -> f64 {
    view.told.words.iter().map(|word| word.weight.abs()).fold(0.0, f64::max)
}

/// The pieces of a range of the text, which begins and ends between words.
pub(super) fn runs(view: &View<'_>, range: &Range<usize>, strongest: f64) -> Vec<Run> {
    let quoted = &view.of.explanation.quoted;
    let first = quoted.partition_point(|q| q.shown.end <= range.start);
    let within = quoted[first..].iter().take_while(|q| q.shown.start < range.end);
    let mut at = range.start;
    let mut runs = Vec::new();
    for quote in within {
        let (from, to) = (quote.shown.start.max(at), quote.shown.end.min(range.end));
        runs.push(run(view, at..from, None, strongest));
        runs.push(run(view, from..to, Some(quote.speech), strongest));
        at = to;
    }
    runs.push(run(view, at..range.end, None, strongest));
    runs.retain(|run| !run.pieces.is_empty());
    runs
}

fn run(view: &View<'_>, range: Range<usize>, speech: Option<usize>, strongest: f64) -> Run {
    let words = &view.told.words;
    let first = words.partition_point(|word| word.shown.start < range.start);
    let within = words[first..].iter().take_while(|word| word.shown.end <= range.end);
    let mut at = range.start;
    let mut pieces = Vec::new();
    for (word, mark) in within.filter_map(|word| Some((word, mark(word, strongest)?))) {
        pieces.push(Piece { span: at..word.shown.start.max(at), mark: None });
        pieces.push(Piece { span: word.shown.start.max(at)..word.shown.end, mark: Some(mark) });
        at = word.shown.end;
    }
    pieces.push(Piece { span: at..range.end.max(at), mark: None });
    pieces.retain(|piece| !piece.span.is_empty());
    Run { speech, pieces }
}

fn mark(word: &WordSum, strongest: f64) -> Option<Mark> {
    let share = word.weight.abs() / strongest;
    let step = STEPS.iter().rposition(|&least| share >= least)?;
    Some(Mark { weight: word.weight, step })
}
