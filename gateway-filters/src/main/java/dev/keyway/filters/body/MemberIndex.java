package dev.keyway.filters.body;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object and where they stand in the bytes, found in one pass that also holds the whole text to
 * RFC 8259. The bytes are neither copied nor retained: the index is good for as long as the body is.
 *
 * <p>Where a name occurs more than once the last one counts, as in most parsers; {@link #members()} has them all. A name
 * is what it stands for, however it is escaped.
 */
public final class MemberIndex {

    /** The most members that one object may have. */
    public static final int MAX_MEMBERS = 4096;

    private final ByteBuf body;
    private final int start;
    private final int end;
    private final List<Member> members;
    private final boolean sighted;

    private MemberIndex(ByteBuf body, int start, int end, List<Member> members, boolean sighted) {
        this.body = body;
        this.start = start;
        this.end = end;
        this.members = members;
        this.sighted = sighted;
    }

    /**
     * Indexes the readable bytes of a body that lies in one piece of memory.
     *
     * @throws dev.keyway.filters.problem.GatewayException {@code invalid_json} if they are not one JSON value, which
     *     includes an empty and a truncated body; {@code invalid_request} if the value is not an object or has more than
     *     {@link #MAX_MEMBERS} members
     */
    public static MemberIndex of(ByteBuf body) {
        return of(body, Lookout.NONE);
    }

    /** As {@link #of(ByteBuf)}, and notes whether a name stands anywhere in the body. */
    public static MemberIndex of(ByteBuf body, Lookout lookout) {
        JsonScanner scanner = new JsonScanner(body, body.writerIndex(), lookout);
        return whole(scanner, body, scanner.byteOrderMark(body.readerIndex()));
    }

    /**
     * Indexes an object within a body.
     *
     * @param start the index of the object's first byte, as a {@link Member} or an {@link ElementIndex} gives it
     * @param end the index after its last byte
     * @throws dev.keyway.filters.problem.GatewayException as {@link #of(ByteBuf)} does
     */
    public static MemberIndex of(ByteBuf body, int start, int end) {
        return whole(new JsonScanner(body, end), body, start);
    }

    private static MemberIndex whole(JsonScanner scanner, ByteBuf body, int from) {
        int start = scanner.whitespace(from);
        if (scanner.atEnd(start)) {
            throw scanner.fault().empty();
        }
        byte first = scanner.peek(start, "a value");
        if (first != '{') {
            scanner.end(scanner.value(start, 0));
            throw scanner.fault().notAnObject(ValueKind.startingWith(first), start);
        }
        MemberIndex index = scan(scanner, body, start, 1);
        scanner.end(index.end);
        return index;
    }

    /** Indexes the object whose opening brace is at {@code start}, the outermost of {@code depth} open containers. */
    static MemberIndex scan(JsonScanner scanner, ByteBuf body, int start, int depth) {
        List<Member> members = new ArrayList<>();
        int p = scanner.whitespace(start + 1);
        boolean more = scanner.peek(p, "a member name or '}'") != '}';
        while (more) {
            int nameEnd = scanner.name(p);
            int valueStart = scanner.colon(nameEnd);
            int valueEnd = scanner.value(valueStart, depth);
            if (members.size() == MAX_MEMBERS) {
                throw scanner.fault().tooMany(MAX_MEMBERS, "members");
            }
            ValueKind kind = ValueKind.startingWith(body.getByte(valueStart));
            members.add(new Member(JsonText.decode(body, p, nameEnd), p, nameEnd, valueStart, valueEnd, kind));
            p = scanner.whitespace(valueEnd);
            more = scanner.follows(p, true);
            p = more ? scanner.whitespace(p + 1) : p;
        }
        return new MemberIndex(body, start, p + 1, members, scanner.hasSighted());
    }

    /** Whether the name that was looked out for may stand in the object, at whatever depth; true where none was. */
    public boolean hasSighted() {
        return sighted;
    }

    /** All members in the order of the text, duplicates included. */
    public List<Member> members() {
        return List.copyOf(members);
    }

    /** The last member of a name; null if there is none. */
    public @Nullable Member member(String name) {
        for (int i = members.size() - 1; i >= 0; i--) {
            Member member = members.get(i);
            if (member.name().equals(name)) {
                return member;
            }
        }
        return null;
    }

    /** Whether a member of the name is there, of whatever kind. */
    public boolean has(String name) {
        return member(name) != null;
    }

    /** The kind of a member's value; null if there is no such member. */
    public @Nullable ValueKind kind(String name) {
        Member member = member(name);
        return member == null ? null : member.kind();
    }

    /** A member's value if it is a string; null if it is none or not there, which {@link #kind} tells apart. */
    public @Nullable String string(String name) {
        Member member = member(name);
        return member == null || member.kind() != ValueKind.STRING ? null : string(member);
    }

    /** Whether a member is there and is {@code true}. */
    public boolean isTrue(String name) {
        return kind(name) == ValueKind.TRUE;
    }

    /** The members of a member that is an object; null if it is none or not there. */
    public @Nullable MemberIndex object(String name) {
        Member member = member(name);
        return member == null || member.kind() != ValueKind.OBJECT ? null : of(body, member.start(), member.end());
    }

    /** The elements of a member that is an array; null if it is none or not there. */
    public @Nullable ElementIndex array(String name) {
        Member member = member(name);
        return member == null || member.kind() != ValueKind.ARRAY
                ? null
                : ElementIndex.of(body, member.start(), member.end());
    }

    /** The string that a member of kind {@link ValueKind#STRING} stands for. */
    public String string(Member member) {
        return JsonText.decode(body, member.start(), member.end());
    }

    /** A member's value as it is written. */
    public String json(Member member) {
        return body.toString(member.start(), member.length(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The bytes that the index was made of. */
    public ByteBuf body() {
        return body;
    }

    /** The index of the object's opening brace. */
    public int start() {
        return start;
    }

    /** The index after the object's closing brace. */
    public int end() {
        return end;
    }
}
