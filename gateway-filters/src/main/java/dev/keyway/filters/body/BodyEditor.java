package dev.keyway.filters.body;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Edits of a JSON object, recorded first and made by splicing: what no edit touches stays byte for byte. Each edit sees
 * the object as the edits before it left it. A name stands for every member of that name, however it is escaped.
 */
public final class BodyEditor {

    private final MemberIndex index;
    private final List<Slot> slots = new ArrayList<>();
    private final Map<String, byte[]> added = new LinkedHashMap<>();
    private final Map<Integer, BodyEditor> nested = new LinkedHashMap<>();
    private final List<Splice> cuts = new ArrayList<>();

    private BodyEditor(MemberIndex index) {
        this.index = index;
        for (Member member : index.members()) {
            slots.add(new Slot(member));
        }
    }

    /** An editor of the object that was indexed, which gives the whole body, edited. */
    public static BodyEditor of(MemberIndex index) {
        return new BodyEditor(index);
    }

    /** The object as it was before any edit. */
    public MemberIndex original() {
        return index;
    }

    /** Whether the object has a member of the name now. */
    public boolean has(String name) {
        return added.containsKey(name) || last(name) != null;
    }

    /** The member that goes by the name now, at its original place and with its original value; null if there is none. */
    public @Nullable Member member(String name) {
        Slot slot = last(name);
        return slot == null ? null : slot.member;
    }

    /** The names that the object has now, in order, each once for every member. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Slot slot : slots) {
            if (!slot.dropped) {
                names.add(slot.name);
            }
        }
        names.addAll(added.keySet());
        return names;
    }

    /** Removes a member; does nothing if it is not there. */
    public BodyEditor drop(String name) {
        for (Slot slot : slots) {
            slot.dropped |= slot.name.equals(name);
        }
        added.remove(name);
        return this;
    }

    /** Leaves only the last of several members of a name. */
    public BodyEditor keepLast(String name) {
        Slot last = last(name);
        for (Slot slot : slots) {
            slot.dropped |= slot != last && slot.name.equals(name);
        }
        return this;
    }

    /**
     * Gives a member a value, once, in the place of the last such member or at the object's end.
     *
     * @param json the value's JSON text
     */
    public BodyEditor set(String name, byte[] json) {
        Slot slot = last(name);
        if (slot == null) {
            added.put(name, json);
        } else {
            keepLast(name);
            slot.value = json;
            slot.spell(name);
        }
        return this;
    }

    /** Gives a member a string as its value, as {@link #set} does. */
    public BodyEditor setString(String name, String value) {
        return set(name, JsonText.encode(value));
    }

    /** Gives a member another name; if the new name is there already, the member goes instead. */
    public BodyEditor rename(String from, String to) {
        if (from.equals(to) || !has(from)) {
            return this;
        }
        if (has(to)) {
            return drop(from);
        }
        Slot slot = last(from);
        if (slot == null) {
            added.put(to, Objects.requireNonNull(added.remove(from)));
            return this;
        }
        keepLast(from);
        slot.spell(to);
        slot.name = to;
        return this;
    }

    /** Removes bytes within this object, for example elements of an array. No other edit may touch them. */
    public BodyEditor cut(int start, int end) {
        cuts.add(Splice.cut(start, end));
        return this;
    }

    /**
     * An editor of an object within this one, at any depth. Its edits are part of this editor's outcome, unless what
     * contains that object is dropped or replaced here.
     *
     * @param object made of the same body, from within this object
     */
    public BodyEditor inside(MemberIndex object) {
        if (object.start() <= index.start() || object.end() >= index.end()) {
            throw new IllegalArgumentException("The object does not lie within the one that is edited");
        }
        return nested.computeIfAbsent(object.start(), start -> new BodyEditor(object));
    }

    /**
     * The edited body: slices of the original and small pieces between them, for the caller to release. The original
     * stays as it is and keeps its own count.
     */
    public ByteBuf apply() {
        List<Splice> splices = new ArrayList<>();
        collect(splices);
        return Splice.apply(index.body(), splices);
    }

    private void collect(List<Splice> splices) {
        Slot kept = null;
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            Member member = slot.member;
            if (!slot.dropped) {
                slot.collect(splices);
                kept = slot;
            } else if (kept != null) {
                splices.add(Splice.cut(slots.get(i - 1).member.end(), member.end()));
            } else {
                boolean last = i + 1 == slots.size();
                int end = last ? member.end() : slots.get(i + 1).member.nameStart();
                splices.add(Splice.cut(member.nameStart(), end));
            }
        }
        if (!added.isEmpty()) {
            int place = kept == null ? index.start() + 1 : kept.member.end();
            splices.add(Splice.insert(place, added, kept != null));
        }
        splices.addAll(cuts);
        for (BodyEditor editor : nested.values()) {
            editor.collect(splices);
        }
    }

    private @Nullable Slot last(String name) {
        for (int i = slots.size() - 1; i >= 0; i--) {
            Slot slot = slots.get(i);
            if (!slot.dropped && slot.name.equals(name)) {
                return slot;
            }
        }
        return null;
    }

    /** An original member and what has become of it. */
    private static final class Slot {

        private final Member member;
        private String name;
        private boolean dropped;
        private byte @Nullable [] spelling;
        private byte @Nullable [] value;

        private Slot(Member member) {
            this.member = member;
            this.name = member.name();
        }

        /** Writes the name anew where the bytes do not have it plainly. */
        private void spell(String text) {
            byte[] plain = JsonText.encode(text);
            boolean there = text.equals(member.name()) && plain.length == member.nameEnd() - member.nameStart();
            spelling = there ? null : plain;
        }

        private void collect(List<Splice> splices) {
            if (spelling != null) {
                splices.add(new Splice(member.nameStart(), member.nameEnd(), Unpooled.wrappedBuffer(spelling)));
            }
            if (value != null) {
                splices.add(new Splice(member.start(), member.end(), Unpooled.wrappedBuffer(value)));
            }
        }
    }
}
