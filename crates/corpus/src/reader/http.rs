//! What a crawl stored of a web server's answer (RFC 9110, RFC 9112).

use std::io::Read;

use encoding_rs::Encoding;
use rasid_text::decode;

use super::MAX_RECORD;
use crate::article::ReadNotice;

/// Why a payload is no text, and a way out.
type Refusal = (String, String);

/// What a block of a crawl holds.
pub(super) enum Block {
    Article(Payload),
    /// Something else than a text that a server gave.
    Other,
    /// A response without the headers of one.
    Malformed,
}

/// A text, and what was done to it on its way.
pub(super) struct Payload {
    pub(super) html: bool,
    /// Where it begins in the block.
    start: usize,
    charset: Option<String>,
    chunked: bool,
    coding: String,
}

impl Block {
    /// Looks at the start of a block, given the type that the crawl says it has.
    pub(super) fn of(content_type: &str, start: &[u8]) -> Self {
        if !content_type.starts_with("application/http") {
            let payload = Payload::of(content_type, 0, false, String::new());
            return payload.map_or(Self::Other, Self::Article);
        }
        let Some((status, lines, end)) = head(start) else { return Self::Malformed };
        // Redirections and errors are pages about pages.
        if !(200..300).contains(&status) {
            return Self::Other;
        }
        let value = |name: &str| {
            let found = lines.iter().rev().find(|(n, _)| n == name);
            found.map(|(_, value)| value.to_ascii_lowercase()).unwrap_or_default()
        };
        let chunked = value("transfer-encoding").contains("chunked");
        let payload = Payload::of(&value("content-type"), end, chunked, value("content-encoding"));
        payload.map_or(Self::Other, Self::Article)
    }
}

/// Status, headers with names in small letters, and where the body begins.
type Head = (u16, Vec<(String, String)>, usize);

fn head(block: &[u8]) -> Option<Head> {
    let mut at = 0;
    let mut lines = Vec::new();
    loop {
        let end = at + memchr::memchr(b'\n', &block[at..])?;
        let line = String::from_utf8_lossy(block[at..end].trim_ascii_end());
        at = end + 1;
        if line.is_empty() {
            break;
        }
        lines.push(line.into_owned());
    }
    let status = lines.first().filter(|line| line.starts_with("HTTP/"))?;
    let status = status.split_ascii_whitespace().nth(1)?.parse().ok()?;
    let named = lines[1..].iter().filter_map(|line| line.split_once(':'));
    let named =
        named.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()));
    Some((status, named.collect(), at))
}

impl Payload {
    /// A payload of a type that articles have.
    fn of(content_type: &str, start: usize, chunked: bool, coding: String) -> Option<Self> {
        let (kind, rest) = content_type.split_once(';').unwrap_or((content_type, ""));
        let html = match kind.trim() {
            "text/html" | "application/xhtml+xml" => true,
            "text/plain" => false,
            _ => return None,
        };
        let charset = rest.split(';').find_map(|p| p.trim().strip_prefix("charset="));
        let charset = charset.map(|c| c.trim_matches(['"', '\'', ' ']).to_owned());
        Some(Self { html, start, charset, chunked, coding })
    }

    /// The text of a block.
    pub(super) fn text(&self, mut block: Vec<u8>) -> Result<(String, Vec<ReadNotice>), Refusal> {
        block.drain(..self.start.min(block.len()));
        // Many crawlers undo both and keep the headers: what does not look it is as it should be.
        if self.chunked
            && let Some(joined) = joined(&block)
        {
            block = joined;
        }
        let block = self.unpacked(block)?;
        if block.trim_ascii().is_empty() {
            return Err(("it is empty".to_owned(), "remove it".to_owned()));
        }
        if let Some(declared) = self.declared(&block) {
            return Ok(declared);
        }
        let decoded = decode(&block).map_err(|e| (e.to_string(), e.hint().to_owned()))?;
        let notices = decoded.notices().iter().map(|n| ReadNotice::new(n.about_a_part(), None));
        let notices = notices.collect();
        let changed = decoded.changed_text().map(str::to_owned);
        Ok((changed.unwrap_or_else(|| String::from_utf8(block).unwrap_or_default()), notices))
    }

