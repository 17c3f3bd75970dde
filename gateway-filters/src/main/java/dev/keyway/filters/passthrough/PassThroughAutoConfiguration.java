package dev.keyway.filters.passthrough;

import dev.keyway.filters.edge.EdgeAutoConfiguration;
import dev.keyway.filters.edge.RequestEntry;
import dev.keyway.filters.models.ModelDirectory;
import dev.keyway.filters.request.RequestReader;
import dev.keyway.filters.snapshot.Providers;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Pass-through to the own APIs of providers. */
@AutoConfiguration(after = EdgeAutoConfiguration.class)
@ConditionalOnProperty("keyway.endpoints")
public class PassThroughAutoConfiguration {

    /** In a host application the paths of its own may begin with a provider's name, so it has to ask for this. */
    @Bean
    @ConditionalOnProperty("keyway.pass-through")
    PassThroughEdge keywayPassThrough(
            RequestEntry entry, Providers providers, RequestReader reader, ModelDirectory models) {
        return new PassThroughEdge(entry, providers, new NativeResolver(reader, models), new NativeModels(models));
    }
}
