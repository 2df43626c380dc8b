//! Body of an HTML page: a main-content library says which text, a tokenizer with spans says where.

use std::convert::Infallible;
use std::ops::Range;

use dom_smoothie::{Config, Readability};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Spanned, Token, Tokenizer};

use super::page::Collector;
use super::{Body, Note, Part, Pieces, plain};

/// Tree building is quadratic in depth: deeper pages are read by line length.
const MAX_DEPTH: usize = 512;
/// Larger pages are read by line length, in bytes.
const MAX_PAGE: usize = 4 << 20;
/// So are pages with a longer piece of text or more attributes on one element: the library's time is
/// quadratic in both.
const MAX_NODE: usize = 1 << 17;
const MAX_ATTRIBUTES: usize = 256;
/// And so are pages with more elements at a depth: time grows with both.
const MAX_WORK: usize = 1 << 20;
/// Elements whose text is not shown.
const HIDDEN: &[&[u8]] =
    &[b"script", b"style", b"noscript", b"template", b"title", b"svg", b"iframe"];
/// Elements that end where the next of their kind begins.
const SELF_ENDING: &[&[u8]] = &[b"p", b"li", b"td", b"th", b"tr", b"option", b"dt", b"dd"];
/// Elements that do not break a line.
const INLINE: &[&[u8]] = &[
    b"a", b"abbr", b"b", b"bdi", b"bdo", b"cite", b"code", b"em", b"font", b"i", b"img", b"mark",
    b"q", b"s", b"small", b"span", b"strong", b"sub", b"sup", b"time", b"u", b"wbr",
];
/// Elements without an end tag.
const VOID: &[&[u8]] = &[
    b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta",
    b"source", b"track", b"wbr",
];

/// A text node that is shown.
struct Node {
    text: String,
    source: Range<usize>,
    /// Whether a line ends before it.
    breaks: bool,
}

/// What the tokenizer sees of a page.
#[derive(Default)]
struct Page {
    /// Text that is shown, in order.
    nodes: Vec<Node>,
    /// Greatest number of open elements.
    depth: usize,
    /// Number of elements.
    elements: usize,
    /// Greatest number of attributes on one element.
    attributes: usize,
    /// What the page states about itself.
    facts: Collector,
}

pub(super) fn extract(source: &str) -> Body<'_> {
    let Page { nodes, depth, elements, attributes, facts } = shown_text(source);
    let longest = nodes.iter().map(|n| n.text.len()).max().unwrap_or_default();
    let fits = depth <= MAX_DEPTH
        && attributes <= MAX_ATTRIBUTES
        && depth.saturating_mul(elements) <= MAX_WORK
        && longest <= MAX_NODE
        && source.len() <= MAX_PAGE;
    let body = match fits.then(|| main_content(source, &nodes)).flatten() {
        Some(kept) => without_furniture(&collect(source, &kept), Note::PageAround),
        None => without_furniture(
            &collect(source, &nodes.iter().collect::<Vec<_>>()),
            Note::ByLineLength,
        ),
    };
    Body { page: Some(Box::new(facts.finish())), ..body }
}

/// The nodes whose text the main-content library keeps, in page order.
fn main_content<'n>(source: &str, nodes: &'n [Node]) -> Option<Vec<&'n Node>> {
    let config = Config { max_elements_to_parse: 100_000, ..Config::default() };
    let article = Readability::new(source, None, Some(config)).ok()?.parse().ok()?;
    let wanted = squeeze(&article.text_content);
    let mut rest = wanted.as_str();
    let mut kept = Vec::new();
    for node in nodes {
        let text = squeeze(&node.text);
        if text.is_empty() {
            continue;
        }
        if let Some(after) = rest.strip_prefix(&text) {
            rest = after;
            kept.push(node);
        } else if text.len() >= 20
            && let Some(at) = rest[..rest.floor_char_boundary(400 + text.len())].find(&text)
        {
            // The library joined or dropped something small in between.
            rest = &rest[at + text.len()..];
            kept.push(node);
        }
    }
    (!kept.is_empty()).then_some(kept)
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The line step after the structure step: credits, and furniture that stood within the content.
fn without_furniture<'a>(page: &Body<'a>, note: Note) -> Body<'a> {
    let lines = plain::extract(page.text());
    // The lines that stay are pieces of the page's text.
    let kept = lines.runs().map(|run| run.original..run.original + run.range.len());
    let span = |range: &Range<usize>| page.source_range(range.clone());
    let credit = lines.credit.as_ref().map(span);
    let parts =
        lines.parts.iter().map(|part| Part { span: span(&part.span), ..part.clone() }).collect();
    let mut notes = vec![note];
    notes.extend(lines.notes.iter().filter(|&&n| n == Note::OtherStories));
    page.narrowed(kept).with(parts, credit, notes)
}

fn collect<'a>(source: &'a str, nodes: &[&Node]) -> Body<'a> {
    let mut pieces = Pieces::new(source);
    let mut end = 0;
    for node in nodes {
        if node.breaks {
            // A line end stands for the tags.
            pieces.piece("\n", end..node.source.start.max(end));
        }
        keep_node(&mut pieces, source, node);
        end = node.source.end;
    }
    pieces.finish(end)
}

