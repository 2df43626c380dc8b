//! Which meta tag says what, and which source wins.

/// Where a value comes from; the lowest one wins, the first one among equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// JSON-LD of an article; for the address `<link rel=canonical>`.
    Stated,
    /// Open Graph and microdata.
    Graph,
    /// Other meta tags; for the address JSON-LD.
    Meta,
    /// Elements that are shown: `<h1>`, `<time>`, `rel=author`.
    Shown,
    /// What `<title>` tells.
    Title,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Byline,
    Outlet,
    Address,
    Date,
}

/// `name`, `property` or `itemprop` of a meta tag, in lower case.
pub(super) const KEYS: &[(&str, Field, Rank)] = &[
    ("og:title", Field::Title, Rank::Graph),
    ("headline", Field::Title, Rank::Graph),
    ("twitter:title", Field::Title, Rank::Meta),
    ("dc.title", Field::Title, Rank::Meta),
    ("dcterms.title", Field::Title, Rank::Meta),
    ("parsely-title", Field::Title, Rank::Meta),
    ("title", Field::Title, Rank::Meta),
    ("og:site_name", Field::Outlet, Rank::Graph),
    ("dc.publisher", Field::Outlet, Rank::Meta),
    ("dcterms.publisher", Field::Outlet, Rank::Meta),
    ("publisher", Field::Outlet, Rank::Meta),
    ("application-name", Field::Outlet, Rank::Meta),
    ("og:url", Field::Address, Rank::Graph),
    ("twitter:url", Field::Address, Rank::Shown),
    ("article:author", Field::Byline, Rank::Graph),
    ("author", Field::Byline, Rank::Graph),
    ("byl", Field::Byline, Rank::Meta),
    ("dc.creator", Field::Byline, Rank::Meta),
    ("dcterms.creator", Field::Byline, Rank::Meta),
    ("parsely-author", Field::Byline, Rank::Meta),
    ("sailthru.author", Field::Byline, Rank::Meta),
    ("article:published_time", Field::Date, Rank::Graph),
    ("article:published", Field::Date, Rank::Graph),
    ("og:published_time", Field::Date, Rank::Graph),
    ("datepublished", Field::Date, Rank::Graph),
    ("date", Field::Date, Rank::Meta),
    ("pubdate", Field::Date, Rank::Meta),
    ("publishdate", Field::Date, Rank::Meta),
    ("publish_date", Field::Date, Rank::Meta),
    ("publish-date", Field::Date, Rank::Meta),
    ("publication_date", Field::Date, Rank::Meta),
    ("article_date_original", Field::Date, Rank::Meta),
    ("parsely-pub-date", Field::Date, Rank::Meta),
    ("sailthru.date", Field::Date, Rank::Meta),
    ("dc.date", Field::Date, Rank::Meta),
    ("dc.date.issued", Field::Date, Rank::Meta),
    ("dc.date.created", Field::Date, Rank::Meta),
    ("dcterms.date", Field::Date, Rank::Meta),
    ("dcterms.issued", Field::Date, Rank::Meta),
    ("dcterms.created", Field::Date, Rank::Meta),
];
