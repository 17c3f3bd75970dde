package dev.keyway.catalogue.passthrough;

/** How models are listed. */
public enum ListingShape {
    /** {@code {"object":"list","data":[{"id",…}]}}. */
    OPENAI,
    /** {@code {"data":[{"type":"model","id",…}],"has_more"}}. */
    ANTHROPIC,
    /** {@code {"models":[{"name":"models/…"}]}}. */
    GEMINI,
    /** {@code {"models":[{"name"}]}}. */
    COHERE
}
