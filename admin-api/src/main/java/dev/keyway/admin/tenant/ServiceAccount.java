package dev.keyway.admin.tenant;

import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.admin.change.StoredResource;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A service account's row. */
@Entity
@Table(name = "service_account")
class ServiceAccount extends StoredResource {

    private UUID tenantId;
    private UUID teamId;
    private String name;

    @Enumerated(EnumType.STRING)
    private Role role;

    private @Nullable Instant disabledAt;

    @SuppressWarnings("NullAway.Init")
    protected ServiceAccount() {}

    ServiceAccount(UUID id, Scope team, ServiceAccountSettings settings, Instant now) {
        super(id, now);
        this.tenantId = Objects.requireNonNull(team.tenant());
        this.teamId = Objects.requireNonNull(team.team());
        this.name = settings.name();
        this.role = settings.role();
        this.disabledAt = settings.disabled() ? now : null;
    }

    Scope scope() {
        return Scope.team(tenantId, teamId);
    }

    ServiceAccountSettings settings() {
        return new ServiceAccountSettings(name, role, disabledAt != null);
    }

    void change(ServiceAccountSettings settings, Instant now) {
        name = settings.name();
        role = settings.role();
        disabledAt = settings.disabled() ? (disabledAt == null ? now : disabledAt) : null;
        changed(now);
    }

    ServiceAccountView view() {
        return new ServiceAccountView(
                id(), tenantId, teamId, name, role, disabledAt, createdAt(), updatedAt(), version());
    }
}
