package dev.keyway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.filters.requestlog.Shelf;
import dev.keyway.testkit.provider.FakeProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A disk that takes no more of the request log costs no request anything. */
class StuckRequestLogIT {

    @Test
    void servesRequestsWhileTheDiskIsStuck() {
        try (FakeProvider provider = FakeProvider.start("sk-1");
                TestGateway stuck = TestGateway.builder()
                        .provider("openai", provider.v1(), "sk-1")
                        .set("keyway.request-log.enabled", true)
                        .with(StuckShelf.class)
                        .start()) {
            for (int i = 0; i < 20; i++) {
                assertThat(stuck.chat("openai/gpt-4o", "stuck").statusCode()).isEqualTo(200);
                assertThat(stuck.chatStream("openai/gpt-4o", "stuck").body()).contains("[DONE]");
            }
            assertThat(stuck.context().getBean(StuckShelf.class).held.getCount())
                    .isEqualTo(1);
            stuck.context().getBean(StuckShelf.class).held.countDown();
        }
    }

    /** A disk that does not answer. */
    @Configuration(proxyBeanMethods = false)
    static class StuckShelf {

        private final CountDownLatch held = new CountDownLatch(1);

        @Bean
        Shelf stuck() {
            return new Shelf() {
                @Override
                public void create(String folder) throws IOException {
                    try {
                        held.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                }

                @Override
                public void append(String folder, String file, ByteBuffer bytes) {}

                @Override
                public Map<String, Long> folders() {
                    return Map.of();
                }

                @Override
                public void delete(String folder) {}
            };
        }
    }
}
