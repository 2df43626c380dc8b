//! Ctrl-C, SIGTERM and SIGHUP: the run ends at once, wherever it waits, with 130, and no half-written
//! file stays behind.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::diagnostics::Kind;
use crate::printer::Printer;

/// Files in the making.
static PARTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Listens from now on. Where that is not possible Ctrl-C ends the process as usual.
pub(crate) fn install() {
    let _ = ctrlc::set_handler(|| {
        for part in PARTS.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            let _ = std::fs::remove_file(part);
        }
        Printer::new(true).error("interrupted; a file named with -o is as it was", &[], None);
        std::process::exit(Kind::Interrupted as i32);
    });
}

/// Names a file that must not outlive an interrupted run.
pub(crate) fn remove_on_interrupt(part: &Path) {
    PARTS.lock().unwrap_or_else(PoisonError::into_inner).push(part.to_owned());
}
