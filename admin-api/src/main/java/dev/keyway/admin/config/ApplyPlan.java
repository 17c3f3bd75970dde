package dev.keyway.admin.config;

import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.Resource;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.Warning;
import dev.keyway.admin.problem.WarningCode;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Apply plan of one file: applies what differs, records each change, and goes on after what is refused. */
final class ApplyPlan {

    static final int MAX_CHANGES = 20_000;

    private static final int MOST_WARNINGS = 100;

    private final boolean prunes;
    private final ConfigurationTree trees;
    private final GuardedSteps steps;
    private final List<PlannedChange> created = new ArrayList<>();
    private final List<PlannedChange> changed = new ArrayList<>();
    private final List<PlannedChange> deleted = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private int unlisted;

    ApplyPlan(boolean prunes, ConfigurationTree trees, EntityManager entities) {
        this.prunes = prunes;
        this.trees = trees;
        this.steps = new GuardedSteps(entities);
    }

    /** Applies what is within a resource, which exists by now. */
    @FunctionalInterface
    interface Within<V, E> {

        /** @param known as it was before; null: it is new */
        void apply(Place place, UUID id, @Nullable V known, E entry);
    }

    Faults faults() {
        return steps.faults();
    }

    /** Writes what was applied, and forgets it, so that each flush looks only at what is new. */
    void settle(Place at) {
        steps.settle(at);
    }

    /** What the plan came to, for the response. */
    ConfigurationPlan result(boolean applied) {
        List<Warning> shown = new ArrayList<>(warnings);
        if (unlisted > 0) {
            shown.add(new Warning(
                    WarningCode.MORE_WARNINGS,
                    "body",
                    "has %,d warnings more, which are not listed".formatted(unlisted)));
        }
        return new ConfigurationPlan(
                applied, List.copyOf(created), List.copyOf(changed), List.copyOf(deleted), List.copyOf(shown));
    }

    /** Adds warnings about an entry of the file; of very many the first, and all that make keys unusable. */
    void warn(Place place, List<Warning> found) {
        for (Warning warning : found) {
            if (warnings.size() < MOST_WARNINGS || isGrave(warning)) {
                warnings.add(warning.within(place.path()));
            } else {
                unlisted++;
            }
        }
    }

    private static boolean isGrave(Warning warning) {
        return warning.code().equals(WarningCode.KEYS_UNUSABLE.text());
    }

    /** Creates and changes what a list names. */
    <V extends Resource, E> void apply(
            ResourcePlan<V, E> step, Place place, @Nullable List<E> wanted, Collection<V> there, Within<V, E> within) {
        if (wanted == null) {
            return;
        }
        Map<String, V> known = new HashMap<>();
        Set<String> several = new HashSet<>();
        for (V one : there) {
            String key = key(step, step.shown().apply(one));
            if (known.put(key, one) != null) {
                several.add(key);
            }
        }
        for (int i = 0; i < wanted.size(); i++) {
            E entry = wanted.get(i);
            Place at = place.at(step.list(), i, step.name().apply(entry));
            if (several.contains(key(step, entry))) {
                faults().add(Place.join(at.path(), "name"), "is that of several here: rename all but one");
                continue;
            }
            V before = known.get(key(step, entry));
            apply(step, at, before, entry).ifPresent(id -> within.apply(at, id, before, entry));
        }
    }

    /** Deletes what a list does not name, if that was asked for. */
    <V extends Resource, E> void prune(
            ResourcePlan<V, E> step, Place place, @Nullable List<E> wanted, Collection<V> there) {
        if (wanted == null || !prunes) {
            return;
        }
        Set<String> named = new HashSet<>();
        wanted.forEach(entry -> named.add(key(step, entry)));
        for (V one : there) {
            E shown = step.shown().apply(one);
            if (!named.contains(key(step, shown))) {
                delete(step, place, one, shown);
            }
        }
    }

    private static <V extends Resource, E> String key(ResourcePlan<V, E> step, E entry) {
        return String.valueOf(step.key().apply(entry));
    }

    private <V extends Resource, E> Optional<UUID> apply(
            ResourcePlan<V, E> step, Place at, @Nullable V before, E entry) {
        if (before == null) {
            Optional<UUID> made =
                    steps.attempt(at, () -> step.create().apply(entry)).map(Resource::id);
            made.ifPresent(id -> created.add(planned(step.kind(), at, null, entry)));
            return made;
        }
        boolean asWanted =
                steps.attempt(at, () -> step.same().test(before, entry)).orElse(true);
        if (!asWanted
                && !change(
                        step.kind(),
                        at,
                        step.shown().apply(before),
                        entry,
                        () -> step.change().accept(before, entry))) {
            return Optional.empty();
        }
        return Optional.of(before.id());
    }

    /** Applies a change, and records it unless it is refused; whether it was applied. */
    boolean change(Subject kind, Place at, Object before, Object after, Runnable step) {
        boolean done = steps.attempt(at, () -> {
                    step.run();
                    return true;
                })
                .isPresent();
        if (done) {
            changed.add(planned(kind, at, before, after));
        }
        return done;
    }

    private <V extends Resource, E> void delete(ResourcePlan<V, E> step, Place place, V one, E shown) {
        Place at = place.without(step.list(), step.name().apply(shown));
        try {
            steps.written(at, () -> step.delete().accept(one));
            deleted.add(planned(step.kind(), at, shown, null));
        } catch (ProblemException refused) {
            faults().add(
                            at.path(),
                            "lacks '%s', which cannot be deleted: %s"
                                    .formatted(
                                            step.name().apply(shown),
                                            Faults.withoutStop(String.valueOf(refused.getMessage()))),
                            refused.code());
        }
    }

    /** Each change is an entry of the audit, whose head is locked until the end: one file must not lock it for minutes. */
    private PlannedChange planned(Subject kind, Place at, @Nullable Object before, @Nullable Object after) {
        if (created.size() + changed.size() + deleted.size() == MAX_CHANGES) {
            throw new ApplyEnded(ProblemException.of(
                    ErrorCode.REQUEST_TOO_LARGE,
                    "The file has more than %,d changes: send it in parts.".formatted(MAX_CHANGES)));
        }
        return new PlannedChange(kind.text(), at.names(), shown(before), shown(after));
    }

    private @Nullable JsonNode shown(@Nullable Object part) {
        return part == null ? null : trees.own(part instanceof ChannelEntry channel ? channel.shown() : part);
    }
}
