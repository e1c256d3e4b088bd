# Documents in folders, shared with people and groups. The names of who asks, and whom a document is shared with, come closed.
package drive

default decision := {"effect": "deny", "reason": ""}

decision := {"effect": "permit", "reason": ""} if {
	allowed
}

allowed if {
	input.action == "ReadDocument"
	input.resource.published
}

allowed if input.resource.owner == input.subject.id

allowed if {
	input.action == "ReadDocument"
	some name in input.facts.names
	name in input.facts.shares.viewers
}

allowed if {
	input.action in {"ReadDocument", "EditDocument"}
	some name in input.facts.names
	name in input.facts.shares.editors
}
