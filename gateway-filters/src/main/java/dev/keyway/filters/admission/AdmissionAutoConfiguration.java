package dev.keyway.filters.admission;

import dev.keyway.filters.snapshot.SnapshotAutoConfiguration;
import dev.keyway.filters.snapshot.SnapshotSource;
import dev.keyway.filters.usage.UsageLog;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Admission of every caller, unless the application brings its own. */
@AutoConfiguration(after = SnapshotAutoConfiguration.class)
@ConditionalOnBean(SnapshotSource.class)
public class AdmissionAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Admission keywayAdmission() {
        return new OpenAdmission();
    }

    /** Where there is no state directory. */
    @Bean
    @ConditionalOnMissingBean
    UsageLog keywayNoUsageLog() {
        return UsageLog.NONE;
    }
}
