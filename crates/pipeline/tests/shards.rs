//! A set that is counted in parts makes the model of the whole.

use proptest::prelude::*;
use rasid_codebook::Codebook;
use rasid_pipeline::{
    Analyzed, Analyzer, AxisSettings, Digest, Example, FeatureSettings, Fields, Model, SeedTerms,
    Settings, Shard, ShardError, Source, StoredShard, TrainError, Trained, Workbench, train,
};

const BOOK: &str = include_str!("book.toml");

const SEEDS: &str =
    "axes = [\"russia\", \"us\"]\n[class.favor]\nterms = [\"سخاء\", \"شراكة دائمة\"]";

/// A made-up article: text, classes by axis, group, domain.
struct Made {
    text: String,
    classes: [&'static str; 3],
    group: String,
    domain: &'static str,
}

/// So many articles that repeat themselves in part, of two domains, with some labels left out and some
/// that contradict the mentions.
fn made(count: usize) -> Vec<Made> {
    let openings = ["استقبل معالي الوزير وفدا", "يا جماهير الأمة", "في تقرير جديد", "قال خبير"];
    let warm = ["أشاد بالشراكة مع", "نجحت الصداقة الراسخة مع", "دعم سخاء"];
    let cold = ["ندد بعدوان", "لن ننسى نهب", "تبتز الدول"];
    let even = ["اجتمع مع ممثل", "سافر الوفد إلى", "نشر بيانا عن"];
    let made = |i: usize| {
        let leaning = i % 3;
        let phrase = [warm, cold, even][leaning][i / 3 % 3];
        let (name, about_us) = [("روسيا", false), ("موسكو", false), ("واشنطن", true)][i / 2 % 3];
        let text = format!(
            "{} {phrase} {name} في يوم رقم{}. ثم {phrase} {name} مرة أخرى. {} خاتمة{}",
            openings[i % 4],
            i % 17,
            if i.is_multiple_of(5) { "وشراكة دائمة مع موسكو." } else { "" },
            i % 29
        );
        let stance = ["favor", "against", "neutral"][leaning];
        let (russia, us) = if about_us { ("absent", stance) } else { (stance, "absent") };
        let voice = ["official", "movement", "movement", ""][i % 4];
        let russia = if i.is_multiple_of(11) { "" } else { russia };
        let domain = if i % 4 == 1 { "more" } else { "labels" };
        Made { text, classes: [voice, russia, us], group: format!("g{}", i % 23), domain }
    };
    (0..count).map(made).collect()
}

struct Set {
    analyzer: Analyzer,
    seeds: Vec<SeedTerms>,
    made: Vec<Made>,
    read: Vec<Analyzed>,
}

impl Set {
    fn new(count: usize, settings: Settings) -> Self {
        let analyzer = Analyzer::new(Codebook::from_toml(BOOK).unwrap(), settings);
        let made = made(count);
        let read = made.iter().map(|m| analyzer.analyze(Source::plain(&m.text))).collect();
        let seeds = SeedTerms::from_toml(SEEDS, analyzer.codebook()).unwrap();
        Self { analyzer, seeds, made, read }
    }

    fn example(&self, i: usize) -> Example<'_> {
        let book = self.analyzer.codebook();
        let Made { text, classes, group, domain } = &self.made[i];
        let label = |(axis, class): (_, &&str)| {
            (!class.is_empty()).then(|| book.class(axis, class).unwrap())
        };
        let labels = book.axis_ids().zip(classes).map(label).collect();
        Example { article: &self.read[i], text, labels, group, domain }
    }

    fn shard(&self, articles: impl Iterator<Item = usize>) -> Shard {
        let mut shard = Shard::new(&self.analyzer, &["more", "labels"]).unwrap();
        articles.for_each(|i| shard.add(&self.analyzer, &self.example(i)));
        shard
    }

    fn whole(&self) -> Trained {
        self.shard(0..self.made.len()).model(&self.analyzer, &self.seeds).unwrap()
    }

    /// The model of shards that went through files.
    fn merged(&self, parts: &[Vec<usize>]) -> Model {
        let write = |part: &Vec<usize>| {
            self.shard(part.iter().copied()).to_bytes(&self.analyzer, &self.seeds)
        };
        let files: Vec<Vec<u8>> = parts.iter().map(write).collect();
        let stored: Vec<StoredShard<'_>> =
            files.iter().map(|bytes| StoredShard::open(bytes).unwrap()).collect();
        let bench = stored[0].workbench().unwrap();
        let mut all = Shard::new(&bench.analyzer, &["labels", "more"]).unwrap();
        for shard in &stored {
            shard.check_like(&stored[0]).unwrap();
            all.merge(&shard.shard(&bench).unwrap());
        }
        let Workbench { analyzer, seeds } = bench;
        all.model(&analyzer, &seeds).unwrap().model
    }
}

fn settings(change: impl FnOnce(&mut Settings)) -> Settings {
    let mut settings = Settings { home: Some("labels".to_owned()), ..Settings::default() };
    change(&mut settings);
    settings
}

