//! Ctrl-C, SIGTERM and SIGHUP: the run ends at once, wherever it waits, with 130, and no half-written
//! file stays behind.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::diagnostics::Kind;
use crate::printer::Printer;

/// Files in the making.
static PARTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Whether what was written stays, to be gone on with.
static GOES_ON: AtomicBool = AtomicBool::new(false);

/// Listens from now on. Where that is not possible Ctrl-C ends the process as usual.
pub(crate) fn install() {
    let _ = ctrlc::set_handler(|| {
        for part in PARTS.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            let _ = std::fs::remove_file(part);
        }
        let hint = GOES_ON.load(Ordering::Relaxed).then_some("give the same command to go on");
        Printer::new(true).error("interrupted; a file named with -o is as it was", &[], hint);
        std::process::exit(Kind::Interrupted as i32);
    });
}

/// Says that an interrupted run can be gone on with.
pub(crate) fn goes_on() {
    GOES_ON.store(true, Ordering::Relaxed);
}

/// Names a file that must not outlive an interrupted run.
pub(crate) fn remove_on_interrupt(part: &Path) {
    PARTS.lock().unwrap_or_else(PoisonError::into_inner).push(part.to_owned());
}
