package dev.keyway.admin.token;

import dev.keyway.admin.caller.Block;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.label.LabelText;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
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
    private @Nullable UUID ownerId;
    private String name;
    private String description;
    private @Nullable String last4;

    @Convert(converter = LabelText.class)
    @ColumnTransformer(write = "?::jsonb")
    private Map<String, String> labels;

    private @Nullable Instant expiresAt;
    private @Nullable Instant blockedAt;

    @Enumerated(EnumType.STRING)
    private Role.@Nullable Level blockedLevel;

    private @Nullable Instant revokedAt;
    private @Nullable UUID createdBy;
    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected ProxyToken() {}

    /** Without a secret. */
    ProxyToken(UUID id, Scope team, NewToken request, @Nullable UUID createdBy, Instant now) {
        this.id = id;
        this.tenantId = Objects.requireNonNull(team.tenant());
        this.teamId = Objects.requireNonNull(team.team());
        this.serviceAccountId = request.serviceAccountId();
        this.ownerId = request.ownerId();
        this.labels = request.labels();
        this.name = request.name();
        this.description = request.description();
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

    @Nullable
    UUID ownerId() {
        return ownerId;
    }

    @Nullable
    UUID serviceAccountId() {
        return serviceAccountId;
    }

    boolean isPending() {
        return last4 == null;
    }

    /** @throws ProblemException if it is revoked */
    void requireUsable() {
        if (revokedAt != null) {
            throw ProblemException.of(ErrorCode.CONFLICT, "The token is revoked, for good: issue another one.");
        }
    }

    boolean isBlocked() {
        return blockedAt != null;
    }

    boolean isRevoked() {
        return revokedAt != null;
    }

    TokenSettings settings() {
        return new TokenSettings(name, description, expiresAt, blockedAt != null, labels);
    }

    /**
     * @param level at which who changes it is an administrator
     * @throws ProblemException if a block is lifted from below
     */
    void change(TokenSettings settings, Optional<Role.Level> level, Instant now) {
        Optional<Block> block = Block.next(
                Optional.ofNullable(blockedAt).map(since -> new Block(since, blockedLevel)),
                settings.blocked(),
                level,
                now);
        blockedAt = block.map(Block::since).orElse(null);
        blockedLevel = block.map(Block::level).orElse(null);
        name = settings.name();
        description = settings.description();
        expiresAt = settings.expiresAt();
        labels = settings.labels();
        updatedAt = now;
    }

    /** Has another secret from now on. */
    void rotate(String newLast4, Instant now) {
        last4 = newLast4;
        updatedAt = now;
    }

    void move(UUID team, Instant now) {
        teamId = team;
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
                ownerId,
                name,
                description,
                last4,
                labels,
                TokenStatus.of(new TokenStatus.TokenTimes(revokedAt, expiresAt, blockedAt), last4 != null, now),
                expiresAt,
                blockedAt,
                revokedAt,
                createdBy,
                createdAt,
                updatedAt,
                version,
                null,
                null,
                null);
    }
}
