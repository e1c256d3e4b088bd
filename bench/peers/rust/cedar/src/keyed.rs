//! Keyed policies as Cedar's documentation writes them: whom and what a policy is about stands in its scope.
use peer_measure::KeyedPolicy;
use std::fmt::Write;

pub fn text_of(policies: &[KeyedPolicy]) -> String {
    let mut text = String::new();
    for KeyedPolicy { subject, resource, role, least } in policies {
        writeln!(
            text,
            "permit (principal == Person::\"{subject}\", action == Action::\"decide\", resource == Thing::\"{resource}\")\n\
             when {{ principal.role == \"{role}\" && principal.level >= {least} }};"
        )
        .expect("writing to a String cannot fail");
    }
    text
}