    fn unpacked(&self, packed: Vec<u8>) -> Result<Vec<u8>, Refusal> {
        let reader: Box<dyn Read + '_> = match self.coding.as_str() {
            "gzip" | "x-gzip" if packed.starts_with(&[0x1F, 0x8B]) => {
                Box::new(flate2::read::MultiGzDecoder::new(packed.as_slice()))
            }
            "deflate" if packed.first() == Some(&0x78) => {
                Box::new(flate2::read::ZlibDecoder::new(packed.as_slice()))
            }
            "" | "identity" | "gzip" | "x-gzip" | "deflate" => return Ok(packed),
            _ if simdutf8::basic::from_utf8(&packed).is_ok() => return Ok(packed),
            other => {
                let other: String = other.chars().take(24).collect();
                let what = format!("its Content-Encoding {other} is not read");
                return Err((what, "gzip and deflate are".to_owned()));
            }
        };
        let mut bytes = Vec::new();
        let read = reader.take(MAX_RECORD as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|e| (format!("its {} data are damaged: {e}", self.coding), String::new()))?;
        if bytes.len() > MAX_RECORD {
            let what = "it is larger than 64 MiB once it is decompressed".to_owned();
            return Err((what, "remove it".to_owned()));
        }
        Ok(bytes)
    }

    /// The text by the encoding that the server declared, where it is not UTF-8 and this one fits.
    fn declared(&self, bytes: &[u8]) -> Option<(String, Vec<ReadNotice>)> {
        let encoding = Encoding::for_label_no_replacement(self.charset.as_ref()?.as_bytes())?;
        let marked = Encoding::for_bom(bytes).is_some();
        if marked || encoding == encoding_rs::UTF_8 || simdutf8::basic::from_utf8(bytes).is_ok() {
            return None;
        }
        let (text, damaged) = encoding.decode_without_bom_handling(bytes);
        if damaged || text.contains('\0') {
            return None;
        }
        let what = format!("read as {}, which its server declares", encoding.name());
        Some((text.into_owned(), vec![ReadNotice::new(what, None)]))
    }
}

/// The chunks of a body one behind the other (RFC 9112, 7.1), as far as they go; none where the first is
/// none.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    let mut first = true;
    while let Some((size, data)) = chunk_size(rest) {
        first = false;
        if size == 0 {
            return Some(out);
        }
        let (chunk, behind) = data.split_at(size.min(data.len()));
        out.extend_from_slice(chunk);
        rest =
            behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\n")).unwrap_or(behind);
    }
    (!first).then_some(out)
}

/// The size of a chunk, and what follows its line.
fn chunk_size(rest: &[u8]) -> Option<(usize, &[u8])> {
    let line = &rest[..rest.len().min(256)];
    let end = memchr::memchr(b'\n', line)?;
    let size = std::str::from_utf8(&line[..end]).ok()?.split(';').next()?.trim();
    if size.starts_with('+') {
        return None;
    }
    Some((usize::from_str_radix(size, 16).ok()?, &rest[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::Block;
    use std::io::Write;

    /// The text of a response with these headers, or what is wrong with it.
    #[track_caller]
    fn check(head: &str, body: &[u8], expected: Result<&str, &str>) {
        let block = [head.as_bytes(), body].concat();
        let found = match Block::of("application/http; msgtype=response", &block) {
            Block::Article(payload) => payload.text(block).map(|t| t.0).map_err(|e| e.0),
            Block::Other => Err("passed over".to_owned()),
            Block::Malformed => Err("malformed".to_owned()),
        };
        match (found, expected) {
            (Ok(text), Ok(expected)) => assert_eq!(text, expected),
            (Err(said), Err(expected)) => assert!(said.contains(expected), "{said}"),
            (found, expected) => panic!("{found:?} for {expected:?}"),
        }
    }

    fn gzip(text: &str) -> Vec<u8> {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(text.as_bytes()).unwrap();
        out.finish().unwrap()
    }

    #[test]
    fn responses() {
        let html = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
        let page = "<p>خبر</p>";
        let with = |more: &str| format!("{html}{more}\r\n");
        check(&with(""), page.as_bytes(), Ok(page));
        check("HTTP/1.1 200 OK\nContent-type:TEXT/PLAIN;charset=utf-8\n\n", b"a", Ok("a"));
        check(
            "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n",
            b"a",
            Err("passed over"),
        );
        check("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n", b"a", Err("passed over"));
        check("HTTP/1.1 200 OK\r\n", b"", Err("malformed"));
        check("<p>", b"x", Err("malformed"));
        check(&with(""), b" ", Err("empty"));
        check(&with("Content-Encoding: gzip\r\n"), &gzip(page), Ok(page));
        check(&with("Content-Encoding: gzip\r\n"), page.as_bytes(), Ok(page));
        check(&with("Content-Encoding: gzip\r\n"), &gzip(page)[..15], Err("gzip data are damaged"));
        check(&with("Content-Encoding: br\r\n"), b"\xC7\x01", Err("br is not read"));
        let chunked = with("Transfer-Encoding: chunked\r\n");
        check(&chunked, b"3\r\n<p>\r\n4;x=y\r\nabcd\r\n0\r\n\r\n", Ok("<p>abcd"));
        check(&chunked, b"<p>as it is", Ok("<p>as it is"));
        check(&chunked, b"ffffffffffffffff\r\nabc", Ok("abc"));
        let both = with("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n");
        let packed = gzip(page);
        let body =
            [format!("{:x}\r\n", packed.len()).as_bytes(), &packed, b"\r\n0\r\n\r\n"].concat();
        check(&both, &body, Ok(page));
        let declared =
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"windows-1256\"\r\n\r\n";
        check(declared, b"<p>\xCE\xC8\xD1</p>", Ok(page));
        check(declared, page.as_bytes(), Ok(page));
    }

    #[test]
    fn bombs() {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        let zeros = vec![b' '; 1 << 20];
        (0..65).for_each(|_| out.write_all(&zeros).unwrap());
        let bomb = out.finish().unwrap();
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n";
        check(head, &bomb, Err("larger than 64 MiB"));
    }
}
