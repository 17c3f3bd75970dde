package dev.keyway.admin.provider;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A provider account's row. */
@Entity
@Table(name = "provider_account")
class Account extends ProviderResource<AccountSettings, AccountView> {

    private String name;

    @SuppressWarnings("NullAway.Init")
    protected Account() {}

    Account(UUID id, UUID providerId, AccountSettings settings, Instant now) {
        super(id, providerId, now);
        this.name = settings.name();
    }

    @Override
    AccountSettings settings() {
        return new AccountSettings(name);
    }

    @Override
    void change(AccountSettings settings, Instant now) {
        name = settings.name();
        changed(now);
    }

    @Override
    AccountView view() {
        return new AccountView(id(), providerId(), name, createdAt(), updatedAt(), version());
    }
}
