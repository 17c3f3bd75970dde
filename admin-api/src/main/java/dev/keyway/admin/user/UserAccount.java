package dev.keyway.admin.user;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person's row. */
@Entity
@Table(name = "user_account")
class UserAccount {

    @Id
    private UUID id;

    private String login;
    private String name;
    private @Nullable String passwordHash;
    private boolean passwordTemporary;
    private @Nullable Instant disabledAt;
    private Instant createdAt;
    private Instant updatedAt;
    private @Nullable Instant deletedAt;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected UserAccount() {}

    UserAccount(UUID id, String login, String name, @Nullable String passwordHash, Instant now) {
        this.id = id;
        this.login = login;
        this.name = name;
        this.passwordHash = passwordHash;
        this.createdAt = now;
        this.updatedAt = now;
    }

    UUID id() {
        return id;
    }

    long version() {
        return version;
    }

    @Nullable
    String passwordHash() {
        return passwordHash;
    }

    boolean isActive() {
        return disabledAt == null && deletedAt == null;
    }

    UserSettings settings() {
        return new UserSettings(login, name, disabledAt != null);
    }

    void change(UserSettings settings, Instant now) {
        login = settings.login();
        name = settings.name();
        disabledAt = settings.disabled() ? (disabledAt == null ? now : disabledAt) : null;
        updatedAt = now;
    }

    void changePassword(String hash, Instant now) {
        passwordHash = hash;
        passwordTemporary = false;
        updatedAt = now;
    }

    /** The password must be changed at the next sign-in. */
    void expirePassword() {
        passwordTemporary = true;
    }

    boolean isPasswordTemporary() {
        return passwordTemporary;
    }

    void enable(Instant now) {
        disabledAt = null;
        updatedAt = now;
    }

    void delete(Instant now) {
        deletedAt = now;
        updatedAt = now;
        passwordHash = null;
    }

    UserView view() {
        return new UserView(id, login, name, passwordHash != null, disabledAt, createdAt, updatedAt, version);
    }
}
