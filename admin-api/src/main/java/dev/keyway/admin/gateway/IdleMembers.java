package dev.keyway.admin.gateway;

import dev.keyway.admin.caller.CurrentCaller;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** Removes gateways that have enrolled, are idle and have shipped all of their usage. */
@Service
class IdleMembers {

    private final Gateways gateways;
    private final CurrentCaller current;

    IdleMembers(Gateways gateways, CurrentCaller current) {
        this.gateways = gateways;
        this.current = current;
    }

    @Scheduled(fixedDelay = 60, initialDelay = 60, timeUnit = TimeUnit.SECONDS)
    void remove() {
        current.asSystem(() -> {
            gateways.removeEnrolled(Idle.FOR_LONG);
            return null;
        });
    }
}
