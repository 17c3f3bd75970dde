package dev.keyway.admin.tenant;

import dev.keyway.admin.change.StoredResource;
import dev.keyway.admin.label.LabelText;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A tenant's row. */
@Entity
@Table(name = "tenant")
class Tenant extends StoredResource {

    private String name;
    private String description;
    private String zone;

    @Convert(converter = LabelText.class)
    @ColumnTransformer(write = "?::jsonb")
    private Map<String, String> labels;

    private List<String> tagNames;
    private @Nullable Instant blockedAt;

    @SuppressWarnings("NullAway.Init")
    protected Tenant() {}

    Tenant(UUID id, TenantSettings settings, Instant now) {
        super(id, now);
        this.name = settings.name();
        this.description = settings.description();
        this.zone = settings.zone();
        this.labels = settings.labels();
        this.tagNames = settings.tagNames();
        this.blockedAt = settings.blocked() ? now : null;
    }

    TenantSettings settings() {
        return new TenantSettings(name, description, zone, blockedAt != null, labels, tagNames);
    }

    void change(TenantSettings settings, Instant now) {
        name = settings.name();
        description = settings.description();
        zone = settings.zone();
        labels = settings.labels();
        tagNames = settings.tagNames();
        blockedAt = settings.blocked() ? (blockedAt == null ? now : blockedAt) : null;
        changed(now);
    }

    TenantView view() {
        return new TenantView(
                id(),
                name,
                description,
                zone,
                labels,
                List.copyOf(tagNames),
                blockedAt,
                createdAt(),
                updatedAt(),
                version());
    }
}
