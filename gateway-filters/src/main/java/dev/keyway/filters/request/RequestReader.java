package dev.keyway.filters.request;

import dev.keyway.filters.body.BodyReader;
import dev.keyway.filters.body.FormIndex;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.RequestBody;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import dev.keyway.filters.stored.FileReferences;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads a request's body and finds in it which model is asked for. */
public final class RequestReader {

    /** No provider has longer names; what is kept and logged per name must not be as large as a body. */
    private static final int LONGEST_MODEL = 512;

    private static final String MISSING =
            "The body names no model. Add a member 'model', for example \"openai/gpt-4o\".";
    private static final String NOT_A_NAME =
            "The member 'model' must be a string that is not empty and has at most " + LONGEST_MODEL + " characters.";

    /** What providers take for true in a form, where all is text. */
    private static final Set<String> TRUE = Set.of("true", "1", "yes", "on", "t", "y");

    private final BodyReader bodies;
    private final BodyReader forms;

    /**
     * @param bodies reads bodies of JSON
     * @param forms reads bodies that bring a file
     */
    public RequestReader(BodyReader bodies, BodyReader forms) {
        this.bodies = bodies;
        this.forms = forms;
    }

    /** The request, whose body its lifecycle owns. */
    public Mono<LlmRequest> read(ServerWebExchange exchange, Identified identified) {
        String type = exchange.getRequest().getHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
        return type != null && FormIndex.isAnnouncedBy(type)
                ? read(exchange, identified, forms, body -> form(body, type))
                : read(exchange, identified, RequestReader::json);
    }

    /** The request of an API whose bodies say in a way of its own what they ask for. */
    public Mono<LlmRequest> read(
            ServerWebExchange exchange,
            Identified identified,
            BiFunction<RequestBody, MemberIndex, LlmRequest> understanding) {
        return read(
                exchange,
                identified,
                bodies,
                body -> understanding.apply(body, MemberIndex.of(body.bytes(), FileReferences.LOOKOUT)));
    }

    private static Mono<LlmRequest> read(
            ServerWebExchange exchange,
            Identified identified,
            BodyReader reader,
            Function<RequestBody, LlmRequest> understanding) {
        RequestLifecycle lifecycle = identified.lifecycle();
        HttpHeaders headers = exchange.getRequest().getHeaders();
        Mono<RequestBody> read = reader.read(
                headers, exchange.getRequest().getBody(), identified.caller().share());
        // A request goes on where its connection is; a body is unpacked elsewhere.
        Mono<RequestBody> onLoop = BodyReader.isPacked(headers)
                ? read.map(lifecycle::hold).publishOn(Schedulers.fromExecutorService(identified.loop()))
                : read;
        return onLoop.map(body -> understand(lifecycle.hold(body), understanding));
    }

    private static LlmRequest understand(RequestBody body, Function<RequestBody, LlmRequest> understanding) {
        try {
            return understanding.apply(body);
        } catch (RuntimeException e) {
            body.release();
            throw e;
        }
    }

    private static LlmRequest json(RequestBody body, MemberIndex index) {
        boolean stream = index.isTrue("stream") || "sse".equals(index.string("stream_format"));
        return new LlmRequest(body, index, model(index), stream);
    }

    private static LlmRequest form(RequestBody body, String type) {
        FormIndex form = FormIndex.of(body.bytes(), type);
        String model = form.text("model");
        if (model == null || model.isBlank() || model.length() > LONGEST_MODEL) {
            throw noModel(
                    model == null
                            ? "The form has no field 'model'."
                            : "The field 'model' must not be empty and has at most " + LONGEST_MODEL + " characters.");
        }
        String stream = form.text("stream");
        boolean wanted = stream != null && TRUE.contains(stream.strip().toLowerCase(Locale.ROOT));
        return new LlmRequest(body, new RequestFields.Form(form, type), model, wanted);
    }

    /** The model that a body names as most APIs do. */
    public static String model(MemberIndex index) {
        String model = index.string("model");
        if (model == null || model.isBlank() || model.length() > LONGEST_MODEL) {
            throw noModel(index.has("model") ? NOT_A_NAME : MISSING);
        }
        return model;
    }

    private static GatewayException noModel(String problem) {
        return new GatewayException(
                GatewayError.of(ErrorCode.INVALID_REQUEST, problem).withParam("model"));
    }
}
