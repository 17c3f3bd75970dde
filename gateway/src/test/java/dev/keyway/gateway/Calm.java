package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.keyway.filters.body.BodyBudget;
import dev.keyway.filters.snapshot.Providers;
import dev.keyway.testkit.time.Awaiting;
import java.net.http.HttpResponse;
import org.slf4j.LoggerFactory;

/** Nothing is left behind by what came before: no call in flight, no byte of a body held, no buffer lost. */
final class Calm {

    private final TestGateway gateway;
    private final ListAppender<ILoggingEvent> leaks = new ListAppender<>();

    private Calm(TestGateway gateway) {
        this.gateway = gateway;
    }

    /** Watches a gateway from now on. */
    static Calm watch(TestGateway gateway) {
        Calm calm = new Calm(gateway);
        calm.leaks.start();
        ((Logger) LoggerFactory.getLogger("io.netty.util.ResourceLeakDetector")).addAppender(calm.leaks);
        return calm;
    }

    /** The next good request is served, and then nothing is left. */
    void servesAndHoldsNothing(String model) {
        HttpResponse<String> answer = gateway.chat(model, "afterwards");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("echo:afterwards");
        holdsNothing();
    }

    void holdsNothing() {
        Awaiting.until("no call in flight", () -> inFlight() == 0);
        BodyBudget budget = gateway.context().getBean(BodyBudget.class);
        Awaiting.until("no body held", () -> budget.held() == 0);
    }

    /** Netty reports a lost buffer when the next ones are taken after it was collected. */
    void lostNoBuffer(String model) {
        System.gc();
        for (int i = 0; i < 20; i++) {
            gateway.chat(model, "leak-check");
        }
        assertThat(leaks.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
    }

    private int inFlight() {
        return gateway.context().getBean(Providers.class).all().stream()
                .mapToInt(provider -> provider.pool().counts().inFlight())
                .sum();
    }
}
