package dev.keyway.env;

/**
 * Something wrong with a setting.
 *
 * @param severity whether the gateway can start all the same
 * @param setting its name as the user wrote it, an environment variable or a property
 * @param message what is wrong and what to do, in one line; never holds a setting's value that may be secret
 */
public record SettingsProblem(Severity severity, String setting, String message) {

    /** Whether the gateway can start all the same. */
    public enum Severity {
        WARNING,
        FATAL
    }

    /** The gateway cannot start. */
    public static SettingsProblem fatal(String setting, String message) {
        return new SettingsProblem(Severity.FATAL, setting, message);
    }

    /** The gateway starts and says so. */
    public static SettingsProblem warning(String setting, String message) {
        return new SettingsProblem(Severity.WARNING, setting, message);
    }

    public boolean isFatal() {
        return severity == Severity.FATAL;
    }

    /** The setting's name and the message, in one line. */
    public String line() {
        return setting + ": " + message;
    }
}
