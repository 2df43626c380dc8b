//! Which articles of a window may hold a shingle.

/// Bits of an entry that are an article's place; the others tell keys of one bucket apart.
const PLACE_BITS: u32 = 17;
/// Most places that an entry can name.
pub(super) const MAX_PLACES: usize = 1 << PLACE_BITS;
/// Entries of a bucket: one line of the cache, which is all that a look costs.
const WAYS: usize = 16;
/// Entries of one key: boilerplate that all articles hold drives nothing else out of its bucket.
const OF_KEY: usize = 4;
/// No entry: no tag has all bits.
const NONE: u32 = u32::MAX;

/// A hash table that forgets: each bucket holds its newest entries, newest first. An entry may outlive
/// its article and one in 2,000 looks meets the tag of another key by chance, so what it says is checked
/// against the sketches.
#[derive(Debug)]
pub(super) struct Index {
    buckets: Vec<[u32; WAYS]>,
}

impl Index {
    /// Room for so many bytes, all of which are written to, so that they are taken now.
    pub(super) fn new(bytes: usize) -> Self {
        Self { buckets: vec![[NONE; WAYS]; (bytes / (WAYS * 4)).max(1)] }
    }

    /// The bucket of a key, and its tag there. Keys are the lowest of hashes: their upper bits say nothing.
    fn place_of(&self, key: u64) -> (usize, u32) {
        let mixed = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let bucket = (u128::from(mixed) * self.buckets.len() as u128) >> 64;
        let tag = (mixed as u32 >> PLACE_BITS).min((NONE >> PLACE_BITS) - 1);
        (bucket as usize, tag)
    }

    /// Places of articles that may hold a shingle, newest first.
    pub(super) fn places(&self, key: u64) -> impl Iterator<Item = u32> {
        let (bucket, tag) = self.place_of(key);
        let of_key = self.buckets[bucket].iter().filter(move |&entry| entry >> PLACE_BITS == tag);
        of_key.map(|entry| entry & (MAX_PLACES as u32 - 1))
    }

    /// Says that the article at a place holds a shingle.
    pub(super) fn insert(&mut self, key: u64, place: u32) {
        let (bucket, tag) = self.place_of(key);
        let bucket = &mut self.buckets[bucket];
        let same = |entry: &(usize, &u32)| entry.1 >> PLACE_BITS == tag;
        let last = bucket.iter().enumerate().filter(same).nth(OF_KEY - 1);
        let leaves = last.map_or(WAYS - 1, |(at, _)| at);
        bucket[..=leaves].rotate_right(1);
        bucket[0] = tag << PLACE_BITS | place;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_of_each_key_are_found() {
        let mut index = Index::new(64);
        let find = |index: &Index, key| index.places(key).collect::<Vec<_>>();
        assert_eq!(find(&index, 1), []);
        (0..10).for_each(|place| index.insert(1, place));
        assert_eq!(find(&index, 1), [9, 8, 7, 6]);
        (2..14).for_each(|key| index.insert(key, 100));
        assert_eq!(find(&index, 1), [9, 8, 7, 6], "four of it and twelve others fit");
        index.insert(14, MAX_PLACES as u32 - 1);
        assert_eq!(find(&index, 14), [MAX_PLACES as u32 - 1]);
        assert_eq!(find(&index, 1), [9, 8, 7]);
    }
}
