package peers;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** Nanoseconds a call: CPU time of the process, its collector and compiler included, in short rounds after warming up; single calls apart. */
record Clock(double median, double low, double high, double p50, double p99, double clock) {
    private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int ROUNDS = 31, LEAST_ROUNDS = 3, SINGLE_CALLS = 20_000;
    private static final double WARM_UP = 5, ALL = 3, ROUND = 0.25; // seconds; the clock of the process counts in 10 ms

    static double cpuSeconds() {
        return PROCESS.getProcessCpuTime() * 1e-9;
    }

    private static double secondsFor(int passes, int requests, IntConsumer decide) {
        var start = cpuSeconds();
        for (int pass = 0; pass < passes; ++pass) for (int i = 0; i < requests; ++i) decide.accept(i);
        return cpuSeconds() - start;
    }

    static Clock measure(int requests, IntConsumer decide) {
        for (var end = cpuSeconds() + WARM_UP; cpuSeconds() < end;) secondsFor(1, requests, decide);
        var one = Math.max(secondsFor(1, requests, decide), 1e-7);
        int passes = (int) (ROUND / one) + 1;
        var seconds = new double[Math.max(LEAST_ROUNDS, Math.min(ROUNDS, (int) (ALL / (one * passes))))];
        for (int i = 0; i < seconds.length; ++i) seconds[i] = secondsFor(passes, requests, decide) * 1e9 / passes / requests;
        Arrays.sort(seconds);
        int calls = Math.max(Math.min(requests, 1000), (int) Math.min(SINGLE_CALLS, ALL / one * requests));
        var singles = singleCalls(calls, i -> decide.accept(i % requests));
        return new Clock(at(seconds, 0.5), at(seconds, 0.25), at(seconds, 0.75), at(singles, 0.5), at(singles, 0.99), at(singleCalls(SINGLE_CALLS, i -> {}), 0.5));
    }

    private static double[] singleCalls(int calls, IntConsumer decide) {
        var nanoseconds = new double[calls];
        for (int i = 0; i < calls; ++i) {
            var start = System.nanoTime();
            decide.accept(i);
            nanoseconds[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanoseconds);
        return nanoseconds;
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1) + 0.5)];
    }
}
