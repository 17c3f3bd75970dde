package dev.keyway.admin.problem;

import java.util.Set;

/** Names, whose white space at either end nobody sees. */
public final class TrimmedNames {

    private static final Set<String> MEMBERS = Set.of("name", "login", "slug");

    private TrimmedNames() {}

    /**
     * The text of a member: trimmed, if it is a name.
     *
     * @param member what it is called
     */
    public static String of(String member, String text) {
        return MEMBERS.contains(member) ? text.strip() : text;
    }
}
