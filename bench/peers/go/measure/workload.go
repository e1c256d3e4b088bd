package measure

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"
)

// Workload is one folder that bench/workloads/make.py wrote.
type Workload struct {
	Name     string
	Folder   string
	Lines    []Line
	Policies []KeyedPolicy // of keyed_N alone
}

// Line is a request and what is expected of it.
type Line struct {
	Request json.RawMessage `json:"request"`
	Action  string          `json:"action"` // where the policy has several
	Effect  string          `json:"effect"`
	Reason  *string         `json:"reason"`
}

func (l Line) expected() string {
	if l.Reason == nil {
		return l.Effect
	}
	return l.Effect + " " + *l.Reason
}

// KeyedPolicy lets one subject use one resource in one role, from a level on.
type KeyedPolicy struct {
	Subject, Resource, Role string
	Least                   int64
}

// PolicyText is the policy of a workload: beside those of the other peers, or where make.py drew it.
func (w *Workload) PolicyText(policies, ending string) (string, error) {
	text, err := os.ReadFile(filepath.Join(policies, w.Name+"."+ending))
	if os.IsNotExist(err) {
		text, err = os.ReadFile(filepath.Join(w.Folder, "policy."+ending))
	}
	return string(text), err
}

// InputOf gives the attributes of a request as a host hands them to a policy: numbers as int64, instants as microseconds, dates as days, what
// is null left out. A request that is all context is that context, with `now` and `today` where it has dates.
func InputOf(line Line) (map[string]any, error) {
	var request map[string]any
	if err := json.Unmarshal(line.Request, &request); err != nil {
		return nil, err
	}
	wholeNumbers(request)
	if line.Action != "" {
		request["action"] = line.Action
	}
	input, isContext := request["context"].(map[string]any)
	if !isContext {
		return request, nil
	}
	if _, hasDates := input["valid_until"]; !hasDates {
		return input, nil
	}
	now, err := time.Parse(time.RFC3339Nano, request["now"].(string))
	if err != nil {
		return nil, err
	}
	input["now"], input["today"] = now.UnixMicro(), now.Unix()/86400
	until, err := time.Parse(time.DateOnly, input["valid_until"].(string))
	if err != nil {
		return nil, err
	}
	input["valid_until"] = until.Unix() / 86400
	if text, present := input["last_sca"].(string); present {
		last, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			return nil, err
		}
		input["last_sca"] = last.UnixMicro()
	} else {
		delete(input, "last_sca")
	}
	return input, nil
}

// encoding/json reads every number as float64; those of the workloads are whole.
func wholeNumbers(object map[string]any) {
	for name, value := range object {
		switch value := value.(type) {
		case float64:
			object[name] = int64(value)
		case map[string]any:
			wholeNumbers(value)
		}
	}
}

type asked struct {
	workloads, policies string
	checkOnly           bool
	only                map[string]bool
}

func arguments() asked {
	a := asked{only: map[string]bool{}}
	flag.StringVar(&a.workloads, "workloads", "", "the folder that bench/workloads/make.py wrote")
	flag.StringVar(&a.policies, "policies", "", "bench/peers/policies")
	flag.BoolVar(&a.checkOnly, "check", false, "answers only, no clock")
	flag.Func("only", "this workload, and others named so", func(name string) error { a.only[name] = true; return nil })
	flag.Parse()
	return a
}

func readLines[T any](path string) []T {
	file, err := os.Open(path)
	if err != nil {
		fmt.Fprintf(os.Stderr, "%v; bench/workloads/make.py writes it\n", err)
		os.Exit(2)
	}
	defer file.Close()
	var lines []T
	scanner := bufio.NewScanner(file)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() && err == nil {
		var line T
		err = json.Unmarshal(scanner.Bytes(), &line)
		lines = append(lines, line)
	}
	if err = errors.Join(err, scanner.Err()); err != nil {
		fmt.Fprintf(os.Stderr, "%s, line %d: %v\n", path, len(lines), err)
		os.Exit(2)
	}
	return lines
}

// Smallest first.
func readAll(a asked) []*Workload {
	folders, _ := filepath.Glob(filepath.Join(a.workloads, "*", "requests.jsonl"))
	var workloads []*Workload
	for _, path := range folders {
		folder := filepath.Dir(path)
		workload := &Workload{Name: filepath.Base(folder), Folder: folder}
		if len(a.only) > 0 && !a.only[workload.Name] {
			continue
		}
		workload.Lines = readLines[Line](path)
		if strings.HasPrefix(workload.Name, "keyed_") {
			workload.Policies = readLines[KeyedPolicy](filepath.Join(folder, "policies.jsonl"))
		}
		workloads = append(workloads, workload)
	}
	sort.SliceStable(workloads, func(i, j int) bool { return len(workloads[i].Policies) < len(workloads[j].Policies) })
	return workloads
}
