package dev.keyway.filters.request;

import dev.keyway.filters.body.Member;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.ValueKind;
import java.util.List;

/** How many tokens a request lets its answer have: what providers take off their limits in advance. */
public final class OutputBound {

    private static final List<String> NAMES = List.of("max_completion_tokens", "max_tokens", "max_output_tokens");
    private static final int MOST_DIGITS = 12;

    private OutputBound() {}

    /** The bound, or 0 if the request states none that is a count. */
    public static long of(MemberIndex request) {
        for (String name : NAMES) {
            Member member = request.member(name);
            if (member != null && member.kind() == ValueKind.NUMBER && member.length() <= MOST_DIGITS) {
                return count(request.json(member));
            }
        }
        return 0;
    }

    /**
     * The largest bound that the request states under any of the names, since a provider may go by any of them; 0 if it states none, or
     * one that is not a count.
     */
    public static long most(MemberIndex request) {
        long most = 0;
        for (String name : NAMES) {
            Member member = request.member(name);
            if (member == null || member.kind() == ValueKind.NULL) {
                continue;
            }
            boolean isShort = member.kind() == ValueKind.NUMBER && member.length() <= MOST_DIGITS;
            long bound = isShort ? count(request.json(member)) : 0;
            if (bound == 0) {
                return 0;
            }
            most = Math.max(most, bound);
        }
        return most;
    }

    private static long count(String digits) {
        return digits.chars().allMatch(c -> c >= '0' && c <= '9') ? Long.parseLong(digits) : 0;
    }
}
