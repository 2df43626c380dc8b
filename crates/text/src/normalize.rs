//! Spelling folded to one form, with offsets to the original.

use std::ops::Range;

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCompositionBorrowed;

use crate::alignment::{Alignment, Cursor, Run};
use crate::body::Body;
use crate::settings::Rules;
use crate::tokens::{TABLE, Token, two_bytes};

/// Normalised text. Only a [`Normalizer`] makes it.
///
/// Normalising a normalised text changes nothing; time and size are linear in the body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Normalized {
    text: String,
    map: Alignment,
}

impl Normalized {
    /// Folds the spelling of one body by the rules that are on. For many, keep a [`Normalizer`].
    pub fn new(body: &Body<'_>, rules: &Rules) -> Self {
        Normalizer::plain(rules).normalize(body)
    }

    /// The normalised text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The normalised text without the way back.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// The normalised spelling of a token of this text.
    pub fn slice(&self, token: &Token) -> &str {
        &self.text[token.range()]
    }

    /// The same text without the bytes at these offsets, which are ASCII and rise.
    pub(crate) fn without(&self, gaps: &[usize]) -> Self {
        let mut out = Self::default();
        let mut gaps = gaps.iter().copied().peekable();
        let mut runs = self.map.runs(self.text.len()).peekable();
        while let Some(Run { range, original, until }) = runs.next() {
            let mut from = range.start;
            while let Some(gap) = gaps.next_if(|&gap| gap < range.end) {
                out.keep(&self.text[from..gap], original + (from - range.start));
                from = gap + 1;
            }
            out.keep(&self.text[from..range.end], original + (from - range.start));
            let next = runs.peek().map(|next| next.original);
            out.end_run(until, next.unwrap_or_else(|| self.map.start(self.text.len())));
        }
        out.map.push(out.text.len(), self.map.start(self.text.len()));
        out
    }

    /// An empty one with room for a text of so many bytes.
    pub(crate) fn for_text(len: usize) -> Self {
        Self { text: String::with_capacity(len), map: Alignment::default() }
    }

    /// Appends a piece that goes on in step with the original.
    #[inline]
    pub(crate) fn append(&mut self, piece: &str) {
        self.text.push_str(piece);
    }

    /// Notes that what comes next stands in the original at `original`.
    #[inline]
    pub(crate) fn sync(&mut self, original: usize) {
        self.map.push(self.text.len(), original);
    }

    /// Notes where the original of the last run ends, if the next one does not follow on it.
    pub(crate) fn end_run(&mut self, until: usize, next: usize) {
        if until != next {
            self.map.stop(self.text.len(), until);
        }
    }

    /// The way back to the original, which has `len` bytes; none where the two are in step.
    pub(crate) fn detours(&self, len: usize) -> Option<Alignment> {
        let in_step = self.text.len() == len && self.map.runs(len).count() <= 1;
        (!in_step).then(|| self.map.clone())
    }

    /// Appends a piece that stands in the original at `original`, with its own way back.
    pub(crate) fn append_with(&mut self, piece: &str, map: &Alignment, original: usize) {
        let start = self.text.len();
        map.points().for_each(|(derived, from)| self.map.push(start + derived, original + from));
        self.text.push_str(piece);
    }

    pub(crate) fn cursor(&self) -> Cursor<'_> {
        self.map.cursor()
    }

    /// Range in the original of a range that holds at least one character of this text.
    pub(crate) fn source_range(&self, start: usize, end: usize) -> (usize, usize) {
        let span = self.map.span(&self.text, start..end);
        (span.start, span.end)
    }

    /// Appends what stands the same way in the original.
    fn keep(&mut self, piece: &str, original: usize) {
        if !piece.is_empty() {
            self.map.push(self.text.len(), original);
            self.text.push_str(piece);
        }
    }

    /// Appends what stands in the original at `original` in another way.
    fn push(&mut self, c: char, original: usize) {
        self.map.push(self.text.len(), original);
        self.text.push(c);
    }
}

/// Entries of the table that are no character.
const DROP: u16 = 0xFFFF;
const ASK: u16 = 0xFFFE;

/// What becomes of one character.
pub(crate) enum Fold {
    Drop,
    One(char),
    /// What the compatibility normalisation makes of it.
    Nfkc,
    /// A sign that may become one with the letter before; dropped where not, if the flag is set.
    Combine(bool),
    /// A line end, with the line feed that may follow.
    Return,
}

/// Folds spelling by a fixed set of rules: a table made once, then linear time and no search for
/// Arabic, Latin and Cyrillic.
#[derive(Debug)]
pub struct Normalizer {
    rules: Rules,
    /// What [`fold`] says of each character, where it is asked often enough to be written down.
    table: Option<Box<[u16; TABLE]>>,
    nfkc: ComposingNormalizerBorrowed<'static>,
    composition: CanonicalCompositionBorrowed<'static>,
}

