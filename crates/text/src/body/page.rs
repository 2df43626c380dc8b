//! What an HTML page states about itself: meta tags, links, JSON-LD and a few marked elements.
//!
//! The main-content library has a `Metadata` of its own. It is not used: it needs the tree that deep
//! and large pages are spared, reads one author and no canonical address, takes whatever a tag says as
//! a date, and gives no way back to the source. The tokens that the body is read from hold all of it.

mod json_ld;
mod keys;
mod values;

use html5gum::StartTag;

use self::keys::{Field, KEYS, Rank};
use self::values::{Value, address, author, date, exact, is_separator, without_outlet};
use crate::facts::{DateFact, Fact, PageFacts};

/// An element that is read for its text holds no more, in bytes.
const MAX_ELEMENT: usize = 2000;
/// Scripts of JSON-LD are not read beyond, in bytes.
const MAX_SCRIPT: usize = 1 << 20;
/// Elements that stand in no head: where one begins, meta tags by name or property count no longer.
const SHOWN: &[&[u8]] = &[
    b"body", b"p", b"div", b"article", b"main", b"section", b"header", b"h1", b"h2", b"table",
    b"ul",
];

/// Collects the facts of a page while its tokens go by.
#[derive(Default)]
pub(super) struct Collector {
    title: Option<(Rank, Fact)>,
    byline: Option<(Rank, Fact)>,
    outlet: Option<(Rank, Fact)>,
    address: Option<(Rank, Fact)>,
    date: Option<(Rank, DateFact)>,
    /// Text of `<title>` and of the first heading.
    title_tag: Option<String>,
    heading: Option<String>,
    shown: bool,
    reading: Option<Reading>,
}

/// An element whose text is read.
struct Reading {
    name: Vec<u8>,
    what: What,
    text: Vec<u8>,
    /// Elements of the same name that are open within.
    nested: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Title,
    Heading,
    Author,
    Script,
}

impl What {
    fn limit(self) -> usize {
        if self == Self::Script { MAX_SCRIPT } else { MAX_ELEMENT }
    }
}

impl Collector {
    /// Takes a start tag. `hidden` tells whether it stands in an element that is not shown.
    pub(super) fn start(&mut self, tag: &StartTag<usize>, source: &str, hidden: bool) {
        if let Some(open) = &mut self.reading {
            open.nested += usize::from(open.name == *tag.name && !tag.self_closing);
        }
        if hidden {
            return;
        }
        self.shown |= SHOWN.contains(&tag.name.as_slice());
        let value = |name: &str| {
            let value = tag.attributes.get(name.as_bytes())?;
            let text = String::from_utf8_lossy(&value.value).into_owned();
            let fact = exact(source, &value.span, &text)
                .map_or_else(|| Fact::value(&text), |span| Fact::cut(source, span));
            Some(Value { text, fact })
        };
        let lower = |name: &str| value(name).map(|v| v.text.trim().to_ascii_lowercase());
        let item = lower("itemprop");
        match tag.name.as_slice() {
            b"meta" => {
                let named =
                    if self.shown { None } else { lower("property").or_else(|| lower("name")) };
                if let Some(key) = named.or(item)
                    && let Some(content) = value("content")
                {
                    self.meta(&key, content);
                }
                return;
            }
            b"link" => {
                let canonical = lower("rel")
                    .is_some_and(|rel| rel.split_whitespace().any(|r| r == "canonical"));
                if canonical
                    && !self.shown
                    && let Some(href) = value("href")
                {
                    self.offer(Field::Address, Rank::Stated, href);
                }
                return;
            }
            b"script" => {
                if lower("type").is_some_and(|t| t.starts_with("application/ld+json")) {
                    self.read(tag, What::Script);
                }
                return;
            }
            b"title" if !self.shown && self.title_tag.is_none() => self.read(tag, What::Title),
            b"h1" if self.heading.is_none() => self.read(tag, What::Heading),
            _ => {}
        }
        let published = item.as_deref() == Some("datepublished");
        if (tag.name.as_slice() == b"time" || published)
            && let Some(time) = value("datetime").or_else(|| value("content").filter(|_| published))
        {
            let marked = published || tag.attributes.contains_key(b"pubdate".as_slice());
            self.offer(Field::Date, if marked { Rank::Graph } else { Rank::Shown }, time);
        }
        let author = item.as_deref() == Some("author")
            || lower("rel").is_some_and(|rel| rel.split_whitespace().any(|r| r == "author"));
        if author {
            self.read(tag, What::Author);
        }
    }

