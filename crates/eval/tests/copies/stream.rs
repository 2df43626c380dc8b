//! Near copies in a stream: as good as in a whole set, in memory that does not grow.

use std::ops::Range;

use rasid_eval::{CopySketch, CopyWindow, connected, near_copies};

use crate::press::{Damage, KEEPING_FOUR_FIFTHS, PLANTED, Press, planted};

/// For each article the position of the first of its family, if that is another one.
fn marked<'a>(
    window: &mut CopyWindow,
    corpus: impl IntoIterator<Item = &'a Vec<u64>>,
) -> Vec<Option<usize>> {
    let first = |(i, words): (usize, &Vec<u64>)| {
        let first = window.add(&i.to_string(), &CopySketch::of(words));
        first.map(|id| id.parse().expect("an id that was added"))
    };
    corpus.into_iter().enumerate().map(first).collect()
}

#[track_caller]
fn check(damage: Damage, words: Range<usize>, least_recall: f64) {
    for seed in 0..3 {
        let corpus = planted(damage, words.clone(), seed);
        let marked = marked(&mut CopyWindow::with_bytes(4 << 20), &corpus);
        let right = (0..PLANTED).filter(|&i| marked[2 * PLANTED + i] == Some(i)).count() as f64;
        let recall = right / PLANTED as f64;
        let precision = right / marked.iter().flatten().count() as f64;
        assert!(recall >= least_recall, "{damage:?}, {words:?}, seed {seed}: recall {recall}");
        assert!(precision >= 0.98, "{damage:?}, {words:?}, seed {seed}: precision {precision}");
        // Beside all shingles: what these find is found, and what these do not find is not.
        let mut exact = vec![false; corpus.len()];
        near_copies(&corpus).iter().for_each(|pair| exact[pair.second] = true);
        let other = exact.iter().zip(&marked).filter(|(exact, own)| **exact != own.is_some());
        let other = other.count();
        assert!(other <= 6, "{damage:?}, {words:?}, seed {seed}: {other} of 450 told otherwise");
    }
}

#[test]
fn copies_that_keep_four_fifths_are_found() {
    for damage in KEEPING_FOUR_FIFTHS {
        check(damage, 80..400, 0.98);
        check(damage, 400..2500, 0.98);
    }
}

#[test]
fn scattered_edits_leave_most_copies_to_be_found() {
    for words in [80..400, 400..2500] {
        check(Damage::Edited(20), words.clone(), 0.98);
        check(Damage::Edited(10), words, 0.97);
    }
}

#[test]
fn what_counts_as_a_copy() {
    #[track_caller]
    fn check(words: &[Vec<u64>], expected: &[Option<usize>]) {
        assert_eq!(marked(&mut CopyWindow::with_bytes(0), words), expected);
    }
    let run = |words: Range<u64>| words.collect::<Vec<u64>>();
    check(&[vec![], vec![]], &[None, None]);
    check(&[run(0..3), run(0..2), run(0..3)], &[None, None, Some(0)]);
    check(&[run(0..200), run(100..150)], &[None, Some(0)]);
    check(&[run(100..150), run(0..200)], &[None, Some(0)]);
    // The shorter one has 96 shingles: 39 of them are more than two fifths, 38 are less.
    check(&[run(57..300), run(0..100)], &[None, Some(0)]);
    check(&[run(58..300), run(0..100)], &[None, None]);
    // 20 shingles are enough to tell, 19 are not.
    check(&[run(0..260), run(10..34)], &[None, Some(0)]);
    check(&[run(0..260), run(10..33)], &[None, None]);
    // One word over and over has one shingle.
    check(&[vec![7; 100], vec![7; 90], vec![7; 100]], &[None, None, Some(0)]);
    // A copy of a copy belongs to the first; what stands near two families to the older one.
    check(&[run(0..100), run(50..150), run(100..200)], &[None, Some(0), Some(0)]);
    check(
        &[run(0..100), run(200..300), [run(200..300), run(0..90)].concat()],
        &[None, None, Some(0)],
    );
}

