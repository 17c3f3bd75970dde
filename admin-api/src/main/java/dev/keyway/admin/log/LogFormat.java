package dev.keyway.admin.log;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Has every line logged as {@code KEYWAY_LOG_FORMAT} says, from the first on. */
public final class LogFormat implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if ("json".equalsIgnoreCase(environment.getProperty("keyway.log.format"))) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "keyway log format",
                            Map.of("logging.structured.format.console", JsonLine.class.getName())));
        }
    }

    /** Refuses a format that is unknown. */
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(LogSettings.class)
    static class Checked {}
}
