package dev.keyway.admin.tenant;

import dev.keyway.admin.caller.Block;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.StoredResource;
import dev.keyway.admin.label.LabelText;
import dev.keyway.admin.problem.ProblemException;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A team's row. */
@Entity
@Table(name = "team")
class Team extends StoredResource {

    private UUID tenantId;
    private String name;
    private String description;

    @Convert(converter = LabelText.class)
    @ColumnTransformer(write = "?::jsonb")
    private Map<String, String> labels;

    private @Nullable Instant blockedAt;

    @Enumerated(EnumType.STRING)
    private Role.@Nullable Level blockedLevel;

    @SuppressWarnings("NullAway.Init")
    protected Team() {}

    /** @param level at which who makes it is an administrator */
    Team(UUID id, UUID tenantId, TeamSettings settings, Optional<Role.Level> level, Instant now) {
        super(id, now);
        this.tenantId = tenantId;
        this.name = settings.name();
        this.description = settings.description();
        this.labels = settings.labels();
        block(Block.next(Optional.empty(), settings.blocked(), level, now));
    }

    UUID tenant() {
        return tenantId;
    }

    Scope scope() {
        return Scope.team(tenantId, id());
    }

    TeamSettings settings() {
        return new TeamSettings(name, description, blockedAt != null, labels);
    }

    /**
     * @param level at which who changes it is an administrator
     * @throws ProblemException if a block is lifted from below
     */
    void change(TeamSettings settings, Optional<Role.Level> level, Instant now) {
        block(Block.next(blocked(), settings.blocked(), level, now));
        name = settings.name();
        description = settings.description();
        labels = settings.labels();
        changed(now);
    }

    private Optional<Block> blocked() {
        return Optional.ofNullable(blockedAt).map(since -> new Block(since, blockedLevel));
    }

    private void block(Optional<Block> block) {
        blockedAt = block.map(Block::since).orElse(null);
        blockedLevel = block.map(Block::level).orElse(null);
    }

    TeamView view() {
        return new TeamView(id(), tenantId, name, description, labels, blockedAt, createdAt(), updatedAt(), version());
    }
}
