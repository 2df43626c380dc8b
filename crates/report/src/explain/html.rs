//! As a page: the article's own text, an axis after the other.

use std::io::{self, Write};
use std::ops::Range;

use maud::{Markup, html};

use super::pieces::{Mark, Piece, Run, runs, strongest};
use super::{Explained, View, voice_name, way};
use crate::inert::{inert, short};
use crate::page::{foreign, write_page};

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
        @for note in notes { p class="soft" { "Note: " (inert(note)) } }
        (legend())
        @for view in of.views() { (axis(&view)) }
    };
    write_page(out, &format!("Why {id} was judged so"), &body)
}

fn legend() -> Markup {
    html! {
        p class="soft" {
            "Words marked " mark class="for" { "so" } " speak for the verdict, words marked "
            mark class="against" { "so" } " for the runner-up; " mark class="for weak" { "weak" } ", "
            mark class="for" { "middling" } " and " mark class="for strong" { "strong" }
            " against the strongest word of the axis. Rest on a word to read its weight, in nat. "
            span class="said" { "Words of a source" } " stand in a frame after the source's name. "
            span class="unheard" { "Gray sentences" } " were not heard on the axis."
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
            p class="soft" {
                mark class="for" { "for " (best) } " " mark class="against" { "for " (second) }
            }
            div class="article" dir="auto" { (text(view)) }
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
            p {
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
                    mark class=(class(*mark)) title=(format!("{:+.3}", mark.weight)) {
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
        span class="said" {
            @if let Some(name) = speaker { span class="speaker" { (foreign(&short(&inert(name)))) } " " }
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
    html! {
        div class="wide" {
            table {
                thead {
                    tr {
                        th class="number" { "weight" } th class="number" { "places" } th { "word" }
                        th { "stem" } th { "where" } th { "who" }
                    }
                }
                tbody {
                    @for row in view.strongest() {
                        tr {
                            td class="number" { (format!("{:+.3}", row.weight)) }
                            td class="number" { (row.places) }
                            td class="word" { (foreign(&short(&row.word))) }
                            td class="word" { (foreign(&row.term)) }
                            td { (row.field) }
                            td { (row.voice) }
                        }
                    }
                }
            }
        }
    }
}

fn sentences(view: &View<'_>) -> Markup {
    html! {
        div class="wide" {
            table {
                thead { tr { th class="number" { "weight" } th class="number" { "number" } th { "sentence" } } }
                tbody {
                    @for sum in &view.told.sentences {
                        tr {
                            td class="number" { (format!("{:+.3}", sum.weight)) }
                            td class="number" { (sum.sentence + 1) }
                            td { (foreign(&view.sentence(sum.sentence))) }
                        }
                    }
                }
            }
        }
    }
}

fn voices(view: &View<'_>) -> Markup {
    html! {
        table {
            thead { tr { th class="number" { "weight" } th class="number" { "places" } th { "who" } } }
            tbody {
                @for voice in &view.told.voices {
                    tr {
                        td class="number" { (format!("{:+.3}", voice.weight)) }
                        td class="number" { (voice.places) }
                        td { (foreign(&voice_name(voice.voice, voice.speaker.as_deref()))) }
                    }
                }
            }
        }
    }
}

fn chain(view: &View<'_>) -> Markup {
    let Some(chain) = &view.told.chain else { return html! {} };
    let numbers = ["sum", "value", "value / T", "prior", "score", "probability"];
    html! {
        div class="wide" {
            table {
                thead { tr { th { "class" } @for name in numbers { th class="number" { (name) } } } }
                tbody {
                    @for class in &chain.classes {
                        tr {
                            td { (view.class(class.class)) }
                            @for number in [class.sum, class.value, class.value / chain.temperature,
                                class.log_prior, class.score]
                            {
                                td class="number" { (format!("{number:+.4}")) }
                            }
                            td class="number" { (format!("{:.4}", class.probability)) }
                        }
                    }
                }
            }
        }
        @for line in way(view) { p class="soft" { (line) } }
        @if let Some(passages) = &chain.passages {
            table {
                thead {
                    tr {
                        th { "judged by" } th class="number" { "sentence" }
                        th class="number" { "words" } th class="number" { "value" }
                    }
                }
                tbody {
                    @for passage in &passages.chosen {
                        tr {
                            td { (view.class(passage.class)) }
                            td class="number" { (passage.sentence + 1) }
                            td class="number" { (passage.words) }
                            td class="number" { (format!("{:+.4}", passage.value)) }
                        }
                    }
                }
            }
        }
    }
}
