package dev.keyway.admin.bootstrap;

import dev.keyway.admin.caller.Caller;
import dev.keyway.admin.caller.CallerKind;
import dev.keyway.admin.caller.CurrentCaller;
import dev.keyway.admin.caller.Grant;
import dev.keyway.admin.caller.Role;
import dev.keyway.admin.caller.Scope;
import dev.keyway.contract.bootstrap.Bootstrap;
import java.nio.file.Path;
import java.util.Set;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Does once at the start what the file asks for, after the known providers and the example company have come. */
@Component
@Order(BootstrapAtStart.AFTER_THE_EXAMPLE_COMPANY)
@EnableConfigurationProperties(BootstrapSettings.class)
class BootstrapAtStart implements ApplicationRunner {

    static final int AFTER_THE_EXAMPLE_COMPANY = 2;

    /** The service itself, which may give here what an owner may. */
    private static final Caller INSTALLER = new Caller(
            CallerKind.SYSTEM,
            null,
            "keyway",
            Set.of(new Grant(Role.OWNER, Scope.INSTALLATION)),
            false,
            "",
            "KEYWAY_BOOTSTRAP_FILE");

    private final BootstrapSettings settings;
    private final TakeOver takeOver;
    private final CurrentCaller current;
    private final JsonMapper json;

    BootstrapAtStart(BootstrapSettings settings, TakeOver takeOver, CurrentCaller current, JsonMapper json) {
        this.settings = settings;
        this.takeOver = takeOver;
        this.current = current;
        this.json = json;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Path path = settings.file();
        if (path == null) {
            return;
        }
        BootstrapFile file = new BootstrapFile(path, json);
        for (Bootstrap request : file.read().stream().toList()) {
            file.write(current.as(INSTALLER, () -> takeOver.apply(request)));
        }
    }
}
