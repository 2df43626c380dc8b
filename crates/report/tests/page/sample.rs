//! A report with all of its parts.

use rasid_eval::{
    AxisEvaluation, Baseline, CalibrationFigures, ClassCoverage, ClassFigures, Comparison,
    ConformalFigures, CoveragePoint, Figure, Gate, Interval, MentionedFigures, Reliability,
    ReliabilityBin, RiskCoverage, Slice, Slicing,
};
use rasid_report::{
    ClassWords, Digests, EvaluationReport, FoldComparison, LearningCurve, LearningPoint, Mistake,
    MistakeMark,
};

/// `text` ends every text of the report: names, sentences, articles, settings.
pub(crate) fn report(text: &str) -> EvaluationReport {
    let with = |start: &str| format!("{start}{text}");
    let axis = with("stance");
    EvaluationReport {
        labels: with("labels.csv"),
        method: with("cross-validated in 5 folds"),
        articles: 120,
        settings: serde_json::json!({ with("alpha"): with("0.1"), "more": [1, 2] }),
        axes: vec![axis_evaluation(text)],
        unlabelled: vec![with("other")],
        random: vec![FoldComparison {
            axis: axis.clone(),
            grouped: figure(0.61),
            random: figure(0.74),
            gap: figure(0.13),
        }],
        learning: vec![LearningCurve {
            axis: axis.clone(),
            points: [(30, 0.41), (60, 0.52), (120, 0.61)].map(learned).to_vec(),
            more: 60,
            gain: figure(0.02),
            forecast: with("Twice the articles would bring about 0.05."),
        }],
        words: vec![ClassWords {
            axis: axis.clone(),
            class: with("مؤيد"),
            words: vec![(with("تعاون"), 1.25), (with("رفض"), -0.5)],
        }],
        mistakes: vec![mistake(axis, text)],
        digests: Some(Digests {
            rasid: with("0.1.0"),
            labels: with("ab12"),
            model: Some(with("cd34")),
            settings: with("ef56"),
        }),
    }
}

fn mistake(axis: String, text: &str) -> Mistake {
    let with = |start: &str| format!("{start}{text}");
    let article = "وقع الوزيران اتفاقا للتعاون.\n\nورفض الحزب الاتفاق.";
    let mark = |word: &str, weight| {
        let start = article.find(word).unwrap();
        MistakeMark { start, end: start + word.len(), weight }
    };
    let beyond = MistakeMark { start: 1, end: 500_000, weight: 9.0 };
    Mistake {
        axis,
        id: with("a-17"),
        title: with("وقع الوزيران اتفاقا"),
        truth: with("معارض"),
        given: with("مؤيد"),
        probability: 0.93,
        text: with(article),
        marks: vec![mark("وقع", 1.1), mark("ورفض", -0.4), beyond],
    }
}

fn axis_evaluation(text: &str) -> AxisEvaluation {
    let with = |start: &str| format!("{start}{text}");
    let classes: Vec<String> = ["مؤيد", "معارض", "محايد"].map(with).to_vec();
    let comparison = Comparison { low: Some(0.21), chance: Some(0.25), beaten: false };
    let by_class = classes.iter().map(|class| ClassFigures {
        class: class.clone(),
        precision: figure(0.7),
        recall: figure(0.5),
        f1: figure(0.58),
        support: 40,
        predicted: 28,
    });
    AxisEvaluation {
        axis: with("stance"),
        confusion: vec![vec![25, 9, 3, 3], vec![4, 30, 2, 4], vec![0, 12, 20, 8]],
        n: 120,
        groups: 24,
        abstained: 15,
        accuracy: figure(0.62),
        answered_accuracy: figure(0.71),
        balanced_accuracy: figure(0.62),
        macro_f1: figure(0.6),
        macro_f1_forced: figure(0.61),
        matthews: figure(0.44),
        kappa: figure(0.43),
        mentioned: Some(MentionedFigures {
            macro_f1_forced: figure(0.55),
            majority: Some(with("معارض")),
            majority_macro_f1: Some(0.25),
        }),
        majority: Some(with("معارض")),
        majority_accuracy: Some(0.33),
        majority_macro_f1: Some(0.17),
        baselines: vec![Baseline {
            name: with("keywords"),
            answered: 70,
            accuracy: figure(0.4),
            macro_f1: figure(0.38),
            macro_f1_gain: figure(0.23),
        }],
        gate: Gate { open: false, overall: comparison, mentioned: Some(comparison) },
        by_class: by_class.collect(),
        calibration: Some(CalibrationFigures {
            calibrated: reliability(0.05),
            raw: Some(reliability(-0.2)),
        }),
        risk_coverage: risk_coverage(),
        conformal: Some(ConformalFigures {
            nominal: 0.9,
            n: 120,
            coverage: figure(0.91),
            by_class: classes
                .iter()
                .map(|class| ClassCoverage { class: class.clone(), coverage: figure(0.9) })
                .collect(),
            mean_size: Some(1.4),
            singletons: Some(0.6),
            empty: Some(0.0),
            full: None,
        }),
        slicings: vec![slicing(text)],
        classes,
    }
}

fn slicing(text: &str) -> Slicing {
    let slice = |value: &str| Slice {
        value: format!("{value}{text}"),
        n: 60,
        groups: 12,
        accuracy: figure(0.6),
        answered_accuracy: figure(0.7),
        macro_f1_forced: figure(0.6),
        mean_confidence: figure(0.75),
        brier: Figure { value: None, interval: None, n: 0 },
    };
    Slicing { name: format!("month{text}"), slices: ["2024-01", "2024-02"].map(slice).to_vec() }
}

fn figure(value: f64) -> Figure {
    let interval = Some(Interval { low: value - 0.08, high: value + 0.07 });
    Figure { value: Some(value), interval, n: 120 }
}

fn learned((articles, macro_f1): (u64, f64)) -> LearningPoint {
    LearningPoint { articles, groups: articles / 5, macro_f1: figure(macro_f1) }
}

fn reliability(off: f64) -> Reliability {
    let bins = (0..15).map(|b| {
        let (low, n) = (f64::from(b) / 15.0, b as u64 * 2);
        let confidence = low + 1.0 / 30.0;
        ReliabilityBin {
            low,
            high: low + 1.0 / 15.0,
            n,
            confidence: (n > 0).then_some(confidence),
            accuracy: (n > 0).then_some((confidence + off).clamp(0.0, 1.0)),
        }
    });
    Reliability {
        n: 210,
        groups: 24,
        bins: bins.collect(),
        ece: Some(off.abs()),
        ece_corrected: figure(off.abs()),
        brier: figure(0.4),
        log_loss: figure(0.8),
        mean_confidence: figure(0.7),
        accuracy: figure(0.7),
        near_certain: figure(0.1),
        near_certain_accuracy: figure(0.9),
    }
}

fn risk_coverage() -> RiskCoverage {
    let point = |step: u32| CoveragePoint {
        coverage: Some(f64::from(step) / 20.0),
        kept: u64::from(step) * 6,
        confidence: Some(1.0 - f64::from(step) / 40.0),
        accuracy: Some(0.95 - f64::from(step) / 60.0),
    };
    RiskCoverage {
        n: 120,
        unanswerable: 3,
        points: (1..=19).map(point).collect(),
        aurc: Some(0.2),
        at_threshold: point(16),
    }
}
