package dev.keyway.admin.config;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;
import tools.jackson.databind.JsonNode;

/** Writes a tree as YAML that reads the same in YAML 1.1 and 1.2: what could be taken for something else is quoted. */
final class YamlText {

    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setSplitLines(false)
            .setDereferenceAliases(true)
            .build();

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Zl}\\p{Zp}]");

    private YamlText() {}

    static String of(JsonNode tree) {
        String text = new Dump(SETTINGS, new Plain()).dumpToString(value(tree));
        return UNSEEN.matcher(text)
                .replaceAll(found -> "\\\\" + escape(found.group().codePointAt(0)));
    }

    /** What is not seen, or turns the direction of what follows, is in quoted texts only. */
    private static String escape(int point) {
        return Character.isBmpCodePoint(point) ? "u%04X".formatted(point) : "U%08X".formatted(point);
    }

    private static Object value(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> object = new LinkedHashMap<>();
            node.properties().forEach(member -> object.put(member.getKey(), value(member.getValue())));
            return object;
        }
        if (node.isArray()) {
            return node.valueStream().map(YamlText::value).toList();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNumber() ? node.decimalValue() : node.asString();
    }

    private static final class Plain extends StandardRepresenter {

        private static final Pattern SAFE = Pattern.compile("[A-Za-z][A-Za-z0-9_./@+-]*+([ :][A-Za-z0-9_./@+-]++)*+");
        private static final Set<String> WORDS =
                Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf");

        Plain() {
            super(SETTINGS);
            representers.put(
                    String.class,
                    text -> representScalar(
                            Tag.STR,
                            (String) text,
                            isSafe((String) text) ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED));
            representers.put(
                    BigDecimal.class,
                    number -> representScalar(
                            ((BigDecimal) number).scale() == 0 ? Tag.INT : Tag.FLOAT,
                            ((BigDecimal) number).toPlainString(),
                            ScalarStyle.PLAIN));
            parentClassRepresenters.put(
                    List.class, list -> representSequence(Tag.SEQ, (List<?>) list, style(((List<?>) list).isEmpty())));
            parentClassRepresenters.put(
                    Map.class,
                    object -> representMapping(Tag.MAP, (Map<?, ?>) object, style(((Map<?, ?>) object).isEmpty())));
        }

        private static FlowStyle style(boolean empty) {
            return empty ? FlowStyle.FLOW : FlowStyle.BLOCK;
        }

        private static boolean isSafe(String text) {
            return SAFE.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
        }
    }
}
