package dev.keyway.admin.start;

import dev.keyway.admin.database.InvalidSettingException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says in one line why the service cannot start and what to do, on standard error, instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailure implements SpringBootExceptionReporter {

    private final @Nullable ConfigurableApplicationContext context;
    private final PrintStream out;

    /** The only public constructor, which is the one that Spring Boot calls; the context is null if there was none yet. */
    public StartFailure(@Nullable ConfigurableApplicationContext context) {
        this(context, System.err);
    }

    StartFailure(@Nullable ConfigurableApplicationContext context, PrintStream out) {
        this.context = context;
        this.out = out;
    }

    @Override
    public boolean reportException(Throwable failure) {
        Optional<String> reason = cause(failure, InvalidSettingException.class)
                .map(invalid -> String.valueOf(invalid.getMessage()))
                .or(() -> cause(failure, PortInUseException.class).map(this::portInUse))
                .or(
                        () -> cause(failure, WebServerException.class)
                                .map(
                                        server ->
                                                "SERVER_ADDRESS, SERVER_PORT: the service cannot listen there; name an address of this machine and a port that it may use"))
                .or(() -> cause(failure, BindException.class).map(StartFailure::unreadable));
        reason.ifPresent(line -> out.println("error: " + line));
        return reason.isPresent();
    }

    private String portInUse(PortInUseException port) {
        String taken = String.valueOf(port.getPort());
        String management = context == null ? null : context.getEnvironment().getProperty("management.server.port");
        String setting = taken.equals(management) ? "MANAGEMENT_SERVER_PORT" : "SERVER_PORT";
        return "%s: port %s is in use; stop what uses it, or set %s to another port".formatted(setting, taken, setting);
    }

    private static String unreadable(BindException bind) {
        String setting =
                bind.getName().toString().replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT);
        return setting + ": must be "
                + bind.getTarget().getType().resolve(Object.class).getSimpleName() + ", and is something else";
    }

    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
        }
        return Optional.empty();
    }
}
