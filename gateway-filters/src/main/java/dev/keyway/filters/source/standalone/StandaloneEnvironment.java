package dev.keyway.filters.source.standalone;

import dev.keyway.catalogue.provider.KnownProviders;
import dev.keyway.catalogue.provider.Provider;
import dev.keyway.env.EnvText;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads the {@code .env} file before anything else of the application exists, so that a port in it counts too. Acts only
 * where {@code keyway.standalone} is true.
 */
final class StandaloneEnvironment implements EnvironmentPostProcessor, Ordered {

    /** The suffix lets Spring Boot read names as it reads those of the environment. */
    private static final String SOURCE = "keyway-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    private final ConfigurableBootstrapContext bootstrap;

    StandaloneEnvironment(ConfigurableBootstrapContext bootstrap) {
        this.bootstrap = bootstrap;
    }

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.getProperty("keyway.standalone", Boolean.class, false)) {
            return;
        }
        EnvSource source = EnvSource.of(
                environment.getProperty("keyway.env-file"),
                variables(environment),
                new KnownProviders().all().stream().map(Provider::id).collect(Collectors.toSet()));
        EnvText text = source.text();
        StandaloneSettings settings = source.settings(text);
        environment
                .getPropertySources()
                .addAfter(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(SOURCE, settings.spring()));
        bootstrap.addCloseListener(closed -> {
            ConfigurableListableBeanFactory beans =
                    closed.getApplicationContext().getBeanFactory();
            beans.registerSingleton("standaloneSettings", settings);
            beans.registerSingleton("keywayEnvStart", new EnvStart(source, text, settings));
        });
    }

    private static Map<String, String> variables(ConfigurableEnvironment environment) {
        Map<String, String> variables = new HashMap<>();
        environment.getSystemEnvironment().forEach((name, value) -> variables.put(name, String.valueOf(value)));
        String requestLog = environment.getProperty("enable-request-logging");
        if (requestLog != null) {
            variables.put("KEYWAY_REQUEST_LOG", requestLog.isEmpty() ? "true" : requestLog);
        }
        return variables;
    }
}
