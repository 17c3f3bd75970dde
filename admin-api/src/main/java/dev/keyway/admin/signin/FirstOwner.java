package dev.keyway.admin.signin;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.admin.user.AccessTokens;
import dev.keyway.admin.user.NewAccessToken;
import dev.keyway.admin.user.Owners;
import dev.keyway.admin.user.Passwords;
import dev.keyway.admin.user.TokenOwner;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lets the owner in whom the settings name: makes one at the very first start, and gives another password with
 * {@code --reset-owner}.
 */
@Component
@EnableConfigurationProperties(OwnerSettings.class)
class FirstOwner implements ApplicationRunner {

    static final String RESET = "reset-owner";

    /** A draft is published or discarded long before. */
    private static final Duration LONGEST_DRAFT = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(FirstOwner.class);

    private final Owners owners;
    private final FirstPassword password;
    private final AccessTokens tokens;
    private final Sessions sessions;
    private final Throttle throttle;
    private final CurrentCaller current;
    private final OwnerSettings settings;
    private final Clock clock;

    FirstOwner(
            Owners owners,
            FirstPassword password,
            AccessTokens tokens,
            Sessions sessions,
            Throttle throttle,
            CurrentCaller current,
            OwnerSettings settings,
            Clock clock) {
        this.owners = owners;
        this.password = password;
        this.tokens = tokens;
        this.sessions = sessions;
        this.throttle = throttle;
        this.current = current;
        this.settings = settings;
        this.clock = clock;
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
                reset();
            } else if (owners.isFirstStart()) {
                makeFirst();
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

    private void makeFirst() {
        if (password.give(first -> owners.makeFirst(settings.login(), first))) {
            LOG.info("The first owner is '{}' with {}", settings.login(), password.where());
        }
    }

    /** What was open in the owner's name ends. */
    private void reset() {
        boolean unused = password.give(fresh -> {
            UUID owner = owners.reset(settings.login(), fresh);
            sessions.endAll(owner);
            tokens.revokeEach(new TokenOwner.Person(owner));
            throttle.forgetAll();
            return true;
        });
        LOG.info("The owner is '{}' with {}", settings.login(), password.where());
    }

    private void removeIfChanged() {
        if (owners.withTemporaryPassword(settings.login()).isEmpty()) {
            password.forget(clock.instant().minus(LONGEST_DRAFT));
        }
    }

    private void issueToken() {
        if (!settings.token().isPositive()) {
            return;
        }
        owners.active(settings.login()).ifPresent(owner -> {
            NewAccessToken wanted =
                    new NewAccessToken("at the start", true, clock.instant().plus(settings.token()));
            OwnerFile file = new OwnerFile(settings.folder(), "owner.token");
            file.removeDrafts(clock.instant().minus(LONGEST_DRAFT));
            file.write(Objects.requireNonNull(
                    tokens.issue(new TokenOwner.Person(owner), wanted).secret()));
        });
    }
}
