//! `rasid audit`: what is wrong with a labelled set, and which of its labels are doubtful.

use std::collections::BTreeSet;
use std::path::Path;

use rasid_codebook::{AxisId, ClassId, Codebook};
use rasid_corpus::{Labelled, ReadOptions, read_labels};
use rasid_eval::{
    Audit, AuditArticle, AuditSet, CopyPair, DriftComparison, Finding, Folds, Severity, audit,
    audit_against,
};
use rasid_pipeline::{Analyzer, ArticleVerdict, Boilerplate, RepeatedLines, Survey};
use rasid_report::{AuditReport, Style, write_audit_csv};
use rayon::prelude::*;

use crate::cli::{AuditArgs, FailOn, ReportFormat};
use crate::commands::train::analyze_all;
use crate::crossing::{CrossError, Crossing};
use crate::diagnostics::{Failure, Kind};
use crate::grouping::{copies, default_groups, groups};
use crate::printer::{Output, Printer, terminal_width};
use crate::settings::{Workshop, refuse_overwriting};
use crate::unlabelled::UnlabelledText;
use crate::workers::source;

pub(crate) fn run(args: &AuditArgs, printer: &Printer) -> Result<(), Failure> {
    let read = args.making.files(&args.labels).into_iter().chain(args.against.clone());
    refuse_overwriting(args.output.as_deref(), read)?;
    let mut out = Output::open(args.output.as_deref())?;
    let report = report(args, printer)?;
    let (limit, width) = (args.limit, terminal_width());
    let written = match args.format {
        ReportFormat::Table => report.write(&mut out, Style::Terminal(width), limit),
        ReportFormat::Markdown => report.write(&mut out, Style::Markdown, limit),
        ReportFormat::Csv => write_audit_csv(&mut out, &report),
        ReportFormat::Json => report.write_json(&mut out),
    };
    written.map_err(|e| out.failed(&e))?;
    out.finish()?;
    let (at_least, name) = match args.fail_on {
        FailOn::Error => (Severity::Error, "error"),
        FailOn::Warning => (Severity::Warning, "warning"),
        FailOn::Never => return Ok(()),
    };
    match report.findings.iter().filter(|f| f.severity <= at_least).count() {
        0 => Ok(()),
        n => Err(Failure::new(Kind::Found, format!("{n} findings at or above `{name}`"))
            .hint("mend the set, or choose another --fail-on")),
    }
}

fn report(args: &AuditArgs, printer: &Printer) -> Result<AuditReport, Failure> {
    let shop = Workshop::open(&args.labels, &args.making)?;
    let (analyzer, book) = (&shop.analyzer, shop.analyzer.codebook());
    let pairs = copies(analyzer, &shop.labelled);
    let (fold_groups, column) = groups(&shop.labelled, &pairs, args.group.as_deref())?;
    let names: Vec<&str> = fold_groups.iter().map(String::as_str).collect();
    let (verdicts, method) = match scored(args, &shop, &fold_groups, &column, printer)? {
        Ok((verdicts, method)) => (Some(verdicts), method),
        Err(why) => (None, format!("labels were not scored: {why}")),
    };
    let own = &shop.labelled[..shop.own];
    let other = args
        .against
        .as_deref()
        .map(|path| Surveyed::read(path, analyzer, &args.making.columns.options()))
        .transpose()?;
    let surveyed = Surveyed::new(own.to_vec(), analyzer, fold_groups[..shop.own].to_vec());
    let vocabulary = vocabulary([Some(&surveyed), other.as_ref()].into_iter().flatten());
    let set = surveyed.set(book, &vocabulary, verdicts.as_deref());
    let pairs: Vec<CopyPair> = pairs.into_iter().filter(|p| p.second < shop.own).collect();
    let Audit { mut findings, axes, labels, mut unchecked } = audit(&set, &pairs);
    if verdicts.is_none() {
        unchecked.push(method.clone());
    }
    let mut comparisons = Vec::new();
    if let Some(other) = &other {
        let (more, compared) = versus(&set, &surveyed, other, analyzer, &vocabulary);
        findings.extend(more);
        findings.sort_by_key(|f| (f.severity, f.kind));
        comparisons = compared;
    }
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(AuditReport {
        labels: name(&args.labels),
        against: args.against.as_deref().map(name),
        method,
        articles: own.len(),
        groups: names[..shop.own].iter().collect::<BTreeSet<_>>().len(),
        findings,
        axes,
        ranked_labels: labels,
        comparisons,
        unchecked,
    })
}