#[test]
fn a_story_that_hundreds_print_is_one_family() {
    let mut press = Press::new(5);
    let story = press.article(250);
    let mut corpus: Vec<Vec<u64>> =
        (0..400).map(|i| press.copy(&story, KEEPING_FOUR_FIFTHS[i % 6])).collect();
    corpus.extend((0..100).map(|_| press.words(250)));
    let marked = marked(&mut CopyWindow::with_bytes(2 << 20), &corpus);
    assert_eq!(marked[0], None);
    let lost = marked[1..400].iter().filter(|first| **first != Some(0)).count();
    assert!(lost <= 2, "{lost} of 399 copies are in no family");
    assert!(marked[400..].iter().all(Option::is_none));
    // As one group in a whole set.
    let ids: Vec<String> = (0..500).map(|i| format!("{i:03}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let groups = connected(&vec![[None]; 500], &ids, &near_copies(&corpus));
    assert_eq!(groups.iter().filter(|group| *group == "000").count(), 400);
}

/// Every tenth article comes again after `gap` others.
fn copies_found(bytes: usize, gap: usize) -> (usize, Option<u64>) {
    let mut press = Press::new(9);
    let mut window = CopyWindow::with_bytes(bytes);
    let texts: Vec<Vec<u64>> = (0..4000).map(|_| press.words(120)).collect();
    let mut found = 0;
    for (i, words) in texts.iter().enumerate() {
        assert_eq!(window.add(&i.to_string(), &CopySketch::of(words)), None);
        if i % 10 == 0 && i >= gap {
            let (earlier, sketch) = (i - gap, CopySketch::of(&texts[i - gap]));
            found += usize::from(window.add("again", &sketch) == Some(&earlier.to_string()));
        }
    }
    (found, window.reach())
}

#[test]
fn within_reach_copies_are_found_and_behind_it_forgotten() {
    assert_eq!(copies_found(8 << 20, 3000), (100, None));
    let (found, reach) = copies_found(512 << 10, 100);
    let reach = reach.expect("some had to leave") as usize;
    assert!((400..2000).contains(&reach), "{reach}");
    assert_eq!(found, 390);
    assert!(copies_found(512 << 10, reach * 9 / 10).0 >= (4000 - reach) / 10 - 3);
    assert_eq!(copies_found(512 << 10, 3000).0, 0);
}

#[test]
fn equal_articles_without_end_leave_the_others_in_place() {
    let mut press = Press::new(3);
    let mut window = CopyWindow::with_bytes(0);
    let (rare, often) = (CopySketch::of(&press.words(300)), CopySketch::of(&press.words(300)));
    assert_eq!(window.add("rare", &rare), None);
    assert_eq!(window.add("often", &often), None);
    for _ in 0..100_000 {
        assert_eq!(window.add("other", &often), Some("often"));
    }
    assert_eq!(window.add("last", &rare), Some("rare"));
    assert_eq!(window.reach(), None);
}

#[test]
fn any_id_is_given_back_as_it_was() {
    let long = "م".repeat(2048);
    for id in ["", "\0\u{1b}[31m\u{202e}\n\"", "خبر", &long] {
        let mut window = CopyWindow::with_bytes(0);
        let sketch = CopySketch::of(&(0..100).collect::<Vec<_>>());
        assert_eq!(window.add(id, &sketch), None);
        assert_eq!(window.add(id, &sketch), Some(id));
        assert_eq!(window.add("b", &sketch), Some(id));
    }
    // One that is too long is not remembered; the next article is the first.
    let mut window = CopyWindow::with_bytes(0);
    let sketch = CopySketch::of(&[1, 2, 3]);
    assert_eq!(window.add(&(long + "a"), &sketch), None);
    assert_eq!(window.add("b", &sketch), None);
    assert_eq!(window.add("c", &sketch), Some("b"));
}
