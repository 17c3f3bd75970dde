package dev.keyway.filters.call;

import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.model.Strategy;
import dev.keyway.filters.provider.ServedModel;
import dev.keyway.filters.request.Admitted;
import dev.keyway.filters.request.LlmRequest;
import dev.keyway.filters.request.OutputBound;
import dev.keyway.filters.request.Prepared;
import dev.keyway.filters.request.RequestFields;
import dev.keyway.filters.request.UnitCount;
import dev.keyway.filters.stored.Affinity;
import dev.keyway.filters.stored.References;
import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.List;

/**
 * What a call is made of.
 *
 * @param loop where all of it happens
 * @param first the request, prepared for its first target
 * @param forwarded headers of the client's that go up
 * @param deadline until when to go on waiting for keys and starting attempts, on whichever target
 */
public record CallRequest(EventLoop loop, Prepared first, Forwarded forwarded, Instant deadline) {

    Admitted admitted() {
        return first.admitted();
    }

    List<ServedModel> targets() {
        return admitted().resolved().targets();
    }

    /**
     * What the request is bound to at a target.
     *
     * @throws dev.keyway.filters.problem.GatewayException if it refers to what the target cannot serve
     */
    Affinity affinity(ServedModel target, References references) {
        return switch (request().fields()) {
            case RequestFields.Json json -> affinity(json.index(), target, references);
            case RequestFields.Form form -> Affinity.NONE;
        };
    }

    private Affinity affinity(MemberIndex body, ServedModel target, References references) {
        return references.affinity(
                body,
                target.protocol().stream(),
                target.provider().id(),
                first.caller().fairnessKey());
    }

    TargetPlan plan(Prepared prepared, Affinity affinity) {
        return new TargetPlan(
                loop,
                prepared.target(),
                prepared.payload(),
                request().stream(),
                forwarded.to(prepared.target().provider()),
                first.caller().fairnessKey(),
                deadline,
                first.track(),
                affinity,
                conversation(prepared.target()),
                mostOutput(),
                UnitCount.of(admitted().resolved()),
                new Cover(admitted()));
    }

    private long conversation(ServedModel target) {
        boolean isUsed = target.provider().settings().rotation() == Strategy.AFFINITY;
        return isUsed && request().fields() instanceof RequestFields.Json json
                ? Conversations.digest(first.caller().id(), target.model(), json.index())
                : 0;
    }

    private long mostOutput() {
        return switch (request().fields()) {
            case RequestFields.Json json -> OutputBound.of(json.index());
            case RequestFields.Form form -> 0;
        };
    }

    private LlmRequest request() {
        return first.request();
    }
}
