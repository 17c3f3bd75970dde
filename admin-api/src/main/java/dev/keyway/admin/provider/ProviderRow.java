package dev.keyway.admin.provider;

import dev.keyway.admin.change.StoredResource;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A provider's row. */
@Entity
@Table(name = "provider")
class ProviderRow extends StoredResource {

    private String slug;
    private String name;
    private String declaration;
    private String baseUrl;
    private String strategy;
    private @Nullable Integer maxInFlight;
    private @Nullable Long firstByteTimeoutMs;
    private @Nullable Long firstStreamTimeoutMs;
    private List<String> forwardHeaders;
    private @Nullable Instant disabledAt;

    @SuppressWarnings("NullAway.Init")
    protected ProviderRow() {}

    ProviderRow(UUID id, String slug, String declaration, ProviderSettings settings, Instant now) {
        super(id, now);
        this.slug = slug;
        this.declaration = declaration;
        change(settings, now);
    }

    ProviderSettings settings() {
        return new ProviderSettings(
                name,
                baseUrl,
                Strategy.of(strategy),
                maxInFlight,
                Timeouts.duration(firstByteTimeoutMs),
                Timeouts.duration(firstStreamTimeoutMs),
                forwardHeaders,
                disabledAt != null);
    }

    final void change(ProviderSettings settings, Instant now) {
        name = settings.name();
        baseUrl = settings.baseUrl();
        strategy = settings.strategy().text();
        maxInFlight = settings.maxInFlight();
        firstByteTimeoutMs = Timeouts.millis("firstByteTimeout", settings.firstByteTimeout());
        firstStreamTimeoutMs = Timeouts.millis("firstStreamTimeout", settings.firstStreamTimeout());
        forwardHeaders = settings.forwardHeaders();
        disabledAt = settings.disabled() ? (disabledAt == null ? now : disabledAt) : null;
        changed(now);
    }

    ProviderView view() {
        return new ProviderView(
                id(),
                slug,
                name,
                declaration,
                baseUrl,
                Strategy.of(strategy),
                maxInFlight,
                Timeouts.duration(firstByteTimeoutMs),
                Timeouts.duration(firstStreamTimeoutMs),
                List.copyOf(forwardHeaders),
                disabledAt,
                createdAt(),
                updatedAt(),
                version(),
                List.of());
    }
}
