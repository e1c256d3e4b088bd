package measure

import (
	"sort"
	"time"

	"golang.org/x/sys/unix"
)

const (
	rounds         = 31
	leastRounds    = 3
	secondsOfRound = 2e-3 // at least
	secondsOfAll   = 3.0  // fewer rounds where they would take longer
	singleCalls    = 20_000
	secondsOfCheck = 2 // a peer that is slower answers as many requests as this allows,
	leastRequests  = 5 // but never fewer
)

// Nanoseconds a call.
type figures struct {
	Median float64 `json:"ns_median"`
	Low    float64 `json:"ns_low"`
	High   float64 `json:"ns_high"`
	P50    float64 `json:"ns_p50"` // of single calls, the clock included; so P99
	P99    float64 `json:"ns_p99"`
	Clock  float64 `json:"clock_ns"`
}

// Of the process: what the garbage collector does beside a decision counts.
func cpuSeconds() float64 {
	var now unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &now); err != nil {
		panic(err)
	}
	return float64(now.Sec) + float64(now.Nsec)*1e-9
}

// CPU seconds for passes over all requests.
func secondsFor(passes, requests int, decide func(int)) float64 {
	start := cpuSeconds()
	for range passes {
		for request := range requests {
			decide(request)
		}
	}
	return cpuSeconds() - start
}

func at(sorted []float64, share float64) float64 {
	return sorted[int(share*float64(len(sorted)-1)+0.5)]
}

// A round is as many whole passes over the requests as take long enough for the clock.
func measure(requests int, decide func(int)) figures {
	one := max(secondsFor(1, requests, decide), 1e-7)
	passes := int(secondsOfRound/one) + 1
	wanted := min(rounds, max(leastRounds, int(secondsOfAll/(one*float64(passes)))))
	seconds := make([]float64, wanted)
	for i := range seconds {
		seconds[i] = secondsFor(passes, requests, decide) * 1e9 / float64(passes*requests)
	}
	sort.Float64s(seconds)

	calls := max(min(requests, 1000), min(singleCalls, int(secondsOfAll/one*float64(requests))))
	singles := make([]float64, calls)
	for i := range singles {
		start := time.Now()
		decide(i % requests)
		singles[i] = float64(time.Since(start))
	}
	sort.Float64s(singles)
	nothing := make([]float64, singleCalls)
	for i := range nothing {
		nothing[i] = float64(time.Since(time.Now()))
	}
	sort.Float64s(nothing)
	return figures{at(seconds, 0.5), at(seconds, 0.25), at(seconds, 0.75), at(singles, 0.5), at(singles, 0.99), at(nothing, 0.5)}
}
