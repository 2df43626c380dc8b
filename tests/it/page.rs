//! What a browser would build of a page, without its text.

use std::fmt::Write;

use html5gum::{Token, Tokenizer};

/// Elements and attributes with the values that a reader never sees.
pub(crate) fn skeleton(page: &str) -> String {
    let mut out = String::new();
    for token in Tokenizer::new(page) {
        match token.unwrap() {
            Token::StartTag(tag) => {
                write!(out, "<{}", String::from_utf8_lossy(&tag.name)).unwrap();
                for (name, value) in &tag.attributes {
                    let name = String::from_utf8_lossy(name);
                    let kept = ["href", "id", "class", "style", "content"].contains(&name.as_ref());
                    let value = String::from_utf8_lossy(value);
                    write!(out, " {name}={}", if kept { &value } else { "" }).unwrap();
                }
                out.push_str(">\n");
            }
            Token::EndTag(tag) => {
                writeln!(out, "</{}>", String::from_utf8_lossy(&tag.name)).unwrap()
            }
            Token::String(_) => {}
            other => writeln!(out, "{other:?}").unwrap(),
        }
    }
    out
}
