//! Nanoseconds a call.
use std::time::Instant;

const ROUNDS: usize = 31;
const LEAST_ROUNDS: usize = 3;
const SECONDS_OF_ROUND: f64 = 2e-3; // at least
const SECONDS_OF_ALL: f64 = 3.0; // fewer rounds where they would take longer
const SINGLE_CALLS: usize = 20_000;
/// A peer that is slower answers as many requests as this allows, but never fewer than that.
pub const SECONDS_OF_CHECK: f64 = 2.0;
pub const LEAST_REQUESTS: usize = 5;

pub struct Figures {
    pub median: f64,
    pub low: f64,
    pub high: f64,
    pub p50: f64, // of single calls, the clock included; so p99
    pub p99: f64,
    pub clock: f64,
}

pub fn cpu_seconds() -> f64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the kernel writes to `now` and to nothing else.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut now) };
    now.tv_sec as f64 + now.tv_nsec as f64 * 1e-9
}

/// CPU seconds for `passes` over all requests.
fn seconds_for(passes: usize, requests: usize, decide: &mut dyn FnMut(usize)) -> f64 {
    let start = cpu_seconds();
    for _ in 0..passes {
        (0..requests).for_each(&mut *decide);
    }
    cpu_seconds() - start
}

fn at(sorted: &[f64], share: f64) -> f64 {
    sorted[(share * (sorted.len() - 1) as f64 + 0.5) as usize]
}

fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

/// A round is as many whole passes over the requests as take long enough for the clock.
pub fn measure(requests: usize, decide: &mut dyn FnMut(usize)) -> Figures {
    let one = seconds_for(1, requests, decide).max(1e-7);
    let passes = (SECONDS_OF_ROUND / one).ceil() as usize;
    let rounds = ((SECONDS_OF_ALL / (one * passes as f64)) as usize).clamp(LEAST_ROUNDS, ROUNDS);
    let scale = 1e9 / (passes * requests) as f64;
    let seconds = sorted((0..rounds).map(|_| seconds_for(passes, requests, decide) * scale).collect());

    let calls = SINGLE_CALLS.min((SECONDS_OF_ALL / one * requests as f64) as usize).max(requests.min(1000));
    let singles = sorted((0..calls).map(|i| elapsed(|| decide(i % requests))).collect());
    let nothing = sorted((0..SINGLE_CALLS).map(|_| elapsed(|| ())).collect());
    Figures {
        median: at(&seconds, 0.5),
        low: at(&seconds, 0.25),
        high: at(&seconds, 0.75),
        p50: at(&singles, 0.5),
        p99: at(&singles, 0.99),
        clock: at(&nothing, 0.5),
    }
}

fn elapsed(mut call: impl FnMut()) -> f64 {
    let start = Instant::now();
    call();
    start.elapsed().as_nanos() as f64
}
