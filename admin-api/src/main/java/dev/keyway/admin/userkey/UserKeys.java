package dev.keyway.admin.userkey;

import dev.keyway.admin.database.Installation;
import dev.keyway.admin.providerkey.Seal;
import dev.keyway.admin.providerkey.Sealed;
import dev.keyway.admin.providerkey.UserKeyBinding;
import dev.keyway.admin.tenant.TenantCreated;
import dev.keyway.admin.tenant.TenantDeleted;
import dev.keyway.contract.Secret;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * User keys of tenants: 32 random bytes each, made with the tenant and destroyed with it. Without the key nobody can find out whose
 * requests a hashed user made.
 */
@Component
public class UserKeys {

    private static final int BYTES = 32;

    private final JdbcClient jdbc;
    private final Seal seal;
    private final RandomGenerator random;

    UserKeys(JdbcClient jdbc, Seal seal, RandomGenerator random) {
        this.jdbc = jdbc;
        this.seal = seal;
        this.random = random;
    }

    /** The key, 32 bytes; empty if its row was changed outside the service. */
    public Optional<byte[]> open(UUID installation, UUID tenant, String masterKeyId, byte[] ciphertext) {
        return seal.open(new Sealed(masterKeyId, ciphertext), new UserKeyBinding(installation, tenant))
                .map(secret -> Base64.getDecoder().decode(secret.reveal()));
    }

    @EventListener
    void make(TenantCreated created) {
        make(jdbc, Installation.id(jdbc), created.id());
    }

    @EventListener
    void destroy(TenantDeleted deleted) {
        int unused = jdbc.sql("UPDATE tenant SET user_key = NULL, user_key_master_key_id = NULL WHERE id = ?")
                .param(deleted.id())
                .update();
    }

    /** @param transaction in which the tenant has no key yet */
    void make(JdbcClient transaction, UUID installation, UUID tenant) {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        Sealed sealed = seal.close(
                Secret.of(Base64.getEncoder().encodeToString(key)), new UserKeyBinding(installation, tenant));
        int unused = transaction
                .sql("UPDATE tenant SET user_key = ?, user_key_master_key_id = ? WHERE id = ?")
                .params(sealed.ciphertext(), sealed.masterKeyId(), tenant)
                .update();
    }
}
