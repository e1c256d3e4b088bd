//! regorus, as its own benchmark has its fastest form: the policy is compiled once to a program of its virtual machine (RVM), one machine
//! serves all requests, without instruction and time limits. A program ends at 65,535 instructions; a policy that is longer is decided by
//! regorus's interpreter, compiled and prepared once. The Rego is that of OPA.
use peer_measure::{Answer, Contestant, Input, KeyedPolicy, Peer, RequestLine, Workload, input_of};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{CompiledPolicy, Engine, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

enum Way {
    Machine(Box<RegoVM>),
    Interpreter(CompiledPolicy),
}

impl Way {
    fn decide(&mut self, input: Value) -> Value {
        let decision = match self {
            Way::Machine(machine) => {
                machine.set_input(input);
                machine.execute().map_err(|error| error.to_string())
            }
            Way::Interpreter(policy) => policy.eval_with_input(input).map_err(|error| error.to_string()),
        };
        decision.expect("the policies of the bench have no errors")
    }
}

struct Regorus {
    way: Way,
    answer: Answer,
    lines: Vec<RequestLine>,
    typed: Vec<Value>,
}

fn value_of(line: &RequestLine) -> Value {
    let mut input = input_of(line);
    let facts = input.as_object_mut().and_then(|members| members.remove("facts"));
    let mut value = Value::from(input);
    if let Some(facts) = facts {
        value.as_object_mut().expect("a request is an object").insert("facts".into(), with_sets(facts));
    }
    value
}

/// Lists of a fact are sets, in which regorus looks members up.
fn with_sets(fact: serde_json::Value) -> Value {
    match fact {
        serde_json::Value::Array(members) => members.into_iter().map(Value::from).collect::<BTreeSet<Value>>().into(),
        serde_json::Value::Object(members) => {
            members.into_iter().map(|(name, member)| (name.into(), with_sets(member))).collect::<BTreeMap<Value, Value>>().into()
        }
        other => other.into(),
    }
}

impl Contestant for Regorus {
    fn decide(&mut self, request: usize, input: Input) -> &Answer {
        let decision = self.way.decide(match input {
            Input::Typed => self.typed[request].clone(),
            Input::Json => value_of(&self.lines[request]),
        });
        let say = |name: &str, into: &mut String| {
            into.clear();
            into.push_str(decision[name].as_string().expect("a decision has effect and reason").as_ref());
        };
        say("effect", &mut self.answer.effect);
        say("reason", &mut self.answer.reason);
        &self.answer
    }

    fn notes(&self) -> Option<&str> {
        matches!(self.way, Way::Interpreter(_)).then_some("interpreter: too long for a program of the virtual machine")
    }
}

/// A rule each, as OPA has it.
fn keyed_text(policies: &[KeyedPolicy]) -> String {
    let mut text = String::from("package keyed\n");
    for KeyedPolicy { subject, resource, role, least } in policies {
        write!(
            text,
            "\ndecision := {{\"effect\": \"permit\", \"reason\": \"\"}} if {{\n\tinput.subject.id == \"{subject}\"\n\tinput.resource.id == \
             \"{resource}\"\n\tinput.subject.role == \"{role}\"\n\tinput.subject.level >= {least}\n}}\n"
        )
        .expect("writing to a String cannot fail");
    }
    text
}

/// More rules than this are several modules of one package: regorus reads no file above 1 MiB or 20,000 lines.
const RULES_A_FILE: usize = 2000;

fn keyed_texts(policies: &[KeyedPolicy]) -> Vec<String> {
    let mut texts: Vec<String> = policies.chunks(RULES_A_FILE).map(keyed_text).collect();
    texts[0].push_str("\ndefault decision := {\"effect\": \"deny\", \"reason\": \"\"}\n");
    texts
}

fn make(workload: &Workload, folder: &Path) -> Option<Box<dyn Contestant>> {
    let (package, texts) = if workload.policies.is_empty() {
        (workload.name.as_str(), vec![workload.policy_text(folder, "rego")?])
    } else {
        ("keyed", keyed_texts(&workload.policies))
    };
    let entry = format!("data.{package}.decision");
    let mut engine = Engine::new();
    for (i, text) in texts.into_iter().enumerate() {
        engine.add_policy(format!("policy{i}.rego"), text).expect("the policies of the bench are Rego");
    }
    let compiled = engine.compile_with_entrypoint(&entry.as_str().into()).expect("a policy has its decision");
    let way = match Compiler::compile_from_policy(&compiled, &[&entry]) {
        Ok(program) => {
            let mut machine = RegoVM::new();
            machine.set_max_instructions(usize::MAX);
            machine.load_program(program);
            Way::Machine(Box::new(machine))
        }
        Err(_) => Way::Interpreter(compiled),
    };
    let typed = workload.lines.iter().map(value_of).collect();
    Some(Box::new(Regorus { way, answer: Answer::default(), lines: workload.lines.clone(), typed }))
}

fn main() {
    let notes = "compiled for its virtual machine, one machine for all requests";
    peer_measure::run(Peer { name: "regorus", version: "regorus 0.14.1", notes }, make);
}
