package dev.keyway.admin.start;

import dev.keyway.admin.identity.Ids;
import dev.keyway.admin.problem.StorableMoment;
import dev.keyway.admin.secret.Tokens;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Clock and randomness, which tests replace; and scheduling. */
@EnableScheduling
@Configuration(proxyBeanMethods = false)
class ClockAndRandomness {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return StorableMoment.clock(Clock.systemUTC());
    }

    @Bean
    RandomGenerator random() {
        return new SecureRandom();
    }

    @Bean
    Ids ids(Clock clock, RandomGenerator random) {
        return new Ids(clock, random);
    }

    @Bean
    Tokens tokens(RandomGenerator random) {
        return new Tokens(random);
    }
}
