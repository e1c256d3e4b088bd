//! Cedar, the `cedar-policy` crate, as its documentation has it: the policy set is parsed once, one `Authorizer` serves all requests, and
//! a request is decided by `is_authorized` over entities that are in memory. Requests are not validated against a schema while they are
//! decided, which only costs. Who asks and what for stand in a policy's scope, action first, so that most policies end at its head.
mod keyed;
mod relations;
mod requests;

use cedar_policy::{Authorizer, Decision, Entities, PolicyId, PolicySet, Request};
use peer_measure::{Answer, Contestant, Input, Peer, RequestLine, Workload};
use std::collections::HashMap;
use std::path::Path;

struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    /// Place in the text, and what is said where the policy determines the decision.
    verdicts: HashMap<PolicyId, (usize, Answer)>,
    nothing: Answer,
    lines: Vec<RequestLine>,
    typed: Vec<(Request, Entities)>,
    read: fn(&RequestLine) -> (Request, Entities),
}

impl Contestant for Cedar {
    fn decide(&mut self, request: usize, input: Input) -> &Answer {
        let made;
        let (request, entities) = match input {
            Input::Typed => &self.typed[request],
            Input::Json => {
                made = (self.read)(&self.lines[request]);
                &made
            }
        };
        let response = self.authorizer.is_authorized(request, &self.policies, entities);
        // Cedar names every policy that determined the decision; the first in the text is the reason.
        let first = response.diagnostics().reason().filter_map(|id| self.verdicts.get(id)).min_by_key(|verdict| verdict.0);
        match first {
            Some((_, answer)) => answer,
            None => {
                assert!(response.decision() == Decision::Deny, "a permit has a policy that permits");
                &self.nothing
            }
        }
    }
}

/// The parser numbers policies in the order of the text. A policy without the annotation permits; a `forbid` has one.
fn verdicts_of(policies: &PolicySet) -> HashMap<PolicyId, (usize, Answer)> {
    let verdict = |id: &PolicyId| {
        let place = id.to_string().trim_start_matches("policy").parse().expect("ids of parsed policies are policy0, policy1, …");
        let annotation = |key| policies.annotation(id, key).unwrap_or_default();
        let effect = annotation("effect");
        (place, Answer::new(if effect.is_empty() { "permit" } else { effect }, annotation("reason")))
    };
    policies.policies().map(|policy| (policy.id().clone(), verdict(policy.id()))).collect()
}

fn make(workload: &Workload, folder: &Path) -> Option<Box<dyn Contestant>> {
    let read: fn(&RequestLine) -> (Request, Entities) = match workload.name.as_str() {
        "one_rule" => requests::one_rule,
        "psd2_ais" | "score_40" => requests::all_context,
        "drive" => relations::drive,
        "code_host" => relations::code_host,
        "todo" => relations::todo,
        _ if !workload.policies.is_empty() => requests::keyed,
        _ => return None,
    };
    let text = if workload.policies.is_empty() { workload.policy_text(folder, "cedar")? } else { keyed::text_of(&workload.policies) };
    let policies: PolicySet = text.parse().expect("the policies of the bench are Cedar");
    Some(Box::new(Cedar {
        authorizer: Authorizer::new(),
        verdicts: verdicts_of(&policies),
        policies,
        nothing: Answer::new("deny", ""),
        typed: workload.lines.iter().map(read).collect(),
        lines: workload.lines.clone(),
        read,
    }))
}

fn main() {
    let notes = "one PolicySet, is_authorized, entities in memory";
    peer_measure::run(Peer { name: "Cedar", version: "cedar-policy 4.14.1", notes }, make);
}
