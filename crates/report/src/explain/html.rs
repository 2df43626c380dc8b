//! As a page: the article's own text, an axis after the other.

use std::io::{self, Write};
use std::ops::Range;

use maud::{Markup, html};
use rasid_pipeline::{ClassChain, Passage, Passages, SentenceSum, VoiceSum};

use super::pieces::{Mark, Piece, Run, runs, strongest};
use super::{Explained, View, voice_name, way};
use crate::inert::{inert, short};
use crate::page::{foreign, table, write_page};
use crate::table::signed;

/// Classes of the style sheet, by how much a word says.
const FOR: [&str; 3] = ["for weak", "for", "for strong"];
const AGAINST: [&str; 3] = ["against weak", "against", "against strong"];

/// Writes an explanation as one HTML file without scripts that loads nothing.
///
/// # Errors
/// Those of the writer.
pub fn write_explanation_page(out: &mut dyn Write, of: &Explained<'_>) -> io::Result<()> {
    let told = of.explanation;
    let id = short(&inert(of.id));
    let notes = of.encoding.iter().map(String::as_str).chain(told.verdict.notes.iter().copied());
    let body = html! {
        h1 { "Why " (foreign(&id)) " was judged so" }
        @if let Some(outlet) = &told.verdict.outlet { p { "Outlet: " (foreign(outlet)) } }
        @if let Some(source) = &told.verdict.source { p { "Source: " (foreign(source)) } }
        @for note in notes { p.soft { "Note: " (inert(note)) } }
        (legend())
        @for view in of.views() { (axis(&view)) }
    };
    write_page(out, &format!("Why {id} was judged so"), "", &body)
}

fn legend() -> Markup {
    html! {
        p.soft {
            "Words marked " mark.for { "so" } " speak for the verdict, words marked "
            mark.against { "so" } " for the runner-up; " mark.for.weak { "weak" } ", "
            mark.for { "middling" } " and " mark.for.strong { "strong" }
            ", measured by the strongest word of the axis. Rest on a word to read its weight: what it "
            "adds to the logarithm of the odds of the verdict against the runner-up, in nat, before the "
            "article’s length and calibration scale the sum; 0.69 nat would double the odds. "
            span.said { "Words of a source" } " stand in a frame after the source’s name. "
            span.unheard { "Gray sentences" } " were not heard: such an axis is judged by the few sentences that say most."
        }
    }
}

fn axis(view: &View<'_>) -> Markup {
    let verdict = html! {
        h2 { (view.axis.name) ": " (view.headline()) }
        p { (foreign(&view.reason())) }
    };
    let Some((best, second)) = view.sides() else { return verdict };
    html! {
        section {
            (verdict)
            p.soft {
                mark.for { "for " (best) } " " mark.against { "for " (second) }
            }
            div.article { (text(view)) }
            (without(view))
            h3 { "Words" }
            (words(view))
            h3 { "Sentences" }
            (sentences(view))
            h3 { "Voices" }
            (voices(view))
            details { summary { "From the sum to the probability" } (chain(view)) }
        }
    }
}

/// The article, a paragraph a line, each sentence after its number.
fn text(view: &View<'_>) -> Markup {
    let text = &view.of.explanation.text;
    let strongest = strongest(view);
    let sentences = &view.of.explanation.sentences;
    // Sentences never run over a line's end.
    let mut paragraphs: Vec<Vec<(usize, &Range<usize>)>> = Vec::new();
    let mut end = 0;
    for (number, sentence) in sentences.iter().enumerate() {
        let shown = &sentence.shown;
        let new_line = text[end..shown.start].contains('\n');
        end = shown.end;
        match paragraphs.last_mut().filter(|_| !new_line) {
            Some(paragraph) => paragraph.push((number, shown)),
            None => paragraphs.push(vec![(number, shown)]),
        }
    }
    html! {
        @for paragraph in &paragraphs {
            p dir="auto" {
                @for (number, shown) in paragraph {
                    @let heard = if view.is_heard(*number) { "heard" } else { "unheard" };
                    span class=(heard) {
                        sup { (number + 1) } " "
                        @for run in runs(view, shown, strongest) { (voice(view, &run)) }
                    }
                    " "
                }
            }
        }
    }
}

