package dev.keyway.filters.keypool;

import dev.keyway.filters.failover.FailureClass;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line when a key goes out of use for a reason that somebody has to see to: it is rejected, out of quota, barred from
 * a model, or locked. Calls that fail while it is out already add none. Called under its pool's lock, by one thread at a
 * time.
 */
public final class KeyWarnings implements PoolEvents {

    private static final Logger LOG = LoggerFactory.getLogger(KeyWarnings.class);
    private static final int LONGEST_DETAIL = 200;

    private final String provider;
    private final PoolEvents next;
    private final Set<Target> reported = new HashSet<>();

    /**
     * Creates the warnings of one provider's pool.
     *
     * @param next hears of all events, too
     */
    public KeyWarnings(String provider, PoolEvents next) {
        this.provider = provider;
        this.next = next;
    }

    @Override
    public void cooldownStarted(Cooldown cooldown) {
        next.cooldownStarted(cooldown);
        if (needsSomebody(cooldown) && reported.add(Target.of(cooldown))) {
            warn(cooldown);
        }
    }

    @Override
    public void cooldownEnded(Cooldown cooldown) {
        reported.remove(Target.of(cooldown));
        next.cooldownEnded(cooldown);
    }

    @Override
    public void breakerOpened(String model, Instant until) {
        next.breakerOpened(model, until);
    }

    @Override
    public void breakerClosed(String model) {
        next.breakerClosed(model);
    }

    private static boolean needsSomebody(Cooldown cooldown) {
        boolean isLock = cooldown.keyId() != null && cooldown.model() == null;
        return isLock
                || switch (cooldown.reason()) {
                    case AUTH, QUOTA_HARD, PERMISSION -> true;
                    case SERVER,
                            CONNECTION,
                            TIMEOUT,
                            OVERLOAD,
                            RATE_SHORT,
                            RATE_DAY,
                            TOO_BIG,
                            CONTEXT,
                            FILTER,
                            BAD_REQUEST -> false;
                };
    }

    private void warn(Cooldown cooldown) {
        String key = cooldown.keyId();
        String model = cooldown.model() == null ? null : plain(cooldown.model());
        String detail = plain(cooldown.detail());
        LoggingEventBuilder line = LOG.atWarn()
                .addKeyValue("provider", provider)
                .addKeyValue("account", cooldown.account())
                .addKeyValue("reason", cooldown.reason().label())
                .addKeyValue("until", cooldown.until());
        if (key != null) {
            line = line.addKeyValue("key", key);
        }
        if (model != null) {
            line = line.addKeyValue("model", model);
        }
        line.log(
                "{}: {} is out of use{} until {}: {}{}",
                provider,
                key == null ? "account " + cooldown.account() : "key " + key,
                model == null ? "" : " for " + model,
                cooldown.until(),
                why(cooldown.reason()),
                detail.isEmpty() ? "" : " (" + detail + ")");
    }

    private static String why(FailureClass reason) {
        return switch (reason) {
            case AUTH -> "the provider rejects the key";
            case QUOTA_HARD -> "the account is out of quota or credit";
            case PERMISSION -> "the key has no access to this model";
            case SERVER, CONNECTION, TIMEOUT, OVERLOAD, RATE_SHORT, RATE_DAY, TOO_BIG, CONTEXT, FILTER, BAD_REQUEST ->
                reason.label();
        };
    }

    /** What a provider wrote, or a caller chose, on one line. */
    private static String plain(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() > LONGEST_DETAIL ? line.substring(0, LONGEST_DETAIL) + "…" : line;
    }

    /** What cools. */
    private record Target(
            @Nullable String keyId,
            String account,
            @Nullable String model) {

        static Target of(Cooldown cooldown) {
            return new Target(cooldown.keyId(), cooldown.account(), cooldown.model());
        }
    }
}
