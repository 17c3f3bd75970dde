package dev.keyway.admin.idempotency;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.edit.Resource;
import dev.keyway.admin.edit.Versioned;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creates in one transaction, once for each Idempotency-Key of a caller within 24 hours. A repeated call gets what was
 * created then, without its secret; the same key with another request is refused.
 */
@Component
public final class Creates {

    private static final Duration RETENTION = Duration.ofHours(24);
    private static final String REPLAYED = "Idempotent-Replayed";
    private static final String SECRET = "secret";

    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;
    private final CurrentCaller caller;
    private final Clock clock;
    private final JsonMapper json;

    Creates(
            PlatformTransactionManager transactions,
            JdbcClient jdbc,
            CurrentCaller caller,
            Clock clock,
            JsonMapper json) {
        this.transactions = new TransactionTemplate(transactions);
        this.jdbc = jdbc;
        this.caller = caller;
        this.clock = clock;
        this.json = json;
    }

    /**
     * Runs the work, or answers what it made before.
     *
     * @param body of the request, as it was read
     * @param type what is answered; a member {@code secret} at its top is not stored
     * @throws ProblemException if the key was used for another request
     */
    public <T extends Resource> ResponseEntity<T> create(
            Creation creation, Object body, Class<T> type, Supplier<T> work) {
        return Objects.requireNonNull(transactions.execute(status -> creation.key()
                .map(key -> once(creation, key, body, type, work))
                .orElseGet(() -> answer(creation, work.get(), new HttpHeaders()))));
    }

    /**
     * Changes something, once for each Idempotency-Key as well; answers 200 with what was changed.
     *
     * @param body of the request, as it was read
     * @throws ProblemException if the key was used for another request
     */
    public <T extends Versioned> ResponseEntity<T> change(
            Creation creation, Object body, Class<T> type, Supplier<T> work) {
        ResponseEntity<T> created = create(creation, body, type, work);
        HttpHeaders headers = new HttpHeaders();
        headers.putAll(created.getHeaders());
        headers.remove(HttpHeaders.LOCATION);
        return ResponseEntity.ok().headers(headers).body(created.getBody());
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.HOURS)
    void forget() {
        jdbc.sql("DELETE FROM idempotent_create WHERE created_at < ?")
                .param(Timestamp.from(clock.instant().minus(RETENTION)))
                .update();
    }

    private <T extends Resource> ResponseEntity<T> once(
            Creation creation, String key, Object body, Class<T> type, Supplier<T> work) {
        byte[] request = digest(creation.target(), body);
        UUID callerId = Objects.requireNonNull(caller.get().id());
        if (!isFirst(callerId, key, request)) {
            return replay(creation, callerId, key, request, type);
        }
        T made = work.get();
        jdbc.sql("UPDATE idempotent_create SET answer = ? WHERE caller_id = ? AND key = ?")
                .params(withoutSecret(made), callerId, key)
                .update();
        return answer(creation, made, new HttpHeaders());
    }

    /** Whoever comes second waits here until the first has committed, or takes its place if it failed. */
    private boolean isFirst(UUID callerId, String key, byte[] request) {
        Optional<String> taken = jdbc.sql("""
                        INSERT INTO idempotent_create AS kept (caller_id, key, request, created_at) VALUES (?, ?, ?, ?)
                        ON CONFLICT (caller_id, key) DO UPDATE
                            SET request = excluded.request, answer = NULL, created_at = excluded.created_at
                            WHERE kept.created_at < ?
                        RETURNING key""")
                .params(
                        callerId,
                        key,
                        request,
                        Timestamp.from(clock.instant()),
                        Timestamp.from(clock.instant().minus(RETENTION)))
                .query(String.class)
                .optional();
        return taken.isPresent();
    }

    private <T extends Resource> ResponseEntity<T> replay(
            Creation creation, UUID callerId, String key, byte[] request, Class<T> type) {
        Stored stored = jdbc.sql(
                        "SELECT encode(request, 'hex'), answer FROM idempotent_create WHERE caller_id = ? AND key = ?")
                .params(callerId, key)
                .query((row, n) -> new Stored(row.getString(1), row.getString(2)))
                .single();
        if (!stored.request().equals(HexFormat.of().formatHex(request))) {
            throw ProblemException.of(
                    ErrorCode.IDEMPOTENCY_KEY_REUSED,
                    "The Idempotency-Key was used for a different request within the last 24 hours: take another one.");
        }
        HttpHeaders headers = new HttpHeaders();
        headers.set(REPLAYED, "true");
        return answer(creation, json.readValue(stored.answer(), type), headers);
    }

    private String withoutSecret(Resource made) {
        JsonNode tree = json.valueToTree(made);
        if (tree instanceof ObjectNode object && object.has(SECRET)) {
            object.putNull(SECRET);
        }
        return json.writeValueAsString(tree);
    }

    private byte[] digest(String target, Object body) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(target.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            return sha.digest(json.writeValueAsBytes(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static <T extends Resource> ResponseEntity<T> answer(Creation creation, T made, HttpHeaders headers) {
        headers.setLocation(URI.create(creation.location() + "/" + made.id()));
        if (made instanceof Versioned versioned) {
            headers.setETag("\"" + versioned.version() + "\"");
        }
        return ResponseEntity.status(HttpStatus.CREATED).headers(headers).body(made);
    }

    private record Stored(String request, String answer) {}
}
