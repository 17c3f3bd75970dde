package dev.keyway.filters.request;

import dev.keyway.catalogue.passthrough.NativeOperation;
import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.provider.ConfiguredProvider;
import dev.keyway.filters.provider.ServedModel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Operation that a request asks for. */
public sealed interface RequestedOperation {

    /**
     * The operation on a provider's model.
     *
     * @throws dev.keyway.filters.problem.GatewayException if the provider does not serve it, or if the settings filter the
     *     model out
     */
    ServedModel servedBy(ConfiguredProvider provider, String model);

    /**
     * Passes if the body has the form that the operation takes.
     *
     * @throws dev.keyway.filters.problem.GatewayException {@code invalid_request} if it has not
     */
    void check(LlmRequest request);

    /** The family whose request shape the operation has. */
    ApiFamily family();

    /** The operation's name in records, such as {@code chat_completions}. */
    String label();

    /** Whether responses have output that is billed: embeddings have none. */
    boolean hasOutput();

    /** The operation that all providers share. */
    static RequestedOperation of(Operation operation) {
        return Objects.requireNonNull(Common.ALL.get(operation));
    }

    /** An operation that the gateway has below {@code /v1}, for all providers. */
    record Common(Operation operation) implements RequestedOperation {

        private static final Map<Operation, RequestedOperation> ALL =
                Arrays.stream(Operation.values()).collect(Collectors.toMap(Function.identity(), Common::new));

        private static final Map<Operation, String> LABELS = Arrays.stream(Operation.values())
                .collect(Collectors.toMap(
                        Function.identity(), each -> each.path().substring(1).replace('/', '_')));

        @Override
        public ServedModel servedBy(ConfiguredProvider provider, String model) {
            return provider.serve(operation, model);
        }

        @Override
        public void check(LlmRequest request) {
            request.requireFitFor(operation);
        }

        @Override
        public ApiFamily family() {
            return operation.family();
        }

        @Override
        public boolean hasOutput() {
            return operation != Operation.EMBEDDING;
        }

        @Override
        public String label() {
            return Objects.requireNonNull(LABELS.get(operation));
        }
    }

    /** An operation of one provider's own API. */
    record Native(NativeOperation operation) implements RequestedOperation {

        @Override
        public ServedModel servedBy(ConfiguredProvider provider, String model) {
            return provider.serve(operation, model);
        }

        @Override
        public void check(LlmRequest request) {
            // Whoever reads the body of such an operation knows its form.
        }

        @Override
        public ApiFamily family() {
            return operation.protocol().family();
        }

        @Override
        public boolean hasOutput() {
            return !label().toLowerCase(Locale.ROOT).contains("embed");
        }

        @Override
        public String label() {
            String path = operation.endpoint().path();
            return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
        }
    }
}