/// Verdicts of models that saw nothing of an article's group, and how they came about in words; or why
/// the set cannot be scored by itself, which an audit survives.
fn scored(
    args: &AuditArgs,
    shop: &Workshop,
    groups: &[String],
    column: &str,
    printer: &Printer,
) -> Result<Result<(Vec<ArticleVerdict>, String), String>, Failure> {
    let own: Vec<&str> = groups[..shop.own].iter().map(String::as_str).collect();
    let distinct = own.iter().collect::<BTreeSet<_>>().len();
    let folds = match Folds::grouped(&own, usize::from(args.folds).min(distinct)) {
        Ok(folds) => folds,
        Err(_) => return Ok(Err("all articles are of one group".to_owned())),
    };
    let analyzer = shop.analyzer.clone().for_trials();
    let read = analyze_all(&analyzer, &shop.labelled, printer);
    let text = UnlabelledText::new(&args.making, &analyzer, &read, &shop.seeds);
    let (analyzer, read, unlabelled) = (&analyzer, &read[..], text.as_ref());
    let crossing = Crossing { shop, analyzer, read, groups, unlabelled, printer };
    let mut verdicts: Vec<Option<ArticleVerdict>> = vec![None; shop.own];
    let crossed = crossing.each(&folds.splits(), |model, test| {
        let judged: Vec<_> = test.par_iter().map(|&i| model.classify(&read[i])).collect();
        test.iter().zip(judged).for_each(|(&i, verdict)| verdicts[i] = Some(verdict));
    });
    match crossed {
        Ok(_) => {
            let beside = match shop.labelled.len() - shop.own {
                0 => String::new(),
                more => format!(
                    ", also trained on {more} of other files, less those of the groups scored"
                ),
            };
            let method = format!(
                "labels are scored in {} folds that never split a value of {column}, by words \
                 alone{beside}",
                folds.count()
            );
            Ok(Ok((verdicts.into_iter().flatten().collect(), method)))
        }
        Err(CrossError::Train(e)) => Ok(Err(e.to_string())),
        Err(CrossError::Other(failure)) => Err(failure),
    }
}

fn versus(
    set: &AuditSet<'_>,
    first: &Surveyed,
    second: &Surveyed,
    analyzer: &Analyzer,
    vocabulary: &[String],
) -> (Vec<Finding>, Vec<DriftComparison>) {
    let both: Vec<Labelled> = first.labelled.iter().chain(&second.labelled).cloned().collect();
    let split = first.labelled.len();
    let pairs = copies(analyzer, &both).into_iter();
    let across = pairs.filter(|p| p.first < split && p.second >= split);
    let across: Vec<(usize, usize)> = across.map(|p| (p.first, p.second - split)).collect();
    audit_against(set, &second.set(set.book, vocabulary, None), &across)
}

/// A labelled set, and what stands in its articles.
struct Surveyed {
    labelled: Vec<Labelled>,
    surveys: Vec<Survey>,
    groups: Vec<String>,
    of_outlet: Boilerplate,
    of_all: Boilerplate,
}

/// Name under which all articles are one outlet, for lines that repeat whoever prints them.
const ALL: &str = "all";

impl Surveyed {
    fn new(labelled: Vec<Labelled>, analyzer: &Analyzer, groups: Vec<String>) -> Self {
        let surveys: Vec<Survey> =
            labelled.par_iter().map(|l| analyzer.survey(source(&l.article))).collect();
        let (mut of_outlet, mut of_all) = (RepeatedLines::default(), RepeatedLines::default());
        for (l, survey) in labelled.iter().zip(&surveys) {
            of_outlet.add(l.article.outlet.as_deref().unwrap_or_default(), &survey.body);
            of_all.add(ALL, &survey.body);
        }
        let (of_outlet, of_all) = (of_outlet.finish(), of_all.finish());
        Self { labelled, surveys, groups, of_outlet, of_all }
    }

    fn read(path: &Path, analyzer: &Analyzer, options: &ReadOptions) -> Result<Self, Failure> {
        let labelled =
            read_labels(path, analyzer.codebook(), options).map_err(|e| Failure::labels(&e))?;
        let groups = default_groups(&labelled, &copies(analyzer, &labelled));
        Ok(Self::new(labelled, analyzer, groups))
    }

    fn set<'a>(
        &'a self,
        book: &'a Codebook,
        vocabulary: &'a [String],
        verdicts: Option<&[ArticleVerdict]>,
    ) -> AuditSet<'a> {
        let article = |i: usize| self.article(i, book, vocabulary, verdicts.map(|v| &v[i]));
        let articles = (0..self.labelled.len()).map(article).collect();
        AuditSet { book, articles, vocabulary }
    }

    fn article<'a>(
        &'a self,
        i: usize,
        book: &Codebook,
        vocabulary: &[String],
        verdict: Option<&ArticleVerdict>,
    ) -> AuditArticle<'a> {
        let (Labelled { article, labels, .. }, survey) = (&self.labelled[i], &self.surveys[i]);
        let outlet = article.outlet.as_deref();
        let number =
            |(word, n): (&String, &u64)| Some((vocabulary.binary_search(word).ok()? as u32, *n));
        let repeats = |line: &&str| {
            outlet.is_some_and(|o| self.of_outlet.contains(o, line))
                || self.of_all.contains(ALL, line)
        };
        let probabilities = |axis: AxisId| {
            verdict.map(|v| v.axes[axis.index()].probabilities.clone()).unwrap_or_default()
        };
        AuditArticle {
            id: &article.id,
            file: article.file.display().to_string(),
            line: article.line,
            fold_group: &self.groups[i],
            group: article.group.as_deref(),
            outlet,
            labels: labels.iter().map(|l| l.map(ClassId::index)).collect(),
            probabilities: book.axis_ids().map(probabilities).collect(),
            mentions: book
                .axis_ids()
                .map(|axis| book.target_of(axis).map(|target| survey.mentioned[target]))
                .collect(),
            words: survey.words.iter().filter_map(number).collect(),
            repeated: survey.body.lines().map(str::trim).filter(repeats).collect(),
            body_share: survey.body_share,
        }
    }
}

/// All words of some sets, sorted.
fn vocabulary<'a>(sets: impl Iterator<Item = &'a Surveyed>) -> Vec<String> {
    let words: BTreeSet<&String> =
        sets.flat_map(|s| &s.surveys).flat_map(|s| s.words.keys()).collect();
    words.into_iter().cloned().collect()
}
