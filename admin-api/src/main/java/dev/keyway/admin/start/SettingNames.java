package dev.keyway.admin.start;

import dev.keyway.catalogue.name.NearName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Names of all settings of both programs and of {@code ./keyway}, from docs/settings.json. */
final class SettingNames {

    private static final String PREFIX = "KEYWAY_";

    /** Lists may be given element by element. */
    private static final Pattern INDEX = Pattern.compile("_[0-9]+$");

    /** Kubernetes sets these in every pod beside a service named keyway or keyway-…. */
    private static final Pattern KUBERNETES =
            Pattern.compile("KEYWAY_(.*_)?(SERVICE_(HOST|PORT).*|PORT_[0-9]+_(TCP|UDP|SCTP).*)");

    /** Kubernetes' variable for the first port of a service has a URL; a setting would have a number. */
    private static final Pattern KUBERNETES_PORT = Pattern.compile("KEYWAY_(.*_)?PORT");

    private static final Pattern URL_OF_A_PORT = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Set<String> names;
    private final Set<String> lists;

    private SettingNames(Set<String> names, Set<String> lists) {
        this.names = names;
        this.lists = lists;
    }

    static SettingNames read() {
        try (InputStream file = SettingNames.class.getResourceAsStream("settings.json")) {
            Set<String> names = new LinkedHashSet<>();
            Set<String> lists = new LinkedHashSet<>();
            for (JsonNode setting : new JsonMapper().readTree(Objects.requireNonNull(file))) {
                names.add(setting.get("name").asString());
                if (setting.get("type").asString().equals("list")) {
                    lists.add(setting.get("name").asString());
                }
                setting.path("file").asStringOpt().ifPresent(names::add);
                setting.path("property")
                        .asStringOpt()
                        .map(SettingNames::withUnderscores)
                        .ifPresent(names::add);
            }
            return new SettingNames(names, lists);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One warning for each variable that is named like a setting of Keyway and sets nothing. */
    List<String> warnings(Map<String, ?> variables) {
        return variables.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !isKnown(name))
                .filter(name -> !isOfKubernetes(name, String.valueOf(variables.get(name))))
                .sorted()
                .map(this::warning)
                .toList();
    }

    private boolean isKnown(String name) {
        return names.contains(name) || lists.contains(INDEX.matcher(name).replaceFirst(""));
    }

    private static boolean isOfKubernetes(String name, String value) {
        return KUBERNETES.matcher(name).matches()
                || (KUBERNETES_PORT.matcher(name).matches()
                        && URL_OF_A_PORT.matcher(value).matches());
    }

    private String warning(String name) {
        return name + " is an unknown setting and is ignored"
                + NearName.of(name, names.stream())
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
    }

    /** Spring Boot also binds {@code keyway.a.some-name} from {@code KEYWAY_A_SOME_NAME}. */
    private static String withUnderscores(String property) {
        return property.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