impl Normalizer {
    /// Makes the table for a set of rules.
    pub fn new(rules: &Rules) -> Self {
        let mut table = Box::new([ASK; TABLE]);
        ('\0'..).zip(table.iter_mut()).for_each(|(c, slot)| *slot = entry(c, rules));
        Self { table: Some(table), ..Self::plain(rules) }
    }

    /// Without a table, for a text or two.
    fn plain(rules: &Rules) -> Self {
        Self {
            rules: rules.clone(),
            table: None,
            nfkc: ComposingNormalizerBorrowed::new_nfkc(),
            composition: CanonicalCompositionBorrowed::new(),
        }
    }

    /// The entry of a code point below [`TABLE`].
    #[inline]
    fn entry(&self, c: usize) -> u16 {
        match &self.table {
            Some(table) => table[c],
            None => char::from_u32(c as u32).map_or(ASK, |c| entry(c, &self.rules)),
        }
    }

    /// Folds the spelling of a body.
    pub fn normalize(&self, body: &Body<'_>) -> Normalized {
        let text = body.text();
        let mut out = Normalized::for_text(text.len());
        let end = body.source_offset(text.len());
        let mut runs = body.runs().peekable();
        while let Some(Run { range, original, until }) = runs.next() {
            self.run(text, range, original, &mut out);
            out.end_run(until, runs.peek().map_or(end, |next| next.original));
        }
        out.sync(end);
        out
    }

    /// What becomes of one character, out of the table where it is there.
    #[inline]
    pub(crate) fn fold(&self, c: char) -> Fold {
        match self.table.as_ref().and_then(|table| table.get(c as usize)) {
            Some(&DROP) => Fold::Drop,
            Some(&entry) if entry < ASK => Fold::One(char::from_u32(entry.into()).unwrap_or(c)),
            _ => fold(c, &self.rules),
        }
    }

    /// What a form stands for, folded.
    pub(crate) fn resolved(&self, form: char) -> impl Iterator<Item = char> {
        let signs = self.nfkc.normalize(form.encode_utf8(&mut [0; 4])).into_owned();
        // Signs that stand alone are spelled as a space and the sign.
        let alone = signs.len() > 1 && signs.starts_with(' ');
        let folded = signs.chars().skip(usize::from(alone)).filter_map(|c| match self.fold(c) {
            Fold::One(c) => Some(c),
            _ => None,
        });
        folded.collect::<Vec<char>>().into_iter()
    }

    /// Folds a piece that runs in step with the original, which starts there at `original`. Most
    /// characters stay as they are: pieces of them are copied at once. A character that becomes
    /// another of its length leaves both texts in step, so that only other changes are noted.
    fn run(&self, text: &str, run: Range<usize>, original: usize, out: &mut Normalized) {
        let bytes = &text.as_bytes()[..run.end];
        let from_run = |at: usize| original + (at - run.start);
        let (mut kept, mut at) = (run.start, run.start);
        out.sync(original);
        while let Some(&lead) = bytes.get(at) {
            // The table is asked by code point; a lead byte below 0xE0 has one byte after it.
            let (c, len) = match (lead, bytes.get(at + 1)) {
                (0..=0x7F, _) => (lead as usize, 1),
                (0x80..=0xDF, Some(next)) => (two_bytes(lead, *next), 2),
                _ => {
                    at = self.long_character(text, at, &mut kept, &from_run, out);
                    continue;
                }
            };
            let entry = self.entry(c);
            if usize::from(entry) == c {
                at += len;
                continue;
            }
            out.text.push_str(&text[kept..at]);
            let mut len = len;
            match char::from_u32(entry.into()).filter(|_| entry < ASK) {
                Some(folded) => {
                    out.text.push(folded);
                    if folded.len_utf8() != len {
                        out.sync(from_run(at + len));
                    }
                }
                None => {
                    if entry == ASK && lead == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
                        // One line end of two bytes.
                        out.push('\n', from_run(at));
                        len = 2;
                    } else if entry == ASK {
                        let c = char::from_u32(c as u32).unwrap_or_default();
                        self.fold_into(out, c, from_run(at));
                    } else if let Some(dash) = dash(&text[..run.end], at) {
                        out.push('-', from_run(at));
                        len = dash;
                    }
                    out.sync(from_run(at + len));
                }
            }
            at += len;
            kept = at;
        }
        out.text.push_str(&text[kept..run.end]);
    }

    /// Folds a character of three bytes or more, of which news has few. Gives where the next starts.
    #[cold]
    fn long_character(
        &self,
        text: &str,
        at: usize,
        kept: &mut usize,
        from_run: &impl Fn(usize) -> usize,
        out: &mut Normalized,
    ) -> usize {
        let Some(c) = text[at..].chars().next() else { return at + 1 };
        let end = at + c.len_utf8();
        if !matches!(fold(c, &self.rules), Fold::One(same) if same == c) {
            out.text.push_str(&text[*kept..at]);
            self.fold_into(out, c, from_run(at));
            out.sync(from_run(end));
            *kept = end;
        }
        end
    }

    /// Appends what becomes of a character that the table does not know.
    fn fold_into(&self, out: &mut Normalized, c: char, original: usize) {
        match fold(c, &self.rules) {
            Fold::Drop => {}
            Fold::One(c) => out.push(c, original),
            Fold::Return => out.push('\n', original),
            Fold::Combine(mark) => {
                let last = out.text.chars().next_back();
                let one = last.and_then(|last| self.composition.compose(last, c));
                match one.map(|one| fold(one, &self.rules)) {
                    Some(Fold::One(one)) => {
                        // The letter's own offset stays that of the original letter.
                        out.text.pop();
                        out.map.forget_after(out.text.len());
                        out.text.push(one);
                    }
                    _ if mark => {}
                    _ => out.push(c, original),
                }
            }
            Fold::Nfkc => self.resolved(c).for_each(|c| out.push(c, original)),
        }
    }
}

