//! The signs before and behind a word: «, ، and their like, cut off before the word is looked up.
//!
//! A word stands before a comma, in brackets and at the end of a sentence; remembered with its signs it
//! would be three words. A sign that stands for itself, and is no part of any word, can be told apart
//! without looking at what it stands beside.

use super::gap::Gap;
use crate::normalize::{Fold, Normalizer};
use crate::tokens::{Class, class};

/// Signs of two and three bytes that part words, the frequent ones first.
const LONG: &str = "،»«؛؟–”“…—۔’‘„‹›―•";
/// A byte that begins or ends one of [`LONG`], perhaps.
const ASK: u8 = u8::MAX;
/// A byte that neither begins nor ends a sign.
const NONE: u8 = u8::MAX - 1;

/// A sign and what it does.
#[derive(Debug, Clone)]
pub(super) struct Sign {
    /// Its bytes, zeros behind them.
    spelled: [u8; 3],
    len: usize,
    pub(super) gap: Gap,
    /// Whether a sentence may end at it.
    stops: bool,
    is_dot: bool,
}

impl Sign {
    fn new(sign: char, normalizer: &Normalizer) -> Option<Self> {
        let Fold::One(folded) = normalizer.fold(sign) else { return None };
        let class = class(folded);
        let parts = matches!(class, Class::Other | Class::Stop) && !folded.is_whitespace();
        let mut spelled = [0; 3];
        let len = sign.encode_utf8(&mut spelled).len();
        let gap = Gap::of(folded.encode_utf8(&mut [0; 4]));
        parts.then_some(Self {
            spelled,
            len,
            gap,
            stops: class == Class::Stop,
            is_dot: folded == '.',
        })
    }

    /// Whether a sentence ends at it. Directly behind a single letter, a dot does not end one.
    #[inline]
    pub(super) fn stops(&self, behind_letter: bool) -> bool {
        self.stops && !(behind_letter && self.is_dot)
    }
}

/// All signs that are cut off.
#[derive(Debug)]
pub(super) struct Signs {
    list: Vec<Sign>,
    /// For each byte, the sign that begins with it: its number for one of one byte, [`ASK`] where one of
    /// more bytes may.
    begin: [u8; 256],
    /// The same for the byte that a sign ends with.
    end: [u8; 256],
}

impl Signs {
    pub(super) fn new(normalizer: &Normalizer) -> Self {
        let short = ('!'..='~').filter(char::is_ascii_punctuation);
        let all = LONG.chars().chain(short);
        let list: Vec<Sign> = all.filter_map(|sign| Sign::new(sign, normalizer)).collect();
        let (mut begin, mut end) = ([NONE; 256], [NONE; 256]);
        for (number, sign) in list.iter().enumerate() {
            let entry = if sign.len == 1 { number as u8 } else { ASK };
            begin[usize::from(sign.spelled[0])] = entry;
            end[usize::from(sign.spelled[sign.len - 1])] = entry;
        }
        Self { list, begin, end }
    }

    /// The sign that a chunk begins with. Asked for every word: most are told by their first byte, and
    /// Arabic ones by their second.
    #[inline(always)]
    pub(super) fn first(&self, chunk: &[u8]) -> Option<&Sign> {
        match self.begin[usize::from(*chunk.first()?)] {
            NONE => None,
            ASK => match *chunk {
                [0xD8, 0xA0..=0xBF, ..] => None,
                [one @ 0xC2..=0xDF, two, ..] => self.long([one, two, 0]),
                [one, two, three, ..] => self.long([one, two, three]),
                _ => None,
            },
            number => self.list.get(usize::from(number)),
        }
    }

    /// The sign that a chunk ends with.
    #[inline(always)]
    pub(super) fn last(&self, chunk: &[u8]) -> Option<&Sign> {
        match self.end[usize::from(*chunk.last()?)] {
            NONE => None,
            ASK => match *chunk {
                [.., one @ 0xC2..=0xDF, two] => self.long([one, two, 0]),
                [.., one, two, three] => self.long([one, two, three]),
                _ => None,
            },
            number => self.list.get(usize::from(number)),
        }
    }

    /// The sign of two or three bytes that is spelled so.
    fn long(&self, spelled: [u8; 3]) -> Option<&Sign> {
        self.list.iter().find(|sign| sign.spelled == spelled)
    }

    /// How many bytes of signs a chunk begins and ends with. Strokes alone between blanks are a dash, and
    /// between signs they are not: there nothing is cut off.
    #[inline(always)]
    pub(super) fn around(&self, chunk: &[u8]) -> (usize, usize) {
        let (mut before, mut behind) = (0, 0);
        while let Some(sign) = self.first(&chunk[before..]) {
            before += sign.len;
        }
        while let Some(sign) = self.last(&chunk[before..chunk.len() - behind]) {
            behind += sign.len;
        }
        if before + behind > 0 && is_strokes(&chunk[before..chunk.len() - behind]) {
            return (0, 0);
        }
        (before, behind)
    }

    /// The signs that a piece consists of, in order.
    pub(super) fn of<'s>(&'s self, mut piece: &'s [u8]) -> impl Iterator<Item = &'s Sign> {
        std::iter::from_fn(move || {
            let sign = self.first(piece)?;
            piece = &piece[sign.len..];
            Some(sign)
        })
    }
}

fn is_strokes(core: &[u8]) -> bool {
    const STROKE: &[u8] = "ـ".as_bytes();
    !core.is_empty() && core.chunks(STROKE.len()).all(|two| two == STROKE)
}

#[cfg(test)]
mod tests {
    use super::Signs;
    use crate::normalize::Normalizer;
    use crate::settings::Rules;

    #[test]
    fn signs_are_cut_off_on_both_sides() {
        let signs = Signs::new(&Normalizer::new(&Rules::default()));
        for (before, core, behind) in [
            ("", "روسيا", ""),
            ("«", "روسيا", "»،"),
            ("(\"", "3.5%م", ").."),
            ("", "د", "."),
            ("“", "Un.org", "”؟!"),
            ("", "ثروث", ""),
            ("...", "", ""),
            ("", "\"ـ\"", ""),
            ("\"", "َـ", "\""),
            ("", "\u{200F}«روسيا", "»"),
        ] {
            let chunk = [before, core, behind].concat();
            assert_eq!(signs.around(chunk.as_bytes()), (before.len(), behind.len()), "{chunk}");
            let spelled = |piece: &str| -> Vec<u8> {
                signs.of(piece.as_bytes()).flat_map(|s| s.spelled[..s.len].to_vec()).collect()
            };
            assert_eq!(
                [spelled(before), spelled(behind)].map(String::from_utf8),
                [before, behind].map(|s| Ok(s.to_owned()))
            );
        }
    }
}
