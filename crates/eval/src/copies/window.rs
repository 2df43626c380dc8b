//! Near copies among articles that stream by, in memory of a fixed size.

use super::index::Index;
use super::recent::{Recent, Remembered};
use super::sketch::{CopySketch, Kept, Overlap};

/// So much memory holds about a hundred thousand articles of 600 words.
const BYTES: usize = 64 << 20;
/// Less would hold nothing.
const LEAST_BYTES: usize = 1 << 16;
/// Of those that share a looked-up shingle with an article, so many are compared with it, beginning with
/// those that share most.
const COMPARED: usize = 32;
/// A copy that resembles an article of the window as much is not remembered beside it: its own copies
/// are found by that one.
const SAME: f64 = 0.8;
/// Articles with longer ids are not remembered, in bytes.
const MAX_ID: usize = 4096;

/// Finds, for each article of a stream, whether it is a near copy of an earlier one, in memory that is
/// taken once and does not grow.
///
/// What a near copy is says [`near_copies`](super::near_copies). It is told by a [`CopySketch`] each,
/// so that articles of more than 260 words are compared by a part of their shingles, and a text in one
/// that is many times as long is found only where eight shared shingles are in the smaller part. Copies
/// of a copy belong to the family of the first: an article that stands near two families is counted to
/// the one that began first, and what was said before stands.
///
/// Remembered is the first of each family and each copy that resembles none that is remembered by 0.8
/// (Jaccard), until memory is full: then the oldest leaves first. [`CopyWindow::reach`] says how far
/// back every article was compared. An article whose id is longer than 4,096 bytes is not remembered.
/// Equal articles in an equal order give equal answers, whatever thread asks.
///
/// ```
/// use rasid_eval::{CopySketch, CopyWindow};
///
/// let story: Vec<u64> = (0..300).collect();
/// let mut window = CopyWindow::new();
/// assert_eq!(window.add("agency", &CopySketch::of(&story)), None);
/// assert_eq!(window.add("daily", &CopySketch::of(&story[40..])), Some("agency"));
/// assert_eq!(window.reach(), None, "nothing was forgotten");
/// ```
#[derive(Debug)]
pub struct CopyWindow {
    recent: Recent,
    index: Index,
    /// Articles that were added.
    articles: u64,
    reach: Option<u64>,
    /// The id that was answered last.
    first: String,
    /// Places of articles that share something with the one at hand.
    found: Vec<u32>,
}

impl Default for CopyWindow {
    fn default() -> Self {
        Self::new()
    }
}

impl CopyWindow {
    /// An empty window of 64 MiB, all of which is taken now.
    pub fn new() -> Self {
        Self::with_bytes(BYTES)
    }

    /// An empty window of about so many bytes, 64 KiB at least.
    pub fn with_bytes(bytes: usize) -> Self {
        let bytes = bytes.max(LEAST_BYTES);
        Self {
            recent: Recent::new(bytes / 4 * 3),
            index: Index::new(bytes / 4),
            articles: 0,
            reach: None,
            first: String::new(),
            found: Vec::new(),
        }
    }

    /// Adds the next article of the stream. If it is a near copy of an earlier one, gives the id of the
    /// first of their family.
    pub fn add(&mut self, id: &str, sketch: &CopySketch) -> Option<&str> {
        self.articles += 1;
        let keys = match &sketch.kept {
            Kept::Nothing => return None,
            Kept::Whole(hash) => std::slice::from_ref(hash),
            Kept::Shingles(shingles) => &shingles.keys,
        };
        let copied = self.near(keys, sketch);
        let (id, family) = match &copied {
            Some((place, _)) => {
                let first = self.recent.get(*place);
                self.first.clear();
                self.first.push_str(first.map_or("", |first| first.id));
                (self.first.as_str(), first.map_or(self.articles, |first| first.family))
            }
            None => (id, self.articles),
        };
        if id.len() <= MAX_ID && copied.is_none_or(|(_, overlap)| overlap.jaccard < SAME) {
            let (place, forgotten) = self.recent.push(id, (self.articles, family), sketch);
            if let Some(article) = forgotten {
                let reach = self.articles - article - 1;
                self.reach = Some(self.reach.map_or(reach, |least| least.min(reach)));
            }
            keys.iter().for_each(|key| self.index.insert(*key, place));
        }
        copied.map(|_| self.first.as_str())
    }

    /// The number of articles before it with which every article was compared at least, as far as they
    /// came before; none as long as all are remembered.
    pub fn reach(&self) -> Option<u64> {
        self.reach
    }

    /// Of the articles that this one is a copy of, the one whose family is oldest, and how much it shares
    /// with the likest.
    fn near(&mut self, keys: &[u64], sketch: &CopySketch) -> Option<(u32, Overlap)> {
        let found = &mut self.found;
        found.clear();
        keys.iter().for_each(|key| found.extend(self.index.places(*key)));
        found.sort_unstable();
        let alike = found.chunk_by(|a, b| a == b).map(|same| (same.len(), same[0]));
        let mut alike: Vec<(usize, u64, u32)> = alike
            .filter_map(|(hits, place)| Some((hits, self.recent.get(place)?.family, place)))
            .collect();
        let order = |a: &(usize, u64, u32), b: &(usize, u64, u32)| {
            b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2))
        };
        if alike.len() > COMPARED {
            alike.select_nth_unstable_by(COMPARED, order);
            alike.truncate(COMPARED);
        }
        let copies = alike.into_iter().filter_map(|(_, family, place)| {
            Some((family, place, overlap(&self.recent.get(place)?, sketch)?))
        });
        let likest = |a: Overlap, b: Overlap| if b.jaccard > a.jaccard { b } else { a };
        copies
            .reduce(|a, b| {
                let first = if (b.0, b.1) < (a.0, a.1) { b } else { a };
                (first.0, first.1, likest(a.2, b.2))
            })
            .map(|(_, place, overlap)| (place, overlap))
    }
}

/// How much an article shares with one of the window, where they are near copies.
fn overlap(known: &Remembered<'_>, sketch: &CopySketch) -> Option<Overlap> {
    match (&sketch.kept, known.level) {
        (Kept::Whole(hash), None) => {
            (known.sketch == hash.to_le_bytes()).then_some(Overlap { jaccard: 1.0 })
        }
        (Kept::Shingles(shingles), Some(level)) => shingles.copy_of(level, known.values()),
        _ => None,
    }
}
