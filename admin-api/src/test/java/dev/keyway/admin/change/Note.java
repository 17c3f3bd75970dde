package dev.keyway.admin.change;

import dev.keyway.admin.edit.Versioned;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.UUID;

/** Row of a resource that only tests have; its version is raised when it is flushed after a change. */
final class Note extends StoredResource {

    private String text;
    private long flushedVersion;
    private boolean isDirty;

    Note(UUID id, Settings settings, Instant now) {
        super(id, now);
        this.text = settings.text();
    }

    Settings settings() {
        return new Settings(text);
    }

    View view() {
        return new View(id(), text, createdAt(), updatedAt(), flushedVersion);
    }

    void change(Settings settings, Instant now) {
        text = settings.text();
        changed(now);
        isDirty = true;
    }

    @Override
    public void delete(Instant now) {
        super.delete(now);
        isDirty = true;
    }

    void flush() {
        flushedVersion += isDirty ? 1 : 0;
        isDirty = false;
    }

    record Settings(@NotBlank String text) {}

    record View(UUID id, String text, Instant createdAt, Instant updatedAt, long version) implements Versioned {}
}
