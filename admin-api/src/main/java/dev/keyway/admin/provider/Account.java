package dev.keyway.admin.provider;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A provider account's row. */
@Entity
@Table(name = "provider_account")
class Account {

    @Id
    private UUID id;

    private UUID providerId;
    private String name;
    private Instant createdAt;
    private Instant updatedAt;

    @SuppressWarnings("UnusedVariable") // Queries read it.
    private @Nullable Instant deletedAt;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected Account() {}

    Account(UUID id, UUID providerId, AccountSettings settings, Instant now) {
        this.id = id;
        this.providerId = providerId;
        this.name = settings.name();
        this.createdAt = now;
        this.updatedAt = now;
    }

    UUID id() {
        return id;
    }

    long version() {
        return version;
    }

    AccountSettings settings() {
        return new AccountSettings(name);
    }

    void change(AccountSettings settings, Instant now) {
        name = settings.name();
        updatedAt = now;
    }

    void delete(Instant now) {
        deletedAt = now;
        updatedAt = now;
    }

    AccountView view() {
        return new AccountView(id, providerId, name, createdAt, updatedAt, version);
    }
}
