package dev.keyway.catalogue.passthrough;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.catalogue.provider.Endpoint;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.catalogue.provider.Provider;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The paths of one provider that are passed through, as they stand in the provider's reference. All others are not:
 * the path that a client sends is only looked up here, and never becomes a part of an address but for a model's name.
 */
public final class NativePaths {

    private static final Pattern MODEL_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,199}");

    private final String provider;
    private final String basePath;
    private final NativeApi api;
    private final Map<String, Operation> shared = new HashMap<>();
    private final Map<String, NativeOperation> own = new HashMap<>();
    private final Map<String, ListingShape> listings = new HashMap<>();
    private final List<String> modelFolders;

    private NativePaths(Provider declaration) {
        this.provider = declaration.id();
        this.basePath = ApiRoot.of(declaration).basePath();
        this.api = NativeApi.of(provider);
        declaration.endpoints().forEach((operation, endpoint) -> shared.put(path(endpoint), operation));
        api.operations().forEach(operation -> own.put(operation.target(NativeOperation.MODEL), operation));
        listings.put(basePath + "/models", ListingShape.OPENAI);
        listings.putAll(api.models());
        modelFolders = folders(api);
    }

    /** The paths of a provider. */
    public static NativePaths of(Provider declaration) {
        return new NativePaths(declaration);
    }

    /**
     * What is asked.
     *
     * @param method the HTTP method
     * @param path the path below the provider's name, as it was sent
     * @param query what the path is followed by, if that tells operations apart: {@code alt=sse}; otherwise empty
     * @return empty if it is not passed through
     */
    public Optional<NativeCall> find(String method, String path, String query) {
        return switch (method) {
            case "POST" -> operation(path, query);
            case "GET" -> models(path);
            default -> Optional.empty();
        };
    }

    /** Whose error shape a path's callers expect, whether it is passed through or not. */
    public ApiFamily family(String path) {
        if (own.containsKey(path)) {
            return api.family();
        }
        Operation operation = shared.get(path);
        if (operation != null) {
            return operation.family();
        }
        boolean below = path.startsWith(basePath + "/") && !listings.containsKey(path);
        return below && api.family() != ApiFamily.ANTHROPIC ? ApiFamily.OPENAI : api.family();
    }

    /** Everything passed through, as {@code METHOD path}, in the order of the alphabet. */
    public List<String> all() {
        TreeSet<String> all = new TreeSet<>();
        shared.keySet().forEach(path -> all.add("POST " + path));
        own.values().forEach(operation -> all.add("POST " + operation.endpoint().path()));
        listings.keySet().forEach(path -> all.add("GET " + path));
        return List.copyOf(all);
    }

    private Optional<NativeCall> operation(String path, String query) {
        NativeOperation exact = own.get(path);
        if (exact != null && !exact.namesModelInPath()) {
            return Optional.of(new NativeCall.Own(exact, ""));
        }
        Operation operation = shared.get(path);
        if (operation != null) {
            return Optional.of(new NativeCall.Shared(operation));
        }
        return modelFolders.stream()
                .filter(path::startsWith)
                .findFirst()
                .flatMap(folder -> onModel(folder, path.substring(folder.length()), query));
    }

    /** {@code model:method}, where SDKs write the colon as they like and some callers keep the provider's prefix. */
    private Optional<NativeCall> onModel(String folder, String rest, String query) {
        String last = rest.startsWith(provider + "/") ? rest.substring(provider.length() + 1) : rest;
        String plain = last.replace("%3A", ":").replace("%3a", ":");
        int colon = plain.lastIndexOf(':');
        if (colon < 0 || plain.indexOf('/') >= 0) {
            return Optional.empty();
        }
        String template = folder + NativeOperation.MODEL + plain.substring(colon);
        NativeOperation asked = own.get(template + '?' + query);
        NativeOperation operation = asked == null ? own.get(template) : asked;
        if (operation == null) {
            return Optional.empty();
        }
        String model = decoded(plain.substring(0, colon));
        return Optional.of(
                MODEL_NAME.matcher(model).matches() ? new NativeCall.Own(operation, model) : new NativeCall.Misnamed());
    }

    private Optional<NativeCall> models(String path) {
        ListingShape all = listings.get(path);
        if (all != null) {
            return Optional.of(new NativeCall.Models(all));
        }
        for (Map.Entry<String, ListingShape> listing : listings.entrySet()) {
            if (path.startsWith(listing.getKey() + "/")) {
                String name = decoded(path.substring(listing.getKey().length() + 1));
                return Optional.of(new NativeCall.Model(listing.getValue(), name));
            }
        }
        return Optional.empty();
    }

    private String path(Endpoint endpoint) {
        String path = endpoint.path();
        int query = path.indexOf('?');
        String plain = query < 0 ? path : path.substring(0, query);
        return switch (endpoint.place()) {
            case BASE -> basePath + plain;
            case ROOT -> plain;
        };
    }

    private static List<String> folders(NativeApi api) {
        return api.operations().stream()
                .filter(NativeOperation::namesModelInPath)
                .map(operation -> operation.endpoint().path())
                .map(path -> path.substring(0, path.indexOf(NativeOperation.MODEL)))
                .distinct()
                .toList();
    }

    /** Without percent signs; empty if they are not followed by two digits each. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
