//! Streams that are not UTF-8 become UTF-8 while they pass by.

use std::io::{self, Cursor, Read};
use std::sync::{Arc, OnceLock};

use encoding_rs::{Decoder, Encoding};
use rasid_text::{DecodeErrorKind, decode, stream_encoding};

/// What the encoding is told from, in bytes from the first that is not ASCII on; and what is decoded
/// at once.
const HEAD: usize = 1 << 16;

/// The encoding of a stream, from when it is known not to be UTF-8.
pub(crate) type StreamEncoding = Arc<OnceLock<&'static str>>;

/// Passes UTF-8 through untouched, and anything else as UTF-8.
pub(crate) struct Transcoder<R> {
    inner: R,
    state: State,
    /// What was read to tell the encoding, and comes before the rest of `inner`.
    head: Cursor<Vec<u8>>,
    /// What stopped that reading, and comes after it.
    fault: Option<io::Error>,
    encoding: StreamEncoding,
}

enum State {
    Start,
    /// Nothing but ASCII so far.
    Ascii,
    Utf8,
    Other(Transcript),
}

/// A stream that is decoded, with the text that is not yet passed on.
struct Transcript {
    decoder: Decoder,
    text: String,
    sent: usize,
    ended: bool,
}

impl<R: Read> Transcoder<R> {
    pub(crate) fn new(inner: R) -> (Self, StreamEncoding) {
        let encoding = StreamEncoding::default();
        let told = Arc::clone(&encoding);
        let head = Cursor::default();
        (Self { inner, state: State::Start, head, fault: None, encoding }, told)
    }

    /// Passes ASCII on; at the first byte that is not, looks ahead and chooses how to go on.
    fn read_ascii(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        let at_start = matches!(self.state, State::Start);
        if at_start && n > 0 {
            self.state = State::Ascii;
            refuse_unmarked(&buffer[..n])?;
        }
        let ascii = Encoding::ascii_valid_up_to(&buffer[..n]);
        if ascii == n {
            return Ok(n);
        }
        // A byte-order mark is one at the very start only: elsewhere a space goes before the rest.
        let mark = at_start && ascii == 0;
        let mut head = if mark { vec![] } else { vec![b' '] };
        head.extend(&buffer[ascii..n]);
        let more = HEAD.saturating_sub(head.len()) as u64;
        self.fault = self.inner.by_ref().take(more).read_to_end(&mut head).err();
        let encoding = stream_encoding(&head).and_then(|n| Encoding::for_label(n.as_bytes()));
        self.state = match encoding {
            None => State::Utf8,
            Some(encoding) => {
                let _ = self.encoding.set(encoding.name());
                let decoder = encoding.new_decoder_with_bom_removal();
                State::Other(Transcript { decoder, text: String::new(), sent: 0, ended: false })
            }
        };
        self.head = Cursor::new(head);
        self.head.set_position(u64::from(!mark));
        if ascii > 0 { Ok(ascii) } else { self.read(buffer) }
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let fault = Fault(&mut self.fault);
        let mut raw = self.head.by_ref().chain(fault).chain(self.inner.by_ref());
        match &mut self.state {
            State::Utf8 => raw.read(buffer),
            State::Other(transcript) => transcript.read(&mut raw, buffer),
            State::Start | State::Ascii => self.read_ascii(buffer),
        }
    }
}

/// Fails once.
struct Fault<'a>(&'a mut Option<io::Error>);

impl Read for Fault<'_> {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

impl Transcript {
    fn read(&mut self, raw: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
        while self.sent == self.text.len() && !self.ended {
            let mut bytes = vec![0; HEAD];
            let n = raw.read(&mut bytes)?;
            self.ended = n == 0;
            self.sent = 0;
            self.text.clear();
            // Three bytes are the most that one byte becomes, and some may wait in the decoder.
            let room = self.decoder.max_utf8_buffer_length(n).unwrap_or(4 * HEAD);
            self.text.reserve(room);
            let _ = self.decoder.decode_to_string(&bytes[..n], &mut self.text, self.ended);
        }
        let rest = &self.text.as_bytes()[self.sent..];
        let n = rest.len().min(buffer.len());
        buffer[..n].copy_from_slice(&rest[..n]);
        self.sent += n;
        Ok(n)
    }
}

/// UTF-16 without its mark would be read as a table or as lines full of NULs.
fn refuse_unmarked(start: &[u8]) -> io::Result<()> {
    if !start[..start.len().min(2)].contains(&0) {
        return Ok(());
    }
    match decode(start) {
        Err(e) if e.kind() == DecodeErrorKind::Utf16WithoutMark => {
            Err(io::Error::other(format!("{e}; {}", e.hint())))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::Transcoder;
    use std::io::Read;

    /// Hands out one byte at a time.
    struct Drops<'a>(&'a [u8]);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let n = self.0.len().min(buffer.len()).min(1);
            buffer[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    #[track_caller]
    fn check(bytes: &[u8], text: &[u8], encoding: Option<&str>) {
        let read = |mut from: Transcoder<&mut dyn Read>| {
            let mut all = Vec::new();
            from.read_to_end(&mut all).unwrap();
            all
        };
        let (mut whole, mut drops) = (bytes, Drops(bytes));
        for source in [&mut whole as &mut dyn Read, &mut drops] {
            let (transcoder, told) = Transcoder::new(source);
            assert_eq!(
                String::from_utf8_lossy(&read(transcoder)),
                String::from_utf8_lossy(text),
                "{bytes:?}"
            );
            assert_eq!(told.get().copied(), encoding, "{bytes:?}");
        }
    }

    #[test]
    fn streams() {
        let text = "id,text\n1,أعلنت الوزارة اليوم أن المحادثات ستبدأ غدا\n";
        let legacy = |name: &str| {
            encoding_rs::Encoding::for_label(name.as_bytes()).unwrap().encode(text).0.into_owned()
        };
        check(b"", b"", None);
        check(b"id,text\n", b"id,text\n", None);
        check(text.as_bytes(), text.as_bytes(), None);
        let marked = format!("\u{FEFF}{text}");
        check(marked.as_bytes(), marked.as_bytes(), None);
        check(&legacy("windows-1256"), text.as_bytes(), Some("windows-1256"));
        check(&legacy("iso-8859-6"), text.as_bytes(), Some("ISO-8859-6"));
        let utf16: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&utf16, text.as_bytes(), Some("UTF-16LE"));
        let utf16: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&utf16, text.as_bytes(), Some("UTF-16BE"));
        // One strange byte is no ground to read the stream otherwise.
        check(b"id,text\n1,\xC7\n2,x\n", b"id,text\n1,\xC7\n2,x\n", None);
        // Long before and behind the head.
        let ascii = "1,plain\n".repeat(20_000);
        let long = [ascii.as_bytes(), &legacy("windows-1256").repeat(3_000)].concat();
        let wanted = [ascii.as_bytes(), text.repeat(3_000).as_bytes()].concat();
        check(&long, &wanted, Some("windows-1256"));
    }
}
