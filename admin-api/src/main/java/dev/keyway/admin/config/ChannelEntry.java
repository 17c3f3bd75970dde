package dev.keyway.admin.config;

import dev.keyway.admin.alert.AlertEvent;
import dev.keyway.admin.alert.ChannelKind;
import dev.keyway.admin.alert.ChannelView;
import dev.keyway.admin.alert.NewChannel;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An alert channel in the file. What signs its calls is not in it.
 *
 * @param name its name, unique regardless of case
 * @param target the mail address, or the webhook's address, which is a secret: it is shown as its origin,
 *     {@code https://hooks.example.com/…}, and a target in that form, or none, stays as it is
 * @param events the events that it receives
 */
record ChannelEntry(
        String name,
        ChannelKind kind,
        @Nullable String target,
        @Nullable List<AlertEvent> events,
        @Nullable Boolean disabled) {

    private static final String HIDDEN = "/…";

    ChannelEntry {
        events = events == null || events.stream().anyMatch(Objects::isNull)
                ? events
                : events.stream().distinct().sorted().toList();
        disabled = Normal.flag(disabled);
    }

    static ChannelEntry of(ChannelView channel) {
        return new ChannelEntry(
                        channel.name(),
                        channel.kind(),
                        channel.target(),
                        List.copyOf(channel.events()),
                        channel.disabledAt() != null)
                .shown();
    }

    /** As it may be shown. */
    ChannelEntry shown() {
        return at(kind == ChannelKind.WEBHOOK && target != null ? kind.shown(target) : target);
    }

    ChannelEntry at(@Nullable String elsewhere) {
        return new ChannelEntry(name, kind, elsewhere, events, disabled);
    }

    /** Whether it says where the channel leads, and not only that it leads where it did. */
    boolean tellsTarget() {
        return target != null && !target.endsWith(HIDDEN);
    }

    @SuppressWarnings("NullAway") // Whether it is there is for the constraints to say.
    NewChannel settings() {
        return new NewChannel(name, kind, target, events == null ? List.of() : events);
    }

    @Override
    public String toString() {
        return "ChannelEntry[" + name + "]";
    }
}
