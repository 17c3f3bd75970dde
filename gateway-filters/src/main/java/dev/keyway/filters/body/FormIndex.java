package dev.keyway.filters.body;

import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a {@code multipart/form-data} body and where they stand in the bytes, found in one pass. The bytes are
 * neither copied nor retained: the index is good for as long as the body is.
 */
public final class FormIndex {

    private static final String TYPE = "multipart/form-data";
    private static final int LONGEST_BOUNDARY = 70;
    private static final int LONGEST_VALUE = 1024;

    private final ByteBuf body;
    private final String boundary;
    private final List<FormPart> parts;

    private FormIndex(ByteBuf body, String boundary, List<FormPart> parts) {
        this.body = body;
        this.boundary = boundary;
        this.parts = parts;
    }

    /** Whether a content type announces such a body. */
    public static boolean isAnnouncedBy(@Nullable String contentType) {
        return contentType != null && contentType.stripLeading().regionMatches(true, 0, TYPE, 0, TYPE.length());
    }

    /**
     * Indexes the readable bytes of a body.
     *
     * @param contentType the request's, which names the boundary
     * @throws GatewayException {@code invalid_request} if they are no form, or one that could be read in more than one
     *     way
     */
    public static FormIndex of(ByteBuf body, String contentType) {
        String boundary = boundary(contentType);
        return new FormIndex(body, boundary, new FormScanner(body, boundary).parts());
    }

    /**
     * The text of a field; null if there is none of that name. A file of that name is no field.
     *
     * @throws GatewayException {@code invalid_request} if the name is there more than once, or the text is too long to
     *     be what the gateway looks for
     */
    public @Nullable String text(String name) {
        FormPart part = field(name);
        return part == null ? null : body.toString(part.start(), part.end() - part.start(), StandardCharsets.UTF_8);
    }

    /** The bytes of a file, as a part of the body; null if there is none of that name, or more than one. */
    public @Nullable ByteBuf file(String name) {
        List<FormPart> files = parts.stream()
                .filter(part -> part.file() && part.name().equals(name))
                .toList();
        if (files.size() != 1) {
            return null;
        }
        FormPart file = files.getFirst();
        return body.slice(file.start(), file.end() - file.start());
    }

    /**
     * The same form with another text in a field that {@link #text} has found; all other bytes stay. The receiver
     * releases it.
     *
     * @throws GatewayException {@code invalid_request} if the form cannot hold that text
     */
    public ByteBuf with(String name, String text) {
        FormPart part = field(name);
        if (part == null || text.equals(text(name))) {
            return body.retainedDuplicate();
        }
        if (text.contains("--" + boundary) || text.indexOf('\n') >= 0) {
            throw invalid(name, "The field '" + name + "' holds the boundary or a line end.");
        }
        List<Splice> splice = new ArrayList<>();
        splice.add(new Splice(part.start(), part.end(), Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8))));
        return Splice.apply(body, splice);
    }

    private @Nullable FormPart field(String name) {
        FormPart found = null;
        boolean file = false;
        for (FormPart part : parts) {
            if (part.name().equals(name)) {
                if (found != null || file) {
                    throw invalid(name, "The form has more than one part named '" + name + "'.");
                }
                file = part.file();
                found = part;
            }
        }
        if (file || found == null) {
            return null;
        }
        if (found.end() - found.start() > LONGEST_VALUE) {
            throw invalid(name, "The field '" + name + "' is longer than " + LONGEST_VALUE + " bytes.");
        }
        return found;
    }

    private static String boundary(String contentType) {
        String boundary;
        try {
            boundary = HeaderParameters.of(contentType.strip()).get("boundary");
        } catch (IllegalArgumentException e) {
            throw FormScanner.broken("the Content-Type has " + e.getMessage());
        }
        boolean fit = boundary != null
                && !boundary.isEmpty()
                && boundary.length() <= LONGEST_BOUNDARY
                && !boundary.endsWith(" ")
                && boundary.chars().allMatch(c -> c >= ' ' && c < 127);
        if (boundary == null || !fit) {
            throw FormScanner.broken("the Content-Type names no boundary of 1 to " + LONGEST_BOUNDARY + " characters");
        }
        return boundary;
    }

    private static GatewayException invalid(String name, String message) {
        return new GatewayException(
                GatewayError.of(ErrorCode.INVALID_REQUEST, message).withParam(name));
    }
}
