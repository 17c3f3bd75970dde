package dev.keyway.admin.config;

import dev.keyway.admin.alert.ChannelKind;
import dev.keyway.admin.alert.ChannelView;
import dev.keyway.admin.alert.Channels;
import dev.keyway.admin.alert.IssuedChannel;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.IfMatch;
import dev.keyway.admin.edit.Resource;
import dev.keyway.admin.problem.ProblemException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Brings alert channels to be as the file says, which need not say where a webhook leads that is there. */
@Component
final class ChannelApplier {

    private final Channels channels;
    private final JsonMapper json;

    ChannelApplier(Channels channels, JsonMapper json) {
        this.channels = channels;
        this.json = json;
    }

    void apply(ApplyPlan plan, Place place, Scope scope, @Nullable List<ChannelEntry> wanted, State state) {
        ResourcePlan<ChannelView, ChannelEntry> resources = resources(scope);
        List<ChannelView> there = state.channels().getOrDefault(scope, List.of());
        plan.apply(resources, place, wanted, there, (at, id, known, entry) -> {});
        plan.prune(resources, place, wanted, there);
    }

    private ResourcePlan<ChannelView, ChannelEntry> resources(Scope scope) {
        return new ResourcePlan<>(
                Subject.ALERT_CHANNEL,
                "alertChannels",
                channel -> Keys.name(channel.name()),
                ChannelEntry::name,
                ChannelEntry::of,
                (there, wanted) -> isSame(scope, there, wanted),
                entry -> create(scope, entry),
                (before, entry) -> change(scope, before, entry),
                channel -> channels.delete(scope, channel.id()));
    }

    private boolean isSame(Scope scope, ChannelView there, ChannelEntry wanted) {
        ChannelEntry shown = ChannelEntry.of(there);
        return shown.at(null).equals(wanted.at(null)) && !moves(scope, there, wanted);
    }

    /** A target in the form that is shown must be the one that is shown, since its path is not in the file. */
    private boolean moves(Scope scope, ChannelView there, ChannelEntry wanted) {
        String target = wanted.target();
        if (target == null) {
            return false;
        }
        return wanted.tellsTarget()
                ? !channels.leadsTo(scope, there.id(), target)
                : !target.equals(ChannelEntry.of(there).target());
    }

    private Resource create(Scope scope, ChannelEntry entry) {
        requireTarget(entry);
        IssuedChannel made = channels.create(scope, entry.settings());
        if (entry.disabled() != null) {
            ChannelView unused = channels.change(
                    scope,
                    made.id(),
                    new IfMatch(made.channel().version()),
                    json.createObjectNode().put("disabled", true));
        }
        return made;
    }

    private void change(Scope scope, ChannelView before, ChannelEntry entry) {
        if (entry.kind() != before.kind()) {
            throw ProblemException.invalid(
                    "kind", "must remain %s: delete the channel, and create another".formatted(before.kind()));
        }
        ObjectNode patch = json.createObjectNode().put("name", entry.name()).put("disabled", entry.disabled() != null);
        ArrayNode events = patch.putArray("events");
        Objects.requireNonNullElse(entry.events(), List.<Enum<?>>of()).forEach(event -> events.add(event.name()));
        if (moves(scope, before, entry)) {
            requireTarget(entry);
            patch.put("target", entry.target());
        }
        ChannelView unused = channels.change(scope, before.id(), new IfMatch(before.version()), patch);
    }

    private static void requireTarget(ChannelEntry entry) {
        if (!entry.tellsTarget()) {
            throw ProblemException.invalid(
                    "target",
                    entry.kind() == ChannelKind.WEBHOOK
                            ? "must be the whole address, of which a file shows the origin alone"
                            : "must be a mail address");
        }
    }
}
