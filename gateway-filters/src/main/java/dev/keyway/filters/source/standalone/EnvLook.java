package dev.keyway.filters.source.standalone;

import dev.keyway.env.EnvText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the {@code .env} file again and again, and tells when it holds something else that is whole. Editors, scripts
 * and mounts change files in more than one step, so a change counts once the file has been still for a while: for longer
 * where it looks half-written (nothing in it, no line end at its end) or is gone, since that is how a rewrite begins.
 */
final class EnvLook {

    static final Duration STILL = Duration.ofMillis(300);
    static final Duration STILL_IF_UNFINISHED = Duration.ofSeconds(2);

    private final EnvSource source;
    private EnvText known;
    private @Nullable FileStamp knownStamp;
    private @Nullable FileStamp seen;
    private long seenSince;

    /** @param known what the file held when it was last taken notice of */
    EnvLook(EnvSource source, EnvText known) {
        this.source = source;
        this.known = known;
    }

    /** Whether the file has changed but not been still for long enough, so that the next look should come soon. */
    boolean isPending() {
        return seen != null;
    }

    /**
     * Looks once.
     *
     * @param nowNanos the time by a clock that only goes forward
     * @return what the file holds, once for each change; null if there is nothing new yet
     */
    @Nullable
    EnvText look(long nowNanos) {
        FileStamp stamp = FileStamp.of(source.path());
        if (stamp.equals(knownStamp)) {
            seen = null;
            return null;
        }
        if (!stamp.equals(seen)) {
            seen = stamp;
            seenSince = nowNanos;
            return null;
        }
        Duration still = Duration.ofNanos(nowNanos - seenSince);
        if (still.compareTo(STILL) < 0) {
            return null;
        }
        EnvText text = source.text();
        if (!FileStamp.of(source.path()).equals(stamp)
                || (still.compareTo(STILL_IF_UNFINISHED) < 0 && looksUnfinished(text))) {
            return null;
        }
        seen = null;
        knownStamp = stamp;
        boolean same = text.equals(known);
        known = text;
        return same ? null : text;
    }

    private static boolean looksUnfinished(EnvText text) {
        return switch (text) {
            case EnvText.Present present ->
                !present.text().endsWith("\n") || present.text().isBlank();
            case EnvText.Absent none -> true;
            case EnvText.Unreadable unreadable -> true;
        };
    }
}
