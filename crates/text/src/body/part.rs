//! What an article's lines are, beside plain text.

use std::ops::Range;

/// What kind of line a [`Part`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PartKind {
    /// The title of the article, where the text begins with it.
    Headline,
    /// A heading within the text.
    Subhead,
    /// A heading that tells the news from the comment (الخبر: and التعليق:).
    SectionHead,
    /// بسم الله الرحمن الرحيم as a line of its own.
    Basmala,
    /// That the text is a translation, and whose (مترجم, نقله إلى العربية: …).
    TranslationNote,
    /// Who wrote the article, above it (بقلم: …, إعداد: …).
    Byline,
    /// Who wrote the article, below it (كتبه …).
    Signature,
    /// A line that holds a date and nothing else.
    Date,
    /// The source that the article credits (المصدر: …, نقلا عن …, (رويترز)).
    SourceCredit,
    /// Who made a picture (الصورة: …, تصوير: …).
    ImageCredit,
    /// A link to another story (اقرأ أيضا: …), or that story's opening.
    Teaser,
    /// Keywords (الكلمات المفتاحية: …, وسوم: …).
    Tags,
    /// How to reach the author: an address, a number for messages.
    Contact,
    /// Whose opinion the article is, or is not.
    Disclaimer,
    /// The end of an agency's text (انتهى, يتبع) and the marks below it.
    EndMark,
    /// Other words of the page: its path, address, copyright, application, newsletter, cookies.
    Notice,
}

impl PartKind {
    /// Its name in JSON and for reading.
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Subhead => "subhead",
            Self::SectionHead => "section_head",
            Self::Basmala => "basmala",
            Self::TranslationNote => "translation_note",
            Self::Byline => "byline",
            Self::Signature => "signature",
            Self::Date => "date",
            Self::SourceCredit => "source_credit",
            Self::ImageCredit => "image_credit",
            Self::Teaser => "teaser",
            Self::Tags => "tags",
            Self::Contact => "contact",
            Self::Disclaimer => "disclaimer",
            Self::EndMark => "end_mark",
            Self::Notice => "notice",
        }
    }
}

/// A line that is more, or less, than plain text of the article.
///
/// ```
/// use rasid_text::{Body, Format, PartKind};
///
/// let source = "أعلنت الوزارة موعد اللقاء.\nاقرأ أيضا: جولة جديدة من المحادثات\nوقالت إنه سري.\nالمصدر: تاس\n";
/// let body = Body::extract(source, Format::Plain);
/// assert_eq!(body.text(), "أعلنت الوزارة موعد اللقاء.\nوقالت إنه سري.\n");
/// let kinds: Vec<_> = body.parts().iter().map(|p| p.kind).collect();
/// assert_eq!(kinds, [PartKind::Teaser, PartKind::SourceCredit]);
/// assert_eq!(&source[body.parts()[1].span.clone()], "المصدر: تاس");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Where the line stands in the source, in bytes, without white space around it.
    pub span: Range<usize>,
    /// Whether it stayed in the body's text.
    pub in_body: bool,
}
