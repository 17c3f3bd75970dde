package dev.keyway.filters.source.standalone;

import dev.keyway.env.SettingsProblem;
import dev.keyway.filters.settings.InvalidSettingsException;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServerException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says in one line each why the gateway cannot start and what to do, on standard error, instead of a stack trace. */
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
        Optional<InvalidSettingsException> invalid = cause(failure, InvalidSettingsException.class);
        if (invalid.isPresent()) {
            invalid.get().problems().stream()
                    .sorted(Comparator.comparing(SettingsProblem::isFatal).reversed())
                    .forEach(problem -> out.println((problem.isFatal() ? "error: " : "warning: ") + problem.line()));
            return true;
        }
        Optional<PortInUseException> port = cause(failure, PortInUseException.class);
        if (port.isPresent() && property("keyway.standalone").equals("true")) {
            String taken = String.valueOf(port.get().getPort());
            String setting =
                    taken.equals(property("management.server.port")) ? "MANAGEMENT_SERVER_PORT" : "SERVER_PORT";
            out.println("error: %s: port %s is in use; stop what uses it, or set %s to another port"
                    .formatted(setting, taken, setting));
            return true;
        }
        Optional<WebServerException> server = cause(failure, WebServerException.class);
        if (server.isPresent() && property("keyway.standalone").equals("true")) {
            out.println(
                    "error: SERVER_ADDRESS, SERVER_PORT: the gateway cannot listen there (%s); name an address of this machine and a port that it may use"
                            .formatted(reason(server.get())));
            return true;
        }
        return false;
    }

    /** What the operating system said, in one line. */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null
                ? root.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private String property(String name) {
        String value = context == null ? null : context.getEnvironment().getProperty(name);
        return value == null ? "" : value;
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
