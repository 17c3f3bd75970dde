package dev.keyway.filters.settings;

/** How all lines of the log are written. */
public enum LogFormat {
    TEXT,
    JSON
}
