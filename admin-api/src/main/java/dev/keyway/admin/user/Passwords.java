package dev.keyway.admin.user;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Hashes passwords with Argon2id: 19 MiB, 2 passes, 1 lane, the first choice of OWASP's Password Storage Cheat Sheet. Few
 * at a time, so that sign-ins cannot take the memory that all else needs, and never within a transaction, whose connection others need.
 */
@Component
public final class Passwords {

    public static final int MIN_LENGTH = 12;
    public static final int MAX_LENGTH = 200;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int AT_A_TIME = 4;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, MEMORY_KIB, PASSES);
    private final Semaphore places = new Semaphore(AT_A_TIME, true);
    private final String noPassword = argon2.encode("nobody has this password");

    public String hash(String password) {
        return inPlace(() -> Objects.requireNonNull(argon2.encode(password)));
    }

    /** Whether it is the password; takes as long if there is no hash, so that the time does not reveal who exists. */
    public boolean matches(String password, @Nullable String hash) {
        boolean same = inPlace(() -> argon2.matches(password, hash == null ? noPassword : hash));
        return hash != null && same;
    }

    /** @throws ProblemException if no place gets free */
    private void acquire() {
        try {
            if (places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw ProblemException.later(
                ErrorCode.SERVICE_BUSY, "As many passwords as may be are being checked: try again.", LONGEST_WAIT);
    }

    private <T> T inPlace(Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a transaction must not wait for a password to be hashed");
        }
        acquire();
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