/// The length of the elongation strokes at `at`, where they stand alone between blanks: there they
/// are a dash (الرياض ـ واس).
pub(crate) fn dash(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let len = rest.len() - rest.trim_start_matches('ـ').len();
    let blank = |b: Option<&u8>| b.is_none_or(|b| matches!(b, b' ' | b'\n'));
    let alone = blank(at.checked_sub(1).and_then(|i| text.as_bytes().get(i)));
    (len > 0 && alone && blank(text.as_bytes().get(at + len))).then_some(len)
}

fn entry(c: char, rules: &Rules) -> u16 {
    match fold(c, rules) {
        Fold::One(folded) if (folded as usize) < TABLE => folded as u16,
        Fold::Drop => DROP,
        _ => ASK,
    }
}

/// What the rules make of one character: the specification of the table.
pub(crate) fn fold(c: char, rules: &Rules) -> Fold {
    use Fold::{Combine, Drop, Nfkc, One};
    let drop = |rule: bool| if rule { Drop } else { One(c) };
    let one = |rule: bool, folded: char| One(if rule { folded } else { c });
    match c {
        'ة' | 'ۃ' => one(rules.ta_marbuta, 'ه'),
        '\u{0653}'..='\u{0655}' if rules.presentation_forms => Combine(rules.marks),
        '\u{0300}'..='\u{034E}' | '\u{0350}'..='\u{036F}' if rules.presentation_forms => {
            Combine(false)
        }
        '\u{064B}'..='\u{065F}'
        | '\u{0670}'
        | '\u{0610}'..='\u{061A}'
        | '\u{06D6}'..='\u{06DC}'
        | '\u{06DF}'..='\u{06E8}'
        | '\u{06EA}'..='\u{06ED}'
        | '\u{0898}'..='\u{089F}'
        | '\u{08CA}'..='\u{08FF}' => drop(rules.marks),
        'ـ' => drop(rules.tatweel),
        '\u{00AD}'
        | '\u{034F}'
        | '\u{061C}'
        | '\u{180B}'..='\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{E0000}'..='\u{E0FFF}' => drop(rules.hidden),
        'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' | 'ٵ' => one(rules.alef, 'ا'),
        'ى' | 'ی' | 'ے' | 'ۍ' => one(rules.ya, 'ي'),
        'ک' | 'ڪ' => one(rules.kaf, 'ك'),
        'ە' | 'ہ' | 'ۂ' | 'ۀ' | 'ھ' => one(rules.ha, 'ه'),
        '٠'..='٩' => one(rules.digits, digit(c, '٠')),
        '۰'..='۹' => one(rules.digits, digit(c, '۰')),
        '٫' => one(rules.digits, '.'),
        '٬' => one(rules.digits, ','),
        '\u{00A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' | '\t' => {
            One(' ')
        }
        '\u{2028}' | '\u{2029}' | '\u{0085}' => One('\n'),
        '\r' => Fold::Return,
        _ if rules.presentation_forms && is_form(c) => Nfkc,
        _ if rules.case && c.is_uppercase() => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(l), None) => One(l),
                _ => One(c),
            }
        }
        _ => One(c),
    }
}

/// Ligatures, positional and other typographic forms of letters and digits. Ornate parentheses and
/// signs of the Arabic blocks have no compatibility mapping: they stay.
fn is_form(c: char) -> bool {
    match c {
        '\u{FD3E}'..='\u{FD4F}'
        | '\u{FDCF}'
        | '\u{FDD0}'..='\u{FDEF}'
        | '\u{FDFD}'..='\u{FDFF}'
        | '\u{FEFD}'..='\u{FEFF}' => false,
        '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{FF01}'..='\u{FFEE}' => true,
        '\u{2100}'..='\u{214F}' | '\u{2460}'..='\u{24FF}' => true,
        '\u{1D400}'..='\u{1D7FF}' | '\u{1EE00}'..='\u{1EEFF}' => true,
        _ => false,
    }
}

fn digit(c: char, zero: char) -> char {
    char::from(b'0' + (c as u32 - zero as u32) as u8)
}
