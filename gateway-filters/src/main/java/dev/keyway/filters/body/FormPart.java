package dev.keyway.filters.body;

/**
 * A part of a form and where its content stands, as indices of the body's {@code ByteBuf}.
 *
 * @param name the name of the field
 * @param file whether it brings a file
 * @param start where its content starts
 * @param end after its content
 */
record FormPart(String name, boolean file, int start, int end) {}
