package dev.keyway.filters.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.keyway.testkit.time.Awaiting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineAppenderTests {

    private final LoggerContext context = new LoggerContext();

    @Test
    void writesEachLineOnceInTheirOrder() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        LineAppender appender = appender(written);

        log(appender, "{\"id\":\"r-1\",\"status\":200}");
        log(appender, "id=é");
        appender.stop();

        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("{\"id\":\"r-1\",\"status\":200}\nid=é\n");
    }

    @Test
    void putsTheTimeAndAPrefixBeforeALineWhereOneIsSet() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        LineAppender appender = appender(written);
        appender.setPrefix("INFO  access:");

        log(appender, "id=r-1");
        appender.stop();

        assertThat(written.toString(StandardCharsets.UTF_8))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  access: id=r-1\n");
    }

    @Test
    void writesWithoutBeingStopped() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        LineAppender appender = appender(written);

        log(appender, "first");
        Awaiting.until(
                "the line", () -> written.toString(StandardCharsets.UTF_8).equals("first\n"));
        log(appender, "second");
        Awaiting.until(
                "the line", () -> written.toString(StandardCharsets.UTF_8).equals("first\nsecond\n"));
        appender.stop();
    }

    @Test
    void dropsLinesRatherThanWaitForAConsoleThatIsStuck() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        LineAppender appender = appender(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("lines are written as a whole");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                stuck.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                written.write(bytes, offset, length);
            }
        });

        log(appender, "first");
        stuck.await();
        IntStream.range(0, 20_000).forEach(i -> log(appender, "line"));
        release.countDown();
        Awaiting.until(
                "the line",
                () -> written.toString(StandardCharsets.UTF_8).lines().count() == 8193);
        appender.stop();

        assertThat(written.toString(StandardCharsets.UTF_8).lines().count()).isEqualTo(8193);
    }

    private LineAppender appender(OutputStream target) {
        LineAppender appender = new LineAppender();
        appender.setContext(context);
        appender.setTarget(new PrintStream(target, true, StandardCharsets.UTF_8));
        appender.start();
        return appender;
    }

    private void log(LineAppender appender, String message) {
        appender.doAppend(
                new LoggingEvent("", context.getLogger("keyway.access"), Level.INFO, message, null, new Object[0]));
    }
}
