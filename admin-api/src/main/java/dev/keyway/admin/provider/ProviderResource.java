package dev.keyway.admin.provider;

import dev.keyway.admin.change.StoredResource;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.UUID;

/** Row of a resource of one provider. */
@MappedSuperclass
abstract class ProviderResource<S, V> extends StoredResource {

    private UUID providerId;

    @SuppressWarnings("NullAway.Init")
    protected ProviderResource() {}

    ProviderResource(UUID id, UUID providerId, Instant now) {
        super(id, now);
        this.providerId = providerId;
    }

    UUID providerId() {
        return providerId;
    }

    abstract S settings();

    abstract void change(S settings, Instant now);

    abstract V view();
}
