//! What training tried before it chose its settings.

use std::io::{self, Write};

use rasid_pipeline::{AxisSettings, Fields, Trial};

use crate::inert::inert;
use crate::table::{Style, lines, share};

/// Writes a table for each group of axes that chose together: every setting that was tried, in order,
/// with its figures on unseen groups.
pub(crate) fn write_trials(out: &mut dyn Write, trials: &[Trial], style: Style) -> io::Result<()> {
    let mut families: Vec<&[String]> = Vec::new();
    for trial in trials {
        if !families.contains(&trial.axes.as_slice()) {
            families.push(&trial.axes);
        }
    }
    for family in families {
        let title = format!("Settings tried: {}", inert(&family.join(", ")));
        writeln!(out, "{}", style.heading(3, &title))?;
        let what = "Macro-F1 over the classes that words speak for, without abstention, of models that saw \
                    nothing of an article's group.\n";
        writeln!(out, "{what}")?;
        let mut header = vec!["settings"];
        header.extend(family.iter().map(String::as_str));
        header.extend(["mean", "chosen"]);
        let mut table = style.table(&header);
        for trial in trials.iter().filter(|t| t.axes == family) {
            let mut cells = vec![in_words(&trial.settings)];
            cells.extend(trial.macro_f1.iter().map(|f| share(*f)));
            let chosen = if trial.chosen { "yes" } else { "" };
            cells.extend([share(trial.mean()), chosen.to_owned()]);
            table.add_row(cells);
        }
        for column in 1..=family.len() + 1 {
            if let Some(column) = table.column_mut(column) {
                column.set_cell_alignment(comfy_table::CellAlignment::Right);
            }
        }
        out.write_all(lines(&table).as_bytes())?;
        writeln!(out)?;
    }
    Ok(())
}

/// Settings of an axis in one line.
pub(crate) fn in_words(settings: &AxisSettings) -> String {
    let AxisSettings {
        feature,
        complement,
        alpha,
        seed_strength,
        passages,
        prior,
        balance,
        unlabelled,
    } = settings;
    let fields = match feature.fields {
        Fields::Whole => "whole",
        Fields::Near => "near",
        Fields::NearFar => "near and far",
        Fields::NearWhole => "near and whole",
    };
    let mut words = vec![fields.to_owned()];
    for (on, word) in [
        (feature.beside, "beside names"),
        (feature.pairs, "pairs"),
        (feature.voices, "author and quoted"),
        (*balance, "balanced"),
        (*unlabelled, "unlabelled text"),
    ] {
        words.extend(on.then(|| word.to_owned()));
    }
    if *passages > 0 {
        words.push(format!("{passages} passages"));
    }
    words.push(if feature.binary { "binary" } else { "raw counts" }.to_owned());
    words.push(if *complement { "complement" } else { "multinomial" }.to_owned());
    words.push(format!("alpha {alpha}, seeds {seed_strength}, prior {prior}"));
    words.join(", ")
}
