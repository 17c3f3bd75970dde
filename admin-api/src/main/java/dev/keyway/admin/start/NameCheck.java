package dev.keyway.admin.start;

import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;

/** Warns of misspelled settings before anything can fail for want of the right ones. */
final class NameCheck implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        SettingNames.read()
                .warnings(event.getEnvironment().getSystemEnvironment())
                .forEach(warning -> LoggerFactory.getLogger(NameCheck.class).warn("{}", warning));
    }
}
