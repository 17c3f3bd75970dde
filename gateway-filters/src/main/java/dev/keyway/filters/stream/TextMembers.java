package dev.keyway.filters.stream;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of a grammar's events whose strings a model wrote: its text, its reasoning, the arguments of its tool
 * calls. Providers say some of it twice in one event, under different names; each role is one wording of the same.
 */
final class TextMembers {

    /** What a member's string is in its event. */
    enum Role {
        SAID,
        THOUGHT,
        PART,
        /** Always on top of the rest. */
        ARGUMENTS
    }

    private static final int LONGEST = 8;

    private final long[] names;
    private final long[] masks;
    private final Role[] roles;
    /** The last letters of all names, a bit for each: most names end otherwise. */
    private final long lastLetters;

    private TextMembers(Map<String, Role> members) {
        int count = members.size();
        this.names = new long[count];
        this.masks = new long[count];
        this.roles = new Role[count];
        long letters = 0;
        int i = 0;
        for (Map.Entry<String, Role> member : members.entrySet()) {
            byte[] quoted = ('"' + member.getKey() + '"').getBytes(StandardCharsets.US_ASCII);
            for (int at = Math.max(0, quoted.length - LONGEST); at < quoted.length; at++) {
                names[i] = (names[i] << 8) | quoted[at];
            }
            masks[i] = quoted.length >= LONGEST ? -1 : (1L << (8 * quoted.length)) - 1;
            roles[i] = member.getValue();
            letters |= 1L << quoted[quoted.length - 2];
            i++;
        }
        this.lastLetters = letters;
    }

    /** Members by name. Of a long name the last seven letters count. */
    static TextMembers of(Map<String, Role> members) {
        return new TextMembers(members);
    }

    /**
     * The role of the member whose name ends here; null if it is another.
     *
     * @param last the last eight bytes, of which the lowest is the closing quote
     */
    @Nullable
    Role role(long last) {
        if ((lastLetters >>> (last >>> 8) & 1) == 0) {
            return null;
        }
        for (int i = 0; i < names.length; i++) {
            if ((last & masks[i]) == names[i]) {
                return roles[i];
            }
        }
        return null;
    }
}
