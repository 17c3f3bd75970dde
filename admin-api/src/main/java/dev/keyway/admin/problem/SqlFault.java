package dev.keyway.admin.problem;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionSystemException;

/** What PostgreSQL refused, as far as it is the caller's or the moment's doing. */
public record SqlFault(String state, String constraint) {

    private static final String NO_CONNECTION = "08003";

    public static Optional<SqlFault> of(Throwable failure) {
        for (Throwable at = failure; at != null; at = cause(at)) {
            if (at instanceof PSQLException fault) {
                ServerErrorMessage message = fault.getServerErrorMessage();
                String constraint = message == null ? null : message.getConstraint();
                return Optional.of(new SqlFault(text(fault.getSQLState()), text(constraint)));
            }
            if (at instanceof SQLException fault) {
                // The pool gives no state where a connection was lost.
                return Optional.of(new SqlFault(Objects.requireNonNullElse(fault.getSQLState(), NO_CONNECTION), ""));
            }
        }
        return Optional.empty();
    }

    /** A rollback that fails hides why there was one. */
    private static @Nullable Throwable cause(Throwable failure) {
        Throwable first = failure instanceof TransactionSystemException end ? end.getApplicationException() : null;
        return first instanceof DataAccessException || first instanceof SQLException ? first : failure.getCause();
    }

    /** Gone when it is tried again: no connection, shutting down, a deadlock, a timeout, also of a lock or within a transaction. */
    public boolean isPassing() {
        return state.startsWith("08")
                || state.startsWith("57P")
                || state.startsWith("53")
                || state.equals("57014")
                || state.equals("55P03")
                || state.equals("25P03")
                || state.equals("40001")
                || state.equals("40P01");
    }

    /** Problem for the caller; empty if the caller did not cause it. */
    public Optional<ProblemException> problem() {
        return switch (state) {
            case "23505" ->
                Optional.of(uniqueField()
                        .map(field -> ProblemException.taken(field, "is taken by another"))
                        .orElseGet(
                                () -> ProblemException.of(ErrorCode.CONFLICT, "A resource like this exists already.")));
            case "23503" ->
                Optional.of(ProblemException.of(ErrorCode.CONFLICT, "Something that it refers to does not exist."));
            case "23514", "22001", "22003" ->
                Optional.of(
                        ProblemException.of(ErrorCode.INVALID_REQUEST, "A value is out of range: " + constraint + "."));
            case "22021", "22P05" ->
                Optional.of(ProblemException.of(
                        ErrorCode.INVALID_REQUEST, "A text holds a character that cannot be stored."));
            default -> Optional.empty();
        };
    }

    /** Unique indexes of what callers name end with that field. */
    private Optional<String> uniqueField() {
        return Stream.of("name", "login", "slug")
                .filter(field -> constraint.endsWith("_" + field))
                .findFirst();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
