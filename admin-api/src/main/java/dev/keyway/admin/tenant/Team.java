package dev.keyway.admin.tenant;

import dev.keyway.admin.caller.Scope;
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

/** A team's row. */
@Entity
@Table(name = "team")
class Team {

    @Id
    private UUID id;

    private UUID tenantId;
    private String name;
    private String description;

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
    protected Team() {}

    Team(UUID id, UUID tenantId, TeamSettings settings, Instant now) {
        this.id = id;
        this.tenantId = tenantId;
        this.name = settings.name();
        this.description = settings.description();
        this.labels = settings.labels();
        this.blockedAt = settings.blocked() ? now : null;
        this.createdAt = now;
        this.updatedAt = now;
    }

    UUID id() {
        return id;
    }

    UUID tenant() {
        return tenantId;
    }

    Scope scope() {
        return Scope.team(tenantId, id);
    }

    long version() {
        return version;
    }

    TeamSettings settings() {
        return new TeamSettings(name, description, blockedAt != null, labels);
    }

    void change(TeamSettings settings, Instant now) {
        name = settings.name();
        description = settings.description();
        labels = settings.labels();
        blockedAt = settings.blocked() ? (blockedAt == null ? now : blockedAt) : null;
        updatedAt = now;
    }

    void delete(Instant now) {
        deletedAt = now;
        updatedAt = now;
    }

    TeamView view() {
        return new TeamView(id, tenantId, name, description, labels, blockedAt, createdAt, updatedAt, version);
    }
}
