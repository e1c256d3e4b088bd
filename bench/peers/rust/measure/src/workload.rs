//! Workloads as `bench/workloads/make.py` writes them.
use crate::times;
use serde::Deserialize;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

pub struct Workload {
    pub name: String,
    folder: PathBuf,
    pub lines: Vec<Line>,
    /// Of keyed_N alone.
    pub policies: Vec<KeyedPolicy>,
}

#[derive(Clone)]
pub struct Line {
    /// The request as JSON.
    pub text: String,
    /// Empty where the policy has one.
    pub action: String,
    pub effect: String,
    pub reason: Option<String>,
}

#[derive(Deserialize)]
pub struct KeyedPolicy {
    pub subject: String,
    pub resource: String,
    pub role: String,
    pub least: i64,
}

impl Workload {
    /// The policy: beside those of the other peers, or where make.py drew it.
    pub fn policy_text(&self, policies: &Path, ending: &str) -> Option<String> {
        let beside = policies.join(format!("{}.{ending}", self.name));
        fs::read_to_string(beside).or_else(|_| fs::read_to_string(self.folder.join(format!("policy.{ending}")))).ok()
    }
}

/// The attributes of a request, as a host hands them to a policy: instants as microseconds, dates as days, what is null left out. A
/// request that is all context is that context, with `now` and `today` where it has dates.
pub fn input_of(line: &Line) -> Value {
    let mut request: Value = serde_json::from_str(&line.text).expect("a request of a workload is JSON");
    if !line.action.is_empty() {
        request["action"] = line.action.as_str().into();
    }
    let Some(context) = request.get_mut("context") else { return request };
    let mut input = context.take();
    if input["valid_until"].is_null() {
        return input;
    }
    let now = request["now"].as_str().expect("a request has its time");
    for name in ["last_sca", "valid_until"] {
        if let Some(moment) = input[name].as_str() {
            input[name] = if name == "last_sca" { times::microseconds(moment) } else { times::days(moment) }.into();
        }
    }
    input["now"] = times::microseconds(now).into();
    input["today"] = times::days(now).into();
    input.as_object_mut().expect("a context is an object").retain(|_, value| !value.is_null());
    input
}

pub struct Asked {
    pub workloads: PathBuf,
    pub policies: PathBuf,
    pub check_only: bool,
    only: Vec<String>,
}

impl Asked {
    pub fn from_arguments() -> Self {
        let mut asked = Asked { workloads: PathBuf::new(), policies: PathBuf::new(), check_only: false, only: Vec::new() };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().unwrap_or_else(|| refuse());
            match argument.as_str() {
                "--check" => asked.check_only = true,
                "--workloads" => asked.workloads = value().into(),
                "--policies" => asked.policies = value().into(),
                "--only" => asked.only.push(value()),
                _ => refuse(),
            }
        }
        asked
    }
}

fn refuse() -> ! {
    eprintln!("PROGRAM --workloads FOLDER --policies FOLDER [--check] [--only WORKLOAD]...");
    std::process::exit(2)
}

fn lines_of(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| {
        eprintln!("{}: {error}; bench/workloads/make.py writes it", path.display());
        std::process::exit(2)
    });
    text.lines().map(|line| serde_json::from_str(line).expect("a line of a workload is JSON")).collect()
}

fn read(folder: &Path, name: String) -> Workload {
    let text = |value: &Value| value.as_str().map(str::to_string);
    let lines = lines_of(&folder.join("requests.jsonl")).into_iter().map(|line| Line {
        text: line["request"].to_string(),
        action: text(&line["action"]).unwrap_or_default(),
        effect: text(&line["effect"]).expect("a line has an effect"),
        reason: text(&line["reason"]),
    });
    let policies = if name.starts_with("keyed_") { lines_of(&folder.join("policies.jsonl")) } else { Vec::new() };
    let policies = policies.into_iter().map(|policy| serde_json::from_value(policy).expect("a keyed policy"));
    Workload { name, folder: folder.to_path_buf(), lines: lines.collect(), policies: policies.collect() }
}

/// Smallest first.
pub fn read_all(asked: &Asked) -> Vec<Workload> {
    let entries = fs::read_dir(&asked.workloads).unwrap_or_else(|_| refuse());
    let mut names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.retain(|name| asked.only.is_empty() || asked.only.contains(name));
    names.sort_by_key(|name| (name.starts_with("keyed_"), name.len(), name.clone()));
    names.into_iter().map(|name| read(&asked.workloads.join(&name), name)).collect()
}
