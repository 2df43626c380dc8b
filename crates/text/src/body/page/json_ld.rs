//! The article that a script of JSON-LD describes.

use html5gum::{Token, Tokenizer};
use serde_json::Value;

/// Types of schema.org that are articles.
const ARTICLES: &[&str] = &[
    "NewsArticle",
    "Article",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "Report",
];
/// Lists within lists are searched so deep.
const DEPTH: usize = 4;
/// So many authors are named.
const AUTHORS: usize = 8;

/// What JSON-LD says of an article.
#[derive(Debug, Default)]
pub(super) struct Article {
    pub(super) headline: Option<String>,
    pub(super) author: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<String>,
    pub(super) address: Option<String>,
}

/// The first article of a script; none where the script is broken or describes no article.
pub(super) fn article(script: &str) -> Option<Article> {
    // Raw line ends within strings are the commonest fault of such scripts.
    let script: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let root: Value = serde_json::from_str(script.trim()).ok()?;
    let mut nodes = Vec::new();
    collect(&root, DEPTH, &mut nodes);
    let article = nodes.iter().copied().find(|node| is_article(node))?;
    let named = |value: &Value| name(value).or_else(|| name(by_id(&nodes, value)?));
    Some(Article {
        headline: string(&article["headline"]).or_else(|| string(&article["name"])),
        author: authors(&article["author"], named),
        publisher: named(first(&article["publisher"])),
        published: string(&article["datePublished"]),
        address: string(&article["url"])
            .or_else(|| string(&article["mainEntityOfPage"]))
            .or_else(|| string(&article["mainEntityOfPage"]["@id"])),
    })
}

/// The objects of a list, a graph or both, in order.
fn collect<'v>(value: &'v Value, depth: usize, nodes: &mut Vec<&'v Value>) {
    match value {
        Value::Array(list) if depth > 0 => {
            list.iter().for_each(|item| collect(item, depth - 1, nodes));
        }
        Value::Object(_) => {
            nodes.push(value);
            if depth > 0 {
                collect(&value["@graph"], depth - 1, nodes);
            }
        }
        _ => {}
    }
}

fn is_article(node: &Value) -> bool {
    let is = |kind: &Value| {
        kind.as_str()
            .and_then(|s| s.rsplit(['/', ':', '#']).next())
            .is_some_and(|s| ARTICLES.contains(&s))
    };
    is(&node["@type"]) || node["@type"].as_array().is_some_and(|kinds| kinds.iter().any(is))
}

fn authors(value: &Value, named: impl Fn(&Value) -> Option<String>) -> Option<String> {
    let names: Vec<String> = match value {
        Value::Array(list) => list.iter().take(AUTHORS).filter_map(named).collect(),
        one => named(one).into_iter().collect(),
    };
    let arabic = names.iter().any(|n| n.chars().any(|c| ('\u{0600}'..='\u{06FF}').contains(&c)));
    (!names.is_empty()).then(|| names.join(if arabic { "، " } else { ", " }))
}

fn name(value: &Value) -> Option<String> {
    string(value).or_else(|| string(first(&value["name"])))
}

fn first(value: &Value) -> &Value {
    value.as_array().and_then(|list| list.first()).unwrap_or(value)
}

/// The object that `value` refers to by its id.
fn by_id<'v>(nodes: &[&'v Value], value: &Value) -> Option<&'v Value> {
    let id = value["@id"].as_str()?;
    nodes.iter().copied().find(|node| node["@id"].as_str() == Some(id) && node["name"].is_string())
}

/// A string with its entities resolved and without tags; none where nothing is left.
fn string(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let mut plain = String::new();
    for Ok(token) in Tokenizer::new(text) {
        if let Token::String(s) = token {
            plain.push_str(&String::from_utf8_lossy(&s));
        }
    }
    (!plain.trim().is_empty()).then_some(plain)
}
