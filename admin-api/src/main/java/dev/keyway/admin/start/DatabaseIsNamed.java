package dev.keyway.admin.start;

import dev.keyway.admin.database.DatabaseSettings;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;

/** Refuses a start without a database before anything else is done for it. */
final class DatabaseIsNamed implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        var unused = Binder.get(event.getEnvironment())
                .bindOrCreate("keyway.db", DatabaseSettings.class)
                .login();
    }
}
