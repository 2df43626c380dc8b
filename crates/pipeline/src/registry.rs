//! Outlets whose class is a known fact.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rasid_codebook::{AxisId, ClassId, Codebook, CodebookError};
use rasid_text::{Body, Imprint, Normalizer, Rules};
use serde::{Deserialize, Serialize};

/// One outlet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outlet {
    /// Its name; no other outlet of a registry has it.
    pub name: String,
    /// Other names and spellings. A name that stands with several outlets decides nothing.
    pub names: Vec<String>,
    /// Host names. What stands below one belongs to it, unless it is listed with another outlet.
    pub domains: Vec<String>,
    /// Name of its class on the registry's axis.
    pub class: String,
    /// Whether others print its texts: then its name in a dateline says where a text comes from, not
    /// who publishes it.
    pub agency: bool,
}

/// Outlets by address and name. An outlet that it knows has its class by fact.
#[derive(Debug, Clone)]
pub struct Registry {
    axis: AxisId,
    outlets: Vec<Outlet>,
    classes: Vec<ClassId>,
    /// None where several outlets share the name. Made when a name is first asked for: to fold the
    /// spelling of them all takes longer than to read a short article.
    by_name: OnceLock<Arc<Names>>,
    by_domain: BTreeMap<String, usize>,
}

/// By what an article's outlet was known, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KnownBy {
    /// The address of the record.
    Address(String),
    /// The outlet that the record names.
    Name(String),
    /// The address that the page states for itself.
    PageAddress(String),
    /// A name where the article or its page says who publishes it.
    PageName(String),
}

/// A list of outlets that is no registry.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegistryError {
    /// A class or axis that the codebook does not have.
    #[error("outlet {0:?}: {1}")]
    Class(String, CodebookError),
    /// An axis about a target, whose classes no outlet has as a fact.
    #[error("axis `{0}` is about a target; a registry decides an axis about the text as a whole")]
    Axis(String),
    /// Two outlets with one name or domain of their own.
    #[error("outlets {0:?} and {1:?} have both {2:?}")]
    Twice(String, String, String),
}

impl Registry {
    /// Prepares the look-up of outlets, whose classes are of `axis`.
    ///
    /// # Errors
    /// A class that the axis does not have; two outlets with one `name` or domain.
    pub fn new(book: &Codebook, axis: AxisId, outlets: Vec<Outlet>) -> Result<Self, RegistryError> {
        if book.target_of(axis).is_some() {
            return Err(RegistryError::Axis(book.axis_at(axis).name.clone()));
        }
        let class = |o: &Outlet| {
            book.class(axis, &o.class).map_err(|e| RegistryError::Class(o.name.clone(), e))
        };
        let classes = outlets.iter().map(class).collect::<Result<_, _>>()?;
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        let mut by_domain = BTreeMap::new();
        for (i, outlet) in outlets.iter().enumerate() {
            let twice = |other: usize, what: &str| {
                RegistryError::Twice(
                    outlets[other].name.clone(),
                    outlet.name.clone(),
                    what.to_owned(),
                )
            };
            if let Some(other) = names.insert(&outlet.name, i) {
                return Err(twice(other, &outlet.name));
            }
            for domain in &outlet.domains {
                if let Some(other) = by_domain.insert(lower(domain), i) {
                    return Err(twice(other, domain));
                }
            }
        }
        drop(names);
        Ok(Self { axis, outlets, classes, by_name: OnceLock::new(), by_domain })
    }

    /// The axis that it decides.
    pub fn axis(&self) -> AxisId {
        self.axis
    }

    /// All outlets.
    pub fn outlets(&self) -> &[Outlet] {
        &self.outlets
    }

    /// The outlet at a position, with its class.
    pub(crate) fn at(&self, position: usize) -> (&Outlet, ClassId) {
        (&self.outlets[position], self.classes[position])
    }

