package dev.keyway.catalogue.usage;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of service tiers: as providers report them, and as prices have them. */
public final class ServiceTiers {

    /** The tier of responses that name none. */
    public static final String STANDARD = "standard";

    /** As the prices of the admin service name a tier. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

    /** OpenAI's and Groq's, Anthropic's and Gemini's names for the tier at list price, and what only a request can say. */
    private static final Set<String> NAMES_OF_STANDARD =
            Set.of("default", "auto", "on_demand", "traffic_type_unspecified");

    private static final String GEMINI_PREFIX = "on_demand_";

    private ServiceTiers() {}

    /**
     * The tier that a provider reports, in lower case; {@link #STANDARD} for its names of the standard tier, and for what is no name.
     *
     * @param reported such as {@code priority}, {@code default} (OpenAI) or {@code ON_DEMAND_FLEX} (Gemini)
     */
    public static String of(String reported) {
        String name = reported.toLowerCase(Locale.ROOT);
        if (NAMES_OF_STANDARD.contains(name)) {
            return STANDARD;
        }
        String tier = name.startsWith(GEMINI_PREFIX) ? name.substring(GEMINI_PREFIX.length()) : name;
        return NAME.matcher(tier).matches() ? tier : STANDARD;
    }
}
