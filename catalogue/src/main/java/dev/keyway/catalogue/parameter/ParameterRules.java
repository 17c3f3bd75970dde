package dev.keyway.catalogue.parameter;

import dev.keyway.catalogue.provider.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A provider's parameter rules: each set applies to some operations and to the models that a pattern names.
 *
 * @param sets in the order in which they apply
 */
public record ParameterRules(List<RuleSet> sets) {

    /** Nothing is changed. */
    public static final ParameterRules NONE = new ParameterRules(List.of());

    public ParameterRules {
        sets = List.copyOf(sets);
    }

    /**
     * The rules for one kind of call.
     *
     * @param operations the operations they apply to
     * @param models the model names they apply to, matched as a whole
     * @param rules in the order in which they apply
     */
    public record RuleSet(Set<Operation> operations, Pattern models, List<ParameterRule> rules) {

        public RuleSet {
            operations = Set.copyOf(operations);
            rules = List.copyOf(rules);
        }
    }

    /** The rules for an operation on a model, in order. Meant to be called once per model, then kept. */
    public List<ParameterRule> rulesFor(Operation operation, String model) {
        List<ParameterRule> found = new ArrayList<>();
        for (RuleSet set : sets) {
            if (set.operations().contains(operation)
                    && set.models().matcher(model).matches()) {
                found.addAll(set.rules());
            }
        }
        return List.copyOf(found);
    }
}
