package dev.keyway.admin.provider;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A provider's row. */
@Entity
@Table(name = "provider")
class ProviderRow {

    @Id
    private UUID id;

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
    private Instant createdAt;
    private Instant updatedAt;

    @SuppressWarnings("UnusedVariable") // Queries read it.
    private @Nullable Instant deletedAt;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected ProviderRow() {}

    ProviderRow(UUID id, String slug, String declaration, ProviderSettings settings, Instant now) {
        this.id = id;
        this.slug = slug;
        this.declaration = declaration;
        this.createdAt = now;
        change(settings, now);
    }

    UUID id() {
        return id;
    }

    long version() {
        return version;
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
        updatedAt = now;
    }

    void delete(Instant now) {
        deletedAt = now;
        updatedAt = now;
    }

    ProviderView view() {
        return new ProviderView(
                id,
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
                createdAt,
                updatedAt,
                version,
                List.of());
    }
}
