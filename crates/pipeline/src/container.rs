//! The container of models and shards: a header with the digest of all that follows, then a safetensors
//! file.
//!
//! | bytes | content |
//! |---|---|
//! | 0 to 7 | magic |
//! | 8 to 11 | format version, little-endian |
//! | 12 to 15 | zero |
//! | 16 to 23 | length of the whole file, little-endian |
//! | 24 to 55 | SHA-256 of everything else |
//! | 56 to 63 | zero |
//! | 64 to end | a safetensors file: `safetensors.numpy.load(open(path, "rb").read()[64:])` |
//!
//! Integers are unsigned, each tensor in the narrowest width that holds it. All that is no tensor is JSON under
//! the metadata key `rasid`.

use std::ops::Range;

use safetensors::tensor::{Dtype, Metadata, SafeTensors, TensorView};

use crate::digest::Digest;
use crate::file::ModelError;

const HEADER: usize = 64;
const DIGEST: Range<usize> = 24..56;
/// Key of the facts in safetensors's metadata. One key only: its order in a map of one is certain.
const FACTS: &str = "rasid";
/// Length of safetensors's own header, in bytes.
const LENGTH: usize = 8;

/// What a file is, by its first twelve bytes.
pub(crate) struct Format {
    pub(crate) magic: [u8; 8],
    pub(crate) version: u32,
}

/// Tensors that are to be stored.
#[derive(Default)]
pub(crate) struct Writing {
    tensors: Vec<(String, Dtype, Vec<usize>, Vec<u8>)>,
}

impl Writing {
    /// Adds bytes as they are.
    pub(crate) fn bytes(&mut self, name: impl Into<String>, bytes: Vec<u8>) {
        self.tensors.push((name.into(), Dtype::U8, vec![bytes.len()], bytes));
    }

    /// Adds numbers in the narrowest width that holds them all; `columns` side by side.
    pub(crate) fn integers(&mut self, name: impl Into<String>, numbers: &[u64], columns: &[usize]) {
        let (dtype, bytes) = narrow(numbers);
        let rows = numbers.len() / columns.iter().product::<usize>().max(1);
        let shape = std::iter::once(rows).chain(columns.iter().copied()).collect();
        self.tensors.push((name.into(), dtype, shape, bytes));
    }

    /// The file: equal tensors and facts give equal bytes.
    pub(crate) fn finish(self, format: &Format, facts: String) -> Vec<u8> {
        let views = self.tensors.iter().map(|(name, dtype, shape, bytes)| {
            let view = TensorView::new(*dtype, shape.clone(), bytes);
            (name.as_str(), view.expect("shape and bytes are made together"))
        });
        #[expect(clippy::disallowed_types, reason = "the library asks for it; it holds one key")]
        let metadata = std::collections::HashMap::from([(FACTS.to_owned(), facts)]);
        let payload = safetensors::serialize(views, Some(metadata)).expect("they are well formed");
        let mut out = vec![0; HEADER];
        out[..8].copy_from_slice(&format.magic);
        out[8..12].copy_from_slice(&format.version.to_le_bytes());
        out[16..24].copy_from_slice(&((HEADER + payload.len()) as u64).to_le_bytes());
        out.extend_from_slice(&payload);
        let digest = digest(&out);
        out[DIGEST].copy_from_slice(digest.bytes());
        out
    }
}

/// A file whose header and digest are right, and its tensors where they stand.
pub(crate) struct Stored<'a> {
    metadata: Metadata,
    data: &'a [u8],
}

impl<'a> Stored<'a> {
    /// Checks length, version and digest, in one sweep over the bytes.
    pub(crate) fn open(bytes: &'a [u8], format: &Format) -> Result<Self, ModelError> {
        if bytes.len() < HEADER || bytes[..8] != format.magic {
            return Err(ModelError::Foreign);
        }
        let version = u32::from_le_bytes(bytes[8..12].try_into().expect("four bytes"));
        if version != format.version {
            return Err(ModelError::Version(version));
        }
        let expected = u64::from_le_bytes(bytes[16..24].try_into().expect("eight bytes"));
        if expected != bytes.len() as u64 {
            return Err(ModelError::Length { expected, found: bytes.len() as u64 });
        }
        let found = digest(bytes);
        if bytes[DIGEST] != found.bytes()[..] {
            let expected = bytes[DIGEST].iter().map(|b| format!("{b:02x}")).collect();
            return Err(ModelError::Digest { expected, found: found.to_string() });
        }
        let (length, metadata) = SafeTensors::read_metadata(&bytes[HEADER..]).map_err(content)?;
        Ok(Self { metadata, data: &bytes[HEADER + LENGTH + length..] })
    }

