package dev.keyway.admin.tenant;

import dev.keyway.admin.label.LabelText;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A tenant's row. */
@Entity
@Table(name = "tenant")
class Tenant {

    @Id
    private UUID id;

    private String name;
    private String description;
    private String zone;

    @Convert(converter = LabelText.class)
    @ColumnTransformer(write = "?::jsonb")
    private Map<String, String> labels;

    private @Nullable Instant blockedAt;
    private Instant createdAt;
    private Instant updatedAt;

    @SuppressWarnings("UnusedVariable") // Queries read it.
    private @Nullable Instant deletedAt;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected Tenant() {}

    Tenant(UUID id, TenantSettings settings, Instant now) {
        this.id = id;
        this.name = settings.name();
        this.description = settings.description();
        this.zone = settings.zone();
        this.labels = settings.labels();
        this.blockedAt = settings.blocked() ? now : null;
        this.createdAt = now;
        this.updatedAt = now;
    }

    UUID id() {
        return id;
    }

    long version() {
        return version;
    }

    TenantSettings settings() {
        return new TenantSettings(name, description, zone, blockedAt != null, labels);
    }

    void change(TenantSettings settings, Instant now) {
        name = settings.name();
        description = settings.description();
        zone = settings.zone();
        labels = settings.labels();
        blockedAt = settings.blocked() ? (blockedAt == null ? now : blockedAt) : null;
        updatedAt = now;
    }

    void delete(Instant now) {
        deletedAt = now;
        updatedAt = now;
    }

    TenantView view() {
        return new TenantView(id, name, description, zone, labels, blockedAt, createdAt, updatedAt, version);
    }
}