    /// Who publishes an article: by the address of its record, the outlet named there, what its page
    /// says of itself.
    pub(crate) fn find(
        &self,
        url: Option<&str>,
        outlet: Option<&str>,
        imprint: impl FnOnce() -> Imprint,
    ) -> Option<(usize, KnownBy)> {
        let at = |url: &str| self.by_address(url);
        let address = url.and_then(|url| Some((at(url)?, KnownBy::Address(url.to_owned()))));
        let stated = address.or_else(|| {
            outlet.and_then(|name| Some((self.by_name(name)?, KnownBy::Name(name.to_owned()))))
        });
        stated.or_else(|| {
            let Imprint { address: page, names } = imprint();
            let of_page = page.and_then(|page| Some((at(&page)?, KnownBy::PageAddress(page))));
            let named = |name: String| Some((self.by_name(&name)?, KnownBy::PageName(name)));
            let mut named = names.into_iter().filter_map(named);
            of_page.or_else(|| named.find(|(i, _)| !self.outlets[*i].agency))
        })
    }

    /// The outlet at a web address: the longest of its domains that the address's host ends with.
    pub fn by_address(&self, url: &str) -> Option<usize> {
        let host = host(url)?;
        let mut rest = host.as_str();
        loop {
            if let Some(&outlet) = self.by_domain.get(rest) {
                return Some(outlet);
            }
            (_, rest) = rest.split_once('.')?;
        }
    }

    /// The outlet of a name, however it is spelled; none where several share it.
    pub fn by_name(&self, name: &str) -> Option<usize> {
        self.by_name.get_or_init(|| Arc::new(Names::of(&self.outlets))).get(name)
    }
}

