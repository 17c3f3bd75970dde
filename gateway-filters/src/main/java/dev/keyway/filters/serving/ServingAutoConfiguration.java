package dev.keyway.filters.serving;

import dev.keyway.filters.admission.Admission;
import dev.keyway.filters.admission.AdmissionAutoConfiguration;
import dev.keyway.filters.admission.AdmissionStep;
import dev.keyway.filters.admission.UsageOpening;
import dev.keyway.filters.call.CallAutoConfiguration;
import dev.keyway.filters.call.CallDependencies;
import dev.keyway.filters.snapshot.LiveSnapshot;
import dev.keyway.filters.snapshot.SnapshotSource;
import dev.keyway.filters.usage.UsageLog;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/** Server of resolved requests. */
@AutoConfiguration(after = {AdmissionAutoConfiguration.class, CallAutoConfiguration.class})
@ConditionalOnBean(SnapshotSource.class)
public class ServingAutoConfiguration {

    @Bean
    OpenRequests keywayOpenRequests(LiveSnapshot live) {
        return new OpenRequests(live);
    }

    @Bean
    RequestServer keywayRequestServer(
            Admission admission, UsageLog usage, CallDependencies dependencies, OpenRequests open, LiveSnapshot live) {
        UsageOpening opening = new UsageOpening(
                name -> live.get().aliases().containsKey(name), dependencies.sizes(), dependencies.clock());
        return new RequestServer(
                new AdmissionStep(admission, usage, opening),
                dependencies,
                open,
                () -> live.get().model().globalTimeout());
    }
}
