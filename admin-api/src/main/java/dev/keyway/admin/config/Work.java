package dev.keyway.admin.config;

import dev.keyway.admin.change.Subject;
import dev.keyway.admin.edit.Resource;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.problem.SqlFault;
import dev.keyway.admin.problem.Warning;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;

/** One file being applied: does what differs, takes down what it does, and goes on after what is refused. */
final class Work {

    static final int MAX_CHANGES = 20_000;

    private final boolean prunes;
    private final ConfigurationTree trees;
    private final EntityManager entities;
    private final Faults faults = new Faults();
    private final List<PlannedChange> created = new ArrayList<>();
    private final List<PlannedChange> changed = new ArrayList<>();
    private final List<PlannedChange> deleted = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    Work(boolean prunes, ConfigurationTree trees, EntityManager entities) {
        this.prunes = prunes;
        this.trees = trees;
        this.entities = entities;
    }

    /** Goes on within a thing that is there by now. */
    @FunctionalInterface
    interface Within<V, E> {

        /** @param known as it was before; null: it is new */
        void bring(Place place, UUID id, @Nullable V known, E entry);
    }

    Faults faults() {
        return faults;
    }

    ConfigurationPlan plan(boolean applied) {
        return new ConfigurationPlan(
                applied, List.copyOf(created), List.copyOf(changed), List.copyOf(deleted), List.copyOf(warnings));
    }

    /** What is in doubt about something in the file. */
    void warn(Place place, List<Warning> doubts) {
        doubts.forEach(doubt -> warnings.add(doubt.within(place.path())));
    }

    /** Makes and changes what a list names. */
    <V extends Resource, E> void bring(
            Step<V, E> step, Place place, @Nullable List<E> wanted, Collection<V> there, Within<V, E> within) {
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
                faults.add(Place.join(at.path(), "name"), "is that of several here: rename all but one");
                continue;
            }
            V before = known.get(key(step, entry));
            bring(step, at, before, entry).ifPresent(id -> within.bring(at, id, before, entry));
        }
    }

    /** Deletes what a list does not name, if that was asked for. */
    <V extends Resource, E> void prune(Step<V, E> step, Place place, @Nullable List<E> wanted, Collection<V> there) {
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

    private static <V extends Resource, E> String key(Step<V, E> step, E entry) {
        return String.valueOf(step.key().apply(entry));
    }

    private <V extends Resource, E> Optional<UUID> bring(Step<V, E> step, Place at, @Nullable V before, E entry) {
        if (before == null) {
            Optional<UUID> made = attempt(at, () -> step.create().apply(entry)).map(Resource::id);
            made.ifPresent(id -> created.add(planned(step.kind(), at, null, entry)));
            return made;
        }
        boolean asWanted = attempt(at, () -> step.same().test(before, entry)).orElse(true);
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

    /** Whether it was not refused. */
    boolean change(Subject kind, Place at, Object before, Object after, Runnable step) {
        boolean done = attempt(at, () -> {
                    step.run();
                    return true;
                })
                .isPresent();
        if (done) {
            changed.add(planned(kind, at, before, after));
        }
        return done;
    }

    private <V extends Resource, E> void delete(Step<V, E> step, Place place, V one, E shown) {
        Place at = place.without(step.list(), step.name().apply(shown));
        try {
            guarded(at, () -> {
                step.delete().accept(one);
                entities.flush();
                return true;
            });
            deleted.add(planned(step.kind(), at, shown, null));
        } catch (ProblemException refused) {
            faults.add(
                    at.path(),
                    "lacks '%s', which cannot be deleted: %s"
                            .formatted(
                                    step.name().apply(shown), Faults.withoutStop(String.valueOf(refused.getMessage()))),
                    refused.code());
        }
    }

    /** What came of it; empty if it was refused, which is taken down. */
    <T> Optional<T> attempt(Place at, Supplier<T> step) {
        try {
            return Optional.of(guarded(at, step));
        } catch (ProblemException refused) {
            faults.add(at.path(), refused);
            return Optional.empty();
        }
    }

    /** What the database refuses ends the work: nothing more can be asked in this transaction. */
    private <T> T guarded(Place at, Supplier<T> step) {
        try {
            return step.get();
        } catch (DataAccessException | PersistenceException failure) {
            ProblemException refused = SqlFault.of(failure)
                    .filter(fault -> !fault.isPassing())
                    .flatMap(SqlFault::problem)
                    .orElseThrow(() -> failure);
            faults.add(at.path(), refused);
            throw new Ended(faults.problem());
        } catch (ProblemException refused) {
            if (refused.code() == ErrorCode.VERSION_CHANGED) {
                throw new Ended(refused);
            }
            throw refused;
        }
    }

    /** Forgets what was read and written, so that each flush looks at what is new alone. */
    void settle(Place at) {
        attempt(at, () -> {
            entities.flush();
            return true;
        });
        entities.clear();
    }

    /** The work cannot go on. */
    static final class Ended extends RuntimeException {

        private final transient ProblemException problem;

        Ended(ProblemException problem) {
            super(problem);
            this.problem = problem;
        }

        ProblemException problem() {
            return problem;
        }
    }

    /** Each change is an entry of the audit, and holds its head: a file must not hold it for minutes. */
    private PlannedChange planned(Subject kind, Place at, @Nullable Object before, @Nullable Object after) {
        if (created.size() + changed.size() + deleted.size() == MAX_CHANGES) {
            throw new Ended(ProblemException.of(
                    ErrorCode.REQUEST_TOO_LARGE,
                    "The file has more than %,d changes: send it in parts.".formatted(MAX_CHANGES)));
        }
        return new PlannedChange(kind.text(), at.names(), shown(before), shown(after));
    }

    private @Nullable JsonNode shown(@Nullable Object part) {
        return part == null ? null : trees.own(part instanceof ChannelEntry channel ? channel.shown() : part);
    }
}
