package dev.keyway.filters.source.standalone;

import dev.keyway.catalogue.glob.Glob;
import dev.keyway.contract.Secret;
import dev.keyway.filters.model.FirstByteTimeout;
import dev.keyway.filters.model.FirstByteTimeouts;
import dev.keyway.filters.model.ModelFilter;
import dev.keyway.filters.model.ProviderKey;
import dev.keyway.filters.model.ProviderSettings;
import dev.keyway.filters.model.Resource;
import dev.keyway.filters.model.Strategy;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The variables of one provider. */
final class ProviderVariables {

    private static final Pattern NUMBER = Pattern.compile("(_[0-9]+)?");

    private final Variables variables;
    private final VariableReport report;
    private final String name;
    private final String id;
    private final boolean known;

    /**
     * Looks at one provider's variables.
     *
     * @param report learns which variable sets which property
     * @param name the provider in upper case, as its variables spell it
     * @param known whether the catalogue knows its address
     */
    ProviderVariables(Variables variables, VariableReport report, String name, boolean known) {
        this.variables = variables;
        this.report = report;
        this.name = name;
        this.id = name.toLowerCase(Locale.ROOT);
        this.known = known;
    }

    /** The provider's settings; none if it has no usable key or no address. */
    Optional<ProviderSettings> settings(FirstByteTimeouts timeouts) {
        Optional<URI> base = address(name + "_API_BASE");
        report.set("keyway.providers." + id + ".base-url", name + "_API_BASE");
        List<ProviderKey> keys = keys(base.isPresent() || known);
        if (base.isEmpty() && !known) {
            base = keys.stream()
                    .map(key -> key.resource().baseUrl())
                    .filter(Objects::nonNull)
                    .findFirst();
        }
        if (keys.isEmpty() || (!known && base.isEmpty())) {
            base.filter(address -> !ProviderSettings.isBaseUrl(address))
                    .ifPresent(address -> variables.fatal(name + "_API_BASE", ProviderSettings.BASE_URL_RULE));
            return Optional.empty();
        }
        return Optional.of(new ProviderSettings(
                id,
                base.orElse(null),
                variables.text(name + "_API_VERSION").orElse(null),
                keys,
                models(name + "_MODELS"),
                new ModelFilter(globs("IGNORE_MODELS_" + name), globs("WHITELIST_MODELS_" + name)),
                variables.number("MAX_CONCURRENT_REQUESTS_PER_KEY_" + name, 0).orElse(null),
                rotation(),
                firstByte(timeouts)));
    }

    /** Whether an address is given, for all keys or for one of them. */
    static boolean giveAddress(Variables variables, String name) {
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
                value -> ProviderSettings.withoutTrailingSlash(URI.create(value)));
    }

    private Strategy rotation() {
        return variables
                .read(
                        "ROTATION_MODE_" + name,
                        "must be balanced, sequential or weighted",
                        value -> Strategy.valueOf(value.toUpperCase(Locale.ROOT)))
                .orElse(Strategy.BALANCED);
    }

    private FirstByteTimeouts firstByte(FirstByteTimeouts everywhere) {
        FirstByteTimeout own = new FirstByteTimeout(
                variables.duration("FIRST_BYTE_TIMEOUT_" + name).orElse(null),
                variables.duration("FIRST_BYTE_TIMEOUT_STREAM_" + name).orElse(null));
        Map<Glob, FirstByteTimeout> models = new LinkedHashMap<>();
        everywhere.models().forEach((pattern, timeout) -> {
            String text = pattern.toString();
            if (text.startsWith(id + "/")) {
                models.put(new Glob(text.substring(id.length() + 1)), timeout);
            }
        });
        return new FirstByteTimeouts(own.orElse(everywhere.general()), models, everywhere.gap());
    }

    private List<ProviderKey> keys(boolean haveAddress) {
        List<ProviderKey> keys = new ArrayList<>();
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
            ProviderKey key = ProviderKey.of(secret).of(resource(variable));
            if (!haveAddress && key.resource().baseUrl() == null) {
                variables.fatal(
                        variable, "has no address; set " + variable + "_BASE, or " + name + "_API_BASE for all");
            }
            String property = "keyway.providers." + id + ".keys[" + keys.size() + "]";
            report.set(property + ".value", variable);
            report.set(property + ".base-url", variable + "_BASE");
            keys.add(variables.text(variable + "_ACCOUNT").map(key::inAccount).orElse(key));
        }
        return keys;
    }

    private Resource resource(String keyVariable) {
        Map<String, String> own = deployments(keyVariable + "_DEPLOYMENTS");
        return new Resource(
                address(keyVariable + "_BASE").orElse(null), own.isEmpty() ? deployments(name + "_DEPLOYMENTS") : own);
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
