package dev.keyway.filters.record;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Request observers as one: each event goes to all of them, in their order. One that fails is logged, and hinders no other. */
public final class RequestObservers implements RequestObserver {

    private static final Logger LOG = LoggerFactory.getLogger(RequestObservers.class);

    private final RequestObserver[] members;

    public RequestObservers(List<? extends RequestObserver> members) {
        this.members = members.toArray(RequestObserver[]::new);
    }

    @Override
    public RequestObservation begin(RequestHead head) {
        RequestObservation[] begun = new RequestObservation[members.length];
        for (int i = 0; i < members.length; i++) {
            begun[i] = begin(members[i], head);
        }
        return new OfRequest(begun);
    }

    private static RequestObservation begin(RequestObserver member, RequestHead head) {
        try {
            return member.begin(head);
        } catch (RuntimeException | Error defect) {
            LOG.error("An observer failed at the beginning of request {}", head.id(), defect);
            return RequestObservation.NONE;
        }
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
            each(RequestObservation::onResolved);
        }

        @Override
        public AttemptObservation onAttempt(AttemptHead head, Supplier<ByteBuf> payload) {
            AttemptObservation[] begun = new AttemptObservation[members.length];
            for (int i = 0; i < members.length; i++) {
                begun[i] = begin(members[i], head, payload);
            }
            return AttemptObservers.of(begun);
        }

        private static AttemptObservation begin(
                RequestObservation member, AttemptHead head, Supplier<ByteBuf> payload) {
            try {
                return member.onAttempt(head, payload);
            } catch (RuntimeException | Error defect) {
                LOG.error("An observer failed at the beginning of an attempt", defect);
                return AttemptObservation.NONE;
            }
        }

        @Override
        public void onRepaired(RepairRecord repair) {
            each(member -> member.onRepaired(repair));
        }

        @Override
        public void onEnded(RequestRecord request) {
            each(member -> member.onEnded(request));
        }

        private void each(Consumer<RequestObservation> event) {
            for (RequestObservation member : members) {
                try {
                    event.accept(member);
                } catch (RuntimeException | Error defect) {
                    LOG.error("An observer of a request failed", defect);
                }
            }
        }
    }
}
