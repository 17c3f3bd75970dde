package dev.keyway.admin.token;

import dev.keyway.admin.caller.Scope;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A proxy token's row; its secrets have rows of their own. */
@Entity
@Table(name = "proxy_token")
class ProxyToken {

    @Id
    private UUID id;

    private UUID tenantId;
    private UUID teamId;
    private @Nullable UUID serviceAccountId;
    private String name;
    private String description;
    private String last4;
    private @Nullable Instant expiresAt;
    private @Nullable Instant blockedAt;
    private @Nullable Instant revokedAt;
    private @Nullable UUID createdBy;
    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected ProxyToken() {}

    ProxyToken(UUID id, Scope team, NewToken request, String last4, @Nullable UUID createdBy, Instant now) {
        this.id = id;
        this.tenantId = Objects.requireNonNull(team.tenant());
        this.teamId = Objects.requireNonNull(team.team());
        this.serviceAccountId = request.serviceAccountId();
        this.name = request.name();
        this.description = request.description();
        this.last4 = last4;
        this.expiresAt = request.expiresAt();
        this.createdBy = createdBy;
        this.createdAt = now;
        this.updatedAt = now;
    }

    UUID id() {
        return id;
    }

    UUID tenantId() {
        return tenantId;
    }

    Scope scope() {
        return Scope.team(tenantId, teamId);
    }

    long version() {
        return version;
    }

    boolean isRevoked() {
        return revokedAt != null;
    }

    TokenSettings settings() {
        return new TokenSettings(name, description, expiresAt, blockedAt != null);
    }

    void change(TokenSettings settings, Instant now) {
        name = settings.name();
        description = settings.description();
        expiresAt = settings.expiresAt();
        blockedAt = settings.blocked() ? (blockedAt == null ? now : blockedAt) : null;
        updatedAt = now;
    }

    void rotate(String newLast4, Instant now) {
        last4 = newLast4;
        updatedAt = now;
    }

    void revoke(Instant now) {
        revokedAt = now;
        updatedAt = now;
    }

    TokenView view(Instant now) {
        return new TokenView(
                id,
                tenantId,
                teamId,
                serviceAccountId,
                name,
                description,
                last4,
                TokenStatus.of(revokedAt, expiresAt, blockedAt, now),
                expiresAt,
                blockedAt,
                revokedAt,
                createdBy,
                createdAt,
                updatedAt,
                version);
    }
}