    /// All that is no tensor.
    pub(crate) fn facts(&self) -> Result<&str, ModelError> {
        let facts = self.metadata.metadata().as_ref().and_then(|m| m.get(FACTS));
        facts.map(String::as_str).ok_or_else(|| content("it states no facts"))
    }

    /// A tensor as it is stored.
    pub(crate) fn bytes(&self, name: &str) -> Result<&'a [u8], ModelError> {
        Ok(self.tensor(name)?.1)
    }

    /// A tensor of integers as narrow as it is stored, where that is one byte or two.
    pub(crate) fn narrow(&self, name: &str) -> Result<Narrow, ModelError> {
        let (dtype, data) = self.tensor(name)?;
        Ok(match dtype {
            Dtype::U8 => Narrow::Bytes(data.to_vec()),
            Dtype::U16 => {
                Narrow::Halves(data.as_chunks().0.iter().map(|n| u16::from_le_bytes(*n)).collect())
            }
            _ => Narrow::Wide(self.integers(name)?),
        })
    }

    /// A tensor of integers of any width.
    pub(crate) fn integers(&self, name: &str) -> Result<Vec<u64>, ModelError> {
        let (dtype, data) = self.tensor(name)?;
        // A loop for each width: the compiler makes whole vectors of it.
        Ok(match dtype {
            Dtype::U8 => data.iter().map(|n| u64::from(*n)).collect(),
            Dtype::U16 => {
                data.as_chunks().0.iter().map(|n| u16::from_le_bytes(*n).into()).collect()
            }
            Dtype::U32 => {
                data.as_chunks().0.iter().map(|n| u32::from_le_bytes(*n).into()).collect()
            }
            Dtype::U64 => data.as_chunks().0.iter().map(|n| u64::from_le_bytes(*n)).collect(),
            _ => return Err(content(format!("tensor `{name}` is no table of integers"))),
        })
    }

    /// Whether two tensors hold the same, as far as their bytes say.
    pub(crate) fn alike(&self, one: &str, other: &str) -> bool {
        matches!((self.tensor(one), self.tensor(other)), (Ok(a), Ok(b)) if a == b)
    }

    fn tensor(&self, name: &str) -> Result<(Dtype, &'a [u8]), ModelError> {
        let info = self.metadata.info(name);
        let info = info.ok_or_else(|| content(format!("tensor `{name}` is missing")))?;
        let (start, end) = info.data_offsets;
        let data = self.data.get(start..end);
        Ok((info.dtype, data.ok_or_else(|| content(format!("tensor `{name}` is cut")))?))
    }
}

/// Integers of one width.
pub(crate) enum Narrow {
    Bytes(Vec<u8>),
    Halves(Vec<u16>),
    Wide(Vec<u64>),
}

/// SHA-256 of a file of which the digest's own bytes are left out.
fn digest(file: &[u8]) -> Digest {
    Digest::of_pieces([&file[..DIGEST.start], &file[DIGEST.end..]])
}

/// Numbers as little-endian bytes, in the narrowest width that holds them all.
fn narrow(numbers: &[u64]) -> (Dtype, Vec<u8>) {
    let (dtype, width) = match numbers.iter().max() {
        None | Some(0..=0xFF) => (Dtype::U8, 1),
        Some(0x100..=0xFFFF) => (Dtype::U16, 2),
        Some(0x1_0000..=0xFFFF_FFFF) => (Dtype::U32, 4),
        Some(_) => (Dtype::U64, 8),
    };
    let bytes = |n: &u64| n.to_le_bytes().into_iter().take(width);
    (dtype, numbers.iter().flat_map(bytes).collect())
}

/// What is intact, but not what it should be.
pub(crate) fn content(why: impl ToString) -> ModelError {
    ModelError::Content(why.to_string())
}
