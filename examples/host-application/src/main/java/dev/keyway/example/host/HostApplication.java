package dev.keyway.example.host;

import java.time.InstantSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.gateway.filter.ratelimit.KeyResolver;
import org.springframework.cloud.gateway.support.ConfigurationService;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;

/** A gateway with routes of its own; those to language models use Keyway's filters. */
@SpringBootApplication
public class HostApplication {

    public static void main(String[] args) {
        SpringApplication.run(HostApplication.class, args);
    }

    /** Whose requests the limiter counts together. */
    @Bean
    KeyResolver team() {
        return exchange -> Mono.justOrEmpty(exchange.getRequest().getHeaders().getFirst("x-team"));
    }

    @Bean
    MinuteLimiter minuteLimiter(ConfigurationService configuration) {
        return new MinuteLimiter(configuration, InstantSource.system());
    }
}
