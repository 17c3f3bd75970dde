package dev.keyway.admin.problem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one exception for what a caller did that cannot be done; the message says what to change. */
public final class ProblemException extends RuntimeException {

    private final ErrorCode code;
    private final transient List<FieldError> fields;
    private final @Nullable Duration retryAfter;

    private ProblemException(ErrorCode code, String detail, List<FieldError> fields, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.code = code;
        this.fields = List.copyOf(fields);
        this.retryAfter = retryAfter;
    }

    public static ProblemException of(ErrorCode code, String detail) {
        return new ProblemException(code, detail, List.of(), null);
    }

    /** With when to try again. */
    public static ProblemException later(ErrorCode code, String detail, Duration retryAfter) {
        return new ProblemException(code, detail, List.of(), retryAfter);
    }

    /** For something that is not there, or that the caller may not see. */
    public static ProblemException notFound(String what) {
        return of(ErrorCode.NOT_FOUND, "There is no such " + what + ".");
    }

    /** For one field that is wrong; the message goes on after its name: "must be …". */
    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    public static ProblemException invalid(List<FieldError> fields) {
        return about(ErrorCode.INVALID_REQUEST, fields);
    }

    /** For a name that another has. */
    public static ProblemException taken(String field, String message) {
        return about(ErrorCode.NAME_TAKEN, List.of(new FieldError(field, message)));
    }

    /** For fields of which each says why. */
    public static ProblemException about(ErrorCode code, List<FieldError> fields) {
        FieldError first = fields.getFirst();
        return new ProblemException(code, first.field() + " " + first.message() + ".", fields, null);
    }

    public ErrorCode code() {
        return code;
    }

    public List<FieldError> fields() {
        return fields;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
