package dev.keyway.admin.problem;

/**
 * A part of the request that must change.
 *
 * @param field its name: a member of the body as a path with dots, a parameter, or a header
 * @param message what it must be
 */
public record FieldError(String field, String message) {}
