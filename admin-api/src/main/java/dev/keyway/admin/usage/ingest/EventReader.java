package dev.keyway.admin.usage.ingest;

import dev.keyway.contract.usage.UsageEvent;
import dev.keyway.contract.usage.UsageHeader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Reads usage events and says of each that cannot be booked why. Members that are not known are ignored. */
final class EventReader {

    /** As PostgreSQL orders them, byte by byte: locks are taken in this order. */
    static final Comparator<UUID> ID_ORDER = (one, other) -> {
        int high = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    };

    private static final int MOST_REASON = 500;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(BatchReader.MOST_BYTES)
                            .maxNameLength(1000)
                            .maxNumberLength(100)
                            .maxNestingDepth(50)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final ObjectReader EVENTS = JSON.readerFor(UsageEvent.class);

    /** What a line is. */
    sealed interface Read {

        record Valid(UsageEvent event) implements Read {}

        record Invalid(Unreadable line) implements Read {}
    }

    UsageHeader header(byte[] line) {
        return JSON.readValue(line, UsageHeader.class);
    }

    Read read(byte[] line) {
        UsageEvent event;
        try {
            event = EVENTS.readValue(line);
        } catch (JacksonException e) {
            return new Read.Invalid(unreadable(line, String.valueOf(e.getOriginalMessage())));
        }
        if (event == null) {
            return new Read.Invalid(new Unreadable(line, "must be an object", null, null));
        }
        if (UsageEvent.UNREADABLE.equals(event.kind())) {
            return new Read.Invalid(
                    new Unreadable(raw(event, line), "its gateway could not read it", event.sequence(), event.id()));
        }
        Optional<String> fault = EventRules.fault(event);
        return fault.<Read>map(reason -> new Read.Invalid(new Unreadable(line, reason, event.sequence(), event.id())))
                .orElseGet(() -> new Read.Valid(event));
    }

    private static Unreadable unreadable(byte[] line, String reason) {
        String shown = reason.replaceAll("\\p{Cntrl}+", " ");
        shown = shown.length() > MOST_REASON ? shown.substring(0, MOST_REASON) : shown;
        try {
            JsonNode tree = JSON.readTree(line);
            JsonNode sequence = tree.path("sequence");
            return new Unreadable(
                    line,
                    shown,
                    sequence.canConvertToLong() && sequence.isIntegralNumber() ? sequence.asLong() : null,
                    id(tree.path("id").asString("")));
        } catch (JacksonException notJson) {
            return new Unreadable(line, shown, null, null);
        }
    }

    private static byte[] raw(UsageEvent event, byte[] line) {
        try {
            return event.raw() == null
                    ? line
                    : Base64.getDecoder().decode(event.raw().getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException notBase64) {
            return line;
        }
    }

    private static @Nullable UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }
}
