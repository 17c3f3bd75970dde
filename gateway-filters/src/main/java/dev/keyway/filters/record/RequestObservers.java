package dev.keyway.filters.record;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Request observers as one: each event goes to all of them, in their order. */
public final class RequestObservers implements RequestObserver {

    private final RequestObserver[] members;

    public RequestObservers(List<? extends RequestObserver> members) {
        this.members = members.toArray(RequestObserver[]::new);
    }

    @Override
    public RequestObservation begin(RequestHead head) {
        RequestObservation[] begun = new RequestObservation[members.length];
        for (int i = 0; i < members.length; i++) {
            begun[i] = members[i].begin(head);
        }
        return new OfRequest(begun);
    }

    private static final class OfRequest implements RequestObservation {

        private final RequestObservation[] members;

        OfRequest(RequestObservation[] members) {
            this.members = members;
        }

        @Override
        public @Nullable String traceparent() {
            for (RequestObservation member : members) {
                String traceparent = member.traceparent();
                if (traceparent != null) {
                    return traceparent;
                }
            }
            return null;
        }

        @Override
        public void onResolved() {
            for (RequestObservation member : members) {
                member.onResolved();
            }
        }

        @Override
        public AttemptObservation onAttempt(AttemptHead head, Supplier<ByteBuf> payload) {
            AttemptObservation[] begun = new AttemptObservation[members.length];
            for (int i = 0; i < members.length; i++) {
                begun[i] = members[i].onAttempt(head, payload);
            }
            return AttemptObservers.of(begun);
        }

        @Override
        public void onRepaired(RepairRecord repair) {
            for (RequestObservation member : members) {
                member.onRepaired(repair);
            }
        }

        @Override
        public void onEnded(RequestRecord request) {
            for (RequestObservation member : members) {
                member.onEnded(request);
            }
        }
    }
}
