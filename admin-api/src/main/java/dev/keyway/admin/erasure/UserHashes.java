package dev.keyway.admin.erasure;

import dev.keyway.admin.database.Installation;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.admin.userkey.UserKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Hashes of users that requests name, as gateways make them under the key of the tenant. */
@Component
class UserHashes {

    private static final String ALGORITHM = "HmacSHA256";

    private final JdbcClient jdbc;
    private final UserKeys keys;

    UserHashes(JdbcClient jdbc, UserKeys keys) {
        this.jdbc = jdbc;
        this.keys = keys;
    }

    /** @throws ProblemException if there is no such tenant, or its key is gone, so that nobody can be found any more */
    String of(UUID tenant, String user) {
        Stored stored = jdbc.sql("SELECT user_key, user_key_master_key_id FROM tenant WHERE id = ?")
                .param(tenant)
                .query((row, n) ->
                        new Stored(Optional.ofNullable(row.getBytes(1)), Optional.ofNullable(row.getString(2))))
                .optional()
                .orElseThrow(() -> ProblemException.notFound("tenant"));
        byte[] key = stored.key()
                .flatMap(ciphertext ->
                        stored.masterKeyId().flatMap(id -> keys.open(Installation.id(jdbc), tenant, id, ciphertext)))
                .orElseThrow(
                        () -> ProblemException.of(
                                ErrorCode.CONFLICT,
                                "The key under which the tenant's users are hashed is gone, so that records of no user can be found any more."));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(user.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private record Stored(Optional<byte[]> key, Optional<String> masterKeyId) {}
}
