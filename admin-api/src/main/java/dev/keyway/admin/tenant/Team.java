package dev.keyway.admin.tenant;

import dev.keyway.admin.caller.Scope;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
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
        return new TeamSettings(name, description, blockedAt != null);
    }

    void change(TeamSettings settings, Instant now) {
        name = settings.name();
        description = settings.description();
        blockedAt = settings.blocked() ? (blockedAt == null ? now : blockedAt) : null;
        updatedAt = now;
    }

    void delete(Instant now) {
        deletedAt = now;
        updatedAt = now;
    }

    TeamView view() {
        return new TeamView(id, tenantId, name, description, blockedAt, createdAt, updatedAt, version);
    }
}
