//! Many threads, one order: a reader hands out items, workers turn them into results, and results are
//! taken in the order of the items.
//!
//! Items that were read and not yet taken are bounded in number and in bytes, so memory is, however
//! far one worker falls behind. The reader is never waited for once nobody wants its items: it may be
//! blocked in standard input. A panic anywhere ends the run with that panic.

use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// What is under way at once, at most.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    pub(crate) items: u64,
    /// One item may be larger than this, if it is alone.
    pub(crate) bytes: u64,
}

/// Takes `work(item)` of every item that `read` hands out, in their order. `read` runs on a thread of its
/// own; it hands out each item with its size in bytes, until it is told that no more are wanted. `worker` is
/// called on each of the `jobs` threads and gives what works there.
///
/// # Errors
/// The first of `take`, which ends the run.
pub(crate) fn in_order<T, U, E, W>(
    jobs: usize,
    bounds: Bounds,
    read: impl FnOnce(&mut dyn FnMut(T, u64) -> bool) + Send + 'static,
    worker: impl Fn() -> W + Sync,
    mut take: impl FnMut(U) -> Result<(), E>,
) -> Result<(), E>
where
    T: Send + 'static,
    U: Send + 'static,
    W: FnMut(T) -> U,
{
    let line = Arc::new(Line::new(bounds));
    let lent = Arc::clone(&line);
    let reader = thread::spawn(move || {
        let over = Over(&lent);
        read(&mut |item, bytes| over.0.put(item, bytes));
    });
    thread::scope(|scope| {
        // However this ends, workers that wait are let go.
        let _stop = Stop(&line);
        for _ in 0..jobs.max(1) {
            scope.spawn(|| {
                let mut work = None;
                while let Some((number, item)) = line.next_item() {
                    let work = || work.get_or_insert_with(&worker)(item);
                    let made = catch_unwind(AssertUnwindSafe(work));
                    let is_sound = made.is_ok();
                    line.done(number, made);
                    if !is_sound {
                        break;
                    }
                }
            });
        }
        while let Some(made) = line.next_result() {
            take(made.unwrap_or_else(|panic| resume_unwind(panic)))?;
            line.taken();
        }
        reader.join().unwrap_or_else(|panic| resume_unwind(panic));
        Ok(())
    })
}

/// What stands between the threads.
struct Line<T, U> {
    bounds: Bounds,
    state: Mutex<State<T, U>>,
    changed: Condvar,
}

struct State<T, U> {
    waiting: VecDeque<(u64, T)>,
    done: BTreeMap<u64, thread::Result<U>>,
    /// Sizes of what is under way, in order; the first is that of the next result.
    sizes: VecDeque<u64>,
    /// Items that were put, and results that were handed out.
    put: u64,
    handed: u64,
    /// No item will follow.
    over: bool,
    /// Nobody wants a result.
    stopped: bool,
}

impl<T, U> Line<T, U> {
    fn new(bounds: Bounds) -> Self {
        let state = State {
            waiting: VecDeque::new(),
            done: BTreeMap::new(),
            sizes: VecDeque::new(),
            put: 0,
            handed: 0,
            over: false,
            stopped: false,
        };
        Self { bounds, state: Mutex::new(state), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, State<T, U>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait_while<'a>(
        &'a self,
        state: MutexGuard<'a, State<T, U>>,
        condition: impl FnMut(&mut State<T, U>) -> bool,
    ) -> MutexGuard<'a, State<T, U>> {
        self.changed.wait_while(state, condition).unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an item once there is room. Gives whether more are wanted.
    fn put(&self, item: T, bytes: u64) -> bool {
        let Bounds { items: most, bytes: most_bytes } = self.bounds;
        let mut state = self.wait_while(self.lock(), |s| {
            let under_way: u64 = s.sizes.iter().sum();
            let is_full = s.sizes.len() as u64 >= most || under_way + bytes > most_bytes;
            !s.stopped && is_full && !s.sizes.is_empty()
        });
        if state.stopped {
            return false;
        }
        let number = state.put;
        state.put += 1;
        state.sizes.push_back(bytes);
        state.waiting.push_back((number, item));
        self.changed.notify_all();
        true
    }

    fn next_item(&self) -> Option<(u64, T)> {
        let nothing = |s: &mut State<T, U>| s.waiting.is_empty() && !s.over && !s.stopped;
        let mut state = self.wait_while(self.lock(), nothing);
        if state.stopped { None } else { state.waiting.pop_front() }
    }

    fn done(&self, number: u64, made: thread::Result<U>) {
        self.lock().done.insert(number, made);
        self.changed.notify_all();
    }

    /// The next result in order; none after the last.
    fn next_result(&self) -> Option<thread::Result<U>> {
        let mut state = self.wait_while(self.lock(), |s| {
            let is_last = s.over && s.handed == s.put;
            !is_last && !s.done.contains_key(&s.handed)
        });
        let number = state.handed;
        let made = state.done.remove(&number)?;
        state.handed += 1;
        Some(made)
    }

    /// The result that was handed out last is let go: there is room for another item.
    fn taken(&self) {
        self.lock().sizes.pop_front();
        self.changed.notify_all();
    }
}

/// Says that the reader is over, also where it panics.
struct Over<'a, T, U>(&'a Line<T, U>);