fn voice(view: &View<'_>, run: &Run) -> Markup {
    let text = &view.of.explanation.text;
    let pieces = html! {
        @for Piece { span, mark } in &run.pieces {
            @match mark {
                Some(mark) => {
                    mark class=(class(*mark)) title=(signed(mark.weight, 3)) {
                        (inert(&text[span.clone()]))
                    }
                }
                None => { (inert(&text[span.clone()])) }
            }
        }
    };
    let Some(speech) = run.speech else { return pieces };
    let speaker = view.of.explanation.speeches[speech].speaker.as_deref();
    html! {
        span.said {
            @if let Some(name) = speaker { span.speaker { (foreign(&short(&inert(name)))) } " " }
            (pieces)
        }
    }
}

fn class(mark: Mark) -> &'static str {
    if mark.weight > 0.0 { FOR[mark.step] } else { AGAINST[mark.step] }
}

fn without(view: &View<'_>) -> Markup {
    html! {
        h3 { "Without a sentence" }
        @if view.told.without.is_empty() { p { (view.steady()) } }
        @else { ul {
            @for without in &view.told.without {
                li {
                    "Without sentence " (without.sentence + 1) " " (view.otherwise(without)) "."
                }
            }
        } }
    }
}

fn words(view: &View<'_>) -> Markup {
    let row = |row: super::Row| {
        let texts = [short(&row.word), row.term, row.field, row.voice.to_owned()];
        texts.into_iter().chain([row.places.to_string(), signed(row.weight, 3)]).collect()
    };
    let header = ["word", "stem", "where", "who", "places", "weight"];
    table("", 4, &header, &view.strongest().into_iter().map(row).collect::<Vec<_>>())
}

fn sentences(view: &View<'_>) -> Markup {
    let row = |sum: &SentenceSum| {
        let number = (sum.sentence + 1).to_string();
        vec![view.sentence(sum.sentence), number, signed(sum.weight, 3)]
    };
    let rows: Vec<Vec<String>> = view.told.sentences.iter().map(row).collect();
    table("", 1, &["sentence", "number", "weight"], &rows)
}

fn voices(view: &View<'_>) -> Markup {
    let row = |voice: &VoiceSum| {
        let name = voice_name(voice.voice, voice.speaker.as_deref());
        vec![name, voice.places.to_string(), signed(voice.weight, 3)]
    };
    let rows: Vec<Vec<String>> = view.told.voices.iter().map(row).collect();
    table("", 1, &["who", "places", "weight"], &rows)
}

fn chain(view: &View<'_>) -> Markup {
    let Some(chain) = &view.told.chain else { return html! {} };
    let row = |class: &ClassChain| {
        let tempered = class.value / chain.temperature;
        let numbers = [class.sum, class.value, tempered, class.log_prior, class.score];
        let numbers = numbers.map(|number| signed(number, 4));
        let name = view.class(class.class).to_owned();
        let probability = format!("{:.4}", class.probability);
        [name].into_iter().chain(numbers).chain([probability]).collect()
    };
    let rows: Vec<Vec<String>> = chain.classes.iter().map(row).collect();
    let header = ["class", "sum", "value", "value / T", "prior", "score", "probability"];
    html! {
        (table("", 1, &header, &rows))
        @for line in way(view) { p.soft { (line) } }
        @if let Some(passages) = &chain.passages { (judges(view, passages)) }
    }
}

/// The sentences that an axis was judged by.
fn judges(view: &View<'_>, passages: &Passages) -> Markup {
    let row = |passage: &Passage| {
        let class = view.class(passage.class).to_owned();
        let counts = [(passage.sentence + 1).to_string(), passage.words.to_string()];
        [class].into_iter().chain(counts).chain([signed(passage.value, 4)]).collect()
    };
    let rows: Vec<Vec<String>> = passages.chosen.iter().map(row).collect();
    table("", 1, &["judged by", "sentence", "words", "value"], &rows)
}
