package dev.keyway.filters.requestlog;

import dev.keyway.filters.record.RequestHead;
import dev.keyway.filters.record.RequestObservation;
import dev.keyway.filters.record.RequestObserver;
import dev.keyway.filters.settings.RequestLogSettings;
import io.netty.util.ReferenceCountUtil;
import java.time.InstantSource;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes each request into a folder of its own, on a thread of its own. What is to be written is queued, within a bound
 * of bytes; a request that finds no room, or that the disk does not take, loses its log and nothing else.
 */
final class RequestLog implements RequestObserver, AutoCloseable {

    /** How many bytes may wait for the disk. */
    static final long MAX_QUEUED = 64L * 1024 * 1024;

    /** What an entry costs besides its bytes. */
    private static final int OVERHEAD = 256;

    private static final long CLOSING_MILLIS = 2_000;
    private static final long TIDY_SECONDS = 60;

    private final LinkedBlockingQueue<Entry> queue = new LinkedBlockingQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private final LostLogs lost;
    private final RequestLogWriter writer;
    private final InstantSource clock;
    private final Thread thread;
    private volatile boolean closing;

    private RequestLog(RequestLogWriter writer, LostLogs lost, InstantSource clock) {
        this.writer = writer;
        this.lost = lost;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("keyway-request-log").daemon().unstarted(this::write);
    }

    /**
     * Opens a log, and removes what it holds beyond its bounds.
     *
     * @param secrets tokens and keys that are redacted
     */
    public static RequestLog open(
            RequestLogSettings settings, Shelf shelf, KnownSecrets secrets, LostLogs lost, InstantSource clock) {
        Keeping keeping = new Keeping(shelf, settings.maxSize().toBytes(), settings.maxAge());
        RequestLog log =
                new RequestLog(new RequestLogWriter(shelf, keeping, new Redaction(secrets), lost, clock), lost, clock);
        log.thread.start();
        return log;
    }

    @Override
    public RequestObservation begin(RequestHead head) {
        return new RequestTranscript(this, head, clock);
    }

    /**
     * Queues something for a request's folder.
     *
     * @param bytes how many bytes it holds
     * @param held a buffer that it holds, released when it is over
     */
    void offer(RequestFolder folder, long bytes, @Nullable Object held, RequestLogWriter.Page page) {
        long cost = bytes + OVERHEAD;
        if (closing || folder.isLost()) {
            ReferenceCountUtil.safeRelease(held);
            return;
        }
        if (queued.addAndGet(cost) > MAX_QUEUED) {
            queued.addAndGet(-cost);
            ReferenceCountUtil.safeRelease(held);
            lost.toQueue(folder);
            return;
        }
        queue.add(new Entry(folder, cost, held, page));
    }

    /** How many bytes wait for the disk. */
    long queuedBytes() {
        return queued.get();
    }

    private void write() {
        writer.begin();
        try {
            while (!closing || !queue.isEmpty()) {
                Entry entry = queue.poll(TIDY_SECONDS, TimeUnit.SECONDS);
                if (entry == null) {
                    writer.tidy();
                } else {
                    write(entry);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
        queue.forEach(entry -> ReferenceCountUtil.safeRelease(entry.held));
        queue.clear();
    }

    private void write(Entry entry) {
        try {
            writer.write(entry.folder, entry.page);
        } finally {
            ReferenceCountUtil.safeRelease(entry.held);
            queued.addAndGet(-entry.cost);
        }
    }

    /** Writes what is queued, for two seconds at most, and then waits as long for the write that is under way. */
    @Override
    public void close() {
        closing = true;
        queue.add(new Entry(new RequestFolder(""), 0, null, RequestLogWriter.Page.NOTHING));
        try {
            if (!thread.join(java.time.Duration.ofMillis(CLOSING_MILLIS))) {
                thread.interrupt();
                thread.join(CLOSING_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Entry(
            RequestFolder folder, long cost, @Nullable Object held, RequestLogWriter.Page page) {}
}
