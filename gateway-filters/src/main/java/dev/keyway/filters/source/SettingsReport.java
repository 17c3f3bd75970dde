package dev.keyway.filters.source;

/** Report of invalid settings, in the words of the source that they come from. */
public interface SettingsReport {

    /**
     * A setting is invalid.
     *
     * @param property below {@code keyway}, such as {@code keyway.max-body}
     * @param message what is wrong and what to do; never holds the value
     */
    void fatal(String property, String message);

    /** Name of a property as the operator knows it. */
    String name(String property);
}
