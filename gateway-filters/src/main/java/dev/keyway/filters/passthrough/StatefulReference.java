package dev.keyway.filters.passthrough;

import dev.keyway.filters.body.Member;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.ValueKind;
import dev.keyway.filters.problem.ErrorCode;
import dev.keyway.filters.problem.GatewayError;
import dev.keyway.filters.problem.GatewayException;
import java.util.Set;

/**
 * Refuses requests that name what belongs to one provider account: with the key of another account they fail, and the
 * failure looks like the key's.
 */
final class StatefulReference {

    private StatefulReference() {}

    /**
     * Passes unless one of the members is there and not null.
     *
     * @throws GatewayException {@code stateful_reference}
     */
    static void refuse(MemberIndex object, Set<String> names) {
        for (Member member : object.members()) {
            if (names.contains(member.name()) && member.kind() != ValueKind.NULL) {
                throw of(member.name());
            }
        }
    }

    /** The refusal of a member. */
    static GatewayException of(String name) {
        return new GatewayException(GatewayError.of(
                        ErrorCode.STATEFUL_REFERENCE,
                        "'" + name
                                + "' refers to something stored in one provider account, and the keys here may belong to"
                                + " several. Send the content itself.")
                .withParam(name));
    }
}
