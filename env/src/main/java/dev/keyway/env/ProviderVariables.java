package dev.keyway.env;

import dev.keyway.catalogue.glob.Glob;
import dev.keyway.contract.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Variables of one provider. */
public final class ProviderVariables {

    private static final Pattern NUMBER = Pattern.compile("(_[0-9]+)?");
    private static final Pattern TRAILING_SLASHES = Pattern.compile("(?<!/)/+$");
    private static final Set<String> ROTATIONS = Set.of("balanced", "sequential", "weighted", "affinity");

    private final Variables variables;
    private final String name;
    private final String id;
    private final boolean known;

    /**
     * Looks at one provider's variables.
     *
     * @param name the provider in upper case, as its variables spell it
     * @param known whether the catalogue knows its address
     */
    private ProviderVariables(Variables variables, String name, boolean known) {
        this.variables = variables;
        this.name = name;
        this.id = name.toLowerCase(Locale.ROOT);
        this.known = known;
    }

    /**
     * What is set for each provider that has an address.
     *
     * @param knownProviders ids that need no address
     */
    public static List<ProviderEntry> all(Variables variables, Set<String> knownProviders) {
        Set<String> names = new LinkedHashSet<>();
        for (String variable : variables.names()) {
            SettingName.of(variable)
                    .map(SettingName::provider)
                    .filter(provider -> !provider.isEmpty())
                    .ifPresent(names::add);
        }
        List<ProviderEntry> providers = new ArrayList<>();
        for (String name : names) {
            boolean known = knownProviders.contains(name.toLowerCase(Locale.ROOT));
            if (known || giveAddress(variables, name)) {
                providers.add(new ProviderVariables(variables, name, known).read());
            }
        }
        return providers;
    }

    /** What is set for the provider, whether or not it is enough for one. */
    private ProviderEntry read() {
        Optional<URI> base = address(name + "_API_BASE");
        return new ProviderEntry(
                id,
                name,
                known,
                base.orElse(null),
                variables.text(name + "_API_VERSION").orElse(null),
                keys(base.isPresent() || known),
                models(name + "_MODELS"),
                globs("IGNORE_MODELS_" + name),
                globs("WHITELIST_MODELS_" + name),
                variables.number("MAX_CONCURRENT_REQUESTS_PER_KEY_" + name, 0).orElse(null),
                rotation());
    }

    /** Whether an address is given, for all keys or for one of them. */
    public static boolean giveAddress(Variables variables, String name) {
        return variables.names().stream()
                .anyMatch(variable ->
                        isAddress(name, variable) && variables.text(variable).isPresent());
    }

    private static boolean isAddress(String name, String variable) {
        String keysOwn = "_BASE";
        return variable.equals(name + "_API_BASE")
                || (variable.endsWith(keysOwn)
                        && isKey(name, variable.substring(0, variable.length() - keysOwn.length())));
    }

    /** Whether a variable holds a key of a provider: {@code <P>_API_KEY}, or that and a number. */
    static boolean isKey(String name, String variable) {
        String plain = name + "_API_KEY";
        return variable.startsWith(plain)
                && NUMBER.matcher(variable.substring(plain.length())).matches();
    }

    private Optional<URI> address(String variable) {
        return variables.read(
                variable,
                "must be an http or https address such as https://host/v1",
                value -> URI.create(TRAILING_SLASHES.matcher(value).replaceFirst("")));
    }

    private String rotation() {
        return variables
                .read("ROTATION_MODE_" + name, "must be balanced, sequential, weighted or affinity", value -> {
                    String mode = value.toLowerCase(Locale.ROOT);
                    return ROTATIONS.contains(mode) ? mode : null;
                })
                .orElse("balanced");
    }

    private List<KeyEntry> keys(boolean haveAddress) {
        List<KeyEntry> keys = new ArrayList<>();
        Map<Secret, String> first = new LinkedHashMap<>();
        for (String variable : keyNames()) {
            Optional<String> value = variables.text(variable);
            if (value.isEmpty()) {
                variables.warn(variable, "is empty and is left out");
                continue;
            }
            Secret secret = Secret.of(value.get());
            String before = first.putIfAbsent(secret, variable);
            if (before != null) {
                variables.warn(variable, "is the same key as " + before + " and is left out");
                continue;
            }
            KeyEntry key = key(variable, secret);
            if (!haveAddress && key.base() == null) {
                variables.fatal(
                        variable, "has no address; set " + variable + "_BASE, or " + name + "_API_BASE for all");
            }
            keys.add(key);
        }
        return keys;
    }

    private KeyEntry key(String variable, Secret secret) {
        Map<String, String> own = deployments(variable + "_DEPLOYMENTS");
        return new KeyEntry(
                variable,
                secret,
                address(variable + "_BASE").orElse(null),
                own.isEmpty() ? deployments(name + "_DEPLOYMENTS") : own,
                variables.text(variable + "_ACCOUNT").orElse(null));
    }

    private Map<String, String> deployments(String variable) {
        Map<String, String> deployments = new LinkedHashMap<>();
        for (String item : variables.list(variable)) {
            int equals = item.indexOf('=');
            String model = equals < 0 ? "" : item.substring(0, equals).strip();
            String deployment = item.substring(equals + 1).strip();
            if (model.isEmpty() || deployment.isEmpty()) {
                variables.fatal(variable, "must be model=deployment, with commas between several");
                break;
            }
            deployments.put(model.startsWith(id + "/") ? model.substring(id.length() + 1) : model, deployment);
        }
        return deployments;
    }

    /** The variables that hold keys: the one without a number first, then by number. */
    private List<String> keyNames() {
        return variables.names().stream()
                .filter(variable -> isKey(name, variable))
                .sorted((a, b) -> a.length() == b.length() ? a.compareTo(b) : a.length() - b.length())
                .toList();
    }

    private List<Glob> globs(String variable) {
        return models(variable).stream()
                .flatMap(pattern -> variables.glob(variable, pattern).stream())
                .toList();
    }

    /** Names of models, without the provider's in front. */
    private List<String> models(String variable) {
        return variables.list(variable).stream()
                .map(model -> model.startsWith(id + "/") ? model.substring(id.length() + 1) : model)
                .toList();
    }
}
