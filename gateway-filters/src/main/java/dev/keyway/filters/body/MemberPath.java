package dev.keyway.filters.body;

/** A member of an object, or of an object within it, by names with dots between. */
public final class MemberPath {

    private MemberPath() {}

    /** The first name. */
    public static String root(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    /** Removes a member, and with it an object that has no other. @return whether it was there */
    public static boolean drop(BodyEditor editor, String path) {
        String root = root(path);
        if (root.length() == path.length()) {
            boolean isThere = editor.has(path);
            editor.drop(path);
            return isThere;
        }
        String rest = path.substring(root.length() + 1);
        editor.keepLast(root);
        Member member = editor.member(root);
        if (member == null || member.kind() != ValueKind.OBJECT) {
            return false;
        }
        MemberIndex object = MemberIndex.of(editor.original().body(), member.start(), member.end());
        BodyEditor inside = editor.inside(object);
        if (inside.has(rest) && inside.names().stream().allMatch(rest::equals)) {
            editor.drop(root);
            return true;
        }
        return drop(inside, rest);
    }
}
