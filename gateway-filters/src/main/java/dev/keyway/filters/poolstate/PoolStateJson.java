package dev.keyway.filters.poolstate;

import dev.keyway.filters.keypool.PoolState;
import dev.keyway.filters.spool.UnknownFormatException;
import dev.keyway.filters.usage.CallTarget;
import dev.keyway.filters.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON of the pool states, in {@code key_usage.json}. */
final class PoolStateJson {

    private static final String LOG = "_journal";
    private static final String FORMAT = "format";

    /** The version of the file that is written, and the latest that is read. Files of the first releases name none. */
    static final int VERSION = 2;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final ObjectWriter WRITER = MAPPER.writerWithDefaultPrettyPrinter();

    private PoolStateJson() {}

    static byte[] write(PoolStates states) {
        ObjectNode root = MAPPER.createObjectNode();
        states.keys.forEach((owner, key) -> {
            String name = root.has(owner.keyId()) ? owner.keyId() + suffix(owner.provider()) : owner.keyId();
            write(root.putObject(name), owner.provider(), key);
        });
        ObjectNode log = root.putObject(LOG);
        log.put(FORMAT, VERSION);
        log.put("folded_sequence", states.folded);
        ArrayNode open = log.putArray("open");
        states.open.forEach((sequence, opened) -> open.addObject()
                .put("sequence", sequence)
                .put("provider", opened.target().provider())
                .put("key", opened.target().keyId())
                .put("model", opened.target().model())
                .put("at", opened.at().toEpochMilli()));
        states.attempts.forEach((event, ofRequest) -> ofRequest.forEach((number, opened) -> open.addObject()
                .put("event", event.toString())
                .put("attempt", number)
                .put("provider", opened.target().provider())
                .put("key", opened.target().keyId())
                .put("model", opened.target().model())
                .put("at", opened.at().toEpochMilli())));
        return WRITER.writeValueAsBytes(root);
    }

