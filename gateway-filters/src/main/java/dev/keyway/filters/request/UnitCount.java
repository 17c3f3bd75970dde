package dev.keyway.filters.request;

import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.catalogue.provider.Operation;
import dev.keyway.catalogue.provider.Protocol;
import dev.keyway.catalogue.usage.Unit;
import dev.keyway.catalogue.usage.UsageStyle;
import dev.keyway.filters.body.ElementIndex;
import dev.keyway.filters.body.Member;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.ValueKind;
import dev.keyway.filters.metering.RequestUnits;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Unit count: the units of a request, from its fields. Images are those that it asks for, characters those of its text, and seconds
 * follow from the length of its file. A search unit of Cohere's is a query with up to 100 documents, of which each 500 tokens count
 * as one.
 *
 * @see <a href="https://docs.cohere.com/docs/how-does-cohere-pricing-work">How Cohere's pricing works</a>
 */
public final class UnitCount {

    private static final int DOCUMENTS = 100;
    /** 500 tokens, at four bytes each. */
    private static final int DOCUMENT_BYTES = 2_000;

    private static final int MOST_DIGITS = 4;

    private UnitCount() {}

    /** The units of a request; none where the operation is billed by tokens only. */
    public static RequestUnits of(Resolved request) {
        return of(request.operation(), request.request().fields());
    }

    /** The units of an operation's request. */
    public static RequestUnits of(RequestedOperation operation, RequestFields fields) {
        return switch (operation) {
            case RequestedOperation.Common common -> of(common.operation(), fields);
            case RequestedOperation.Native ofProvider ->
                isReranking(ofProvider.operation().protocol()) ? searchUnits(fields) : RequestUnits.NONE;
        };
    }

    private static RequestUnits of(Operation operation, RequestFields fields) {
        return switch (operation) {
            case IMAGE -> RequestUnits.of(Unit.IMAGE, images(fields));
            case SPEECH -> characters(fields);
            case TRANSCRIPTION, TRANSLATION -> RequestUnits.about(Unit.SECOND, seconds(fields));
            case RERANK -> searchUnits(fields);
            case CHAT, COMPLETION, EMBEDDING, RESPONSES, RESPONSE_COMPACTION, MODERATION, MESSAGES, MESSAGE_TOKENS ->
                RequestUnits.NONE;
        };
    }

    private static boolean isReranking(Protocol protocol) {
        return protocol.family() == ApiFamily.COHERE && protocol.usage() == UsageStyle.UNITS;
    }

    private static long images(RequestFields fields) {
        return switch (fields) {
            case RequestFields.Json json -> count(json.index());
            case RequestFields.Form form ->
                count(Objects.requireNonNullElse(form.index().text("n"), ""));
        };
    }

    private static long count(MemberIndex body) {
        Member member = body.member("n");
        return member != null && member.kind() == ValueKind.NUMBER ? count(body.json(member)) : 1;
    }

    /** 1 where it is no count. */
    private static long count(String digits) {
        boolean isCount = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return isCount ? Math.max(1, Long.parseLong(digits)) : 1;
    }

    private static RequestUnits characters(RequestFields fields) {
        String text = fields instanceof RequestFields.Json json ? json.index().string("input") : null;
        return text == null
                ? RequestUnits.about(Unit.CHARACTER, 0)
                : RequestUnits.of(Unit.CHARACTER, text.codePointCount(0, text.length()));
    }

    private static long seconds(RequestFields fields) {
        ByteBuf file = fields instanceof RequestFields.Form form ? form.index().file("file") : null;
        return file == null ? 0 : AudioLength.seconds(file);
    }

    private static RequestUnits searchUnits(RequestFields fields) {
        MemberIndex body = fields instanceof RequestFields.Json json ? json.index() : null;
        return RequestUnits.about(Unit.SEARCH_UNIT, body == null ? 0 : searchUnits(body, body.array("documents")));
    }

    private static long searchUnits(MemberIndex body, @Nullable ElementIndex documents) {
        Member member = body.member("documents");
        if (documents == null || member == null) {
            return 0;
        }
        long parts = Math.max(documents.size(), Math.ceilDiv(member.length(), DOCUMENT_BYTES));
        return Math.ceilDiv(parts, DOCUMENTS);
    }
}
