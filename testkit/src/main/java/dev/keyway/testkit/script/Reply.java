package dev.keyway.testkit.script;

import dev.keyway.testkit.dialect.Ask;
import dev.keyway.testkit.dialect.Content;
import dev.keyway.testkit.dialect.ErrorAnswer;
import dev.keyway.testkit.dialect.Operation;
import dev.keyway.testkit.dialect.Usage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the fake answers, with all the ways in which an answer can go wrong.
 *
 * <p>Immutable; each method returns a changed copy. {@link #ok()} and {@link #chunks} stand for the provider's own answer, so
 * the key and its limits are checked first; everything else is said whatever the key.
 */
public final class Reply extends Faults {

    private final Content content;
    private final List<Consumer<Draft>> changes;
    private final boolean own;
    private final @Nullable Reading reading;
    private final Step.@Nullable End bare;
    private final boolean early;

    private Reply(
            Content content,
            List<Consumer<Draft>> changes,
            boolean own,
            @Nullable Reading reading,
            Step.@Nullable End bare,
            boolean early) {
        this.content = content;
        this.changes = changes;
        this.own = own;
        this.reading = reading;
        this.bare = bare;
        this.early = early;
    }

    /** The provider's own good answer. */
    public static Reply ok() {
        return new Reply(Content.STANDARD, List.of(), true, null, null, false);
    }

    /** The provider's own answer of that many pieces, each one chunk if a stream is asked for. */
    public static Reply chunks(int count) {
        return ok().content(Content.STANDARD.withChunks(count));
    }

    /** An answer of that status; from 400 on with the dialect's error body, below with an empty one. */
    public static Reply status(int status) {
        return fixed().with(draft -> {
            draft.status = status;
            draft.framing = status == 204 || status == 304 ? Draft.Framing.NONE : draft.framing;
        });
    }

    /** A provider's error, body and headers. */
    public static Reply error(ErrorAnswer error) {
        Reply reply = status(error.status()).body(error.body());
        for (Map.Entry<String, String> header : error.headers().entrySet()) {
            reply = reply.header(header.getKey(), header.getValue());
        }
        return reply;
    }

    /** A page of HTML, as a proxy in between sends it. */
    public static Reply html(int status) {
        return status(status)
                .body("<html><body><h1>" + status + "</h1></body></html>")
                .contentType("text/html");
    }

    /** 302 to another place, which may be a fake of its own that records whether it was called. */
    public static Reply redirect(URI target) {
        return status(302).header("location", target.toString());
    }

    /** Resets the connection as soon as the request's headers are read; only rules that need no body can ask for it. */
    public static Reply reset() {
        return bare(Step.End.RST, true);
    }

    /** Resets the connection once the request is read. */
    public static Reply resetAfterRequest() {
        return bare(Step.End.RST, false);
    }

    /** Closes the connection without an answer, as a server does whose keep-alive ran out while the request was under way. */
    public static Reply close() {
        return bare(Step.End.FIN, false);
    }

    /** Never answers and leaves the connection open. */
    public static Reply silence() {
        return bare(Step.End.HANG, false);
    }

    /** Reads the request's headers and nothing after them. */
    public static Reply neverReading() {
        return new Reply(Content.STANDARD, List.of(), true, Reading.NEVER, Step.End.HANG, true);
    }

    /** Headers of a good answer, then silence. */
    public static Reply headersOnly() {
        return ok().with(draft -> {
            draft.framing = Draft.Framing.CHUNKED;
            draft.stopAfter(0, Step.End.HANG);
            draft.events = List.of();
        });
    }

    /** The provider's own answer after reading at that pace what of the body did not come with the headers (16 KiB at most). */
    public static Reply readingSlowly(int bytes, Duration every) {
        return new Reply(Content.STANDARD, List.of(), true, new Reading(bytes, every), null, true);
    }

    /** Answers before the body is read, as a server does that refuses by the headers alone. */
    public Reply beforeBody() {
        return new Reply(content, changes, own, reading, bare, true);
    }

    /** That many pieces of text. */
    public Reply chunkCount(int count) {
        return content(content.withChunks(count));
    }

    /** Fills each piece of text up to that many bytes. */
    public Reply chunkBytes(int bytes) {
        return content(content.withChunkBytes(bytes));
    }

    /** A text instead of the echo; each word is a chunk. */
    public Reply text(String text) {
        return content(content.withText(text));
    }

    /** Token counts instead of those counted. */
    public Reply usage(Usage usage) {
        return content(content.withUsage(usage));
    }

    /** Streams report usage although nobody asked for it. */
    public Reply usageUnasked() {
        return content(content.withUsageUnasked());
    }

    /** The error after the events that come before any content. */
    public Reply errorAfterLifecycle(ErrorAnswer error) {
        return errorAfter(0, error);
    }

    /** Whether it is the provider's own answer, due only to a good key within its limits. */
    public boolean own() {
        return own;
    }

    /** Whether the rule is decided by the request's headers alone. */
    public boolean early() {
        return early;
    }

    /** How the request's body is read, {@code null} for as it comes. */
    public @Nullable Reading reading() {
        return reading;
    }

    /** The same answer once its body is read at last. */
    public Reply afterReading() {
        return new Reply(content, changes, own, null, bare, false);
    }

    /** The steps that answer this request, with headers that the provider adds to all its answers. */
    public List<Step> steps(Operation operation, Ask ask, Map<String, String> providerHeaders) {
        if (bare != null) {
            return List.of(bare);
        }
        boolean stream = own && ask.stream() && operation.answer().streams();
        Draft draft = new Draft(stream ? operation.answer().events(ask, content) : List.of(), stream);
        draft.header(
                "content-type",
                stream
                        ? operation.answer().streamType()
                        : own ? operation.answer().type(ask) : "application/json");
        providerHeaders.forEach(draft::header);
        if (own && !stream) {
            byte[] bytes = operation.answer().bytes(ask, content);
            if (bytes == null) {
                draft.body(operation.answer().whole(ask, content));
            } else {
                draft.bytes(bytes);
            }
        }
        changes.forEach(change -> change.accept(draft));
        if (!own && draft.events.isEmpty() && draft.status >= 400) {
            draft.body(operation.dialect().error(draft.status).body());
        }
        return new Composer(draft).steps();
    }

    private static Reply fixed() {
        return new Reply(Content.STANDARD, List.of(), false, null, null, false);
    }

    private static Reply bare(Step.End end, boolean early) {
        return new Reply(Content.STANDARD, List.of(), false, null, end, early);
    }

    private Reply content(Content changed) {
        return new Reply(changed, changes, own, reading, bare, early);
    }

    @Override
    Reply with(Consumer<Draft> change) {
        List<Consumer<Draft>> more = new ArrayList<>(changes);
        more.add(change);
        return new Reply(content, List.copyOf(more), own, reading, bare, early);
    }
}
