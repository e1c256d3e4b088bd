package peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sapl.api.pdp.AuthorizationSubscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** One folder that bench/workloads/make.py wrote. */
record Workload(String name, List<Line> lines, List<String> documents) {
    /** A request and what is expected of it; the action is empty where the policy has one. */
    record Line(String request, String action, String effect, String reason) {}

    static final ObjectMapper JSON = new ObjectMapper();

    static Workload read(Path folder, Path policies) throws IOException {
        var name = folder.getFileName().toString();
        var lines = new ArrayList<Line>();
        for (var text : Files.readAllLines(folder.resolve("requests.jsonl"))) {
            var line = JSON.readTree(text);
            lines.add(new Line(line.get("request").toString(), line.path("action").asText(), line.get("effect").asText(), line.path("reason").asText()));
        }
        return new Workload(name, lines, documents(folder, policies.resolve(name + ".sapl")));
    }

    /** Nothing where nobody has written the policy in SAPL. A keyed policy is a document, whom and what it is about its target. */
    private static List<String> documents(Path folder, Path policy) throws IOException {
        if (Files.exists(policy)) return List.of(Files.readString(policy));
        var documents = new ArrayList<String>();
        if (!Files.exists(folder.resolve("policies.jsonl"))) return documents;
        for (var text : Files.readAllLines(folder.resolve("policies.jsonl"))) {
            var keyed = JSON.readTree(text);
            documents.add("policy \"%d\" permit subject.id == %s & resource.id == %s where subject.role == %s; subject.level >= %s;".formatted(
                documents.size(), keyed.get("subject"), keyed.get("resource"), keyed.get("role"), keyed.get("least")));
        }
        return documents;
    }

    /** What a host hands to SAPL: instants as microseconds and dates as days, as for every peer; facts are the environment. */
    static AuthorizationSubscription subscriptionOf(Line line) {
        try {
            var request = JSON.readTree(line.request());
            var action = JSON.getNodeFactory().textNode(line.action());
            if (request.get("context") instanceof ObjectNode context) {
                numbers(context, request.get("now").asText());
                return new AuthorizationSubscription(context, action, NullNode.getInstance(), NullNode.getInstance());
            }
            JsonNode facts = request.path("facts");
            return new AuthorizationSubscription(request.get("subject"), action, request.get("resource"), facts.isMissingNode() ? NullNode.getInstance() : facts);
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException("a request of a workload is JSON", wrong);
        }
    }

    private static long microseconds(String text) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text));
    }

    private static void numbers(ObjectNode context, String now) {
        context.put("now", microseconds(now)).put("today", LocalDate.parse(now.substring(0, 10)).toEpochDay());
        if (context.has("valid_until")) context.put("valid_until", LocalDate.parse(context.get("valid_until").asText()).toEpochDay());
        context.put("has_last_sca", context.hasNonNull("last_sca"));
        if (context.hasNonNull("last_sca")) context.put("last_sca", microseconds(context.get("last_sca").asText()));
    }
}
