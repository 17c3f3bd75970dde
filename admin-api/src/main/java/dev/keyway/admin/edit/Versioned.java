package dev.keyway.admin.edit;

import org.springframework.http.ResponseEntity;

/** What is shown of a resource that has versions. */
public interface Versioned extends Resource {

    /** Raised by each change. */
    long version();

    /** The answer that shows it, with its version as the ETag. */
    static <T extends Versioned> ResponseEntity<T> answer(T view) {
        return ResponseEntity.ok().eTag("\"" + view.version() + "\"").body(view);
    }
}
