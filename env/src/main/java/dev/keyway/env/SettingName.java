package dev.keyway.env;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A variable's name, recognised.
 *
 * @param setting what it sets
 * @param provider the provider in upper case; empty if the setting is not a provider's
 */
public record SettingName(Setting setting, String provider) {

    private static final String PROVIDER = "([A-Z][A-Z0-9_]*?)";

    /** Recognises a name; whole names come before a provider's. */
    public static Optional<SettingName> of(String name) {
        for (Setting setting : Setting.ALL) {
            if (!setting.isPerProvider() && setting.name().equals(name)) {
                return Optional.of(new SettingName(setting, ""));
            }
        }
        List<SettingName> found = new ArrayList<>();
        for (Setting setting : Setting.ALL) {
            if (setting.isPerProvider()) {
                Matcher matcher = pattern(setting).matcher(name);
                if (matcher.matches()) {
                    found.add(new SettingName(setting, matcher.group(1)));
                }
            }
        }
        return found.stream().min((a, b) -> a.provider().length() - b.provider().length());
    }

    /** The provider's id: its name in lower case. */
    public String providerId() {
        return provider.toLowerCase(Locale.ROOT);
    }

    private static Pattern pattern(Setting setting) {
        return Pattern.compile(setting.name().replace("<P>", PROVIDER).replace("<n>", "[0-9]+"));
    }
}
