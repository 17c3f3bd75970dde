package dev.keyway.admin.user;

import dev.keyway.admin.change.StoredResource;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person's row. */
@Entity
@Table(name = "user_account")
class UserAccount extends StoredResource {

    private String login;
    private String name;
    private @Nullable String passwordHash;
    private boolean passwordTemporary;
    private @Nullable Instant disabledAt;

    @SuppressWarnings("NullAway.Init")
    protected UserAccount() {}

    UserAccount(UUID id, String login, String name, @Nullable String passwordHash, Instant now) {
        super(id, now);
        this.login = login;
        this.name = name;
        this.passwordHash = passwordHash;
    }

    @Nullable
    String passwordHash() {
        return passwordHash;
    }

    boolean isActive() {
        return disabledAt == null && !isDeleted();
    }

    UserSettings settings() {
        return new UserSettings(login, name, disabledAt != null);
    }

    void change(UserSettings settings, Instant now) {
        login = settings.login();
        name = settings.name();
        disabledAt = settings.disabled() ? (disabledAt == null ? now : disabledAt) : null;
        changed(now);
    }

    void changePassword(String hash, Instant now) {
        passwordHash = hash;
        passwordTemporary = false;
        changed(now);
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
        changed(now);
    }

    @Override
    public void delete(Instant now) {
        super.delete(now);
        passwordHash = null;
    }

    UserView view() {
        return new UserView(id(), login, name, passwordHash != null, disabledAt, createdAt(), updatedAt(), version());
    }
}