/// The host of a web address, lower case; none where there is none.
pub fn host(url: &str) -> Option<String> {
    let url = url.trim();
    // Only a scheme may stand before: an address within an address is not where the article is.
    let plain = |s: &str| s.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    let scheme = |s: &str| s.is_empty() || s.strip_suffix(':').is_some_and(plain);
    let rest = url.split_once("//").filter(|(before, _)| scheme(before));
    let host = rest.map_or(url, |(_, rest)| rest).split(['/', '?', '#', '\\']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?.trim_matches('.');
    (!host.is_empty()).then(|| host.to_lowercase())
}

/// Outlets by their names, and the table that folds a name.
#[derive(Debug)]
struct Names {
    folder: Normalizer,
    /// None where several outlets share the name.
    outlets: BTreeMap<String, Option<usize>>,
}

impl Names {
    fn of(outlets: &[Outlet]) -> Self {
        let (mut by_name, folder) = (BTreeMap::new(), Normalizer::new(&Rules::default()));
        for (i, outlet) in outlets.iter().enumerate() {
            let keys = outlet.names.iter().chain([&outlet.name]).map(|n| key(n, &folder));
            // A name of signs alone would be that of every text without letters.
            for name in keys.filter(|key| !key.is_empty()) {
                let entry = by_name.entry(name).or_insert(Some(i));
                *entry = entry.filter(|other| *other == i);
            }
        }
        Self { folder, outlets: by_name }
    }

    fn get(&self, name: &str) -> Option<usize> {
        *self.outlets.get(&key(name, &self.folder))?
    }
}

/// Lower case, at once for names that are so already, as nearly all hosts are.
fn lower(domain: &str) -> String {
    let is_lower = |b: u8| b.is_ascii() && !b.is_ascii_uppercase();
    if domain.bytes().all(is_lower) { domain.to_owned() } else { domain.to_lowercase() }
}

/// One spelling for all: folded, lower case, letters and digits only. Letters that need no second look
/// go first: a registry has thousands of names.
fn key(name: &str, folder: &Normalizer) -> String {
    if name.is_ascii() {
        // Which folding leaves as it is.
        let kept = name.bytes().filter(u8::is_ascii_alphanumeric);
        return kept.map(|b| char::from(b.to_ascii_lowercase())).collect();
    }
    let folded = folder.normalize(&Body::whole(name));
    let mut out = String::with_capacity(folded.text().len());
    for c in folded.text().chars() {
        match c {
            'a'..='z' | '0'..='9' | 'ء'..='غ' | 'ف'..='ي' => out.push(c),
            ' ' => {}
            c if c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outlet(name: &str, names: &[&str], domains: &[&str], class: &str, agency: bool) -> Outlet {
        let owned = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
        Outlet {
            name: name.to_owned(),
            names: owned(names),
            domains: owned(domains),
            class: class.to_owned(),
            agency,
        }
    }

    fn registry() -> Registry {
        let book = Codebook::from_toml(
            "format = 1\n[[axis]]\nname = \"owner\"\nclasses = [{ name = \"state\" }, { name = \"private\" }]",
        );
        let book = book.unwrap();
        let outlets = vec![
            outlet("Steppe", &["السهوب", "قناة السهوب", "*"], &["steppe.example"], "state", false),
            outlet(
                "Steppe Studies",
                &["دراسات السهوب"],
                &["studies.steppe.example"],
                "private",
                false,
            ),
            outlet("Wire", &["وكالة الأفق", "أفق"], &["wire.example"], "state", true),
            outlet("Al-Bayan", &["البيان"], &["bayan.example"], "private", false),
            outlet("Bayan Magazine", &["البيان"], &["bayan-mag.example"], "state", false),
        ];
        Registry::new(&book, book.axis("owner").unwrap(), outlets).unwrap()
    }

    #[track_caller]
    fn check(url: Option<&str>, outlet: Option<&str>, names: &[&str], wanted: Option<&str>) {
        let imprint =
            Imprint { address: None, names: names.iter().map(|n| (*n).to_owned()).collect() };
        let registry = registry();
        let found =
            registry.find(url, outlet, || imprint).map(|f| registry.at(f.0).0.name.as_str());
        assert_eq!(found, wanted, "{url:?} {outlet:?} {names:?}");
    }

    #[test]
    fn addresses() {
        let address = |url, wanted| check(Some(url), None, &[], wanted);
        address("https://www.steppe.example/ar/1?x=wire.example", Some("Steppe"));
        address("http://STUDIES.steppe.example:8080/", Some("Steppe Studies"));
        address("user@steppe.example", Some("Steppe"));
        address("steppe.example.", Some("Steppe"));
        address("https://notsteppe.example/", None);
        address("https://steppe.example.evil/", None);
        address("https://evil.example/steppe.example", None);
        address("https://evil.example\\@steppe.example/", None);
        address("//steppe.example/1", Some("Steppe"));
        address(" https://steppe.example:443/1\n", Some("Steppe"));
        address("evil.example/?to=https://steppe.example/", None);
        address("/share?to=https://steppe.example/", None);
        address("evil.example//steppe.example/", None);
        address("", None);
        address("://", None);
    }

    #[test]
    fn names_decide_unless_several_share_them() {
        check(None, Some("قَناةُ السُّهوب"), &[], Some("Steppe"));
        check(None, Some("STEPPE studies"), &[], Some("Steppe Studies"));
        check(None, Some("البيان"), &[], None);
        check(None, Some("Al Bayan"), &[], Some("Al-Bayan"));
        check(None, Some("أفق"), &[], Some("Wire"));
        check(None, None, &["أفق"], None);
        check(None, None, &["البيان", "أفق", "السهوب"], Some("Steppe"));
        check(None, Some("—"), &["..."], None);
        check(Some("https://wire.example"), Some("السهوب"), &[], Some("Wire"));
        check(Some("https://unknown.example"), Some("السهوب"), &[], Some("Steppe"));
    }

    #[test]
    fn what_is_no_registry_is_refused() {
        let book = Codebook::from_toml(
            "format = 1\n[[axis]]\nname = \"owner\"\nclasses = [{ name = \"state\" }, { name = \"private\" }]",
        );
        let book = book.unwrap();
        let axis = book.axis("owner").unwrap();
        let refused = |outlets| Registry::new(&book, axis, outlets).unwrap_err().to_string();
        let a = || outlet("A", &[], &["a.example"], "state", false);
        assert!(refused(vec![a(), outlet("A", &[], &[], "state", false)]).contains("\"A\""));
        assert!(
            refused(vec![a(), outlet("B", &[], &["A.example"], "state", false)])
                .contains("A.example")
        );
        assert!(refused(vec![outlet("C", &[], &[], "stat", false)]).contains("stat"));
    }
}
