package dev.keyway.admin.provider;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A model's row. */
@Entity
@Table(name = "model")
class Model {

    @Id
    private UUID id;

    private UUID providerId;
    private String name;
    private @Nullable Integer contextWindow;
    private @Nullable Integer maxOutput;
    private @Nullable Long firstByteTimeoutMs;
    private @Nullable Long firstStreamTimeoutMs;
    private boolean unpricedAllowed;
    private @Nullable Instant disabledAt;
    private Instant createdAt;
    private Instant updatedAt;

    @SuppressWarnings("UnusedVariable") // Queries read it.
    private @Nullable Instant deletedAt;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected Model() {}

    Model(UUID id, UUID providerId, ModelSettings settings, Instant now) {
        this.id = id;
        this.providerId = providerId;
        this.createdAt = now;
        change(settings, now);
    }

    UUID id() {
        return id;
    }

    long version() {
        return version;
    }

    ModelSettings settings() {
        return new ModelSettings(
                name,
                contextWindow,
                maxOutput,
                Timeouts.duration(firstByteTimeoutMs),
                Timeouts.duration(firstStreamTimeoutMs),
                unpricedAllowed,
                disabledAt != null);
    }

    final void change(ModelSettings settings, Instant now) {
        name = settings.name();
        contextWindow = settings.contextWindow();
        maxOutput = settings.maxOutput();
        firstByteTimeoutMs = Timeouts.millis("firstByteTimeout", settings.firstByteTimeout());
        firstStreamTimeoutMs = Timeouts.millis("firstStreamTimeout", settings.firstStreamTimeout());
        unpricedAllowed = settings.unpricedAllowed();
        disabledAt = settings.disabled() ? (disabledAt == null ? now : disabledAt) : null;
        updatedAt = now;
    }

    void delete(Instant now) {
        deletedAt = now;
        updatedAt = now;
    }

    ModelView view() {
        return new ModelView(
                id,
                providerId,
                name,
                contextWindow,
                maxOutput,
                Timeouts.duration(firstByteTimeoutMs),
                Timeouts.duration(firstStreamTimeoutMs),
                unpricedAllowed,
                disabledAt,
                createdAt,
                updatedAt,
                version);
    }
}
