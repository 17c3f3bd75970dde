package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.keyway.filters.observe.LineAppender;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Loggers run on event loops: none may wait for the console. */
class LoggingTests {

    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void readConfiguration() throws JoranException {
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LoggingTests.class.getResource("/logback-spring.xml"));
    }

    @Test
    void noLoggerWaitsForTheConsole() {
        List<Appender<ILoggingEvent>> appenders = new ArrayList<>();
        for (Logger logger : context.getLoggerList()) {
            logger.iteratorForAppenders().forEachRemaining(appenders::add);
        }
        assertThat(appenders).hasSize(2).allSatisfy(appender -> {
            if (appender instanceof AsyncAppender queue) {
                assertThat(queue.isNeverBlock()).isTrue();
                assertThat(queue.getQueueSize()).isPositive();
            } else {
                assertThat(appender).isInstanceOf(LineAppender.class);
            }
        });
    }

    @Test
    void accessLinesAreWrittenAsTheyAreByOneAppender() {
        Logger access = context.getLogger("keyway.access");

        assertThat(access.getAppender("ACCESS")).isInstanceOf(LineAppender.class);
        assertThat(access.isAdditive()).isFalse();
    }
}
