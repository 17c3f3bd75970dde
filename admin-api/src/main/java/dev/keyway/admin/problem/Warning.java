package dev.keyway.admin.problem;

/**
 * Something that was stored although it probably does not do what was meant.
 *
 * @param code which kind of doubt: one of docs/admin-errors.md
 * @param field the member that it is about, as a path with dots and {@code [index]}
 * @param message what is in doubt, and what to change
 */
public record Warning(String code, String field, String message) {

    public Warning(WarningCode code, String field, String message) {
        this(code.text(), field, message);
    }

    /** The same, of a member of something larger. */
    public Warning within(String place) {
        return new Warning(code, place + "." + field, message);
    }
}
