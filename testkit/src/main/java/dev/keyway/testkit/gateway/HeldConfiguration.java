package dev.keyway.testkit.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.databind.JsonNode;

/** What a gateway holds: by list and id, as it was last told. */
public final class HeldConfiguration {

    /** What belongs to something goes with it: the list, the list of what it is of, and the member that names that. */
    private static final List<List<String>> BELONGING = List.of(
            List.of("accounts", "providers", "providerId"),
            List.of("keys", "providers", "providerId"),
            List.of("models", "providers", "providerId"),
            List.of("prices", "models", "modelId"),
            List.of("teams", "tenants", "tenantId"),
            List.of("tokens", "teams", "teamId"),
            List.of("limits", "tenants", "tenantId"),
            List.of("limits", "teams", "teamId"),
            List.of("limits", "tokens", "tokenId"),
            List.of("budgets", "tenants", "tenantId"),
            List.of("budgets", "teams", "teamId"),
            List.of("budgets", "tokens", "tokenId"));

    private final Map<String, Map<String, JsonNode>> lists = new ConcurrentSkipListMap<>();

    HeldConfiguration() {}

    /** Those of a list, by id. */
    public Map<String, JsonNode> list(String name) {
        return new TreeMap<>(lists.getOrDefault(name, Map.of()));
    }

    /** One of a list, if it is there. */
    public Optional<JsonNode> find(String list, Object id) {
        return Optional.ofNullable(lists.getOrDefault(list, Map.of()).get(id.toString()));
    }

    /** All there is, without how keys are sealed, which differs from answer to answer. */
    public Map<String, Map<String, JsonNode>> all() {
        Map<String, Map<String, JsonNode>> all = new TreeMap<>();
        lists.forEach((name, members) -> {
            Map<String, JsonNode> plain = new TreeMap<>();
            members.forEach((id, member) -> plain.put(
                    id,
                    member.isObject() ? member.deepCopy().asObject().without(List.of("sealed", "userKey")) : member));
            if (!plain.isEmpty()) {
                all.put(name, plain);
            }
        });
        return all;
    }

    void replace(JsonNode configuration) {
        lists.clear();
        put(configuration);
    }

    void put(JsonNode configuration) {
        configuration.propertyStream().forEach(list -> {
            Map<String, JsonNode> members =
                    lists.computeIfAbsent(list.getKey(), unused -> new ConcurrentSkipListMap<>());
            list.getValue().forEach(member -> members.put(member.path("id").asString(), member));
        });
    }

    void remove(JsonNode deletes) {
        deletes.propertyStream().forEach(list -> {
            Map<String, JsonNode> members = lists.getOrDefault(list.getKey(), Map.of());
            list.getValue().forEach(id -> members.remove(id.asString()));
        });
        BELONGING.forEach(belonging -> orphans(belonging.get(0), belonging.get(1), belonging.get(2)));
    }

    private void orphans(String list, String owners, String member) {
        Map<String, JsonNode> there = lists.getOrDefault(owners, Map.of());
        lists.getOrDefault(list, Map.of())
                .values()
                .removeIf(each -> each.hasNonNull(member)
                        && !there.containsKey(each.path(member).asString()));
    }
}
