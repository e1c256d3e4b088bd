// cel-go, as its documentation has it for speed: an expression is compiled and checked once, constant parts are folded (OptOptimize), a
// program serves all requests, and variables are declared with their types.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"cel.dev/cel-go/cel"

	"peers/measure"
)

// Programs are asked in order until one does not deny; all workloads but keyed_N have one.
type contestant struct {
	programs []cel.Program
	texts    []measure.Line
	typed    []cel.Activation
}

func activationOf(text []byte) (cel.Activation, error) {
	input, err := measure.InputOf(text)
	if err != nil {
		return nil, err
	}
	if _, isContext := input["history_days"]; isContext { // a variable that is not there is an error in CEL, not absent
		_, present := input["last_sca"]
		input["has_last_sca"] = present
	}
	return cel.NewActivation(input) // of plain Go values: wrapped in CEL's own beforehand they were no faster, a map even slower
}

func (c *contestant) Decide(request int, input measure.Input) (measure.Answer, error) {
	activation := c.typed[request]
	if input == measure.JSON {
		var err error
		if activation, err = activationOf(c.texts[request].Request); err != nil {
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
		return []cel.EnvOption{cel.Variable("subject", record), cel.Variable("resource", record)}
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
	text, err := os.ReadFile(filepath.Join(policies, workload.Name+".cel"))
	return []string{string(text)}, err
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
	made := &contestant{texts: workload.Lines}
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
		activation, err := activationOf(line.Request)
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
