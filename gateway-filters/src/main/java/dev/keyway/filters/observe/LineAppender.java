package dev.keyway.filters.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages that are lines already to the console, from a thread of its own: whoever logs never waits, and lines
 * that do not fit into the queue are dropped. A line waits for at most {@value #GATHERING_MILLIS} ms, in which others
 * join it: waking the thread and writing to a pipe cost more than the line itself.
 */
public final class LineAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    static final int GATHERING_MILLIS = 20;

    private static final int QUEUED = 8192;

    /** Bytes that are written at once, or a line more. */
    private static final int PIECE = 64 * 1024;

    /** The time of a line as the other appender's pattern writes it. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private static final Duration LAST_WRITE = Duration.ofSeconds(2);

    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(QUEUED);
    private final Thread writer = new Thread(this::write, "access-log");

    /** Where the lines go; the console as it is at that moment unless it is set. */
    private @Nullable PrintStream target;

    private @Nullable String prefix;

    /** Puts the time and this text before each line; without it lines are written as they are. */
    public void setPrefix(String text) {
        prefix = text;
    }

    void setTarget(PrintStream stream) {
        target = stream;
    }

    @Override
    public void start() {
        super.start();
        writer.setDaemon(true);
        writer.start();
    }

    /** Writes what is queued, unless that takes too long. */
    @Override
    public void stop() {
        super.stop();
        writer.interrupt();
        try {
            writer.join(LAST_WRITE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        String line = event.getFormattedMessage();
        lines.offer(prefix == null ? line : TIME.format(event.getInstant()) + ' ' + prefix + ' ' + line);
    }

    private void write() {
        try {
            while (isStarted()) {
                String first = lines.take();
                LockSupport.parkNanos(Duration.ofMillis(GATHERING_MILLIS).toNanos());
                write(first);
            }
        } catch (InterruptedException stopped) {
            // What is left is written below.
        }
        write(lines.poll());
    }

    /** Writes this line and all that are queued, in pieces. */
    private void write(@Nullable String first) {
        PrintStream out = target == null ? System.out : target;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String line = first;
        while (line != null) {
            for (; line != null && bytes.size() < PIECE; line = lines.poll()) {
                bytes.writeBytes(line.getBytes(StandardCharsets.UTF_8));
                bytes.write('\n');
            }
            out.write(bytes.toByteArray(), 0, bytes.size());
            bytes.reset();
        }
        out.flush();
    }
}
