//! Compressed streams, with the byte at which they are damaged.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

/// How a stream is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "Zstandard",
        }
    }

    /// By the first bytes (RFC 1952; RFC 8878, 3.1).
    pub(crate) fn of_bytes(start: &[u8]) -> Option<Self> {
        if start.starts_with(&[0x1F, 0x8B, 8]) {
            Some(Self::Gzip)
        } else if start.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) {
            Some(Self::Zstd)
        } else {
            None
        }
    }

    /// By the ending of a name, with the name without it.
    pub(crate) fn of_name(name: &str) -> Option<(Self, &str)> {
        let (stem, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "gz" | "tgz" => Some((Self::Gzip, stem)),
            "zst" | "zstd" => Some((Self::Zstd, stem)),
            _ => None,
        }
    }

    pub(crate) fn unpack(
        self,
        packed: impl Read + Send + 'static,
    ) -> io::Result<Box<dyn Read + Send>> {
        let packed = Counted { inner: BufReader::with_capacity(1 << 16, packed), taken: 0 };
        Ok(match self {
            Self::Gzip => Box::new(Gzip { decoder: Some(GzDecoder::new(packed)), start: 0 }),
            Self::Zstd => {
                let decoder = zstd::stream::read::Decoder::with_buffer(packed)?;
                Box::new(Zstd { decoder: Some(decoder) })
            }
        })
    }
}

/// A stream that knows how much of it was taken.
struct Counted<R> {
    inner: BufReader<R>,
    taken: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.taken += read as u64;
        Ok(read)
    }
}

impl<R: Read> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.taken += n as u64;
        self.inner.consume(n);
    }
}

/// The members of a gzip file one after another. `MultiGzDecoder` does the same, and can tell neither
/// where a member began nor garbage from damage.
struct Gzip<R> {
    /// None while it is exchanged, and behind the end.
    decoder: Option<GzDecoder<Counted<R>>>,
    /// Where the member at hand began.
    start: u64,
}

impl<R: Read> Gzip<R> {
    /// Begins the next member, if there is one. Zeros up to the end are padding.
    fn next_member(&mut self) -> io::Result<()> {
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        let packed = decoder.get_mut();
        self.start = packed.taken;
        loop {
            let at = packed.taken;
            let rest = packed.fill_buf()?;
            let zeros = rest.iter().take_while(|&&b| b == 0).count();
            match rest.first() {
                None => {
                    self.decoder = None;
                    return Ok(());
                }
                Some(0x1F) if at == self.start => break,
                Some(0) => packed.consume(zeros),
                Some(_) => {
                    return Err(io::Error::other(format!(
                        "from byte {at} of the file on there is no gzip data any more"
                    )));
                }
            }
        }
        self.decoder = self.decoder.take().map(|d| GzDecoder::new(d.into_inner()));
        Ok(())
    }

    fn damage(&self, e: io::Error) -> io::Error {
        let at = self.decoder.as_ref().map_or(0, |d| d.get_ref().taken);
        match e.kind() {
            io::ErrorKind::UnexpectedEof => {
                io::Error::other(format!("the gzip data end too early, at byte {at} of the file"))
            }
            // So the decoder names what is wrong with the data; all else is the disk's.
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => io::Error::other(format!(
                "the gzip data between bytes {} and {at} of the file are damaged, and what was read of them may be: {e}",
                self.start
            )),
            _ => e,
        }
    }
}

impl<R: Read> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !buffer.is_empty()
            && let Some(decoder) = &mut self.decoder
        {
            let read = match decoder.read(buffer) {
                Ok(0) => self.next_member().map(|()| 0),
                read => read,
            };
            match read {
                Ok(0) => {}
                Err(e) if e.kind() != io::ErrorKind::Interrupted => {
                    let damage = self.damage(e);
                    // The decoder would repeat its error for ever.
                    self.decoder = None;
                    return Err(damage);
                }
                read => return read,
            }
        }
        Ok(0)
    }
}

/// The frames of a Zstandard file one after another.
struct Zstd<R: Read> {
    /// None behind the end.
    decoder: Option<zstd::stream::read::Decoder<'static, Counted<R>>>,
}

impl<R: Read> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(decoder) = &mut self.decoder else { return Ok(0) };
        let e = match decoder.read(buffer) {
            Err(e) if e.kind() != io::ErrorKind::Interrupted => e,
            read => return read,
        };
        let at = decoder.get_ref().taken;
        self.decoder = None;
        Err(io::Error::other(match e.kind() {
            io::ErrorKind::UnexpectedEof => {
                format!("the Zstandard data end too early, at byte {at} of the file")
            }
            _ => format!("the Zstandard data are damaged before byte {at} of the file: {e}"),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::Packing;
    use std::io::{Read, Write};

    fn gzip(text: &str) -> Vec<u8> {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(text.as_bytes()).unwrap();
        out.finish().unwrap()
    }

    #[track_caller]
    fn check(packing: Packing, bytes: &[u8], text: &str, fault: Option<&str>) {
        let mut reader = packing.unpack(std::io::Cursor::new(bytes.to_vec())).unwrap();
        let mut read = Vec::new();
        let said = reader.read_to_end(&mut read).map_err(|e| e.to_string()).err();
        assert_eq!(String::from_utf8_lossy(&read), text);
        match (fault, &said) {
            (Some(fault), Some(said)) => assert!(said.contains(fault), "{said}"),
            (fault, said) => assert_eq!(fault, said.as_deref()),
        }
        assert_eq!(reader.read(&mut [0; 8]).unwrap(), 0, "an error comes once");
    }

    /// Pieces of a file, the text that is read, and what is said.
    type Case<'a> = (&'a [&'a [u8]], &'a str, Option<&'a str>);

    #[test]
    fn members() {
        let (one, two) = (gzip("one\n"), gzip("two\n"));
        let cases: &[Case<'_>] = &[
            (&[&one], "one\n", None),
            (&[&one, &two, &one, &two, &one], "one\ntwo\none\ntwo\none\n", None),
            (&[&one, &[0; 700]], "one\n", None),
            (&[&one, b"garbage"], "one\n", Some("from byte 24 of the file on there is no gzip")),
            (&[&one, &[0; 3], b"\x1F\x8B"], "one\n", Some("from byte 27 of the file")),
            (&[&one, &two[..15]], "one\ntwo\n", Some("end too early, at byte 39")),
            (&[&one, &two[..5]], "one\n", Some("end too early, at byte 29")),
            (&[&one, b"\x1F\x8Cgarbage that"], "one\n", Some("between bytes 24 and")),
        ];
        for (pieces, text, fault) in cases {
            check(Packing::Gzip, &pieces.concat(), text, *fault);
        }
        let mut wrong = one.clone();
        wrong[17] ^= 1;
        check(Packing::Gzip, &[&two, wrong.as_slice()].concat(), "two\none\n", Some("checksum"));
    }

    #[test]
    fn frames() {
        let one = zstd::encode_all(&b"one\n"[..], 1).unwrap();
        check(Packing::Zstd, &one, "one\n", None);
        check(Packing::Zstd, &one.repeat(3), "one\none\none\n", None);
        check(Packing::Zstd, &one[..one.len() - 2], "on", Some("end too early, at byte"));
        check(Packing::Zstd, &[&one, &b"garbage"[..]].concat(), "one\n", Some("damaged before"));
    }
}
