# Task lists, each with an owner, a team that reads it and one that edits it; teams come closed.
package todo

default decision := {"effect": "deny", "reason": ""}

decision := {"effect": "permit", "reason": ""} if {
	allowed
	not refused
}

owns if input.resource.owner == input.subject.id

allowed if "administrators" in input.facts.teams

allowed if owns

allowed if {
	input.action == "ReadList"
	input.resource.readers in input.facts.teams
}

allowed if {
	input.action in {"ReadList", "EditTask"}
	input.resource.editors in input.facts.teams
}

refused if {
	input.action in {"EditTask", "ShareList"}
	"interns" in input.facts.teams
	not owns
}
