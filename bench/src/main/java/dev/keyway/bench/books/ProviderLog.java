package dev.keyway.bench.books;

import dev.keyway.testkit.provider.FakeProvider;
import dev.keyway.testkit.provider.ReceivedRequest;
import dev.keyway.testkit.script.Reply;
import dev.keyway.testkit.script.Request;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The provider's log: how often each call has reached it, and whether it answered to the end. */
final class ProviderLog {

    private final Map<Integer, Entry> entries = new ConcurrentHashMap<>();

    /** What the provider knows of a call. */
    static final class Entry {

        private int times;
        private @Nullable ReceivedRequest latest;
        private boolean answered;

        synchronized int times() {
            return times;
        }

        /** Whether the whole response was written. */
        synchronized boolean answered() {
            return answered || (latest != null && latest.outcome() == ReceivedRequest.Outcome.ANSWERED);
        }

        private synchronized void came(ReceivedRequest request) {
            times++;
            latest = request;
        }

        /** Lets go of the request. */
        private synchronized void settle() {
            answered = answered();
            latest = null;
        }
    }

    /** Records what comes to a provider from now on. Rules that are made later are asked first, and hide what they match. */
    void watch(FakeProvider provider) {
        provider.when(this::note).reply(Reply.ok());
    }

    private boolean note(Request request) {
        if (request instanceof ReceivedRequest received && request.path().endsWith("/chat/completions")) {
            entries.computeIfAbsent(Ask.number(request.text()), number -> new Entry())
                    .came(received);
        }
        return false;
    }

    /** A client has the end of its call; that of a call that was cut may be later at the provider. */
    void ended(Call call) {
        Entry entry = entries.get(call.ask().number());
        if (entry != null && call.ending() != Call.Ending.CUT) {
            entry.settle();
        }
    }

    /** The entry of a call; an entry of a call that never arrived if the log has none. */
    Entry of(Ask ask) {
        return entries.getOrDefault(ask.number(), new Entry());
    }

    Collection<Integer> numbers() {
        return entries.keySet();
    }
}
