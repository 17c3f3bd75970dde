package dev.keyway.filters.settings;

/** How the access log is written. */
public enum LogFormat {
    TEXT,
    JSON
}
