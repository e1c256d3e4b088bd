# Repositories, each with a group for every role; who is in which comes closed.
package code_host

default decision := {"effect": "deny", "reason": ""}

decision := {"effect": "permit", "reason": ""} if {
	allowed
	not frozen
}

allowed if {
	input.action == "Pull"
	input.resource.readers in input.facts.groups
}

allowed if {
	input.action == "AssignIssue"
	input.resource.triagers in input.facts.groups
}

allowed if {
	input.action == "Push"
	input.resource.writers in input.facts.groups
}

allowed if {
	input.action == "Configure"
	input.resource.maintainers in input.facts.groups
}

allowed if {
	input.action == "AddMember"
	input.resource.admins in input.facts.groups
}

frozen if {
	input.resource.archived
	input.action in {"AssignIssue", "Push", "Configure"}
}
