// OPA as a Go library, as its documentation has it for speed: the query is prepared once, the input is handed over as a value of OPA's own
// (EvalParsedInput), and rules compare by equality with constants, which OPA indexes.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"peers/measure"
)

type opa struct {
	query rego.PreparedEvalQuery
	texts []measure.Line
	typed []ast.Value
}

func valueOf(line measure.Line) (ast.Value, error) {
	input, err := measure.InputOf(line)
	if err != nil {
		return nil, err
	}
	value, err := ast.InterfaceToValue(input)
	if facts, ok := value.(ast.Object); ok && err == nil {
		return withSets(facts, false), nil
	}
	return value, err
}

// Lists of a fact are sets, in which OPA looks members up by their hash.
func withSets(value ast.Value, inFact bool) ast.Value {
	switch value := value.(type) {
	case ast.Object:
		made := ast.NewObject()
		value.Foreach(func(name, member *ast.Term) {
			isFact := inFact || name.Value.Compare(ast.String("facts")) == 0
			made.Insert(name, ast.NewTerm(withSets(member.Value, isFact)))
		})
		return made
	case *ast.Array:
		if inFact {
			made := ast.NewSet()
			value.Foreach(func(member *ast.Term) { made.Add(member) })
			return made
		}
	}
	return value
}

func (o *opa) Decide(request int, input measure.Input) (measure.Answer, error) {
	value := o.typed[request]
	if input == measure.JSON {
		var err error
		if value, err = valueOf(o.texts[request]); err != nil {
			return measure.Answer{}, err
		}
	}
	results, err := o.query.Eval(context.Background(), rego.EvalParsedInput(value))
	if err != nil {
		return measure.Answer{}, err
	}
	decision, ok := results[0].Expressions[0].Value.(map[string]any)
	if !ok {
		return measure.Answer{}, fmt.Errorf("the decision is %v", results[0].Expressions[0].Value)
	}
	effect, _ := decision["effect"].(string)
	reason, _ := decision["reason"].(string)
	return measure.Answer{Effect: effect, Reason: reason}, nil
}

// Keyed policies as OPA's performance guide writes what it indexes: one rule each, equalities first.
func keyedText(policies []measure.KeyedPolicy) string {
	var text strings.Builder
	text.WriteString("package keyed\n\ndefault decision := {\"effect\": \"deny\", \"reason\": \"\"}\n")
	for _, p := range policies {
		fmt.Fprintf(&text, "\ndecision := {\"effect\": \"permit\", \"reason\": \"\"} if {\n\tinput.subject.id == %q\n\tinput.resource.id == %q\n"+
			"\tinput.subject.role == %q\n\tinput.subject.level >= %d\n}\n", p.Subject, p.Resource, p.Role, p.Least)
	}
	return text.String()
}

func textOf(workload *measure.Workload, policies string) (pack, text string, err error) {
	if len(workload.Policies) > 0 {
		return "keyed", keyedText(workload.Policies), nil
	}
	text, err = workload.PolicyText(policies, "rego")
	return workload.Name, text, err
}

func contestant(workload *measure.Workload, policies string, options ...rego.PrepareOption) (measure.Contestant, error) {
	pack, text, err := textOf(workload, policies)
	if os.IsNotExist(err) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	made := &opa{texts: workload.Lines}
	made.query, err = rego.New(rego.Query("data."+pack+".decision"), rego.Module(pack+".rego", text)).PrepareForEval(context.Background(), options...)
	if err != nil {
		return nil, err
	}
	for _, line := range workload.Lines {
		value, err := valueOf(line)
		if err != nil {
			return nil, err
		}
		made.typed = append(made.typed, value)
	}
	return made, nil
}

func main() {
	const version = "opa 1.22.2"
	measure.Run(measure.Peer{Name: "OPA", Version: version, Notes: "prepared query, parsed input",
		Make: func(w *measure.Workload, policies string) (measure.Contestant, error) { return contestant(w, policies) }},
		measure.Peer{Name: "OPA, partial", Version: version, Notes: "the same, partially evaluated when it was prepared",
			Make: func(w *measure.Workload, policies string) (measure.Contestant, error) {
				return contestant(w, policies, rego.WithPartialEval())
			}})
}
