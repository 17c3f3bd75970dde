package dev.keyway.admin.ui;

import org.jspecify.annotations.Nullable;

/**
 * File of the web interface.
 *
 * @param gzip the same, compressed; null if that saves nothing
 * @param brotli the same, compressed; null if that saves nothing
 * @param etag a hash of its bytes, quoted
 * @param immutable whether its name changes with its content
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record UiFile(
        String contentType,
        byte[] bytes,
        byte @Nullable [] gzip,
        byte @Nullable [] brotli,
        String etag,
        boolean immutable) {}
