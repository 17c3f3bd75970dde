package dev.keyway.admin.signin;

import dev.keyway.admin.user.OwnerPassword;
import dev.keyway.admin.user.Passwords;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The password that the owner begins with: the one of the settings, or a random one, which is put into a file, is never printed, and
 * must be changed first.
 */
@Component
class FirstPassword {

    private static final Logger LOG = LoggerFactory.getLogger(FirstPassword.class);
    private static final int RANDOM_BYTES = 18;

    private final OwnerSettings settings;
    private final Passwords passwords;
    private final TransactionTemplate transactions;
    private final OwnerFile file;

    FirstPassword(OwnerSettings settings, Passwords passwords, PlatformTransactionManager transactions) {
        this.settings = settings;
        this.passwords = passwords;
        this.transactions = new TransactionTemplate(transactions);
        this.file = new OwnerFile(settings.folder(), "owner.password");
    }

    /**
     * Gives it to the owner. A random one is written beside the file before, so that there is no owner whose password nobody knows, and
     * replaces the file after, so that the file holds the password that is valid.
     *
     * @param step stores the password, in a transaction of its own; answers whether it did
     * @return whether it did
     */
    boolean give(Predicate<OwnerPassword> step) {
        if (!settings.password().isEmpty()) {
            OwnerPassword password = new OwnerPassword(passwords.hash(settings.password()), false);
            return Boolean.TRUE.equals(transactions.execute(status -> step.test(password)));
        }
        String random = random();
        OwnerPassword password = new OwnerPassword(passwords.hash(random), true);
        OwnerFile.Draft draft = file.draft(random);
        if (give(password, step, draft)) {
            publish(draft);
            return true;
        }
        draft.discard();
        return false;
    }

    /** The password is valid by now, so that a fault must say where it is. */
    private static void publish(OwnerFile.Draft draft) {
        try {
            draft.publish();
        } catch (RuntimeException failure) {
            LOG.error("The owner's new password is valid, and could not be moved out of {}", draft);
            throw failure;
        }
    }

    private boolean give(OwnerPassword password, Predicate<OwnerPassword> step, OwnerFile.Draft draft) {
        AtomicBoolean commits = new AtomicBoolean();
        try {
            return Boolean.TRUE.equals(transactions.execute(status -> {
                boolean done = step.test(password);
                commits.set(done);
                return done;
            }));
        } catch (RuntimeException failure) {
            if (commits.get()) {
                LOG.warn("The database may have stored the owner's new password. If it is valid, it is in {}", draft);
            } else {
                draft.discard();
            }
            throw failure;
        }
    }

    /**
     * Deletes the file of a password that is not valid any more, and drafts beside it.
     *
     * @param draftsBefore when those drafts were written
     */
    void forget(Instant draftsBefore) {
        file.removeDrafts(draftsBefore);
        if (file.remove()) {
            LOG.info("{} was deleted, because its password was changed", file);
        }
    }

    /** Where the owner finds it. */
    String where() {
        return settings.password().isEmpty()
                ? "the password in " + file + ", which must be changed first"
                : "the password of KEYWAY_OWNER_PASSWORD";
    }

    private static String random() {
        byte[] bits = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
