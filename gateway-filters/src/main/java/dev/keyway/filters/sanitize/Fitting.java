package dev.keyway.filters.sanitize;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.keyway.catalogue.parameter.Condition;
import dev.keyway.catalogue.parameter.ParameterRule;
import dev.keyway.catalogue.parameter.TuningMembers;
import dev.keyway.filters.body.BodyEditor;
import dev.keyway.filters.body.ElementIndex;
import dev.keyway.filters.body.Member;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.MemberPath;
import dev.keyway.filters.body.ValueKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request on its way through the rules. */
final class Fitting {

    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] WITH_USAGE = "{\"include_usage\":true}".getBytes(US_ASCII);

    private final MemberIndex request;
    private final BodyEditor editor;
    private final Set<String> dropped = new LinkedHashSet<>();
    private boolean usageForced;

    Fitting(MemberIndex request) {
        this.request = request;
        this.editor = BodyEditor.of(request);
    }

    /** Leaves {@code stream} and {@code model} once each, with the provider's name of the model. */
    void normalizeModelAndStream(String model) {
        editor.keepLast("stream");
        if (editor.has("model")) {
            editor.keepLast("model");
            if (!model.equals(request.string("model")) || escaped("model")) {
                editor.setString("model", model);
            }
        }
    }

    void apply(ParameterRule rule) {
        switch (rule) {
            case ParameterRule.Drop drop -> drop(drop.name());
            case ParameterRule.DropUnless drop -> dropUnless(drop.name(), drop.json());
            case ParameterRule.DropIf drop -> dropIf(drop.name(), drop.condition());
            case ParameterRule.DropIfEmpty drop -> dropIfEmpty(drop.name());
            case ParameterRule.KeepOnly keep -> keepOnly(keep.names());
            case ParameterRule.KeepOnlyWithin keep -> keepOnlyWithin(keep.name(), keep.names());
            case ParameterRule.Rename rename -> rename(rename.from(), rename.to());
            case ParameterRule.Clamp clamp -> clamp(clamp.name(), clamp.min(), clamp.max());
            case ParameterRule.IncludeUsage usage -> includeUsage();
            case ParameterRule.MapRole role -> {}
            case ParameterRule.DropInMessages drop -> {}
            case ParameterRule.DropInParts drop -> {}
            case ParameterRule.DropParts drop -> {}
        }
    }

    SanitizedBody finish() {
        return new SanitizedBody(editor.apply(), DroppedNames.forHeader(dropped), usageForced);
    }

    /** Visits the objects in an array that still stands; of several members of the name only the last stays. */
    void forEachObject(String name, Consumer<MemberIndex> each) {
        Member member = only(name);
        if (member != null && member.kind() == ValueKind.ARRAY) {
            ElementIndex.forEachObject(request.body(), member.start(), member.end(), each);
        }
    }

    BodyEditor inside(MemberIndex object) {
        return editor.inside(object);
    }

    void dropped(String name) {
        dropped.add(name);
    }

    /** A member that the provider was found to refuse goes, whoever put it there. */
    void dropRefused(String path) {
        if (MemberPath.drop(editor, path)) {
            dropped.add(path);
            usageForced &= !TuningMembers.asksForUsage(path);
        }
    }

    private void drop(String name) {
        if (editor.has(name)) {
            editor.drop(name);
            dropped.add(name);
        }
    }

    private void dropUnless(String name, String json) {
        Member member = only(name);
        if (member != null && !request.json(member).equals(json)) {
            drop(name);
        }
    }

    private void dropIf(String name, Condition condition) {
        if (holds(condition)) {
            drop(name);
        }
    }

    private void dropIfEmpty(String name) {
        Member member = only(name);
        if (member != null
                && member.kind() == ValueKind.ARRAY
                && ElementIndex.isEmpty(request.body(), member.start())) {
            drop(name);
        }
    }

    private void keepOnly(Set<String> names) {
        for (String name : editor.names()) {
            if (!names.contains(name)) {
                drop(name);
            }
        }
    }

    private void keepOnlyWithin(String name, Set<String> names) {
        MemberIndex object = object(name);
        if (object == null) {
            return;
        }
        List<String> gone = new ArrayList<>();
        for (Member member : object.members()) {
            if (!names.contains(member.name())) {
                gone.add(member.name());
            }
        }
        if (gone.size() == object.members().size()) {
            drop(name);
            return;
        }
        for (String member : gone) {
            editor.inside(object).drop(member);
            dropped.add(name + "." + member);
        }
    }

    private void rename(String from, String to) {
        Member target = editor.member(to);
        if (!editor.has(from)) {
            return;
        }
        if (target != null && target.kind() == ValueKind.NULL) {
            editor.drop(to);
        } else if (target != null) {
            dropped.add(from);
        }
        editor.rename(from, to);
    }

    private void clamp(String name, String min, String max) {
        Member member = only(name);
        if (member == null || member.kind() != ValueKind.NUMBER) {
            return;
        }
        double value = Double.parseDouble(request.json(member));
        if (value < Double.parseDouble(min)) {
            editor.set(name, min.getBytes(US_ASCII));
        } else if (value > Double.parseDouble(max)) {
            editor.set(name, max.getBytes(US_ASCII));
        }
    }

    private void includeUsage() {
        if (!holds(Condition.streamed())) {
            return;
        }
        Member options = only("stream_options");
        MemberIndex object = object("stream_options");
        if (options == null || options.kind() == ValueKind.NULL) {
            editor.set("stream_options", WITH_USAGE);
            usageForced = true;
        } else if (object != null) {
            usageForced = !object.isTrue("include_usage");
            if (usageForced) {
                editor.inside(object).set("include_usage", TRUE);
            } else {
                editor.inside(object).keepLast("include_usage");
            }
        }
    }

    private boolean holds(Condition condition) {
        return switch (condition) {
            case Condition.Given given -> {
                Member member = only(given.name());
                yield member != null && member.kind() != ValueKind.NULL;
            }
            case Condition.IsTrue is -> {
                Member member = only(is.name());
                yield member != null && member.kind() == ValueKind.TRUE;
            }
            case Condition.Is is -> is(editor, is.name(), is.values());
            case Condition.IsWithin is -> {
                MemberIndex object = object(is.parent());
                yield object != null && is(editor.inside(object), is.name(), is.values());
            }
            case Condition.Both both -> holds(both.one()) && holds(both.other());
            case Condition.Not not -> !holds(not.condition());
        };
    }

    private static boolean is(BodyEditor object, String name, Set<String> values) {
        object.keepLast(name);
        Member member = object.member(name);
        return member != null
                && member.kind() == ValueKind.STRING
                && values.contains(object.original().string(member));
    }

    private @Nullable MemberIndex object(String name) {
        Member member = only(name);
        return member == null || member.kind() != ValueKind.OBJECT
                ? null
                : MemberIndex.of(request.body(), member.start(), member.end());
    }

    /** The last member of a name; those before it go, so that no parser can take another than the rule saw. */
    private @Nullable Member only(String name) {
        editor.keepLast(name);
        return editor.member(name);
    }

    private boolean escaped(String name) {
        Member member = editor.member(name);
        return member != null && member.nameEnd() - member.nameStart() != name.length() + 2;
    }
}
