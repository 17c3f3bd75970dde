package dev.keyway.admin.user;

import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with Argon2id: 19 MiB, 2 passes, 1 lane, the first choice of OWASP's Password Storage Cheat Sheet. Few
 * at a time, so that sign-ins cannot take the memory that all else needs.
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

    private final Argon2PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, MEMORY_KIB, PASSES);
    private final Semaphore places = new Semaphore(AT_A_TIME, true);
    private final String noPassword = argon2.encode("nobody has this password");

    public String hash(String password) {
        return inPlace(() -> Objects.requireNonNull(argon2.encode(password)));
    }

    /** Whether it is the password; takes as long if there is no hash, so that time does not tell who exists. */
    public boolean matches(String password, @Nullable String hash) {
        boolean same = inPlace(() -> argon2.matches(password, hash == null ? noPassword : hash));
        return hash != null && same;
    }

    private <T> T inPlace(Supplier<T> work) {
        places.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
