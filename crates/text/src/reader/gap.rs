//! What stands between two words, as far as it matters to names.

use crate::mention::joins;

/// What parts two words, as far as names are looked for across it: in one byte, since nearly every gap is
/// one space and that is asked first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Gap(u8);

impl Gap {
    pub(super) const NONE: Self = Self(0);
    pub(super) const SPACE: Self = Self(1);
    pub(super) const LINE: Self = Self(1 << 2);
    /// Two characters or more that are no line ends, or a sign.
    const MORE: u8 = 1 << 1;
    const LINES: u8 = 1 << 3;
    /// A sign that parts two names.
    const PARTS: u8 = 1 << 4;

    pub(super) fn of(gap: &str) -> Self {
        let parts = if joins(&gap.replace('\n', "")) { 0 } else { Self::PARTS };
        let one = |c| match c {
            ' ' => Self::SPACE,
            '\n' => Self::LINE,
            _ => Self(Self::MORE),
        };
        Self(gap.chars().map(one).fold(Self::default(), Self::then).0 | parts)
    }

    /// The gap with another behind it.
    #[inline]
    pub(super) fn then(self, next: Self) -> Self {
        // One and one is more than one.
        Self(self.0 | next.0 | (self.0 & next.0 & 0b101) << 1)
    }

    /// Whether it is one space and nothing else.
    pub(super) fn is_space(self) -> bool {
        self == Self::SPACE
    }

    /// [`joins`].
    pub(super) fn joins(self) -> bool {
        self.0 & (Self::LINES | Self::PARTS) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::{Gap, joins};

    #[test]
    fn gaps_are_joined_as_their_letters_are() {
        let signs = ["", " ", "\n", "،", ".", "  ", " \n", "\n\n", "، ", "…\n", "«", "\u{a0}"];
        for first in signs {
            for second in signs {
                let whole = format!("{first}{second}");
                let gap = Gap::of(first).then(Gap::of(second));
                assert_eq!(gap.is_space(), whole == " ", "{whole:?}");
                assert_eq!(gap.joins(), joins(&whole), "{whole:?}");
            }
        }
    }
}
