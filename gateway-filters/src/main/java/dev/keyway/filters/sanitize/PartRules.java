package dev.keyway.filters.sanitize;

import dev.keyway.catalogue.parameter.ParameterRule;
import dev.keyway.filters.body.BodyEditor;
import dev.keyway.filters.body.ElementIndex;
import dev.keyway.filters.body.Member;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.ValueKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules for the parts of a message's {@code content}.
 *
 * @param members the members that go
 * @param types the types of parts that go; a message that has no other gets empty content
 */
record PartRules(Set<String> members, Set<String> types) {

    static PartRules among(List<ParameterRule> rules) {
        Set<String> members = new LinkedHashSet<>();
        Set<String> types = new LinkedHashSet<>();
        for (ParameterRule rule : rules) {
            if (rule instanceof ParameterRule.DropInParts drop) {
                members.add(drop.name());
            } else if (rule instanceof ParameterRule.DropParts drop) {
                types.add(drop.type());
            }
        }
        return new PartRules(members, types);
    }

    boolean isEmpty() {
        return members.isEmpty() && types.isEmpty();
    }

    void apply(Fitting fitting, MemberIndex message) {
        Member content = isEmpty() ? null : message.member("content");
        if (content == null || content.kind() != ValueKind.ARRAY) {
            return;
        }
        Set<Integer> gone = new LinkedHashSet<>();
        ElementIndex.forEachObject(message.body(), content.start(), content.end(), part -> {
            String type = part.string("type");
            if (type != null && types.contains(type)) {
                gone.add(part.start());
                fitting.dropped("messages[].content[" + type + "]");
            } else {
                dropMembers(fitting, part);
            }
        });
        if (!gone.isEmpty()) {
            dropParts(fitting.inside(message), message, content, gone);
        }
    }

    private void dropMembers(Fitting fitting, MemberIndex part) {
        for (String name : members) {
            if (part.has(name)) {
                fitting.inside(part).drop(name);
                fitting.dropped("messages[].content[]." + name);
            }
        }
    }

    private static void dropParts(BodyEditor editor, MemberIndex message, Member content, Set<Integer> gone) {
        ElementIndex parts = ElementIndex.of(message.body(), content.start(), content.end());
        if (gone.size() == parts.size()) {
            editor.setString("content", "");
            return;
        }
        boolean isAfterOthers = false;
        for (int i = 0; i < parts.size(); i++) {
            if (!gone.contains(parts.start(i))) {
                isAfterOthers = true;
            } else if (isAfterOthers) {
                editor.cut(parts.end(i - 1), parts.end(i));
            } else {
                editor.cut(parts.start(i), parts.start(i + 1));
            }
        }
    }
}
