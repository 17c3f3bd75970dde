package dev.keyway.filters.keypool;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.keyway.filters.failover.FailureClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class KeyWarningsTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Logger logger = (Logger) LoggerFactory.getLogger(KeyWarnings.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final List<String> heard = new ArrayList<>();
    private final KeyWarnings warnings = new KeyWarnings("openai", new PoolEvents() {
        @Override
        public void cooldownStarted(Cooldown cooldown) {
            heard.add("started");
        }

        @Override
        public void cooldownEnded(Cooldown cooldown) {
            heard.add("ended");
        }
    });

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.WARN);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    @Test
    void saysOnceWhichKeyIsOutOfUseWhyAndUntilWhen() {
        warnings.cooldownStarted(cooldown("0f2c", null, FailureClass.AUTH, 300));
        warnings.cooldownStarted(cooldown("0f2c", null, FailureClass.AUTH, 301));

        assertThat(texts())
                .containsExactly(
                        "openai: key 0f2c is out of use until 2026-01-01T00:05:00Z: the provider rejects the key"
                                + " (Incorrect API key provided)");
        assertThat(lines.list.getFirst().getLevel()).isEqualTo(Level.WARN);
        assertThat(heard).containsExactly("started", "started");
    }

    @Test
    void saysItAgainForTheNextLock() {
        warnings.cooldownStarted(cooldown("0f2c", null, FailureClass.AUTH, 300));
        warnings.cooldownEnded(cooldown("0f2c", null, FailureClass.AUTH, 300));
        warnings.cooldownStarted(cooldown("0f2c", null, FailureClass.AUTH, 600));

        assertThat(texts()).hasSize(2);
        assertThat(heard).containsExactly("started", "ended", "started");
    }

    @Test
    void tellsAccountsModelsAndKeysApart() {
        warnings.cooldownStarted(cooldown(null, null, FailureClass.QUOTA_HARD, 300));
        warnings.cooldownStarted(cooldown("0f2c", "gpt-4o\nforged", FailureClass.PERMISSION, 300));
        warnings.cooldownStarted(cooldown("0f2c", null, FailureClass.SERVER, 300));

        assertThat(texts()).hasSize(3).noneSatisfy(line -> assertThat(line).contains("\n"));
        assertThat(texts().get(0))
                .contains("account team-a is out of use until")
                .contains("out of quota");
        assertThat(texts().get(1)).contains("key 0f2c is out of use for gpt-4o forged until");
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureClass.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"AUTH", "QUOTA_HARD", "PERMISSION"})
    void leavesOutWhatPassesByItself(FailureClass reason) {
        warnings.cooldownStarted(cooldown("0f2c", "gpt-4o", reason, 300));
        warnings.cooldownStarted(cooldown(null, "gpt-4o", reason, 300));

        assertThat(texts()).isEmpty();
    }

    private List<String> texts() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static PoolEvents.Cooldown cooldown(
            @Nullable String key, @Nullable String model, FailureClass reason, int seconds) {
        return new PoolEvents.Cooldown(
                key, "team-a", model, reason, "Incorrect API key provided", NOW, NOW.plusSeconds(seconds));
    }
}
