package dev.keyway.filters.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.price.PriceCatalogue;
import dev.keyway.filters.call.CallResponse;
import dev.keyway.filters.caller.Callers;
import dev.keyway.filters.model.Caller;
import dev.keyway.filters.model.CallerIndex;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.model.TestCallers;
import dev.keyway.filters.snapshot.Snapshot;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class OpenRequestsTests {

    private static final PriceCatalogue NO_PRICES = new PriceCatalogue("none", List.of(), Map.of());

    private final Caller blue = TestCallers.caller("blue", TestCallers.SEARCH);
    private final Caller red = TestCallers.caller("red", TestCallers.SEARCH);
    private final CallerIndex both = CallerIndex.of(List.of(blue, red));
    private final CallerIndex revoked =
            both.changes().revoke(blue.id(), Instant.MAX).done();
    private final AtomicReference<Snapshot> live = new AtomicReference<>(snapshot(both));
    private final OpenRequests open = new OpenRequests(live::get);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final EventLoop loop = channel.eventLoop();

    @Test
    void cutsTheRequestsOfARevokedTokenAndNoOthers() {
        AtomicReference<@Nullable Throwable> blues = waiting(open.begin(blue, loop));
        AtomicReference<@Nullable Throwable> reds = waiting(open.begin(red, loop));

        swap(revoked);

        assertThat(blues.get()).hasMessage("The proxy token was revoked.");
        assertThat(reds.get()).isNull();
    }

    @Test
    void cutsARequestThatBeginsAfterItsTokenWasRevoked() {
        swap(revoked);

        assertThat(waiting(open.begin(blue, loop)).get()).hasMessage("The proxy token was revoked.");
    }

    @Test
    void cutsNothingThatHasEnded() {
        OpenRequest request = open.begin(blue, loop);
        AtomicReference<@Nullable Throwable> failure = waiting(request);
        open.end(request);

        swap(revoked);

        assertThat(failure.get()).isNull();
        assertThat(open.size()).isZero();
    }

    @Test
    void cutsNothingOfACallerThatIsOnlyRemoved() {
        AtomicReference<@Nullable Throwable> failure = waiting(open.begin(blue, loop));

        swap(both.changes().remove(blue.id()).done());

        assertThat(failure.get()).isNull();
    }

    private void swap(CallerIndex callers) {
        Snapshot next = snapshot(callers);
        live.set(next);
        open.changed(next);
        channel.runPendingTasks();
    }

    private static Snapshot snapshot(CallerIndex callers) {
        return Snapshot.of(RuntimeModel.of(callers, List.of(), NO_PRICES), new Callers(callers), List.of());
    }

    private AtomicReference<@Nullable Throwable> waiting(OpenRequest request) {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Disposable unused = request.orCut(Mono.<CallResponse>never()).subscribe(response -> {}, failure::set);
        channel.runPendingTasks();
        return failure;
    }
}
