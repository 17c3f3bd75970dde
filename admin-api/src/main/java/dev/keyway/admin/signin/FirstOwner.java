package dev.keyway.admin.signin;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.admin.user.AccessTokens;
import dev.keyway.admin.user.NewAccessToken;
import dev.keyway.admin.user.OwnerPassword;
import dev.keyway.admin.user.Owners;
import dev.keyway.admin.user.Passwords;
import dev.keyway.admin.user.TokenOwner;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets the owner in whom the settings name: makes one at the very first start, and gives another password with
 * {@code --reset-owner}. A random password is put into a file, is never printed, and must be changed first.
 */
@Component
@EnableConfigurationProperties(OwnerSettings.class)
class FirstOwner implements ApplicationRunner {

    static final String RESET = "reset-owner";

    private static final Logger LOG = LoggerFactory.getLogger(FirstOwner.class);
    private static final int RANDOM_BYTES = 18;

    private final Owners owners;
    private final Passwords passwords;
    private final AccessTokens tokens;
    private final Sessions sessions;
    private final Throttle throttle;
    private final CurrentCaller current;
    private final OwnerSettings settings;
    private final Clock clock;
    private final TransactionTemplate transactions;
    private final OwnerFile passwordFile;

    FirstOwner(
            Owners owners,
            Passwords passwords,
            AccessTokens tokens,
            Sessions sessions,
            Throttle throttle,
            CurrentCaller current,
            OwnerSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.owners = owners;
        this.passwords = passwords;
        this.tokens = tokens;
        this.sessions = sessions;
        this.throttle = throttle;
        this.current = current;
        this.settings = settings;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
        this.passwordFile = new OwnerFile(settings.folder(), "owner.password");
    }

    @Override
    public void run(ApplicationArguments arguments) {
        String given = settings.password();
        if (!given.isEmpty() && given.length() < Passwords.MIN_LENGTH) {
            throw new InvalidSettingException(
                    "KEYWAY_OWNER_PASSWORD",
                    "must have at least " + Passwords.MIN_LENGTH + " characters, or be left out");
        }
        current.asSystem(() -> {
            if (arguments.containsOption(RESET)) {
                reset(password());
            } else if (owners.isFirstStart()) {
                makeFirst(password());
            } else {
                removeIfChanged();
            }
            issueToken();
            return null;
        });
    }

    @EventListener
    void changed(PasswordChanged event) {
        current.asSystem(() -> {
            owners.active(settings.login()).filter(event.user()::equals).ifPresent(owner -> removeIfChanged());
            return null;
        });
    }

    /** The file is written first: there is no owner whose password nobody knows. */
    private OwnerPassword password() {
        if (!settings.password().isEmpty()) {
            return new OwnerPassword(passwords.hash(settings.password()), false);
        }
        byte[] bits = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bits);
        String random = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        passwordFile.write(random);
        return new OwnerPassword(passwords.hash(random), true);
    }

    private void makeFirst(OwnerPassword password) {
        if (owners.makeFirst(settings.login(), password)) {
            LOG.info("The first owner is '{}' with {}", settings.login(), where(password));
        }
    }

    /** What was open in the owner's name ends. */
    private void reset(OwnerPassword password) {
        transactions.executeWithoutResult(status -> {
            UUID owner = owners.reset(settings.login(), password);
            sessions.endAll(owner);
            tokens.revokeEach(new TokenOwner.Person(owner));
            throttle.forgetAll();
        });
        LOG.info("The owner is '{}' with {}", settings.login(), where(password));
    }

    private String where(OwnerPassword password) {
        return password.isTemporary()
                ? "the password in " + passwordFile + ", which must be changed first"
                : "the password of KEYWAY_OWNER_PASSWORD";
    }

    private void removeIfChanged() {
        if (owners.withTemporaryPassword(settings.login()).isEmpty() && passwordFile.remove()) {
            LOG.info("{} was deleted, because its password was changed", passwordFile);
        }
    }

    private void issueToken() {
        if (!settings.token().isPositive()) {
            return;
        }
        owners.active(settings.login()).ifPresent(owner -> {
            NewAccessToken wanted =
                    new NewAccessToken("at the start", true, clock.instant().plus(settings.token()));
            new OwnerFile(settings.folder(), "owner.token")
                    .write(Objects.requireNonNull(
                            tokens.issue(new TokenOwner.Person(owner), wanted).secret()));
        });
    }
}
