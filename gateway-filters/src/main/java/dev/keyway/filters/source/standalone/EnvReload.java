package dev.keyway.filters.source.standalone;

import dev.keyway.env.EnvText;
import dev.keyway.env.SettingsProblem;
import dev.keyway.filters.observe.SettingsMetrics;
import dev.keyway.filters.settings.InvalidSettingsException;
import dev.keyway.filters.snapshot.SnapshotSwap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies a changed {@code .env} file and logs the outcome in one line. */
final class EnvReload {

    private static final Logger log = LoggerFactory.getLogger(EnvReload.class);

    private final EnvSource source;
    private final StandaloneSource model;
    private final StandaloneSettings started;
    private final SnapshotSwap swap;
    private final SettingsMetrics metrics;
    private StandaloneSettings serving;

    EnvReload(EnvStart start, StandaloneSource model, SnapshotSwap swap, SettingsMetrics metrics) {
        this.model = model;
        this.source = start.source();
        this.started = start.settings();
        this.serving = start.settings();
        this.swap = swap;
        this.metrics = metrics;
    }

    /** Serves by what the file says now, or goes on as before if it cannot be. */
    void apply(EnvText text) {
        if (text instanceof EnvText.Absent) {
            refused("the file no longer exists");
        } else if (text instanceof EnvText.Present present && present.text().isBlank()) {
            refused("the file is empty");
        } else {
            applySettings(text);
        }
    }

    private void applySettings(EnvText text) {
        StandaloneSettings wanted;
        try {
            wanted = source.settings(text);
        } catch (InvalidSettingsException invalid) {
            refused(invalid.problems().stream()
                    .filter(SettingsProblem::isFatal)
                    .map(SettingsProblem::line)
                    .collect(Collectors.joining("; ")));
            return;
        }
        if (wanted.managed() != null) {
            refused(ManagedVariables.URL + " takes effect after a restart");
            return;
        }
        model.reads(serving, wanted);
        swap.to(wanted.model());
        String summary = summary(wanted);
        serving = wanted;
        metrics.taken();
        wanted.warnings().forEach(problem -> log.warn("{}", problem.line()));
        log.info("reloaded {}: {}", source.path(), summary);
    }

    private String summary(StandaloneSettings wanted) {
        String live = String.join("; ", SettingsDiff.live(serving.model(), wanted.model()));
        String later = String.join(", ", SettingsDiff.atStartOnly(started, wanted));
        String now = live.isEmpty() ? "nothing that changes how it serves now" : live;
        return later.isEmpty() ? now : now + "; takes effect after a restart: " + later;
    }

    private void refused(String why) {
        log.warn("{} was rejected; keeping the previous settings: {}", source.path(), why);
        metrics.refused();
    }

    /** A reading ended in a fault of the gateway's own. */
    void recordFailure() {
        metrics.refused();
    }
}
