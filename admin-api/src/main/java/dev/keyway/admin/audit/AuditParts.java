package dev.keyway.admin.audit;

import dev.keyway.admin.database.Pipeline;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class AuditParts {

    @Bean
    AuditKeys auditKeys(AuditSettings settings) {
        return new AuditKeys(settings.ring());
    }

    @Bean
    HighestHead highestHead() {
        return new HighestHead();
    }

    @Bean
    AuditLog auditLog(AuditKeys keys, HighestHead highest, Clock clock, JsonMapper json) {
        return new AuditLog(keys, highest, clock, json);
    }

    @Bean
    AuditChain auditChain(
            Pipeline pipeline, AuditKeys keys, HighestHead highest, AuditSettings settings, JsonMapper json) {
        return new AuditChain(pipeline, keys, highest, settings, json);
    }
}
