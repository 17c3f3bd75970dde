package dev.keyway.filters.upstream.transport;

import dev.keyway.filters.poolstate.PoolStateAutoConfiguration;
import dev.keyway.filters.settings.ProcessSettings;
import dev.keyway.filters.snapshot.SnapshotSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.GatewayAutoConfiguration;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import org.springframework.context.annotation.Bean;

/** Connections to providers. */
@AutoConfiguration(after = {GatewayAutoConfiguration.class, PoolStateAutoConfiguration.class})
@ConditionalOnBean(SnapshotSource.class)
public class UpstreamAutoConfiguration {

    @Bean
    UpstreamClients keywayUpstreamClients(
            ProcessSettings settings,
            HttpClientProperties client,
            ServerProperties server,
            HttpClientSslConfigurer tls,
            List<HttpClientCustomizer> customizers,
            ObjectProvider<AddressGuard> guard) {
        return new UpstreamClients(client, server, tls, customizers, settings.network(), guard.getIfAvailable());
    }
}
