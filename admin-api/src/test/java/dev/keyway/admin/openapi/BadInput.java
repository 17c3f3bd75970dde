package dev.keyway.admin.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a body that is right wrong, in one place. */
final class BadInput {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String HUGE = "x".repeat(5000);
    private static final List<String> TEXTS = List.of(
            "\u0000",
            "a\u0000b",
            "",
            " ",
            "\ud800",
            HUGE,
            "'; DROP TABLE keyway.tenant; --",
            "%_!",
            "../../etc/passwd",
            "\u202e\u0007");
    private static final List<String> NUMBERS = List.of(
            "-1",
            "-9223372036854775808",
            "9223372036854775807",
            "9223372036854775808",
            "1e400",
            "1e-400",
            "0.5",
            "123456789012345678901234567890",
            "-0.0000000001",
            "1E+2147483647");

    private final Random random;

    BadInput(Random random) {
        this.random = random;
    }

    /** @param member which is wrong; empty: the whole */
    record Body(String text, String member, Kind kind) {}

    /** Whether a call with it must be refused, or may be taken because the value happens to be allowed. */
    enum Kind {
        NEVER_TAKEN,
        PERHAPS_TAKEN
    }

    /** Each member once wrong in several ways, and the whole broken in others. */
    List<Body> of(JsonNode example) {
        List<Body> bodies = new ArrayList<>();
        String right = JSON.writeValueAsString(example);
        bodies.add(new Body("", "", Kind.NEVER_TAKEN));
        bodies.add(new Body(right.substring(0, right.length() - 1), "", Kind.NEVER_TAKEN));
        bodies.add(new Body(right + "}", "", Kind.NEVER_TAKEN));
        bodies.add(new Body("\u0000\u0001\u0002", "", Kind.NEVER_TAKEN));
        bodies.add(new Body("[".repeat(5000), "", Kind.NEVER_TAKEN));
        bodies.add(new Body("7", "", Kind.NEVER_TAKEN));
        bodies.add(new Body("\"text\"", "", Kind.NEVER_TAKEN));
        bodies.add(new Body("null", "", Kind.NEVER_TAKEN));
        if (example instanceof ObjectNode object) {
            bodies.add(new Body("[" + right + "]", "", Kind.NEVER_TAKEN));
            ObjectNode more = object.deepCopy();
            more.put("unknownMember", 1);
            bodies.add(new Body(JSON.writeValueAsString(more), "unknownMember", Kind.NEVER_TAKEN));
            object.properties().forEach(member -> bodies.addAll(ofMember(object, member)));
        }
        return bodies;
    }

    private List<Body> ofMember(ObjectNode example, Map.Entry<String, JsonNode> member) {
        List<Body> bodies = new ArrayList<>();
        String name = member.getKey();
        ObjectNode without = example.deepCopy();
        without.remove(name);
        bodies.add(body(without, name, Kind.PERHAPS_TAKEN));
        bodies.add(body(with(example, name, JSON.readTree("{\"a\": [1]}")), name, kindOfObject(member.getValue())));
        bodies.add(body(with(example, name, JSON.readTree("[[[]]]")), name, Kind.NEVER_TAKEN));
        bodies.add(body(with(example, name, JSON.readTree("null")), name, Kind.PERHAPS_TAKEN));
        bodies.add(body(with(example, name, JSON.readTree("true")), name, Kind.PERHAPS_TAKEN));
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        bodies.add(body(with(example, name, JSON.getNodeFactory().stringNode(text)), name, Kind.PERHAPS_TAKEN));
        bodies.add(body(with(example, name, JSON.getNodeFactory().stringNode("a\u0000b")), name, Kind.NEVER_TAKEN));
        bodies.add(body(with(example, name, JSON.getNodeFactory().stringNode(HUGE)), name, Kind.NEVER_TAKEN));
        String number = NUMBERS.get(random.nextInt(NUMBERS.size()));
        bodies.add(new Body(
                JSON.writeValueAsString(
                                with(example, name, JSON.getNodeFactory().stringNode("\uE000")))
                        .replace("\"\uE000\"", number),
                name,
                Kind.PERHAPS_TAKEN));
        if (member.getValue() instanceof ArrayNode list && !list.isEmpty()) {
            ArrayNode many = JSON.createArrayNode();
            for (int i = 0; i < 600; i++) {
                many.add(list.get(0));
            }
            bodies.add(body(with(example, name, many), name, Kind.NEVER_TAKEN));
            for (JsonNode inner : List.of(
                    JSON.readTree("null"), JSON.readTree("{}"), JSON.readTree("\"a\\u0000b\""), JSON.readTree("-1"))) {
                bodies.add(body(with(example, name, JSON.createArrayNode().add(inner)), name, Kind.PERHAPS_TAKEN));
            }
            if (list.get(0) instanceof ObjectNode object) {
                object.properties()
                        .forEach(part -> ofMember(object, part)
                                .forEach(bad -> bodies.add(body(
                                        with(
                                                example,
                                                name,
                                                JSON.createArrayNode().add(JSON.readTree(bad.text()))),
                                        name,
                                        bad.kind()))));
            }
        }
        return bodies;
    }

    private static Kind kindOfObject(JsonNode value) {
        return value.isObject() ? Kind.PERHAPS_TAKEN : Kind.NEVER_TAKEN;
    }

    private static ObjectNode with(ObjectNode example, String name, JsonNode value) {
        ObjectNode changed = example.deepCopy();
        changed.set(name, value);
        return changed;
    }

    private static Body body(ObjectNode changed, String member, Kind kind) {
        return new Body(JSON.writeValueAsString(changed), member, kind);
    }
}