/// Without the digest of the training set, which is another sum.
fn but_the_digest(model: &Model) -> String {
    let file = model.to_bytes();
    let digest = model.training_digest().to_string();
    String::from_utf8_lossy(&file[64..]).replace(&digest, "")
}

#[track_caller]
fn check(change: impl FnOnce(&mut Settings)) {
    let set = Set::new(180, settings(change));
    let examples: Vec<Example<'_>> = (0..set.made.len()).map(|i| set.example(i)).collect();
    let plain = train(&set.analyzer, &examples, &set.seeds, None).unwrap();
    let counted = set.whole();
    assert_eq!(plain.notes, counted.notes);
    assert!(but_the_digest(&plain.model) == but_the_digest(&counted.model));
    assert!(plain.model.was_trained_on(&examples) && counted.model.was_trained_on(&examples));
    assert!(!counted.model.was_trained_on(&examples[1..]));
}

/// What is trained in memory is the specification of what is counted.
#[test]
fn a_counted_set_makes_the_model_of_a_set_in_memory() {
    let features = |f: FeatureSettings| AxisSettings { feature: f, ..AxisSettings::default() };
    let plain = FeatureSettings::default();
    check(|_| {});
    check(|s| s.others = features(FeatureSettings { binary: false, pairs: true, ..plain }));
    check(|s| {
        let fields = Fields::NearFar;
        s.others = features(FeatureSettings { voices: true, beside: true, fields, ..plain });
    });
    check(|s| s.others = AxisSettings { passages: 0, balance: true, ..AxisSettings::default() });
    check(|s| (s.pool_targets, s.min_documents, s.calibration_folds) = (false, 2, 3));
    check(|s| s.max_features = Some(20));
}

#[test]
fn any_number_of_shards_in_any_order_makes_one_model() {
    let change = |s: &mut Settings| {
        s.max_features = Some(60);
        s.others.feature.pairs = true;
    };
    let set = Set::new(96, settings(change));
    let wanted = Digest::of(&set.whole().model.to_bytes());
    for parts in [1, 2, 7, 32] {
        let mut shards: Vec<Vec<usize>> = vec![Vec::new(); parts];
        // Scattered, and turned round.
        (0..96).rev().for_each(|i| shards[i * 37 % 101 % parts].push(i));
        let forth = Digest::of(&set.merged(&shards).to_bytes());
        shards.reverse();
        shards.rotate_left(parts / 3);
        let back = Digest::of(&set.merged(&shards).to_bytes());
        assert_eq!((forth, back), (wanted, wanted), "{parts} shards");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn shards_of_any_cut_are_one(cut in prop::collection::vec(0usize..5, 40)) {
        let set = Set::new(40, settings(|_| {}));
        let mut shards = vec![Vec::new(); 5];
        cut.iter().enumerate().for_each(|(i, part)| shards[*part].push(i));
        prop_assert!(set.merged(&shards).to_bytes() == set.whole().model.to_bytes());
    }

    #[test]
    fn a_damaged_shard_is_refused(at in 0usize..100_000, flip in 1u8..=255) {
        let set = Set::new(8, settings(|_| {}));
        let mut bytes = set.shard(0..8).to_bytes(&set.analyzer, &set.seeds);
        let at = at % bytes.len();
        bytes[at] ^= flip;
        prop_assert!(StoredShard::open(&bytes).is_err(), "byte {} changed by {}", at, flip);
    }
}

#[test]
fn shards_of_other_making_are_told() {
    let bytes = |settings: Settings, seeds: bool| {
        let mut set = Set::new(8, settings);
        set.seeds.retain(|_| seeds);
        set.shard(0..8).to_bytes(&set.analyzer, &set.seeds)
    };
    let first = bytes(settings(|_| {}), true);
    let differs = |other: Vec<u8>| {
        let (first, other) =
            (StoredShard::open(&first).unwrap(), StoredShard::open(&other).unwrap());
        other.check_like(&first).map_err(|e| e.to_string())
    };
    assert_eq!(differs(first.clone()), Ok(()));
    assert!(
        differs(bytes(settings(|s| s.min_documents = 2), true)).unwrap_err().contains("settings")
    );
    assert!(differs(bytes(settings(|_| {}), false)).unwrap_err().contains("seed terms"));
    let model = Set::new(40, settings(|_| {})).whole().model.to_bytes();
    assert!(matches!(StoredShard::open(&model), Err(ShardError::Foreign)));
    assert!(matches!(StoredShard::open(&first[..20]), Err(ShardError::Foreign)));
    let cut = StoredShard::open(&first[..first.len() - 1]);
    assert!(matches!(cut, Err(ShardError::Damaged(_))));
    let empty = Set::new(0, settings(|_| {}));
    let none = empty.shard(0..0).model(&empty.analyzer, &empty.seeds);
    assert!(matches!(none, Err(TrainError::NothingToLearn)));
}
