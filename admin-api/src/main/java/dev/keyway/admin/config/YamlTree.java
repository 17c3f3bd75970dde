package dev.keyway.admin.config;

import dev.keyway.admin.problem.ErrorCode;
import dev.keyway.admin.problem.ProblemException;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads YAML 1.2 as the tree that JSON would have. Anchors may be used again, as long as the whole does not grow beyond what a
 * file may hold. Plain scalars are numbers only where a number is written as it would be shown, so that a name never changes.
 */
final class YamlTree {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_NODES = 500_000;
    static final int MAX_SCALAR = 64 << 10;

    /** With what aliases lead to: twice what a file may have. */
    private static final long MAX_CHARACTERS = 16 << 20;

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,30})(\\.\\d{1,30})?");
    private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern TRUE = Pattern.compile("true|True|TRUE");
    private static final Pattern FALSE = Pattern.compile("false|False|FALSE");
    private static final Pattern UNTAGGED = Pattern.compile("!|tag:yaml\\.org,2002:(str|map|seq)");

    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private final Map<Anchor, Read> anchors = new HashMap<>();
    private final Iterator<Event> events;
    private final YamlSource source;
    private int all;
    private long characters;

    /**
     * @param size how many nodes it holds, what is used again counted each time
     * @param characters how many its scalars have together
     * @param depth how deep it goes
     */
    private record Read(JsonNode node, int size, long characters, int depth) {}

    private YamlTree(YamlSource source) {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
        this.source = source;
        this.events = new Parse(settings).parseReader(source).iterator();
    }

    /** @throws ProblemException naming line and column, if it is no YAML, larger than a file may be, or takes too long */
    static JsonNode read(String text, Clock clock) {
        try {
            return new YamlTree(new YamlSource(text, clock)).document();
        } catch (MarkedYamlEngineException e) {
            throw invalid(e.getProblemMark().or(e::getContextMark), e.getProblem());
        } catch (YamlEngineException | IndexOutOfBoundsException e) {
            throw invalid(Optional.empty(), "it contains an invalid character");
        }
    }

    private JsonNode document() {
        Event start = next();
        while (start.getEventId() == Event.ID.StreamStart || start.getEventId() == Event.ID.DocumentStart) {
            start = next();
        }
        if (start.getEventId() == Event.ID.StreamEnd) {
            throw invalid(start.getStartMark(), "it is empty");
        }
        JsonNode document = node(start, 0, "").node();
        Event end = next();
        if (end.getEventId() == Event.ID.DocumentEnd) {
            end = next();
        }
        if (end.getEventId() != Event.ID.StreamEnd) {
            throw invalid(end.getStartMark(), "it must be one document");
        }
        return document;
    }

    private Read node(Event event, int depth, String path) {
        if (depth > MAX_DEPTH) {
            throw invalid(event.getStartMark(), "it is nested deeper than " + MAX_DEPTH);
        }
        if (event instanceof AliasEvent alias) {
            return used(alias, depth);
        }
        if (!(event instanceof NodeEvent start)) {
            throw invalid(event.getStartMark(), "a value, a list or an object is expected here");
        }
        Read read = started(start, depth, path);
        start.getAnchor().ifPresent(anchor -> anchors.put(anchor, read));
        return read;
    }

    private Read started(NodeEvent start, int depth, String path) {
        if (start instanceof SequenceStartEvent list) {
            return list(list, depth, path);
        }
        return start instanceof MappingStartEvent object ? object(object, depth, path) : scalar((ScalarEvent) start);
    }

    private Read used(AliasEvent alias, int depth) {
        Read read = anchors.get(alias.getAlias());
        if (read == null) {
            throw invalid(alias.getStartMark(), "the alias has no anchor before it");
        }
        if (depth + read.depth() > MAX_DEPTH) {
            throw invalid(alias.getStartMark(), "it is nested deeper than " + MAX_DEPTH);
        }
        count(alias, read.size(), read.characters());
        return read;
    }

    private Read list(SequenceStartEvent start, int depth, String path) {
        requireUntagged(start, start.getTag());
        ArrayNode list = nodes.arrayNode();
        int size = 1;
        long length = 0;
        int deepest = 0;
        count(start, 1, 0);
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            Read element = node(event, depth + 1, path + "[" + list.size() + "]");
            list.add(element.node());
            size += element.size();
            length += element.characters();
            deepest = Math.max(deepest, element.depth());
        }
        return new Read(list, size, length, deepest + 1);
    }

    private Read object(MappingStartEvent start, int depth, String path) {
        requireUntagged(start, start.getTag());
        ObjectNode object = nodes.objectNode();
        int size = 1;
        long length = 0;
        int deepest = 0;
        count(start, 1, 0);
        for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            if (!(event instanceof ScalarEvent key)) {
                throw invalid(event.getStartMark(), "a member's name must be a text");
            }
            String name = key.getValue();
            requireShort(key);
            count(key, 0, name.length());
            String within = Place.join(path, name);
            if (object.has(name)) {
                throw ProblemException.invalid(
                        within.length() > 500 ? path : within, "must not occur twice" + at(key.getStartMark()));
            }
            Read member = node(next(), depth + 1, within);
            object.set(name, member.node());
            size += member.size();
            length += name.length() + member.characters();
            deepest = Math.max(deepest, member.depth());
        }
        return new Read(object, size, length, deepest + 1);
    }

    private Read scalar(ScalarEvent scalar) {
        requireShort(scalar);
        String text = scalar.getValue();
        count(scalar, 1, text.length());
        requireUntagged(scalar, scalar.getTag());
        return new Read(value(scalar, text), 1, text.length(), 0);
    }

    private JsonNode value(ScalarEvent scalar, String text) {
        if (!scalar.isPlain() || scalar.getTag().isPresent()) {
            return nodes.stringNode(text);
        }
        if (NULL.matcher(text).matches()) {
            return nodes.nullNode();
        }
        if (TRUE.matcher(text).matches()) {
            return nodes.booleanNode(true);
        }
        if (FALSE.matcher(text).matches()) {
            return nodes.booleanNode(false);
        }
        if (NUMBER.matcher(text).matches()) {
            BigDecimal number = new BigDecimal(text);
            return number.scale() == 0 ? nodes.numberNode(number.toBigInteger()) : nodes.numberNode(number);
        }
        return nodes.stringNode(text);
    }

    private static void requireUntagged(Event event, Optional<String> tag) {
        if (tag.isPresent() && !UNTAGGED.matcher(tag.get()).matches()) {
            throw invalid(event.getStartMark(), "tags are not supported");
        }
    }

    private static void requireShort(ScalarEvent scalar) {
        if (scalar.getValue().length() > MAX_SCALAR) {
            throw invalid(scalar.getStartMark(), "a text has more than %d KiB".formatted(MAX_SCALAR >> 10));
        }
    }

    private void count(Event event, int more, long moreCharacters) {
        all += more;
        characters += moreCharacters;
        if (all > MAX_NODES || characters > MAX_CHARACTERS) {
            throw invalid(event.getStartMark(), "with its aliases expanded the file is too large; use fewer aliases");
        }
    }

    private Event next() {
        Event event = events.next();
        source.event();
        return event;
    }

    private static ProblemException invalid(Optional<Mark> mark, String problem) {
        return ProblemException.of(
                ErrorCode.INVALID_YAML, "The body is not valid YAML%s: %s.".formatted(at(mark), problem));
    }

    private static String at(Optional<Mark> mark) {
        return mark.map(at -> ", line %d, column %d".formatted(at.getLine() + 1, at.getColumn() + 1))
                .orElse("");
    }
}
