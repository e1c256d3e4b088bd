//! What the peers in Rust share: the workloads, the check of every answer before a clock is read, and the measuring, which is that of
//! `bench/support/measure.h`: CPU time of one thread, short rounds; single calls apart, with what reading the clock costs.
mod clock;
mod times;
mod workload;

pub use workload::{KeyedPolicy, Line as RequestLine, Workload, input_of};

use serde::Serialize;

/// What a peer says of a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    pub effect: String,
    pub reason: String,
}

impl Answer {
    pub fn new(effect: &str, reason: &str) -> Self {
        Answer { effect: effect.into(), reason: reason.into() }
    }
}

/// How a request comes in.
#[derive(Clone, Copy, PartialEq)]
pub enum Input {
    /// In the peer's own form, made before the clock was read.
    Typed,
    /// As JSON text, parsed each time.
    Json,
}

/// One peer with the policy of one workload and its requests.
pub trait Contestant {
    fn decide(&mut self, request: usize, input: Input) -> &Answer;
    /// Where a workload is decided in another way than the peer's notes say.
    fn notes(&self) -> Option<&str> {
        None
    }
}

/// A peer as it is shown on the page.
pub struct Peer {
    pub name: &'static str,
    pub version: &'static str,
    pub notes: &'static str,
}

#[derive(Serialize)]
struct Line<'a> {
    peer: &'a str,
    version: &'a str,
    workload: &'a str,
    input: &'a str,
    requests: usize,
    ns_median: f64,
    ns_low: f64,
    ns_high: f64,
    ns_p50: f64,
    ns_p99: f64,
    clock_ns: f64,
    notes: &'a str,
}

/// The program of a peer: `PROGRAM --workloads FOLDER --policies FOLDER [--check] [--only WORKLOAD]`. `make` gives nothing for a workload
/// that the peer cannot express. Ends with status 1 at the first wrong answer.
pub fn run(peer: Peer, make: impl Fn(&Workload, &std::path::Path) -> Option<Box<dyn Contestant>>) {
    let asked = workload::Asked::from_arguments();
    for workload in workload::read_all(&asked) {
        let Some(mut contestant) = make(&workload, &asked.policies) else {
            println!("{}", serde_json::json!({"peer": peer.name, "version": peer.version, "workload": workload.name, "cannot": true}));
            continue;
        };
        let mut answers = 0;
        for input in [Input::Typed, Input::Json] {
            let right = check(&peer, &workload, contestant.as_mut(), input);
            answers += right;
            if !asked.check_only {
                print(&peer, &workload, right, contestant.as_mut(), input);
            }
        }
        eprintln!("{}: {answers} answers to {} are right", peer.name, workload.name);
    }
}

/// How many requests were asked and answered rightly: all, or those that a slow peer got through in some seconds. No other is measured.
fn check(peer: &Peer, workload: &Workload, contestant: &mut dyn Contestant, input: Input) -> usize {
    let end = clock::cpu_seconds() + clock::SECONDS_OF_CHECK;
    for (i, line) in workload.lines.iter().enumerate() {
        if i >= clock::LEAST_REQUESTS && clock::cpu_seconds() > end {
            return i;
        }
        let answer = contestant.decide(i, input);
        if answer.effect != line.effect || line.reason.as_ref().is_some_and(|reason| *reason != answer.reason) {
            eprintln!(
                "{}, {}: {}\n  expected {} {:?}\n  said     {answer:?}",
                peer.name, workload.name, line.text, line.effect, line.reason
            );
            std::process::exit(1);
        }
    }
    workload.lines.len()
}

fn print(peer: &Peer, workload: &Workload, requests: usize, contestant: &mut dyn Contestant, input: Input) {
    let figures = clock::measure(requests, &mut |i| {
        std::hint::black_box(contestant.decide(i, input));
    });
    let line = Line {
        peer: peer.name,
        version: peer.version,
        workload: &workload.name,
        input: if input == Input::Typed { "typed" } else { "json" },
        requests,
        ns_median: figures.median,
        ns_low: figures.low,
        ns_high: figures.high,
        ns_p50: figures.p50,
        ns_p99: figures.p99,
        clock_ns: figures.clock,
        notes: contestant.notes().unwrap_or(peer.notes),
    };
    println!("{}", serde_json::to_string(&line).expect("a line of numbers and texts is JSON"));
}
