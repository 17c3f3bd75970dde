package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.keyway.testkit.time.Awaiting;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Reads what Netty's leak detector reports from its making on. Make it once the gateway is up, for that resets the log. */
final class LeakWatch implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Queue<String> reports = new ConcurrentLinkedQueue<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            reports.add(event.getFormattedMessage());
        }
    };

    LeakWatch() {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
    }

    /** What was leaked so far. A buffer leaked on purpose is waited for, so that silence proves something. */
    List<String> leaks() {
        String canary = "leaked on purpose " + UUID.randomUUID();
        leak(canary);
        Awaiting.until("the report of a buffer leaked on purpose", PATIENCE, () -> {
            System.gc();
            PooledByteBufAllocator.DEFAULT.directBuffer(1).release();
            return reports.stream().anyMatch(report -> report.contains(canary));
        });
        return reports.stream()
                .filter(report -> !report.contains("leaked on purpose"))
                .toList();
    }

    private static void leak(String mark) {
        ByteBuf unused = PooledByteBufAllocator.DEFAULT.directBuffer(1).touch(mark);
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
    }
}