impl<T, U> Drop for Over<'_, T, U> {
    fn drop(&mut self) {
        self.0.lock().over = true;
        self.0.changed.notify_all();
    }
}

/// Says that nobody wants a result any more.
struct Stop<'a, T, U>(&'a Line<T, U>);

impl<T, U> Drop for Stop<'_, T, U> {
    fn drop(&mut self) {
        self.0.lock().stopped = true;
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::sync::mpsc::channel;
    use std::sync::{Arc, Mutex};

    use super::{Bounds, catch_unwind, in_order};

    const BOUNDS: Bounds = Bounds { items: 5, bytes: 100 };

    type Give<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

    /// Hands out numbers until no more are wanted.
    fn numbers(count: u64, give: Give<'_>, size: impl Fn(u64) -> u64) {
        let _ = (0..count).all(|n| give(n, size(n)));
    }

    /// Squares of numbers, worked on in an order that their sizes upset.
    #[track_caller]
    fn check(jobs: usize, count: u64, bounds: Bounds) {
        let mut taken = Vec::new();
        let read = move |give: Give<'_>| numbers(count, give, |n| n % 7 * 10);
        let square = || {
            |n: u64| {
                (0..(n * 7919) % 11 * 500).for_each(|i| _ = std::hint::black_box(i));
                n * n
            }
        };
        let end: Result<(), ()> = in_order(jobs, bounds, read, square, |n| {
            taken.push(n);
            Ok(())
        });
        assert_eq!(end, Ok(()));
        assert_eq!(taken, (0..count).map(|n| n * n).collect::<Vec<_>>());
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for jobs in [0, 1, 2, 8] {
            for count in [0, 1, 2, 500] {
                for bounds in [BOUNDS, Bounds { items: 1, bytes: 1 }] {
                    check(jobs, count, bounds);
                }
            }
        }
    }

    #[test]
    fn what_is_under_way_is_bounded() {
        let (under_way, most) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let (count, top) = (Arc::clone(&under_way), Arc::clone(&most));
        let read = move |give: Give<'_>| {
            numbers(300, give, |_| {
                let now = count.fetch_add(1, Ordering::SeqCst) + 1;
                top.fetch_max(now, Ordering::SeqCst);
                30
            });
        };
        let end: Result<(), ()> = in_order(
            4,
            BOUNDS,
            read,
            || |n| n,
            |_| {
                under_way.fetch_sub(1, Ordering::SeqCst);
                Ok(())
            },
        );
        assert_eq!(end, Ok(()));
        // Three of 30 bytes, one in the hands of the reader, one that was just taken.
        assert!(most.load(Ordering::SeqCst) <= 5, "{most:?}");
    }

    #[test]
    fn an_error_ends_the_run_though_the_reader_is_blocked() {
        let (keep, blocked) = channel::<()>();
        let read = move |give: Give<'_>| {
            numbers(u64::MAX, give, |n| {
                if n == 3 {
                    // Until the test is over.
                    let _ = blocked.recv();
                }
                1
            });
        };
        let end = in_order(3, BOUNDS, read, || |n| n, |n| if n < 2 { Ok(()) } else { Err(n) });
        assert_eq!(end, Err(2));
        drop(keep);
    }

    #[track_caller]
    fn check_panic(run: impl FnOnce(&Mutex<Vec<u64>>) -> Result<(), ()>, word: &str) {
        let taken = Mutex::new(Vec::new());
        let run = std::panic::AssertUnwindSafe(|| run(&taken));
        let panic = catch_unwind(run).unwrap_err();
        assert_eq!(panic.downcast_ref::<&str>(), Some(&word));
        let taken = taken.into_inner().unwrap();
        assert_eq!(taken, (0..taken.len() as u64).collect::<Vec<_>>());
    }

    #[test]
    fn a_panic_ends_the_run_and_hangs_nobody() {
        let keep = |taken: &Mutex<Vec<u64>>, n| {
            taken.lock().unwrap().push(n);
            Ok(())
        };
        let endless = |give: Give<'_>| numbers(u64::MAX, give, |_| 1);
        let fragile = || |n: u64| if n == 40 { panic!("worker") } else { n };
        check_panic(|t| in_order(4, BOUNDS, endless, fragile, |n| keep(t, n)), "worker");
        check_panic(|t| in_order(1, BOUNDS, endless, fragile, |n| keep(t, n)), "worker");
        let unborn = || -> fn(u64) -> u64 { panic!("unborn") };
        check_panic(|t| in_order(2, BOUNDS, endless, unborn, |n| keep(t, n)), "unborn");
        let broken = |give: Give<'_>| {
            numbers(50, give, |n| if n == 40 { panic!("reader") } else { 1 });
        };
        check_panic(|t| in_order(2, BOUNDS, broken, || |n| n, |n| keep(t, n)), "reader");
        let full = |n| if n == 9 { panic!("writer") } else { Ok(()) };
        check_panic(|_| in_order(2, BOUNDS, endless, || |n| n, full), "writer");
    }
}
