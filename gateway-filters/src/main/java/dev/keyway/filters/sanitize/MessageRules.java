package dev.keyway.filters.sanitize;

import dev.keyway.catalogue.parameter.ParameterRule;
import dev.keyway.catalogue.parameter.ParameterRule.DropInMessages;
import dev.keyway.catalogue.parameter.ParameterRule.MapRole;
import dev.keyway.filters.body.BodyEditor;
import dev.keyway.filters.body.Member;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.ValueKind;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules for the elements of {@code messages}, put together so that the messages are walked over once.
 *
 * @param drops the members that go
 * @param roles the roles that are replaced, and by what
 * @param parts what happens to the parts of their content
 */
record MessageRules(Set<String> drops, Map<String, String> roles, PartRules parts) {

    static MessageRules among(List<ParameterRule> rules) {
        Set<String> drops = new LinkedHashSet<>();
        Map<String, String> roles = new HashMap<>();
        for (ParameterRule rule : rules) {
            if (rule instanceof DropInMessages drop) {
                drops.add(drop.name());
            } else if (rule instanceof MapRole role) {
                roles.put(role.from(), role.to());
            }
        }
        return new MessageRules(drops, roles, PartRules.among(rules));
    }

    void apply(Fitting fitting) {
        if (drops.isEmpty() && roles.isEmpty() && parts.isEmpty()) {
            return;
        }
        fitting.forEachObject("messages", message -> apply(fitting, message));
    }

    private void apply(Fitting fitting, MemberIndex message) {
        for (String name : drops) {
            if (message.has(name)) {
                fitting.inside(message).drop(name);
                fitting.dropped("messages[]." + name);
            }
        }
        parts.apply(fitting, message);
        String role = newRole(message);
        if (role != null) {
            BodyEditor editor = fitting.inside(message);
            editor.setString("role", role);
        }
    }

    /** Every role of a message that has several is looked at, since parsers differ in which one they take. */
    private @Nullable String newRole(MemberIndex message) {
        if (roles.isEmpty()) {
            return null;
        }
        String last = null;
        boolean mapped = false;
        for (Member member : message.members()) {
            if (member.name().equals("role") && member.kind() == ValueKind.STRING) {
                String role = message.string(member);
                mapped |= roles.containsKey(role);
                last = roles.getOrDefault(role, role);
            }
        }
        return mapped ? last : null;
    }
}
