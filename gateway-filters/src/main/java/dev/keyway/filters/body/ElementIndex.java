package dev.keyway.filters.body;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The elements of a JSON array and where they stand in a body's bytes, for example those of {@code messages}. */
public final class ElementIndex {

    /** The most elements that one array may have to be indexed. */
    public static final int MAX_ELEMENTS = 1_000_000;

    private final ByteBuf body;
    private int[] ranges = new int[32];
    private int size;

    private ElementIndex(ByteBuf body) {
        this.body = body;
    }

    /**
     * Indexes an array.
     *
     * @param start the index of its opening bracket
     * @param end the index after its closing bracket
     * @throws dev.keyway.filters.problem.GatewayException {@code invalid_json} if the bytes are no JSON array;
     *     {@code invalid_request} if it has more than {@link #MAX_ELEMENTS} elements
     */
    public static ElementIndex of(ByteBuf body, int start, int end) {
        JsonScanner scanner = new JsonScanner(body, end);
        if (scanner.peek(start, "'['") != '[') {
            throw scanner.fault().expected(start, "'['");
        }
        ElementIndex elements = new ElementIndex(body);
        int p = scanner.whitespace(start + 1);
        boolean more = scanner.peek(p, "a value or ']'") != ']';
        while (more) {
            int valueEnd = scanner.value(p, 1);
            if (elements.size == MAX_ELEMENTS) {
                throw scanner.fault().tooMany(MAX_ELEMENTS, "elements");
            }
            elements.add(p, valueEnd);
            p = scanner.whitespace(valueEnd);
            more = scanner.follows(p, false);
            p = more ? scanner.whitespace(p + 1) : p;
        }
        scanner.end(p + 1);
        return elements;
    }

    /** Whether the array whose opening bracket is at {@code start} has no element. */
    public static boolean isEmpty(ByteBuf body, int start) {
        int at = start + 1;
        while (body.getByte(at) <= ' ' && body.getByte(at) > 0) {
            at++;
        }
        return body.getByte(at) == ']';
    }

    /**
     * Indexes the objects among an array's elements, in one pass over it, one at a time.
     *
     * @throws dev.keyway.filters.problem.GatewayException as {@link #of} and {@link MemberIndex#of(ByteBuf)} do
     */
    public static void forEachObject(ByteBuf body, int start, int end, Consumer<MemberIndex> each) {
        JsonScanner scanner = new JsonScanner(body, end);
        int p = scanner.whitespace(start + 1);
        boolean more = scanner.peek(p, "a value or ']'") != ']';
        int count = 0;
        while (more) {
            count++;
            if (count > MAX_ELEMENTS) {
                throw scanner.fault().tooMany(MAX_ELEMENTS, "elements");
            }
            int valueEnd;
            if (scanner.peek(p, "a value") == '{') {
                MemberIndex object = MemberIndex.scan(scanner, body, p, 2);
                each.accept(object);
                valueEnd = object.end();
            } else {
                valueEnd = scanner.value(p, 1);
            }
            p = scanner.whitespace(valueEnd);
            more = scanner.follows(p, false);
            p = more ? scanner.whitespace(p + 1) : p;
        }
    }

    private void add(int start, int end) {
        if (2 * size == ranges.length) {
            ranges = Arrays.copyOf(ranges, 2 * ranges.length);
        }
        ranges[2 * size] = start;
        ranges[2 * size + 1] = end;
        size++;
    }

    /** How many elements there are. */
    public int size() {
        return size;
    }

    /** The index of an element's first byte. */
    public int start(int element) {
        return ranges[2 * checked(element)];
    }

    /** The index after an element's last byte. */
    public int end(int element) {
        return ranges[2 * checked(element) + 1];
    }

    /** An element's kind. */
    public ValueKind kind(int element) {
        return ValueKind.startingWith(body.getByte(start(element)));
    }

    /** The members of an element that is an object; null if it is none. */
    public @Nullable MemberIndex object(int element) {
        return kind(element) == ValueKind.OBJECT ? MemberIndex.of(body, start(element), end(element)) : null;
    }

    private int checked(int element) {
        return java.util.Objects.checkIndex(element, size);
    }
}
