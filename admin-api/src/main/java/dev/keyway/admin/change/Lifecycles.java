package dev.keyway.admin.change;

import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.edit.MergePatch;
import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.identity.Ids;
import java.time.Clock;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** What the lifecycles of all resources share. */
@Component
public record Lifecycles(ChangeLog changes, MergePatch patches, Ids ids, Clock clock) {

    /** Lifecycle of a kind of resource that belongs to the installation. */
    public <S, V extends Versioned> Lifecycle<S, V> of(Subject subject, Class<S> settings) {
        return of(subject, settings, view -> Scope.INSTALLATION);
    }

    /** Lifecycle of a kind of resource. */
    public <S, V extends Versioned> Lifecycle<S, V> of(Subject subject, Class<S> settings, Function<V, Scope> scope) {
        return new Lifecycle<>(this, subject, settings, scope);
    }
}
