// Package measure is what the peers in Go share: the workloads, the check of every answer before a clock is read, and the measuring, which
// is that of bench/support/measure.h: CPU time, one core, short rounds; single calls apart, with what reading the clock costs.
package measure

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
)

// Answer is what a peer says of a request.
type Answer struct{ Effect, Reason string }

// Input is how a request comes in.
type Input string

const (
	Typed Input = "typed" // in the peer's own form, made before the clock was read
	JSON  Input = "json"  // as JSON text, parsed each time
)

// Contestant is one peer with the policy of one workload and its requests.
type Contestant interface {
	Decide(request int, input Input) (Answer, error)
}

// Peer is a peer as it is shown on the page. Make gives nothing for a workload that the peer cannot express.
type Peer struct {
	Name, Version, Notes string
	Make                 func(workload *Workload, policies string) (Contestant, error)
}

type line struct {
	Peer     string `json:"peer"`
	Version  string `json:"version"`
	Workload string `json:"workload"`
	Input    Input  `json:"input"`
	Requests int    `json:"requests"`
	figures
	Notes string `json:"notes"`
}

// Run is the program of a peer: PROGRAM --workloads FOLDER --policies FOLDER [--check] [--only WORKLOAD]. It ends with status 1 at the first
// wrong answer.
func Run(peers ...Peer) {
	// One core for the peer and its garbage collector: collecting is part of what a decision costs.
	runtime.GOMAXPROCS(1)
	asked := arguments()
	for _, workload := range readAll(asked) {
		for _, peer := range peers {
			if err := serve(peer, workload, asked); err != nil {
				fmt.Fprintf(os.Stderr, "%s, %s: %v\n", peer.Name, workload.Name, err)
				os.Exit(1)
			}
		}
	}
}

func serve(peer Peer, workload *Workload, asked asked) error {
	contestant, err := peer.Make(workload, asked.policies)
	if err != nil {
		return err
	}
	if contestant == nil {
		return print(map[string]any{"peer": peer.Name, "version": peer.Version, "workload": workload.Name, "cannot": true})
	}
	answers := 0
	for _, input := range []Input{Typed, JSON} {
		right, err := check(workload, contestant, input)
		if err != nil {
			return err
		}
		answers += right
		if asked.checkOnly {
			continue
		}
		measured := measure(right, func(request int) { kept, _ = contestant.Decide(request, input) })
		if err := print(line{peer.Name, peer.Version, workload.Name, input, right, measured, peer.Notes}); err != nil {
			return err
		}
	}
	fmt.Fprintf(os.Stderr, "%s: %d answers to %s are right\n", peer.Name, answers, workload.Name)
	return nil
}

// What was said last: nobody may leave out a call whose answer is kept.
var kept Answer

// How many requests were asked and answered rightly: all, or those that a slow peer got through in some seconds. No other is measured.
func check(workload *Workload, contestant Contestant, input Input) (int, error) {
	end := cpuSeconds() + secondsOfCheck
	for i, line := range workload.Lines {
		if i >= leastRequests && cpuSeconds() > end {
			return i, nil
		}
		answer, err := contestant.Decide(i, input)
		if err != nil {
			return 0, err
		}
		if answer.Effect != line.Effect || (line.Reason != nil && answer.Reason != *line.Reason) {
			return 0, fmt.Errorf("%s\n  expected %s\n  said     %+v", line.Request, line.expected(), answer)
		}
	}
	return len(workload.Lines), nil
}

func print(what any) error {
	text, err := json.Marshal(what)
	if err == nil {
		_, err = fmt.Println(string(text))
	}
	return err
}
