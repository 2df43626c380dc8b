//! Figures of a confusion are scikit-learn's, to 1e-12, on 1,000 random matrices.
//!
//! `golden/confusion.py` made the table beside it, and says what is undefined.

use rasid_eval::Confusion;

const GOLDEN: &str = include_str!("golden/confusion.csv");

fn matrix(classes: usize, cells: &str) -> Confusion {
    let mut matrix = Confusion::new(classes);
    for (i, n) in cells.split(' ').enumerate() {
        let (truth, predicted) = (i / (classes + 1), i % (classes + 1));
        matrix.add_many(truth, (predicted < classes).then_some(predicted), n.parse().unwrap());
    }
    matrix
}

#[track_caller]
fn check(row: &str, name: &str, found: Option<f64>, expected: &str) {
    match (found, expected.parse::<f64>().ok()) {
        (Some(found), Some(expected)) => {
            assert!((found - expected).abs() <= 1e-12, "{name} {found}, not {expected}: {row}");
        }
        (found, _) => assert_eq!((found, expected), (None, "-"), "{name}: {row}"),
    }
}

#[test]
fn figures_are_those_of_scikit_learn() {
    let mut undefined = 0;
    for row in GOLDEN.lines().skip(1) {
        let columns: Vec<&str> = row.split(',').collect();
        let classes: usize = columns[0].parse().unwrap();
        let c = matrix(classes, columns[1]);
        check(row, "accuracy", c.accuracy(), columns[2]);
        check(row, "balanced accuracy", c.balanced_accuracy(), columns[3]);
        check(row, "macro-F1", c.macro_f1(), columns[4]);
        check(row, "Matthews correlation", c.matthews(), columns[5]);
        check(row, "kappa", c.kappa(), columns[6]);
        let by_class = columns[7..].iter().map(|column| column.split(' '));
        let [precision, recall, f1] =
            &by_class.map(Iterator::collect).collect::<Vec<Vec<&str>>>()[..]
        else {
            panic!("three lists: {row}")
        };
        for class in 0..classes {
            check(row, "precision", c.precision(class), precision[class]);
            check(row, "recall", c.recall(class), recall[class]);
            check(row, "F1", c.f1(class), f1[class]);
        }
        undefined += columns.iter().skip(5).take(2).filter(|c| **c == "-").count();
    }
    assert_eq!(GOLDEN.lines().count(), 1001);
    assert!(undefined > 50, "undefined figures are covered: {undefined}");
}
