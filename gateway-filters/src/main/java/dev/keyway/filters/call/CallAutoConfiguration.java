package dev.keyway.filters.call;

import dev.keyway.filters.failover.FailoverPolicy;
import dev.keyway.filters.metering.AnswerSizes;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.models.ModelsAutoConfiguration;
import dev.keyway.filters.snapshot.SnapshotSource;
import dev.keyway.filters.stored.StoredAnswers;
import dev.keyway.filters.stored.StoredAnswersAutoConfiguration;
import java.time.Clock;
import java.util.Random;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Calls to providers. */
@AutoConfiguration(after = {ModelsAutoConfiguration.class, StoredAnswersAutoConfiguration.class})
@ConditionalOnBean(SnapshotSource.class)
public class CallAutoConfiguration {

    private static final Clock CLOCK = Clock.systemUTC();

    @Bean
    CallDependencies keywayCallDependencies(AnswerSizes sizes, ModelDirectory models, StoredAnswers stored) {
        return new CallDependencies(new FailoverPolicy(new Random()), sizes, models, stored, CLOCK);
    }

    @Bean
    AnswerSizes keywayAnswerSizes() {
        return new AnswerSizes();
    }
}
