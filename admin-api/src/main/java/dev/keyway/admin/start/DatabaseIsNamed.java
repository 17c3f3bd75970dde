package dev.keyway.admin.start;

import dev.keyway.admin.database.DatabaseSettings;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Takes secrets from their files, and refuses a start without a database, before anything else is done for it. */
final class DatabaseIsNamed implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        ConfigurableEnvironment environment = event.getEnvironment();
        Map<String, Object> secrets = new HashMap<>(SecretFiles.read(environment::getProperty));
        environment.getPropertySources().addFirst(new MapPropertySource("keyway-secret-files", secrets));
        var unused = Binder.get(environment)
                .bindOrCreate("keyway.db", DatabaseSettings.class)
                .login();
    }
}