    fn read(&mut self, tag: &StartTag<usize>, what: What) {
        // A script ends what a page left open.
        if (self.reading.is_none() || what == What::Script) && !tag.self_closing {
            let name = tag.name.to_vec();
            self.reading = Some(Reading { name, what, text: Vec::new(), nested: 0 });
        }
    }

    /// Takes a piece of text; `hidden` as in [`Collector::start`].
    pub(super) fn text(&mut self, text: &[u8], hidden: bool) {
        if let Some(open) = &mut self.reading
            && (!hidden || matches!(open.what, What::Title | What::Script))
        {
            let room = (open.what.limit() + 1).saturating_sub(open.text.len());
            open.text.extend_from_slice(&text[..text.len().min(room)]);
        }
    }

    /// Takes an end tag.
    pub(super) fn end(&mut self, name: &[u8]) {
        self.shown |= name == b"head";
        match &mut self.reading {
            Some(open) if open.name == name && open.nested == 0 => {}
            Some(open) if open.name == name => return open.nested -= 1,
            _ => return,
        }
        let Some(read) = self.reading.take().filter(|r| r.text.len() <= r.what.limit()) else {
            return;
        };
        let text = String::from_utf8_lossy(&read.text).into_owned();
        match read.what {
            What::Title => self.title_tag = Some(text),
            What::Heading => self.heading = Some(text).filter(|t| !t.trim().is_empty()),
            What::Author if text.split_whitespace().count() <= 8 => {
                self.offer(Field::Byline, Rank::Shown, Value { fact: Fact::value(&text), text });
            }
            What::Author => {}
            What::Script => self.script(&text),
        }
    }

    fn meta(&mut self, key: &str, content: Value) {
        if let Some(&(_, field, rank)) = KEYS.iter().find(|row| row.0 == key) {
            self.offer(field, rank, content);
        }
    }

    fn script(&mut self, text: &str) {
        let Some(article) = json_ld::article(text) else { return };
        let mut offer = |field, rank, text: Option<String>| {
            if let Some(text) = text {
                self.offer(field, rank, Value { fact: Fact::value(&text), text });
            }
        };
        offer(Field::Title, Rank::Stated, article.headline);
        offer(Field::Byline, Rank::Stated, article.author);
        offer(Field::Outlet, Rank::Stated, article.publisher);
        offer(Field::Date, Rank::Stated, article.published);
        offer(Field::Address, Rank::Meta, article.address);
    }

    /// Keeps a value where it is one and none of a better rank was there before.
    fn offer(&mut self, field: Field, rank: Rank, value: Value) {
        let held = match field {
            Field::Title => &mut self.title,
            Field::Byline => &mut self.byline,
            Field::Outlet => &mut self.outlet,
            Field::Address => &mut self.address,
            Field::Date => {
                if self.date.as_ref().is_none_or(|held| rank < held.0)
                    && let Some(date) = date(&value)
                {
                    self.date = Some((rank, date));
                }
                return;
            }
        };
        if held.as_ref().is_some_and(|held| held.0 <= rank) {
            return;
        }
        let fact = match field {
            Field::Address => address(&value),
            Field::Byline => author(value),
            Field::Outlet => value.fact.filter(|f| !f.text.contains("://")),
            _ => value.fact,
        };
        if let Some(fact) = fact {
            *held = Some((rank, fact));
        }
    }

    /// All facts, after the last token.
    pub(super) fn finish(mut self) -> PageFacts {
        let tag = self.title_tag.take().and_then(|t| Fact::value(&t));
        let heading = self.heading.take().and_then(|t| Fact::value(&t));
        if self.title.is_none() {
            self.title = match (&heading, &tag) {
                // A heading that opens the title is the headline; others may be the outlet's sign.
                (Some(h), Some(t)) if t.text.starts_with(&h.text) => {
                    let rest = t.text[h.text.len()..].trim_start();
                    let outlet = rest.trim_start_matches(is_separator).trim();
                    if self.outlet.is_none() && outlet.len() < rest.len() {
                        self.outlet = Fact::value(outlet).map(|fact| (Rank::Title, fact));
                    }
                    heading
                }
                (_, Some(_)) => tag,
                (_, None) => heading,
            }
            .map(|fact| (Rank::Shown, fact));
        }
        let outlet = self.outlet.map(|(_, fact)| fact);
        let (title, tail) = match self.title {
            Some((_, title)) => without_outlet(title, outlet.as_ref()),
            None => (None, None),
        };
        PageFacts {
            title,
            byline: self.byline.map(|(_, fact)| fact),
            outlet: outlet.or(tail),
            address: self.address.map(|(_, fact)| fact),
            date: self.date.map(|(_, date)| date),
        }
    }
}
