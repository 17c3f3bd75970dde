package dev.keyway.env;

import dev.keyway.catalogue.name.NearName;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds names that set nothing: all of them in the file, and in the environment those that are nearly one of ours, since
 * the environment holds everybody's.
 */
public final class NameCheck {

    /** Near ours, and everybody's. */
    private static final Set<String> OTHERS = Set.of("HTTP_PROXY", "FTP_PROXY", "ALL_PROXY");

    private static final Pattern KEYS_OWN = Pattern.compile("(.+_API_KEY(?:_[0-9]+)?)_(?:ACCOUNT|BASE|DEPLOYMENTS)");

    private final Variables variables;
    private final Set<String> knownProviders;

    /**
     * Checks the names of variables.
     *
     * @param knownProviders ids that need no address
     */
    public NameCheck(Variables variables, Set<String> knownProviders) {
        this.variables = variables;
        this.knownProviders = knownProviders;
    }

    /** Names every variable that sets nothing. */
    public void warn() {
        for (String name : variables.names()) {
            Optional<SettingName> setting = SettingName.of(name);
            if (setting.isEmpty()) {
                warnOfUnknown(name);
            } else if (!setting.get().provider().isEmpty()) {
                warnOfProvider(name, setting.get());
            }
        }
    }

    private void warnOfUnknown(String name) {
        if (AdminSettings.has(name) || (OTHERS.contains(name) && !variables.isInFile(name))) {
            return;
        }
        Optional<String> near = NearName.of(name, candidates(name));
        if (near.isPresent()) {
            variables.warn(name, "is an unknown setting and is ignored; did you mean " + near.get() + "?");
        } else if (variables.isInFile(name) && !isSpring(name)) {
            variables.warn(name, "is an unknown setting and is ignored");
        }
    }

    private void warnOfProvider(String name, SettingName setting) {
        String id = setting.providerId();
        boolean known = knownProviders.contains(id);
        String upper = setting.provider();
        if (known || ProviderVariables.giveAddress(variables, upper)) {
            warnOfKeysOwn(name);
            if (setting.setting().name().equals("<P>_API_VERSION") && !id.equals("azure")) {
                variables.warn(name, "does nothing; only azure's addresses name a version");
            }
            if (!hasKey(upper) && (known || variables.isInFile(name)) && !name.startsWith(upper + "_API_KEY")) {
                variables.warn(
                        name, "does nothing without " + upper + "_API_KEY (any text for a server that asks for none)");
            }
            return;
        }
        Optional<String> near =
                NearName.of(upper, knownProviders.stream().map(provider -> provider.toUpperCase(Locale.ROOT)));
        if (near.isPresent()) {
            String meant = name.replace(upper, near.get());
            variables.warn(
                    name,
                    "names no known provider and is ignored; did you mean %s? For a provider of your own set %s_API_BASE"
                            .formatted(meant, upper));
        } else if (variables.isInFile(name)) {
            variables.warn(name, "names no known provider and is ignored; set " + upper + "_API_BASE to its address");
        }
    }

    private void warnOfKeysOwn(String name) {
        Matcher own = KEYS_OWN.matcher(name);
        if (own.matches() && variables.text(own.group(1)).isEmpty()) {
            variables.warn(name, "does nothing without " + own.group(1));
        }
    }

    private boolean hasKey(String upper) {
        return variables.names().stream()
                .anyMatch(name -> ProviderVariables.isKey(upper, name)
                        && variables.text(name).isPresent());
    }

    /** Our names, with each known provider, and with what stands in the provider's place in the name itself. */
    private Stream<String> candidates(String name) {
        Stream<String> fixed =
                Setting.ALL.stream().filter(setting -> !setting.isPerProvider()).map(Setting::name);
        Stream<String> known = Setting.ALL.stream()
                .filter(Setting::isPerProvider)
                .flatMap(setting ->
                        knownProviders.stream().map(id -> setting.name().replace("<P>", id.toUpperCase(Locale.ROOT))))
                .map(candidate -> candidate.replace("<n>", number(name)));
        return Stream.of(fixed, known, AdminSettings.NAMES.stream()).flatMap(candidates -> candidates);
    }

    private static String number(String name) {
        String digits = name.replaceAll("\\D", "");
        return digits.isEmpty() ? "1" : digits;
    }

    /** Spring Boot's own settings may be given in the file too. */
    public static boolean isSpring(String name) {
        return name.matches("(SPRING|LOGGING|MANAGEMENT|SERVER)_.*");
    }
}
