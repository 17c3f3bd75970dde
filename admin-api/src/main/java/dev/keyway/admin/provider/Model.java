package dev.keyway.admin.provider;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A model's row. */
@Entity
@Table(name = "model")
class Model extends ProviderResource<ModelSettings, ModelView> {

    private String name;
    private @Nullable Integer contextWindow;
    private @Nullable Integer maxOutput;
    private @Nullable Long firstByteTimeoutMs;
    private @Nullable Long firstStreamTimeoutMs;
    private boolean unpricedAllowed;
    private @Nullable Instant disabledAt;

    @SuppressWarnings("NullAway.Init")
    protected Model() {}

    Model(UUID id, UUID providerId, ModelSettings settings, Instant now) {
        super(id, providerId, now);
        change(settings, now);
    }

    @Override
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

    @Override
    final void change(ModelSettings settings, Instant now) {
        name = settings.name();
        contextWindow = settings.contextWindow();
        maxOutput = settings.maxOutput();
        firstByteTimeoutMs = Timeouts.millis("firstByteTimeout", settings.firstByteTimeout());
        firstStreamTimeoutMs = Timeouts.millis("firstStreamTimeout", settings.firstStreamTimeout());
        unpricedAllowed = settings.unpricedAllowed();
        disabledAt = settings.disabled() ? (disabledAt == null ? now : disabledAt) : null;
        changed(now);
    }

    @Override
    ModelView view() {
        return new ModelView(
                id(),
                providerId(),
                name,
                contextWindow,
                maxOutput,
                Timeouts.duration(firstByteTimeoutMs),
                Timeouts.duration(firstStreamTimeoutMs),
                unpricedAllowed,
                disabledAt,
                createdAt(),
                updatedAt(),
                version());
    }
}
