// cel-go, as its documentation has it for speed: an expression is compiled and checked once, constant parts are folded (OptOptimize), a
// program serves all requests, and variables are declared with their types.
package main

import (
	"fmt"
	"os"
	"strings"

	"cel.dev/cel-go/cel"

	"peers/measure"
)

// Programs are asked in order until one does not deny; all workloads but keyed_N have one.
type contestant struct {
	workload string
	programs []cel.Program
	texts    []measure.Line
	typed    []cel.Activation
}

func activationOf(line measure.Line, workload string) (cel.Activation, error) {
	input, err := measure.InputOf(line)
	if err != nil {
		return nil, err
	}
	if facts, ok := input["facts"].(map[string]any); ok {
		lookedUp(facts)
	}
	switch workload {
	case "psd2_ais": // a variable that is not there is an error in CEL, not absent
		_, present := input["last_sca"]
		input["has_last_sca"] = present
	case "score_40":
		input = map[string]any{"context": input}
	}
	return cel.NewActivation(input) // of plain Go values: wrapped in CEL's own beforehand they were no faster, a map even slower
}

// Lists of a fact that are asked for members are maps, in which CEL looks them up by their hash; `names` is gone through.
func lookedUp(facts map[string]any) {
	for name, value := range facts {
		switch value := value.(type) {
		case map[string]any:
			lookedUp(value)
		case []any:
			if name == "names" {
				continue
			}
			members := make(map[string]bool, len(value))
			for _, member := range value {
				members[member.(string)] = true
			}
			facts[name] = members
		}
	}
}

func (c *contestant) Decide(request int, input measure.Input) (measure.Answer, error) {
	activation := c.typed[request]
	if input == measure.JSON {
		var err error
		if activation, err = activationOf(c.texts[request], c.workload); err != nil {
			return measure.Answer{}, err
		}
	}
	said := "deny "
	for _, program := range c.programs {
		value, _, err := program.Eval(activation)
		if err != nil {
			return measure.Answer{}, err
		}
		if said = value.Value().(string); said != "deny " {
			break
		}
	}
	effect, reason, _ := strings.Cut(said, " ")
	return measure.Answer{Effect: effect, Reason: reason}, nil
}

func variables(workload string) []cel.EnvOption {
	record := cel.MapType(cel.StringType, cel.DynType)
	if workload != "psd2_ais" {
		return []cel.EnvOption{cel.Variable("subject", record), cel.Variable("resource", record), cel.Variable("context", record),
			cel.Variable("facts", record), cel.Variable("action", cel.StringType)}
	}
	types := map[*cel.Type][]string{
		cel.BoolType:                 {"cert_valid", "recurring", "psu_present", "sca_in_session", "fraud_evidence", "has_last_sca"},
		cel.StringType:               {"tpp", "consent_tpp", "status", "resource", "account"},
		cel.ListType(cel.StringType): {"roles", "acc", "bal", "tx"},
		cel.IntType:                  {"now", "today", "valid_until", "uses", "freq", "bilateral_max", "unattended_24h", "last_sca", "history_days"},
	}
	var options []cel.EnvOption
	for kind, names := range types {
		for _, name := range names {
			options = append(options, cel.Variable(name, kind))
		}
	}
	return options
}

// An expression for each keyed policy: CEL has expressions, and no set of policies that it could index.
func expressions(workload *measure.Workload, policies string) ([]string, error) {
	var texts []string
	for _, p := range workload.Policies {
		texts = append(texts, fmt.Sprintf("subject.id == %q && resource.id == %q && subject.role == %q && subject.level >= %d ? \"permit \" : \"deny \"",
			p.Subject, p.Resource, p.Role, p.Least))
	}
	if len(texts) > 0 {
		return texts, nil
	}
	text, err := workload.PolicyText(policies, "cel")
	return []string{text}, err
}

func makeContestant(workload *measure.Workload, policies string) (measure.Contestant, error) {
	texts, err := expressions(workload, policies)
	if os.IsNotExist(err) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	env, err := cel.NewEnv(variables(workload.Name)...)
	if err != nil {
		return nil, err
	}
	made := &contestant{workload: workload.Name, texts: workload.Lines}
	for _, text := range texts {
		checked, issues := env.Compile(text)
		if issues.Err() != nil {
			return nil, issues.Err()
		}
		program, err := env.Program(checked, cel.EvalOptions(cel.OptOptimize))
		if err != nil {
			return nil, err
		}
		made.programs = append(made.programs, program)
	}
	for _, line := range workload.Lines {
		activation, err := activationOf(line, workload.Name)
		if err != nil {
			return nil, err
		}
		made.typed = append(made.typed, activation)
	}
	return made, nil
}

func main() {
	measure.Run(measure.Peer{Name: "cel-go", Version: "cel-go 0.32.0", Notes: "compiled programs, OptOptimize; keyed_N: one program after the other",
		Make: makeContestant})
}
