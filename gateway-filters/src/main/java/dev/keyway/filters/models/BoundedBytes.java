package dev.keyway.filters.models;

import java.io.ByteArrayOutputStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gathers the parts of a body as long as they are not too many. */
final class BoundedBytes {

    private BoundedBytes() {}

    /**
     * All parts as one.
     *
     * @param longest in bytes; a part that exceeds it ends the reading with an {@link IllegalStateException}
     */
    static Mono<byte[]> of(Flux<byte[]> parts, int longest) {
        return parts.collect(ByteArrayOutputStream::new, (gathered, part) -> {
                    if (part.length > longest - gathered.size()) {
                        throw new IllegalStateException("more than " + longest + " bytes");
                    }
                    gathered.writeBytes(part);
                })
                .map(ByteArrayOutputStream::toByteArray);
    }
}
