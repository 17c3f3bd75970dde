package dev.keyway.admin.openapi;

import dev.keyway.admin.audit.AuditWords;
import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.WarningCode;
import dev.keyway.catalogue.price.Meter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;

/**
 * Which members of answers are text that is one of some words, and which is any text. A member that has a type of its own, such as an enum,
 * needs no place here.
 */
final class ClosedSets {

    /**
     * Members that are any text: names, sentences, secrets, amounts, addresses, IDs that are no UUIDs, and words that gateways and
     * providers report, to which their releases add.
     */
    static final Set<String> TEXT = Set.of(
            "AdjustmentView.reason",
            "AuditView.reason",
            "ChosenList.tier",
            "DeliveryView.failure",
            "DeliveryView.occasion",
            "EffectivePolicy.wouldMeet",
            "KeyStateView.reason",
            "KeyView.origin",
            "NewPriceList.source",
            "NewPriceList.tier",
            "Page.next",
            "PooledKeyView.reason",
            "PriceListView.source",
            "PriceListView.tier",
            "PriceView.source",
            "PriceView.tier",
            "Problem.type",
            "Refusal.code",
            "RejectedView.reason",
            "RepricingView.failure",
            "RepricingView.reason",
            "StatementAdjustment.reason",
            "StatementPriceList.tier",
            "StatementRepricing.reason",
            "UnpricedModel.tier",
            "UsageAttemptView.chosen",
            "UsageAttemptView.failure",
            "UsageAttemptView.next",
            "UsagePage.next",
            "UsageRefusalView.scope",
            "UsageView.errorOrigin",
            "UsageView.operation",
            "account",
            "actorName",
            "address",
            "adjustments",
            "after",
            "alias",
            "allowedAddresses",
            "allowedModels",
            "amount",
            "answer",
            "apiVersion",
            "askedBy",
            "askedModel",
            "baseUrl",
            "before",
            "booked",
            "claim",
            "closedBy",
            "createdBy",
            "declaration",
            "description",
            "detail",
            "difference",
            "errorCode",
            "field",
            "forwardHeaders",
            "gateway",
            "gatewayUrl",
            "head",
            "id",
            "invoiced",
            "keyId",
            "keyLast4",
            "keyName",
            "labels",
            "last4",
            "late",
            "login",
            "mac",
            "message",
            "model",
            "month",
            "name",
            "notEnforcedBecause",
            "note",
            "objectId",
            "ofMonth",
            "owner",
            "path",
            "previous",
            "priceList",
            "problem",
            "provider",
            "providerName",
            "publicKey",
            "reference",
            "release",
            "requestId",
            "resolution",
            "resolvedBy",
            "schemaVersion",
            "secret",
            "serviceAccount",
            "serviceTier",
            "slug",
            "softwareVersion",
            "tagNames",
            "tags",
            "target",
            "team",
            "teamName",
            "tenant",
            "tenantName",
            "title",
            "token",
            "total",
            "url",
            "usage",
            "userAgent",
            "userHash",
            "value",
            "zone");

    /** Names that others have for what is one of some words: each is looked at by itself. */
    private static final Set<String> DOUBTFUL = Set.of(
            "action",
            "chosen",
            "code",
            "failure",
            "interval",
            "kind",
            "level",
            "next",
            "occasion",
            "operation",
            "origin",
            "reason",
            "scope",
            "source",
            "state",
            "status",
            "tier",
            "type",
            "wouldMeet",
            "errorOrigin");

    private final Map<String, List<String>> words;

    private ClosedSets(Map<String, List<String>> words) {
        this.words = words;
    }

    static ClosedSets of(ApplicationContext context) {
        AuditWords audit = context.getBean(AuditWords.class);
        List<String> subjects = sorted(audit.kinds().stream());
        return new ClosedSets(Map.of(
                "AuditView.kind", subjects,
                "AuditView.action", sorted(audit.actions().stream()),
                "Made.kind", subjects,
                "PlannedChange.kind", subjects,
                "Problem.code", words(ErrorCode.values(), ErrorCode::text),
                "StatementPrice.meter", words(Meter.values(), Meter::column),
                "Warning.code", words(WarningCode.values(), WarningCode::text)));
    }

    /** The words that a member of a record can be; empty if it has no place here. */
    Optional<List<String>> of(Class<?> type, String member) {
        return Optional.ofNullable(words.get(type.getSimpleName() + "." + member));
    }

    /** What {@link #TEXT} calls a member. */
    static String text(Class<?> type, String member) {
        return DOUBTFUL.contains(member) ? type.getSimpleName() + "." + member : member;
    }

    Collection<String> members() {
        return words.keySet();
    }

    private static <E> List<String> words(E[] all, Function<E, String> text) {
        return sorted(Arrays.stream(all).map(text));
    }

    private static List<String> sorted(Stream<String> words) {
        return words.sorted().toList();
    }
}
