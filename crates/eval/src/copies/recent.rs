//! The articles of a window, the oldest of which leave for new ones.

use super::sketch::{CopySketch, Kept};

/// One article for so many bytes is remembered at most.
const PER_ARTICLE: usize = 384;

/// A ring of articles and a ring of the bytes that are kept of them: id and sketch.
#[derive(Debug)]
pub(super) struct Recent {
    articles: Vec<Article>,
    /// Numbers, from the first article on, of the oldest that is remembered and of the next one. The
    /// place of an article is its number modulo that of the places.
    oldest: u64,
    next: u64,
    bytes: Vec<u8>,
    /// Bytes that were used so far, in all turns of the ring.
    end: u64,
}

#[derive(Debug, Clone, Copy)]
struct Article {
    /// Where its bytes begin, counted as `end` is.
    start: u64,
    number: u64,
    family: u64,
    id: u16,
    sketch: u16,
    /// Level of the sketch's shingles; [`WHOLE`] where it is a hash of all words.
    level: u8,
}

const WHOLE: u8 = u8::MAX;

/// What is known of an article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Remembered<'a> {
    /// Id of the first of its family.
    pub(super) id: &'a str,
    /// Number of that first one in the stream.
    pub(super) family: u64,
    /// Level of its shingles; none where the sketch is a hash of all words.
    pub(super) level: Option<u8>,
    pub(super) sketch: &'a [u8],
}

impl Recent {
    /// Room for so many bytes, all of which are written to, so that they are taken now.
    pub(super) fn new(bytes: usize) -> Self {
        let places = (bytes / PER_ARTICLE).clamp(1, super::index::MAX_PLACES);
        let none = Article { start: 1, number: 1, family: 1, id: 0, sketch: 0, level: WHOLE };
        let rest = bytes - places * size_of::<Article>();
        Self { articles: vec![none; places], oldest: 0, next: 0, bytes: vec![0xFF; rest], end: 0 }
    }

    /// The article at a place.
    pub(super) fn get(&self, place: u32) -> Option<Remembered<'_>> {
        let places = self.articles.len() as u64;
        let last = self.next.checked_sub(1)?;
        let back = (last % places + places - u64::from(place) % places) % places;
        let number = last.checked_sub(back).filter(|number| *number >= self.oldest)?;
        let Article { start, family, id, sketch, level, .. } =
            self.articles[(number % places) as usize];
        let start = (start % self.bytes.len() as u64) as usize;
        let (id, sketch) =
            self.bytes[start..start + usize::from(id) + usize::from(sketch)].split_at(id.into());
        let id = std::str::from_utf8(id).unwrap_or_default();
        Some(Remembered { id, family, level: (level != WHOLE).then_some(level), sketch })
    }

    /// Remembers an article: the id and the number of the first of its family, its own number, and its
    /// sketch. Gives its place, and the number of the last article that had to leave for it.
    pub(super) fn push(
        &mut self,
        id: &str,
        (number, family): (u64, u64),
        sketch: &CopySketch,
    ) -> (u32, Option<u64>) {
        let (level, sketch) = match &sketch.kept {
            Kept::Shingles(shingles) => (shingles.level, packed(&shingles.values)),
            Kept::Whole(hash) => (WHOLE, hash.to_le_bytes().to_vec()),
            Kept::Nothing => (WHOLE, vec![]),
        };
        let size = (id.len() + sketch.len()) as u64;
        let ring = self.bytes.len() as u64;
        // An article's bytes stand together.
        let start =
            self.end + if self.end % ring + size > ring { ring - self.end % ring } else { 0 };
        let places = self.articles.len() as u64;
        let mut forgotten = None;
        while self.oldest < self.next {
            let oldest = &self.articles[(self.oldest % places) as usize];
            let room = oldest.start + ring >= start + size;
            if room && self.next - self.oldest < places {
                break;
            }
            forgotten = Some(oldest.number);
            self.oldest += 1;
        }
        let at = (start % ring) as usize;
        self.bytes[at..at + id.len()].copy_from_slice(id.as_bytes());
        self.bytes[at + id.len()..at + size as usize].copy_from_slice(&sketch);
        let place = self.next % places;
        self.articles[place as usize] = Article {
            start,
            number,
            family,
            id: id.len() as u16,
            sketch: sketch.len() as u16,
            level,
        };
        self.next += 1;
        self.end = start + size;
        (place as u32, forgotten)
    }
}

/// Rising values as their differences, seven bits a byte, the lowest first; the eighth bit says that more
/// follow (LEB128).
fn packed(values: &[u32]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(values.len() * 3);
    let mut before = 0;
    for &value in values {
        let mut rest = value - before;
        before = value;
        while rest >= 0x80 {
            bytes.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        bytes.push(rest as u8);
    }
    bytes
}

impl<'a> Remembered<'a> {
    /// The values of the sketch, rising.
    pub(super) fn values(&self) -> impl Iterator<Item = u32> + 'a {
        let mut bytes = self.sketch.iter();
        let mut value = 0;
        std::iter::from_fn(move || {
            let mut shift = 0;
            loop {
                let byte = *bytes.next()?;
                value += u32::from(byte & 0x7F) << shift;
                if byte < 0x80 {
                    return Some(value);
                }
                shift += 7;
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_leave_and_the_others_stay_as_they_were() {
        let mut recent = Recent::new(1 << 14);
        let sketch =
            |i: u64| CopySketch::of(&(i * 1000..i * 1000 + 24 + i % 200).collect::<Vec<_>>());
        let id = |i: u64| "م".repeat((i * 7 % 150) as usize) + &i.to_string();
        let mut places = Vec::new();
        let mut gone = 0;
        for i in 0..2000 {
            let (place, forgotten) = recent.push(&id(i), (i, i / 2), &sketch(i));
            places.push(place);
            if let Some(last) = forgotten {
                assert!(last >= gone && last < i);
                gone = last + 1;
            }
            for i in gone..=i {
                let known = recent.get(places[i as usize]).unwrap();
                assert_eq!((known.id, known.family), (id(i).as_str(), i / 2));
                let Kept::Shingles(shingles) = sketch(i).kept else { panic!() };
                assert_eq!(known.level, Some(shingles.level));
                assert!(known.values().eq(shingles.values));
            }
        }
        assert!((1950..1995).contains(&gone), "{gone}");
        assert!(Recent::new(1 << 14).get(3).is_none());
    }
}
