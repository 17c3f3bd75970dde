package dev.keyway.filters.admission;

import dev.keyway.filters.limit.Grants;
import dev.keyway.filters.limit.Ledger;
import dev.keyway.filters.metering.AnswerSizes;
import dev.keyway.filters.snapshot.SnapshotAutoConfiguration;
import dev.keyway.filters.snapshot.SnapshotSource;
import dev.keyway.filters.usage.UsageLog;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Mono;

/** Admission by limits and budgets. */
@AutoConfiguration(after = SnapshotAutoConfiguration.class)
@ConditionalOnBean(SnapshotSource.class)
public class AdmissionAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Ledger keywayLedger() {
        return Ledger.ofRates(System::nanoTime, InstantSource.system());
    }

    /** Limits and budgets of every caller that has some, unless the application brings its own admission. */
    @Bean
    @ConditionalOnMissingBean
    Admission keywayAdmission(Ledger ledger, ObjectProvider<Grants> grants, AnswerSizes sizes) {
        return new LimitedAdmission(ledger, grants.getIfAvailable(() -> Mono::empty), sizes, InstantSource.system());
    }

    /** Where there is no state directory. */
    @Bean
    @ConditionalOnMissingBean
    UsageLog keywayNoUsageLog() {
        return UsageLog.NONE;
    }
}
