package dev.keyway.admin.change;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Row of a resource with versions, whose deletion only marks it. */
@MappedSuperclass
public abstract class StoredResource {

    @Id
    private UUID id;

    private Instant createdAt;
    private Instant updatedAt;

    private @Nullable Instant deletedAt;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected StoredResource() {}

    protected StoredResource(UUID id, Instant now) {
        this.id = id;
        this.createdAt = now;
        this.updatedAt = now;
    }

    public final UUID id() {
        return id;
    }

    protected final Instant createdAt() {
        return createdAt;
    }

    protected final Instant updatedAt() {
        return updatedAt;
    }

    public final long version() {
        return version;
    }

    protected final boolean isDeleted() {
        return deletedAt != null;
    }

    protected final void changed(Instant now) {
        updatedAt = now;
    }

    public void delete(Instant now) {
        deletedAt = now;
        updatedAt = now;
    }
}
