# An employee reads what their own department keeps, up to what they are cleared for.
package one_rule

default decision := {"effect": "deny", "reason": ""}

decision := {"effect": "permit", "reason": "OWN_DEPARTMENT"} if {
	input.subject.department == input.resource.department
	input.subject.clearance >= input.resource.level
}
