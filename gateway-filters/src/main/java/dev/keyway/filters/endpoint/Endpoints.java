package dev.keyway.filters.endpoint;

import dev.keyway.catalogue.provider.Operation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints below {@code /v1}: the operations that all providers share, and what the gateway answers itself. Whatever serves,
 * describes or counts them asks here.
 */
public final class Endpoints {

    /** What all of their paths begin with. */
    public static final String ROOT = "/v1";

    /** The models of all providers. */
    public static final String MODELS = ROOT + "/models";

    /** The token of the request. */
    public static final String KEY = ROOT + "/key";

    /** The providers, and how many of their keys are ready. */
    public static final String PROVIDERS = ROOT + "/providers";

    /** Counts the tokens of a prompt. */
    public static final String TOKEN_COUNT = ROOT + "/token-count";

    /** Estimates a cost. */
    public static final String COST_ESTIMATE = ROOT + "/cost-estimate";

    private static final Map<String, Operation> OPERATIONS = Stream.of(Operation.values())
            .collect(Collectors.toUnmodifiableMap(Endpoints::path, operation -> operation));

    private static final List<String> ALL = Stream.concat(
                    Stream.of(Operation.values()).map(Endpoints::path),
                    Stream.of(MODELS, KEY, PROVIDERS, TOKEN_COUNT, COST_ESTIMATE))
            .toList();

    /** Where providers let stored things be fetched and changed. */
    private static final List<String> STORED_UPSTREAM = Stream.of(
                    "/responses", "/conversations", "/files", "/uploads", "/batches", "/vector_stores")
            .map(ROOT::concat)
            .toList();

    private Endpoints() {}

    /** The path of an operation. */
    public static String path(Operation operation) {
        return ROOT + operation.path();
    }

    /** All paths, the operations' first. */
    public static List<String> all() {
        return ALL;
    }

    /** The operation that has exactly this path; null if none has. */
    public static @Nullable Operation operation(String path) {
        return OPERATIONS.get(path);
    }

    /** The operation whose path below {@code /v1} another path ends with, the longest if there are several. */
    public static Optional<Operation> operationAtEndOf(String path) {
        return Arrays.stream(Operation.values())
                .filter(operation -> path.endsWith(operation.path()))
                .max(Comparator.comparingInt(operation -> operation.path().length()));
    }

    /** Whether a path is one at which providers let stored things be fetched and changed. */
    public static boolean isStoredUpstream(String path) {
        return STORED_UPSTREAM.stream()
                .anyMatch(stored -> path.startsWith(stored)
                        && (path.length() == stored.length() || path.charAt(stored.length()) == '/'));
    }
}
