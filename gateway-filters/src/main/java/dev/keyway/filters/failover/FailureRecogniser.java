package dev.keyway.filters.failover;

import dev.keyway.catalogue.provider.ErrorStyle;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a provider answered in place of a result. Never throws, whatever the answer holds. */
public final class FailureRecogniser {

    private static final int FIRST_ERROR_STATUS = 400;
    private static final int FORBIDDEN = 403;

    private final ErrorRules rules;
    private final InstantSource clock;

    private FailureRecogniser(ErrorRules rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * The recogniser for one style of errors.
     *
     * @param clock against which moments that providers state are turned into waits
     */
    public static FailureRecogniser of(ErrorStyle style, InstantSource clock) {
        ErrorRules rules = switch (style) {
            case OPENAI -> new CompatibleErrorRules();
            case ANTHROPIC -> new AnthropicErrorRules();
            case GEMINI -> new GeminiErrorRules();
            case AZURE -> new AzureErrorRules();
            case OPENROUTER -> new OpenRouterErrorRules();
            case NVIDIA_NIM -> new NvidiaNimErrorRules();
            case MISTRAL -> new MistralErrorRules();
            case GROQ -> new GroqErrorRules();
            case TOGETHER -> new TogetherErrorRules();
            case FIREWORKS -> new FireworksErrorRules();
            case XAI -> new XaiErrorRules();
        };
        return new FailureRecogniser(rules, clock);
    }

    /**
     * Recognises an answer that is no result. One with a status below 400 is read as an error that
     * its body, or an event of its stream, reports.
     *
     * @param status the HTTP status
     * @param headers the answer's headers by lower-case name; null for one it lacks
     * @param body as much of the body as was read; may be empty, cut or no JSON at all
     */
    public Failure recognise(int status, Function<String, @Nullable String> headers, byte[] body) {
        ErrorFields error = ErrorFields.read(body);
        int meant = status < FIRST_ERROR_STATUS ? ImpliedStatus.of(error) : status;
        return failure(new Evidence(meant, error, headers, clock.instant()));
    }

    private Failure failure(Evidence evidence) {
        ErrorFields error = evidence.error();
        Finding finding = AccountFaults.refine(rules.classify(evidence), evidence);
        boolean refused = finding.kind() == FailureClass.BAD_REQUEST;
        List<RefusedMember> members = refused ? RefusedMembers.of(error) : List.of();
        return new Failure(
                finding.kind(),
                evidence.status(),
                ProviderMessage.presentable(error.message(), evidence.status()),
                error.type(),
                error.code(),
                error.param(),
                evidence.retryAfter(),
                finding.until(),
                isUnexplained(finding.kind(), members, evidence),
                members);
    }

    private static boolean isUnexplained(FailureClass kind, List<RefusedMember> members, Evidence evidence) {
        return switch (kind) {
            case BAD_REQUEST -> members.isEmpty() && !RequestFaults.explain(evidence);
            case PERMISSION -> evidence.status() == FORBIDDEN && !PermissionFaults.explain(evidence);
            default -> false;
        };
    }
}