/// Appends a text node; where the tokenizer changed it, piece by piece along the raw text.
fn keep_node(pieces: &mut Pieces<'_>, source: &str, node: &Node) {
    let raw = &source[node.source.clone()];
    if raw == node.text {
        return pieces.keep(node.source.clone());
    }
    let mut at = node.source.start;
    let mut shown = node.text.as_str();
    while let (Some(c), true) = (shown.chars().next(), at < node.source.end) {
        let raw = &source[at..node.source.end];
        let (piece, len) = if raw.starts_with('&') {
            let len = reference(raw);
            (decoded(&raw[..len]), len)
        } else if raw.starts_with("\r\n") {
            ("\n".to_owned(), 2)
        } else {
            // The same character, or one that the tokenizer replaced (a lone return, a NUL).
            (c.to_string(), raw.chars().next().map_or(1, char::len_utf8))
        };
        pieces.stand_in(&piece, at..at + len);
        shown = shown.strip_prefix(piece.as_str()).unwrap_or_default();
        at += len;
    }
}

/// Length of the character reference, whole or not, at the start of `raw`: `&nbsp;`, `&#1585;`, `&amp`.
fn reference(raw: &str) -> usize {
    let sign = 1 + usize::from(raw[1..].starts_with('#'));
    let name = raw[sign..].bytes().take_while(u8::is_ascii_alphanumeric).count();
    sign + name + usize::from(raw[sign + name..].starts_with(';'))
}

/// What the tokenizer makes of a piece of text.
fn decoded(raw: &str) -> String {
    let mut text = String::new();
    for Ok(token) in Tokenizer::new(raw) {
        if let Token::String(s) = token {
            text.push_str(&String::from_utf8_lossy(&s));
        }
    }
    text
}

fn shown_text(source: &str) -> Page {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut page = Page::default();
    let mut open = Open::default();
    let mut breaks = false;
    for token in Tokenizer::new_with_emitter(source, emitter) {
        let token: Result<_, Infallible> = token;
        let Ok(token) = token;
        if let Token::String(text) = &token {
            page.facts.text(&text.value, open.hidden > 0);
        }
        match token {
            Token::StartTag(tag) => {
                page.facts.start(&tag, source, open.hidden > 0);
                breaks |= !INLINE.contains(&tag.name.as_slice());
                page.elements += 1;
                page.attributes = page.attributes.max(tag.attributes.len());
                if !VOID.contains(&tag.name.as_slice()) && !tag.self_closing {
                    open.start(tag.name.to_vec());
                    page.depth = page.depth.max(open.names.len() + open.doubtful);
                }
            }
            Token::EndTag(tag) => {
                page.facts.end(&tag.name);
                breaks |= !INLINE.contains(&tag.name.as_slice());
                open.end(&tag.name);
            }
            Token::String(Spanned { value, span }) if open.hidden == 0 => {
                let source_range = span.start..span.end.min(source.len());
                if source.get(source_range.clone()).is_some() {
                    page.nodes.push(Node {
                        text: String::from_utf8_lossy(&value).into_owned(),
                        source: source_range,
                        breaks: std::mem::take(&mut breaks),
                    });
                }
            }
            _ => {}
        }
    }
    page
}

/// The elements that are open, as far as they are counted: a page deeper than [`MAX_DEPTH`] is not
/// read by structure anyway.
#[derive(Default)]
struct Open {
    names: Vec<Vec<u8>>,
    /// How many of them hide their text.
    hidden: usize,
    /// Elements that an end tag of another one closed here. A tree builder may keep them open
    /// (misnested formatting, tables, a second body), so they count as depth for good.
    doubtful: usize,
}

impl Open {
    fn start(&mut self, name: Vec<u8>) {
        if SELF_ENDING.contains(&name.as_slice()) && self.names.last() == Some(&name) {
            self.pop();
        }
        if name == b"body" {
            // What the head left open ends here.
            self.close_down_to(0);
        }
        if self.names.len() <= MAX_DEPTH {
            self.hidden += usize::from(HIDDEN.contains(&name.as_slice()));
            self.names.push(name);
        }
    }

    /// Ends the innermost element of this name with all that is open within; an end without a start
    /// ends nothing.
    fn end(&mut self, name: &[u8]) {
        if let Some(at) = self.names.iter().rposition(|open| open == name) {
            self.close_down_to(at + 1);
            self.pop();
        }
    }

    fn close_down_to(&mut self, count: usize) {
        while self.names.len() > count {
            let sure = self.names.last().is_some_and(|n| SELF_ENDING.contains(&n.as_slice()));
            self.doubtful += usize::from(!sure);
            self.pop();
        }
    }

    fn pop(&mut self) {
        if let Some(name) = self.names.pop() {
            self.hidden -= usize::from(HIDDEN.contains(&name.as_slice()));
        }
    }
}
