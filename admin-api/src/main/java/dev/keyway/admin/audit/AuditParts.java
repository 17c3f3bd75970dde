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
    AuditLog auditLog(AuditKeys keys, Clock clock, JsonMapper json) {
        return new AuditLog(keys, clock, json);
    }

    @Bean
    AuditChain auditChain(Pipeline pipeline, AuditKeys keys, JsonMapper json) {
        return new AuditChain(pipeline, keys, json);
    }
}
