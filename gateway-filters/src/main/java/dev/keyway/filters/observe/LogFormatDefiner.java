package dev.keyway.filters.observe;

import ch.qos.logback.core.PropertyDefinerBase;
import dev.keyway.filters.settings.LogFormat;
import java.util.Arrays;
import java.util.Locale;

/** Tells a Logback configuration which format was set, in lower case: {@code text} unless it is another that exists. */
public final class LogFormatDefiner extends PropertyDefinerBase {

    private String format = "";

    /** Takes the setting as it was given. */
    public void setFormat(String given) {
        format = given;
    }

    @Override
    public String getPropertyValue() {
        return Arrays.stream(LogFormat.values())
                .filter(known -> known.name().equalsIgnoreCase(format.trim()))
                .findFirst()
                .orElse(LogFormat.TEXT)
                .name()
                .toLowerCase(Locale.ROOT);
    }
}
