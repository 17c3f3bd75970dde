package dev.keyway.catalogue.usage;

import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads the value of a {@code usage} or {@code usageMetadata} member as it stands in a provider's answer. */
public final class UsageReader {

    /** Member in which calls of hosted tools are added to a usage object, by the types of their items. */
    public static final String HOSTED_CALLS = "hosted_calls";

    /** No call is as large as this; a greater number is a mistake. It also keeps all sums far from overflow. */
    private static final long GREATEST = 1_000_000_000_000L;

    private static final int DIGITS_OF_GREATEST = 13;
    private static final double MOST_DOLLARS = 1e6;

    /** Anthropic's, and Gemini's by its two APIs. */
    private static final Set<String> TIER = Set.of("service_tier", "serviceTier", "trafficType");

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private UsageReader() {}

    /**
     * The usage, in buckets. A number that is negative, absurdly large or no number counts as not sent.
     *
     * @return empty if this is not a JSON object or holds no number that counts
     */
    public static Optional<Usage> read(byte[] json, UsageStyle style) {
        return read(json, 0, json.length, style);
    }

    /** The usage that a part of an array holds; see {@link #read(byte[], UsageStyle)}. */
    public static Optional<Usage> read(byte[] json, int offset, int length, UsageStyle style) {
        UsageCounts counts = new UsageCounts();
        readInto(counts, json, offset, length);
        return counts.seen() ? Optional.of(counts.as(style)) : Optional.empty();
    }

    /** Takes the numbers found; what came before a syntax error stands. */
    static void readInto(UsageCounts counts, byte[] json, int offset, int length) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json, offset, length)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                readMembers(parser, counts);
            }
        } catch (JacksonException malformed) {
            // Usage must never fail an answer that is on its way; what was read so far is the best there is.
        }
    }

    private static void readMembers(JsonParser parser, UsageCounts counts) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (isNumber(value) && name.equals("cost")) {
                counts.costNanos = nanos(parser);
            } else if (isNumber(value)) {
                take(counts, name, parser);
            } else if (value == JsonToken.VALUE_STRING && TIER.contains(name)) {
                counts.tier = parser.getString();
            } else if (value == JsonToken.START_OBJECT) {
                readDetails(parser, name, counts);
            } else if (value == JsonToken.START_ARRAY) {
                readModalities(parser, name, counts);
            }
        }
    }

    private static void readDetails(JsonParser parser, String parent, UsageCounts counts) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parent + '.' + parser.currentName();
            if (isNumber(parser.nextToken())) {
                take(counts, name, parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Gemini's {@code [{"modality": "AUDIO", "tokenCount": 7}]}, in either order. */
    private static void readModalities(JsonParser parser, String parent, UsageCounts counts) {
        JsonToken element;
        while ((element = parser.nextToken()) != null && element != JsonToken.END_ARRAY) {
            if (element != JsonToken.START_OBJECT) {
                parser.skipChildren();
                continue;
            }
            String modality = "";
            long tokens = 0;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING && name.equals("modality")) {
                    modality = parser.getString();
                } else if (isNumber(value) && name.equals("tokenCount")) {
                    tokens = plausible(parser);
                } else {
                    parser.skipChildren();
                }
            }
            if (tokens > 0) {
                counts.take(parent + '.' + modality, tokens);
            }
        }
    }

    private static boolean isNumber(JsonToken token) {
        return token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
    }

    private static void take(UsageCounts counts, String name, JsonParser parser) {
        long value = Count.BY_NAME.get(name) == Count.SECONDS ? begun(parser) : plausible(parser);
        if (value >= 0) {
            counts.take(name, value);
        }
    }

    /** Dollars in billionths, rounded half up; -1 for what cannot be the cost of a call. */
    private static long nanos(JsonParser parser) {
        double dollars = Double.parseDouble(parser.getString());
        return dollars >= 0 && dollars <= MOST_DOLLARS ? Math.round(dollars * 1e9) : -1;
    }

    /** The number as above, but a part of a unit counts as a whole one. */
    private static long begun(JsonParser parser) {
        double value = Double.parseDouble(parser.getString());
        return value >= 0 && value <= GREATEST ? (long) Math.ceil(value) : -1;
    }

    /** The number, or -1 if it cannot be a count; a fraction is cut off. */
    private static long plausible(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getStringLength() <= DIGITS_OF_GREATEST) {
            return parser.getLongValue() <= GREATEST ? parser.getLongValue() : -1;
        }
        // Cohere bills in doubles. The text of a number of any length converts: at worst to infinity.
        double value = Double.parseDouble(parser.getString());
        return value >= 0 && value <= GREATEST ? (long) value : -1;
    }
}
