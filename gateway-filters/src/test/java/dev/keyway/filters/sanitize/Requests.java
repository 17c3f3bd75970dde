package dev.keyway.filters.sanitize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.catalogue.parameter.ParameterRule;
import dev.keyway.catalogue.parameter.ParameterRules;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.filters.body.MemberIndex;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;

/** Sends text through a sanitiser. */
final class Requests {

    private Requests() {}

    /** What came out, as text. */
    record Outcome(String text, List<String> dropped, boolean usageForced) {}

    static Outcome sanitized(List<ParameterRule> rules, String model, String request) {
        return sanitized(Sanitizer.of(rules, model), request);
    }

    static Outcome sanitized(Sanitizer sanitizer, String request) {
        ByteBuf body = PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(request.getBytes(UTF_8));
        SanitizedBody sanitized = sanitizer.sanitize(MemberIndex.of(body));
        Outcome outcome = new Outcome(sanitized.bytes().toString(UTF_8), sanitized.dropped(), sanitized.usageForced());
        assertThat(body.toString(UTF_8)).isEqualTo(request);
        sanitized.bytes().release();
        body.release();
        assertThat(body.refCnt()).isZero();
        return outcome;
    }

    static Outcome sanitized(ParameterRules rules, Operation operation, String model, String request) {
        return sanitized(rules.rulesFor(operation, model), model, request);
    }
}
