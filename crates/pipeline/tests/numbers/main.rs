//! Articles as numbers: what they give is what the plain path gives.

mod compiled;
mod counter;

const BOOK: &str = r#"
format = 1
[[axis]]
name = "voice"
classes = [{ name = "official" }, { name = "movement" }]
[[axis]]
name = "russia"
target = "russia"
absent = "absent"
classes = [{ name = "favor" }, { name = "against" }, { name = "neutral", plain = true }, { name = "absent" }]
[[axis]]
name = "us"
target = "us"
absent = "absent"
classes = [{ name = "favor" }, { name = "against" }, { name = "neutral", plain = true }, { name = "absent" }]
[[target]]
name = "russia"
names = ["روسيا", "موسكو"]
adjectives = ["روسي"]
[[target]]
name = "us"
names = ["واشنطن", "الولايات المتحدة"]
[[target]]
name = "iran"
names = ["إيران", "طهران"]
"#;
