package dev.keyway.filters.sanitize;

import dev.keyway.catalogue.parameter.Condition;
import dev.keyway.catalogue.parameter.ParameterRule;
import dev.keyway.catalogue.parameter.ParameterRules;
import dev.keyway.catalogue.provider.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes rules as the documentation shows them: what becomes of a request for a model. */
final class RulesTable {

    private final StringBuilder table =
            new StringBuilder("| Provider, operation, model | How the request changes |\n|---|---|\n");

    RulesTable row(String provider, ParameterRules rules, Operation operation, String model) {
        Map<String, List<String>> sentences = new LinkedHashMap<>();
        for (ParameterRule rule : rules.rulesFor(operation, model)) {
            String[] parts = sentence(rule);
            sentences.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(parts[1]);
        }
        String text = sentences.entrySet().stream()
                .map(entry -> entry.getKey().formatted(String.join(", ", entry.getValue())))
                .collect(Collectors.joining("; "));
        table.append("| %s, `%s`, `%s` | %s |\n".formatted(provider, operation.path(), model, text));
        return this;
    }

    @Override
    public String toString() {
        return table.toString();
    }

    /** A sentence with a place in it, and what goes there: rules of one sentence share it. */
    private static String[] sentence(ParameterRule rule) {
        return switch (rule) {
            case ParameterRule.Drop drop -> new String[] {"drops %s", code(drop.name())};
            case ParameterRule.DropUnless drop ->
                new String[] {"drops %s", code(drop.name()) + " unless " + code(drop.json())};
            case ParameterRule.DropIf drop ->
                new String[] {"drops %s " + condition(drop.condition()), code(drop.name())};
            case ParameterRule.DropIfEmpty drop -> new String[] {"drops %s if empty", code(drop.name())};
            case ParameterRule.KeepOnly keep -> new String[] {"keeps only %s", codes(keep.names())};
            case ParameterRule.KeepOnlyWithin keep ->
                new String[] {"keeps of " + code(keep.name()) + " only %s", codes(keep.names())};
            case ParameterRule.Rename rename ->
                new String[] {"renames %s", code(rename.from()) + " to " + code(rename.to())};
            case ParameterRule.Clamp clamp ->
                new String[] {"brings %s", code(clamp.name()) + " within " + clamp.min() + " to " + clamp.max()};
            case ParameterRule.MapRole role ->
                new String[] {"turns the role %s", code(role.from()) + " into " + code(role.to())};
            case ParameterRule.DropInMessages drop -> new String[] {"drops %s", code("messages[]." + drop.name())};
            case ParameterRule.DropInParts drop ->
                new String[] {"drops %s", code("messages[].content[]." + drop.name())};
            case ParameterRule.DropParts drop -> new String[] {"drops parts of type %s", code(drop.type())};
            case ParameterRule.IncludeUsage usage ->
                new String[] {"sets %s", code("stream_options.include_usage") + " on streams"};
        };
    }

    private static String condition(Condition condition) {
        return condition instanceof Condition.Not not
                ? "unless " + described(not.condition())
                : "if " + described(condition);
    }

    private static String described(Condition condition) {
        return switch (condition) {
            case Condition.Given given -> code(given.name()) + " is given";
            case Condition.IsTrue is -> code(is.name()) + " is `true`";
            case Condition.Is is -> code(is.name()) + " is " + codes(is.values());
            case Condition.IsWithin is -> code(is.parent() + "." + is.name()) + " is " + codes(is.values());
            case Condition.Both both -> described(both.one()) + " and " + described(both.other());
            case Condition.Not not ->
                not.condition() instanceof Condition.Given given
                        ? code(given.name()) + " is not given"
                        : "not " + described(not.condition());
        };
    }

    private static String codes(Collection<String> names) {
        return new TreeSet<>(names).stream().map(RulesTable::code).collect(Collectors.joining(", "));
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
