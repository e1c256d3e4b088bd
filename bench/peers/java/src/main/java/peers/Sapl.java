package peers;

import io.sapl.api.pdp.AuthorizationSubscription;
import io.sapl.api.pdp.Decision;
import io.sapl.interpreter.InitializationException;
import io.sapl.interpreter.combinators.PolicyDocumentCombiningAlgorithm;
import io.sapl.pdp.EmbeddedPolicyDecisionPoint;
import io.sapl.pdp.PolicyDecisionPointFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * SAPL as an embedded policy decision point over documents in memory, asked once for each request and waited for, as a host does that wants
 * an answer and no stream. Sapl --workloads FOLDER --policies FOLDER [--check] [--only WORKLOAD]...; ends with status 1 at the first wrong
 * answer.
 */
final class Sapl {
    private static final Map<String, Object> PEER = Map.of("peer", "SAPL", "version", "sapl-pdp-embedded 3.0.0");
    private static final double SECONDS_OF_CHECK = 2; // a peer that is slower answers as many requests as this allows,
    private static final int LEAST_REQUESTS = 5; // but never fewer
    private static final int DOCUMENTS_AT_MOST = 1000; // of keyed_N: reading them takes it minutes beyond
    private static Object kept;

    private Sapl() {}

    private record Answer(String effect, String reason) {}

    /** What is said beside a decision stands in its first advice: `challenge SCA_180D`. */
    private static Answer ask(EmbeddedPolicyDecisionPoint pdp, AuthorizationSubscription subscription) {
        var decision = pdp.decideOnce(subscription).block();
        var advice = decision.getAdvice();
        if (advice.isPresent()) {
            var said = advice.get().get(0).asText().split(" ", 2);
            return new Answer(said[0], said[1]);
        }
        return new Answer(decision.getDecision() == Decision.PERMIT ? "permit" : "deny", "");
    }

    private static int check(Workload workload, IntFunction<Answer> decide) {
        var end = Clock.cpuSeconds() + SECONDS_OF_CHECK;
        for (int i = 0; i < workload.lines().size(); ++i) {
            if (i >= LEAST_REQUESTS && Clock.cpuSeconds() > end) return i;
            var line = workload.lines().get(i);
            var answer = decide.apply(i);
            if (answer.effect().equals(line.effect()) && (line.reason().isEmpty() || answer.reason().equals(line.reason()))) continue;
            System.err.printf("SAPL, %s: %s %s%n  expected %s %s%n  said     %s%n", workload.name(), line.action(), line.request(), line.effect(), line.reason(), answer);
            System.exit(1);
        }
        return workload.lines().size();
    }

    private static void print(Map<String, Object> more) throws IOException {
        var line = new LinkedHashMap<String, Object>(PEER);
        line.putAll(more);
        System.out.println(Workload.JSON.writeValueAsString(line));
    }

    private static void measure(Workload workload, String input, int requests, IntFunction<Answer> decide) throws IOException {
        var figures = Clock.measure(requests, i -> kept = decide.apply(i));
        var line = new LinkedHashMap<String, Object>();
        line.put("workload", workload.name());
        line.put("input", input);
        line.put("requests", requests);
        line.put("ns_median", figures.median());
        line.put("ns_low", figures.low());
        line.put("ns_high", figures.high());
        line.put("ns_p50", figures.p50());
        line.put("ns_p99", figures.p99());
        line.put("clock_ns", figures.clock());
        line.put("notes", "embedded, documents in memory, asked once and waited for, warmed up for five seconds");
        print(line);
    }

    private static void serve(Workload workload, boolean checkOnly) throws IOException, InitializationException {
        if (workload.documents().isEmpty() || workload.documents().size() > DOCUMENTS_AT_MOST) {
            print(Map.of("workload", workload.name(), "cannot", true));
            return;
        }
        // The order of psd2_ais is that of the policy set which its document is.
        var combining = PolicyDocumentCombiningAlgorithm.DENY_UNLESS_PERMIT;
        var pdp = PolicyDecisionPointFactory.fixedInRamPolicyDecisionPoint(workload.documents(), combining, Map.of());
        var typed = workload.lines().stream().map(Workload::subscriptionOf).toList();
        var ways = new LinkedHashMap<String, IntFunction<Answer>>();
        ways.put("typed", i -> ask(pdp, typed.get(i)));
        ways.put("json", i -> ask(pdp, Workload.subscriptionOf(workload.lines().get(i))));
        int answers = 0;
        for (var way : ways.entrySet()) {
            int right = check(workload, way.getValue());
            answers += right;
            if (!checkOnly) measure(workload, way.getKey(), right, way.getValue());
        }
        System.err.printf("SAPL: %d answers to %s are right%n", answers, workload.name());
        pdp.destroy();
    }

    public static void main(String[] arguments) throws IOException, InitializationException {
        var paths = new LinkedHashMap<String, String>();
        var only = new ArrayList<String>();
        for (int i = 0; i < arguments.length; ++i) {
            if (arguments[i].equals("--only")) only.add(arguments[++i]);
            else if (!arguments[i].equals("--check")) paths.put(arguments[i], arguments[++i]);
        }
        List<Path> folders;
        try (var found = Files.list(Path.of(paths.get("--workloads")))) {
            folders = found.filter(folder -> only.isEmpty() || only.contains(folder.getFileName().toString())).sorted().toList();
        }
        for (var folder : folders) serve(Workload.read(folder, Path.of(paths.get("--policies"))), List.of(arguments).contains("--check"));
        System.exit(0); // the decision point keeps threads
    }
}
