// Casbin for Go: a model, and policy lines in memory; attributes are fields of Go values, which is its documented way for attributes. The
// cached enforcer answers a request that it has seen from a map; it stands in a row of its own, since it does not decide again.
package main

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/casbin/casbin/v3"
	"github.com/casbin/casbin/v3/model"
	"github.com/casbin/govaluate"

	"peers/measure"
)

// What both enforcers have.
type enforcer interface {
	Enforce(values ...any) (bool, error)
	AddFunction(name string, function govaluate.ExpressionFunction)
	AddPolicies(lines [][]string) (bool, error)
}

type contestant struct {
	enforce func(values []any) (measure.Answer, error)
	read    func(line measure.Line) ([]any, error)
	texts   []measure.Line
	typed   [][]any
}

func (c *contestant) Decide(request int, input measure.Input) (measure.Answer, error) {
	values := c.typed[request]
	if input == measure.JSON {
		var err error
		if values, err = c.read(c.texts[request]); err != nil {
			return measure.Answer{}, err
		}
	}
	return c.enforce(values)
}

func permitOrDeny(enforcer enforcer) func([]any) (measure.Answer, error) {
	return func(values []any) (measure.Answer, error) {
		permitted, err := enforcer.Enforce(values...)
		if permitted {
			return measure.Answer{Effect: "permit"}, err
		}
		return measure.Answer{Effect: "deny"}, err
	}
}

// The column `said` of the line that decided.
func saidByLine(enforcer *casbin.Enforcer) func([]any) (measure.Answer, error) {
	return func(values []any) (measure.Answer, error) {
		_, line, err := enforcer.EnforceEx(values...)
		if err != nil || len(line) != 3 {
			return measure.Answer{}, fmt.Errorf("decided by %v: %w", line, err)
		}
		effect, reason, _ := strings.Cut(line[2], " ")
		return measure.Answer{Effect: effect, Reason: reason}, nil
	}
}

// A level of the request against the text of a policy line.
func atLeast(values ...any) (any, error) {
	least, err := strconv.ParseFloat(values[1].(string), 64)
	return values[0].(float64) >= least, err
}

// Whether a set of the request has a member.
func has(values ...any) (any, error) {
	return values[0].(names)[values[1].(string)], nil
}

// Whether two sets of the request have a member in common.
func meet(values ...any) (any, error) {
	one, two := values[0].(names), values[1].(names)
	for name := range one {
		if two[name] {
			return true, nil
		}
	}
	return false, nil
}

func keyedLines(policies []measure.KeyedPolicy) [][]string {
	lines := make([][]string, len(policies))
	for i, p := range policies {
		lines[i] = []string{p.Subject, p.Resource, p.Role, strconv.FormatInt(p.Least, 10)}
	}
	return lines
}

func open(path string, cached bool) (enforcer, error) {
	loaded, err := model.NewModelFromFile(path)
	if err != nil {
		return nil, err
	}
	if cached {
		return casbin.NewCachedEnforcer(loaded)
	}
	return casbin.NewEnforcer(loaded)
}

// Nothing, cached, for psd2_ais, since the cache keeps yes and no and no reason; for requests that bring sets, by which nothing can be
// cached; and for score_40, of which no bank sees the same request twice.
func fill(made *contestant, workload *measure.Workload, policies string, cached bool) (bool, error) {
	name := workload.Name
	if len(workload.Policies) > 0 {
		name = "keyed"
	}
	path := filepath.Join(policies, name+".casbin.conf")
	if name == "score_40" {
		path = filepath.Join(workload.Folder, "policy.casbin.conf")
	}
	if cached && name != "one_rule" && name != "keyed" {
		return false, nil
	}
	if name == "psd2_ais" {
		enforcer, err := casbin.NewEnforcer(path, filepath.Join(policies, name+".casbin.csv"))
		made.enforce, made.read = saidByLine(enforcer), readCall
		return true, err
	}
	enforcer, err := open(path, cached)
	if err != nil {
		return false, err
	}
	made.enforce = permitOrDeny(enforcer)
	switch name {
	case "one_rule":
		made.read = readOneRule
	case "keyed":
		made.read = readKeyed
		enforcer.AddFunction("atLeast", atLeast)
		_, err = enforcer.AddPolicies(keyedLines(workload.Policies))
	case "score_40":
		made.read = readPayment
	default:
		made.read = readRelations
		enforcer.AddFunction("has", has)
		enforcer.AddFunction("meet", meet)
	}
	return true, err
}

func makeContestant(cached bool) func(*measure.Workload, string) (measure.Contestant, error) {
	return func(workload *measure.Workload, policies string) (measure.Contestant, error) {
		made := &contestant{texts: workload.Lines}
		if known, err := fill(made, workload, policies, cached); !known || err != nil {
			return nil, err
		}
		for _, line := range workload.Lines {
			values, err := made.read(line)
			if err != nil {
				return nil, err
			}
			made.typed = append(made.typed, values)
		}
		return made, nil
	}
}

func main() {
	const version = "casbin 3.10.0"
	measure.Run(measure.Peer{Name: "Casbin", Version: version, Notes: "enforcer, policy in memory", Make: makeContestant(false)},
		measure.Peer{Name: "Casbin, cached", Version: version, Make: makeContestant(true),
			Notes: "cached enforcer, every request asked before: a look-up, no decision"})
}
