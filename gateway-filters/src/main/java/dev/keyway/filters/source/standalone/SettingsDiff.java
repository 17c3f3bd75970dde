package dev.keyway.filters.source.standalone;

import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.RuntimeModel;
import dev.keyway.filters.settings.ProcessSettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names what differs between two readings of the settings; never a value that may be secret. */
final class SettingsDiff {

    /** What follows from settings that are named themselves. */
    private static final Set<String> DERIVED = Set.of("SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE", "KEYWAY_LOG_FORMAT");

    private SettingsDiff() {}

    /** What changes how a running gateway serves. */
    static List<String> live(RuntimeModel before, RuntimeModel after) {
        List<String> changes = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>();
        after.providers().forEach(provider -> ids.add(provider.id()));
        before.providers().forEach(provider -> ids.add(provider.id()));
        for (String id : ids) {
            ProviderSettings old = before.provider(id).orElse(null);
            ProviderSettings now = after.provider(id).orElse(null);
            if (old == null && now != null) {
                changes.add(id + " added with " + keys(now.keys().size()));
            } else if (old != null && now == null) {
                changes.add(id + " removed");
            } else if (old != null && now != null && !old.equals(now)) {
                changes.add(id + " " + String.join(", ", between(old, now)));
            }
        }
        Names names = new Names(changes);
        names.add("PROXY_API_KEY", before, after, RuntimeModel::callers);
        names.add("GLOBAL_TIMEOUT", before, after, RuntimeModel::globalTimeout);
        names.add("KEYWAY_QUEUE_SIZE", before, after, RuntimeModel::queueSize);
        names.add("KEYWAY_CORS_ORIGINS", before, after, RuntimeModel::corsOrigins);
        return changes;
    }

    /** Names of changed settings that apply only after a restart. */
    static List<String> atStartOnly(StandaloneSettings started, StandaloneSettings after) {
        List<String> changes = new ArrayList<>();
        Names names = new Names(changes);
        ProcessSettings from = started.process();
        ProcessSettings to = after.process();
        names.add("KEYWAY_MAX_BODY", from, to, settings -> settings.bounds().maxBody());
        names.add("KEYWAY_MAX_AUDIO", from, to, settings -> settings.bounds().maxAudio());
        names.add(
                "KEYWAY_MAX_BODY_IN_FLIGHT",
                from,
                to,
                settings -> settings.bounds().maxBodiesInFlight());
        names.add(
                "KEYWAY_BODY_TIMEOUT",
                from,
                to,
                settings -> settings.bounds().pace().timeout());
        names.add(
                "KEYWAY_BODY_MIN_RATE",
                from,
                to,
                settings -> settings.bounds().pace().minRate());
        names.add("KEYWAY_STATE_DIR", from, to, ProcessSettings::stateDir);
        names.add("KEYWAY_LOG_FORMAT", from, to, ProcessSettings::logFormat);
        names.add("KEYWAY_TRUSTED_PROXIES", from, to, ProcessSettings::proxies);
        names.add("KEYWAY_DRAIN", from, to, ProcessSettings::drain);
        names.add("KEYWAY_REQUEST_LOG", from, to, ProcessSettings::requestLog);
        names.add("OTEL_EXPORTER_OTLP_ENDPOINT", from, to, ProcessSettings::traces);
        names.add("KEYWAY_CA_FILE", from, to, settings -> settings.network().caFile());
        names.add("HTTPS_PROXY", from, to, settings -> settings.network().httpsProxy());
        names.add("NO_PROXY", from, to, settings -> settings.network().noProxy());
        Set<String> spring = new LinkedHashSet<>(after.spring().keySet());
        spring.addAll(started.spring().keySet());
        spring.stream()
                .filter(name -> !DERIVED.contains(name))
                .filter(name -> !Objects.equals(
                        started.spring().get(name), after.spring().get(name)))
                .sorted()
                .forEach(changes::add);
        return changes;
    }

    private static String concurrency(@Nullable Integer fixed) {
        return fixed == null ? "learned" : fixed.toString();
    }

    private static List<String> between(ProviderSettings old, ProviderSettings now) {
        List<String> changes = new ArrayList<>();
        if (old.repair() != now.repair()) {
            changes.add("KEYWAY_REPAIR");
        }
        Map<String, ProviderKey> before = byId(old);
        Map<String, ProviderKey> after = byId(now);
        long added =
                after.keySet().stream().filter(id -> !before.containsKey(id)).count();
        long removed =
                before.keySet().stream().filter(id -> !after.containsKey(id)).count();
        if (added > 0) {
            changes.add("+" + keys(added));
        }
        if (removed > 0) {
            changes.add("−" + keys(removed));
        }
        if (added + removed == 0 && !old.keys().equals(now.keys())) {
            changes.add(before.equals(after) ? "order of keys" : "accounts or resources");
        }
        Names names = new Names(changes);
        names.add("address", old, now, ProviderSettings::baseUrl);
        names.add("API version", old, now, ProviderSettings::apiVersion);
        names.add("models", old, now, ProviderSettings::models);
        names.add("allowed and ignored models", old, now, ProviderSettings::filter);
        if (!Objects.equals(old.maxConcurrentPerKey(), now.maxConcurrentPerKey())) {
            changes.add("concurrency per key %s → %s"
                    .formatted(concurrency(old.maxConcurrentPerKey()), concurrency(now.maxConcurrentPerKey())));
        }
        if (old.rotation() != now.rotation()) {
            changes.add("rotation " + now.rotation().name().toLowerCase(Locale.ROOT));
        }
        names.add("timeouts", old, now, ProviderSettings::firstByte);
        return changes;
    }

    private static Map<String, ProviderKey> byId(ProviderSettings settings) {
        return settings.keys().stream().collect(Collectors.toMap(ProviderKey::id, key -> key));
    }

    private static String keys(long count) {
        return count + (count == 1 ? " key" : " keys");
    }

    /** Collects the names of what differs. */
    private record Names(List<String> changes) {

        <S> void add(String name, S before, S after, Function<S, ? extends @Nullable Object> part) {
            if (!Objects.equals(part.apply(before), part.apply(after))) {
                changes.add(name);
            }
        }
    }
}
