package dev.keyway.admin.signin;

import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.admin.user.Users;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** At the very first start makes an owner; a random password is printed then, once, and never again. */
@Component
@EnableConfigurationProperties(OwnerSettings.class)
class FirstOwner implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(FirstOwner.class);
    private static final int RANDOM_BYTES = 18;
    private static final int MIN_LENGTH = 12;

    private final Users users;
    private final CurrentCaller current;
    private final OwnerSettings settings;

    FirstOwner(Users users, CurrentCaller current, OwnerSettings settings) {
        this.users = users;
        this.current = current;
        this.settings = settings;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        String given = settings.password();
        if (!given.isEmpty() && given.length() < MIN_LENGTH) {
            throw new InvalidSettingException(
                    "KEYWAY_OWNER_PASSWORD", "must have at least " + MIN_LENGTH + " characters, or be left out");
        }
        String password = given.isEmpty() ? random() : given;
        boolean made = current.asSystem(() -> users.makeFirstOwner(settings.login(), password));
        if (made && given.isEmpty()) {
            LOG.info("The first owner is '{}' with the password {} (shown this once)", settings.login(), password);
        } else if (made) {
            LOG.info("The first owner is '{}' with the password of KEYWAY_OWNER_PASSWORD", settings.login());
        }
    }

    private static String random() {
        byte[] bits = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
