package dev.keyway.admin.gateway;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import dev.keyway.contract.Secret;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Row of the group: which credential replicas may enrol with. */
@Component
class GatewayGroup {

    /** How long the credential before stays valid. */
    static final Duration GRACE = Duration.ofHours(24);

    private static final String SELECT = """
            SELECT id, encode(credential_digest, 'hex') AS credential, encode(previous_digest, 'hex') AS previous, previous_until
            FROM gateway_group""";

    private final JdbcClient jdbc;
    private final Clock clock;

    GatewayGroup(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * State of the group.
     *
     * @param credential SHA-256 of the credential in hexadecimal; null if none is set
     * @param previous that of the credential before; null if there is none
     * @param previousUntil until when the credential before is valid; null if there is none
     */
    record State(
            UUID id,
            @Nullable String credential,
            @Nullable String previous,
            @Nullable Instant previousUntil) {

        boolean hasCredential(Secret secret) {
            return hex(secret).equals(credential);
        }

        /** Whether it is the credential before, and still valid. */
        boolean hadCredential(Secret secret, Instant now) {
            return hex(secret).equals(previous) && previousUntil != null && previousUntil.isAfter(now);
        }

        private static String hex(Secret secret) {
            return HexFormat.of().formatHex(secret.digest());
        }
    }

    /** The state, locked until the transaction ends; empty if no credential was ever set. */
    Optional<State> lock() {
        return state(" FOR UPDATE");
    }

    private Optional<State> state(String lock) {
        return jdbc.sql(SELECT + lock)
                .query((row, n) -> {
                    Timestamp until = row.getTimestamp("previous_until");
                    return new State(
                            row.getObject("id", UUID.class),
                            row.getString("credential"),
                            row.getString("previous"),
                            until == null ? null : until.toInstant());
                })
                .optional();
    }

    /** @return false if another replica has made it at the same moment */
    boolean create(UUID id) {
        return jdbc.sql("INSERT INTO gateway_group (id, updated_at) VALUES (?, ?) ON CONFLICT (one) DO NOTHING")
                        .params(id, now())
                        .update()
                == 1;
    }

    /** Replaces the credential; the one before is valid until its grace ends. */
    void rotate(Secret credential) {
        int unused = jdbc.sql("""
                        UPDATE gateway_group SET previous_digest = credential_digest,
                            previous_until = CASE WHEN credential_digest IS NULL THEN NULL ELSE ?::timestamptz END,
                            credential_digest = ?, updated_at = ?""")
                .params(Timestamp.from(clock.instant().plus(GRACE)), credential.digest(), now())
                .update();
    }

    /** Ends the credential, and the one before, at once. */
    void end() {
        int unused = jdbc.sql("""
                        UPDATE gateway_group SET credential_digest = NULL, previous_digest = NULL, previous_until = NULL, updated_at = ?""").param(now()).update();
    }

    /** @throws ProblemException if it is not its credential */
    void require(Secret credential) {
        require(state(""), credential);
    }

    /**
     * Locks the group, so that replicas enrol one after the other.
     *
     * @throws ProblemException if it is not its credential
     */
    void lockFor(Secret credential) {
        require(lock(), credential);
    }

    private void require(Optional<State> found, Secret credential) {
        boolean valid = found.filter(
                        state -> state.hasCredential(credential) || state.hadCredential(credential, clock.instant()))
                .isPresent();
        if (!valid) {
            throw ProblemException.of(
                    ErrorCode.INVALID_GATEWAY_CREDENTIAL,
                    "This is not the credential in KEYWAY_GATEWAY_GROUP_CREDENTIAL of the admin service.");
        }
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
