package dev.keyway.testkit.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Publication: a configuration, its revision, and the changes that led to it. Not thread-safe. */
final class Publication {

    private static final JsonMapper JSON = new JsonMapper();

    private final List<ObjectNode> changes = new ArrayList<>();
    private final ObjectNode configuration = JSON.createObjectNode();
    private UUID timeline = UUID.randomUUID();
    private long revision = 1;
    private boolean gone;

    void add(String list, String resource) {
        configuration.withArray(list).add(JSON.readTree(resource));
    }

    void upsert(String list, String resource) {
        JsonNode node = JSON.readTree(resource);
        remove(list, node.path("id").asString());
        configuration.withArray(list).add(node);
        ObjectNode change = JSON.createObjectNode();
        change.putObject("upserts").putArray(list).add(node);
        publish(change);
    }

    void delete(String list, String id) {
        remove(list, id);
        ObjectNode change = JSON.createObjectNode();
        change.putObject("deletes").putArray(list).add(id);
        publish(change);
    }

    void command(UUID id, String kind, String key) {
        ObjectNode change = JSON.createObjectNode();
        change.putArray("commands")
                .addObject()
                .put("id", id.toString())
                .put("kind", kind)
                .put("keyId", key)
                .put("expiresAt", "2100-01-01T00:00:00Z");
        changes.add(change.put("from", revision).put("to", revision));
    }

    void forgetChanges() {
        gone = true;
        changes.clear();
    }

    void renewTimeline() {
        timeline = UUID.randomUUID();
        revision = 1;
        forgetChanges();
    }

    UUID timeline() {
        return timeline;
    }

    long revision() {
        return revision;
    }

    /** Whether changes of this timeline can be asked for; the answer that says no is given once. */
    boolean isGone(String ofTimeline) {
        boolean isGone = gone || !timeline.toString().equals(ofTimeline);
        gone = false;
        return isGone;
    }

    boolean hasGone() {
        return gone;
    }

    /** The change after a revision, with sealed keys; null if there is none yet. */
    @Nullable
    ObjectNode after(long since, String publicKey, String gatewayId) {
        Optional<ObjectNode> next = changes.stream()
                .filter(change -> change.path("from").asLong() == since)
                .findFirst();
        next.filter(change -> change.has("commands")).ifPresent(changes::remove);
        if (next.isEmpty()) {
            return null;
        }
        ObjectNode answer = next.get().deepCopy();
        answer.put("contract", 1).put("timeline", timeline.toString());
        if (!answer.has("upserts")) {
            answer.putObject("upserts");
        }
        if (answer.path("upserts").has("keys") || answer.path("upserts").has("tenants")) {
            AnswerSeal seal = new AnswerSeal();
            answer.set("sealing", seal.sealing(publicKey, gatewayId));
            seal.seal(answer.path("upserts"));
        }
        return answer;
    }

    ObjectNode snapshot(String publicKey, String gatewayId) {
        AnswerSeal seal = new AnswerSeal();
        ObjectNode answer = JSON.createObjectNode();
        answer.put("contract", 1).put("timeline", timeline.toString()).put("revision", revision);
        answer.set("sealing", seal.sealing(publicKey, gatewayId));
        ObjectNode copy = configuration.deepCopy();
        seal.seal(copy);
        answer.set("configuration", copy);
        return answer;
    }

    private void publish(ObjectNode change) {
        long from = revision++;
        changes.add(change.put("from", from).put("to", revision));
    }

    private void remove(String list, String id) {
        ArrayNode all = configuration.withArray(list);
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).path("id").asString().equals(id)) {
                all.remove(i);
            }
        }
    }
}
