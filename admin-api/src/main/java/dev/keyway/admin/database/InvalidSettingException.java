package dev.keyway.admin.database;

/** A setting with which the service cannot start. */
public final class InvalidSettingException extends RuntimeException {

    /**
     * @param setting its name in the environment
     * @param problem what is wrong and what to do, going on after the name; never a secret
     */
    public InvalidSettingException(String setting, String problem) {
        super(setting + ": " + problem, null, false, false);
    }
}
