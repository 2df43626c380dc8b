//! A model with the classifiers that its calls leave behind: the next call finds the model made ready, and the words
//! of earlier articles remembered.

use std::num::NonZeroUsize;
use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rasid_pipeline::{Classifier, Compiled, Model};
use self_cell::self_cell;

/// So many rows in all are judged without making the model ready, which takes as long as some of them.
const FEW: usize = 64;

self_cell!(
    /// A model beside its form for many articles.
    struct Prepared {
        owner: Arc<Model>,
        #[covariant]
        dependent: Compiled,
    }
);

self_cell!(
    /// A classifier beside what it borrows.
    struct Warm {
        owner: Arc<Prepared>,
        #[covariant]
        dependent: Classifier,
    }
);

/// A model that threads share.
pub(crate) struct Ready {
    model: Arc<Model>,
    /// Rows that it was asked about.
    asked: AtomicUsize,
    state: State,
}

/// What calls in one process leave behind. A process that was forked off has one of its own: what it inherited may be
/// in the hands of a thread that it did not inherit.
struct State {
    process: u32,
    prepared: OnceLock<Arc<Prepared>>,
    idle: Mutex<Vec<Warm>>,
    /// That of the process that was forked off.
    next: OnceLock<Box<State>>,
}

impl State {
    fn new() -> Self {
        let (prepared, idle) = (OnceLock::new(), Mutex::new(Vec::new()));
        Self { process: std::process::id(), prepared, idle, next: OnceLock::new() }
    }

    fn of_this_process(&self) -> &Self {
        let mut state = self;
        while state.process != std::process::id() {
            state = state.next.get_or_init(|| Box::new(Self::new()));
        }
        state
    }
}

impl Ready {
    pub(crate) fn new(model: Model) -> Self {
        Self { model: Arc::new(model), asked: AtomicUsize::new(0), state: State::new() }
    }

    /// Says that so many rows are to be judged.
    pub(crate) fn announce(&self, rows: usize) {
        self.asked.fetch_add(rows, Ordering::Relaxed);
    }

    /// Lends a classifier. What it remembers changes nothing but the time.
    pub(crate) fn with_classifier(&self, work: impl FnOnce(&mut Classifier<'_>)) {
        if self.asked.load(Ordering::Relaxed) <= FEW {
            return work(&mut self.model.classifier());
        }
        let state = self.state.of_this_process();
        let idle = || state.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = idle().pop();
        let mut warm = kept.unwrap_or_else(|| {
            let prepare = || Arc::new(Prepared::new(Arc::clone(&self.model), |m| m.compiled()));
            let prepared = Arc::clone(state.prepared.get_or_init(prepare));
            Warm::new(prepared, |prepared| prepared.borrow_dependent().classifier())
        });
        warm.with_dependent_mut(|_, classifier| work(classifier));
        let mut idle = idle();
        // Each remembers some tens of megabytes of words: of many calls at once, few leave one behind.
        if idle.len() < cores() {
            idle.push(warm);
        }
    }
}

/// How many threads run at a time.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

impl Deref for Ready {
    type Target = Model;

    fn deref(&self) -> &Model {
        &self.model
    }
}