    /**
     * Reads pool states.
     *
     * @throws UnknownFormatException if a later release has written them
     * @throws IllegalArgumentException if they are not readable
     */
    static PoolStates read(byte[] json) {
        try {
            JsonNode root = MAPPER.readTree(json);
            PoolStates states = new PoolStates();
            JsonNode log = required(root, LOG);
            int version = log.path(FORMAT).asInt(0);
            if (version > VERSION) {
                throw new UnknownFormatException("state of format version " + version);
            }
            states.folded = required(log, "folded_sequence").longValue();
            for (JsonNode open : required(log, "open")) {
                CallTarget target = new CallTarget(text(open, "provider"), text(open, "key"), text(open, "model"));
                UsageRecord.Opened opened = new UsageRecord.Opened(
                        target, Instant.ofEpochMilli(required(open, "at").longValue()));
                if (open.has("event")) {
                    states.attempts
                            .computeIfAbsent(UUID.fromString(text(open, "event")), first -> new TreeMap<>())
                            .put(required(open, "attempt").intValue(), opened);
                } else {
                    states.open.put(required(open, "sequence").longValue(), opened);
                }
            }
            for (Map.Entry<String, JsonNode> entry : root.properties()) {
                if (!entry.getKey().equals(LOG)) {
                    states.put(owner(entry.getKey(), text(entry.getValue(), "provider")), key(entry.getValue()));
                }
            }
            return states;
        } catch (JacksonException | java.time.DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static PoolStates.Owner owner(String name, String provider) {
        String suffix = suffix(provider);
        String keyId = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
        return new PoolStates.Owner(provider, keyId);
    }

    /** Follows the id of a key that another provider has too. */
    private static String suffix(String provider) {
        return "@" + provider;
    }

    private static void write(ObjectNode node, String provider, KeyState key) {
        node.put("provider", provider).put("account", key.account).put("fingerprint", key.fingerprint);
        ObjectNode daily = node.putObject("daily");
        daily.put("date", key.date == null ? null : key.date.toString());
        write(daily.putObject("models"), key.daily);
        write(node.putObject("totals").putObject("models"), key.totals);
        ObjectNode cooldowns = node.putObject("model_cooldowns");
        ObjectNode reasons = node.putObject("cooldown_reasons");
        key.cooldowns.forEach((model, cooldown) -> {
            cooldowns.put(model, seconds(cooldown.until()));
            reasons.put(model, reason(cooldown));
        });
        ObjectNode failures = node.putObject("failures");
        key.failures.forEach((model, count) -> failures.putObject(model).put("consecutive_failures", count));
        PoolState.Cooldown lock = key.lock;
        if (lock != null) {
            node.putObject("lock").put("until", seconds(lock.until())).put("reason", reason(lock));
        }
    }

    private static void write(ObjectNode models, Map<String, ModelUsage> tallies) {
        tallies.forEach((model, tally) -> models.putObject(model)
                .put("call_count", tally.callCount())
                .put("success_count", tally.successCount())
                .put("prompt_tokens", tally.promptTokens())
                .put("completion_tokens", tally.completionTokens())
                .put("approx_cost", BigDecimal.valueOf(tally.costNanos(), 9))
                .put("cost_nanos", tally.costNanos())
                .put("unpriced_count", tally.unpricedCount())
                .put("estimated_count", tally.estimatedCount())
                .put("interrupted_count", tally.interruptedCount()));
    }

    private static KeyState key(JsonNode node) {
        KeyState key = new KeyState(text(node, "account"));
        key.fingerprint = node.path("fingerprint").stringValue(null);
        JsonNode daily = required(node, "daily");
        JsonNode date = required(daily, "date");
        key.date = date.isNull() ? null : LocalDate.parse(date.stringValue());
        read(required(daily, "models"), key.daily);
        read(required(required(node, "totals"), "models"), key.totals);
        JsonNode reasons = required(node, "cooldown_reasons");
        for (Map.Entry<String, JsonNode> entry :
                required(node, "model_cooldowns").properties()) {
            key.cooldowns.put(entry.getKey(), cooldown(entry.getValue(), reasons.get(entry.getKey())));
        }
        for (Map.Entry<String, JsonNode> entry : required(node, "failures").properties()) {
            key.failures.put(
                    entry.getKey(),
                    required(entry.getValue(), "consecutive_failures").intValue());
        }
        JsonNode lock = node.get("lock");
        key.lock = lock == null ? null : cooldown(required(lock, "until"), lock.get("reason"));
        return key;
    }

    private static void read(JsonNode models, Map<String, ModelUsage> tallies) {
        for (Map.Entry<String, JsonNode> entry : models.properties()) {
            JsonNode model = entry.getValue();
            tallies.put(
                    entry.getKey(),
                    new ModelUsage(
                            calls(model),
                            required(model, "success_count").longValue(),
                            required(model, "prompt_tokens").longValue(),
                            required(model, "completion_tokens").longValue(),
                            required(model, "cost_nanos").longValue(),
                            required(model, "unpriced_count").longValue(),
                            required(model, "estimated_count").longValue(),
                            required(model, "interrupted_count").longValue()));
        }
    }

    /** Files of an earlier version count no failed calls. */
    private static long calls(JsonNode model) {
        JsonNode written = model.get("call_count");
        return written == null
                ? required(model, "success_count").longValue()
                        + required(model, "interrupted_count").longValue()
                : written.longValue();
    }

    private static BigDecimal seconds(Instant until) {
        return BigDecimal.valueOf(until.toEpochMilli(), 3);
    }

    private static String reason(PoolState.Cooldown cooldown) {
        String kind = cooldown.reason().name().toLowerCase(Locale.ROOT);
        return cooldown.detail().isEmpty() ? kind : kind + ": " + cooldown.detail();
    }

    private static PoolState.Cooldown cooldown(JsonNode until, @Nullable JsonNode reason) {
        String[] parts =
                reason == null ? new String[] {"SERVER"} : reason.stringValue().split(": ", 2);
        return new PoolState.Cooldown(
                Instant.ofEpochMilli(until.decimalValue().movePointRight(3).longValue()),
                StoredReason.of(parts[0].toUpperCase(Locale.ROOT)),
                parts.length > 1 ? parts[1] : "");
    }

    private static String text(JsonNode node, String name) {
        return required(node, name).stringValue();
    }

    private static JsonNode required(JsonNode node, String name) {
        JsonNode member = node.get(name);
        if (member == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return member;
    }
}
