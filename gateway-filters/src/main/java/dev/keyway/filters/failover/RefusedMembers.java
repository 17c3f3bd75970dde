package dev.keyway.filters.failover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Which members a refusal says that the provider does not take: OpenAI's {@code param}, a validator's {@code loc}, Google's
 * {@code Unknown name}, and the texts of those who have neither. A member whose value alone is wrong is not one. A text may
 * quote what the caller sent, so it says something of other requests only where it begins with the refusal.
 */
final class RefusedMembers {

    private static final Set<String> NOT_TAKEN =
            Set.of("unsupported_parameter", "unknown_parameter", "unrecognized_parameter", "extra_forbidden");
    /** A caller can make a provider name thousands. */
    private static final int MOST = 16;

    private static final int MOST_TEXT = 4 * 1024;
    private static final String NAME = "[A-Za-z_][\\w.\\[\\]-]*[\\w\\]]|[A-Za-z]";
    private static final String BARE = "(?:" + NAME + ")(?:(?:, | and )(?:" + NAME + ")){0,15}";
    private static final String MARKED =
            "[\"'`](?:" + NAME + ")[\"'`](?:(?:, | and )[\"'`](?:" + NAME + ")[\"'`]){0,15}";
    private static final String NAMES = "(" + MARKED + "|" + BARE + ")";
    private static final String QUOTED = "(" + MARKED + ")";
    private static final String HERE =
            "(?: (?:with|by|for|on|in) (?:this|the) (?:model|provider|endpoint|api|request))?(?=[.,;](?: |$|\\n)|$|\\n)";

    /** The first group holds one name or several. Whatever caller writes in a value, a name counts only if it tunes. */
    private static final List<Pattern> TEXTS = List.of(
            text("\\b(?:unknown|unsupported|unrecognized|unexpected)(?: request)? "
                    + "(?:parameter|argument|field|propert(?:y|ies)|key|input)(?:s|\\(s\\))?"
                    + "(?: supplied| provided| in (?:request|object|body))?:? " + NAMES
                    + "(?=[.,;)]|$|\\n| (?:is|are|was|in|supplied|expected)\\b)"),
            text("\\b(?:parameter|argument|field|property)s? " + QUOTED
                    + " (?:is|are) (?:not supported|unsupported|unknown|unrecognized|not permitted|not allowed|not a valid field)"
                    + HERE),
            text("^" + QUOTED + " (?:is|are) (?:not supported|unsupported|deprecated|not permitted|not allowed)"
                    + HERE),
            text("^" + NAMES + " (?:is|are) (?:not supported|unsupported|deprecated)" + HERE),
            text("\\bincompatible request arguments? supplied: " + NAMES),
            text("\\b(?:parameter|argument)s? not supported (?:on|by|with|for) this model: " + NAMES),
            text("\\bdoes not support (?:the )?(?:parameter|argument)s?:? " + NAMES),
            text("\\bextra inputs are not permitted,? field: " + NAMES),
            text("^" + NAMES + ": extra (?:inputs|fields) (?:are )?not permitted"),
            text("\\bunexpected keyword argument " + QUOTED),
            text("\\badditional properties are not allowed \\(" + QUOTED + " (?:was|were) unexpected\\)"),
            text("^\\d+ validation errors? for \\w+\\n(?:body\\.)?" + NAMES + "\\n +extra inputs are not permitted"));

    private static final Pattern PYTHON =
            text("'loc': \\('body', ([^)\"]*)\\), 'msg': 'extra inputs are not permitted'");
    private static final Pattern GOOGLE = text("Unknown name \"([^\"]+)\"(?: at '([^']*)')?: Cannot find field");
    /** What comes before the refusal proper without room for anything of the caller's. */
    private static final Pattern LEAD = text(
            "(?:(?:json|invalid request|unknown field|failed to deserialize the json body into the target type): ){0,3}"
                    + "|[\\w.]{1,99}\\(\\) got an |model [\\w.:/@-]{1,99} |invalid json payload received\\. "
                    + "|\\[\\{'type': 'extra_forbidden', ");

    private static final Pattern ONLY_THE_DEFAULT =
            text("\\. only the default \\([^()]{0,99}\\) value is supported\\.?$");
    private static final Pattern BETWEEN = Pattern.compile(", | and ");

    private RefusedMembers() {}

    static List<RefusedMember> of(ErrorFields error) {
        List<RefusedMember> found = new ArrayList<>();
        byParam(error, found);
        byLocation(error.root().path("detail"), found);
        byLocation(error.root().path("message").path("detail"), found);
        byLocation(error.error().path("detail"), found);
        byText(error, found);
        Map<String, RefusedMember> byPath = new LinkedHashMap<>();
        found.forEach(member -> byPath.putIfAbsent(member.path(), member));
        return byPath.values().stream().limit(MOST).toList();
    }

    private static void byParam(ErrorFields error, List<RefusedMember> found) {
        String param = error.param();
        if (param == null || error.code() == null) {
            return;
        }
        if (NOT_TAKEN.contains(error.code())) {
            found.add(new RefusedMember(inBody(param), true));
        } else if (error.code().equals("unsupported_value")) {
            found.add(new RefusedMember(
                    inBody(param), ONLY_THE_DEFAULT.matcher(error.text()).find()));
        }
    }

    private static void byLocation(JsonNode faults, List<RefusedMember> found) {
        if (!faults.isArray()) {
            return;
        }
        for (JsonNode fault : faults) {
            String type = fault.path("type").asString("");
            String says = fault.path("msg").asString("").toLowerCase(Locale.ROOT);
            if (type.equals("extra_forbidden") || type.equals("value_error.extra") || says.startsWith("extra ")) {
                List<String> names = new ArrayList<>();
                fault.path("loc").forEach(part -> names.add(part.asString("")));
                found.add(new RefusedMember(inBody(String.join(".", names)), true));
            }
        }
    }

    private static void byText(ErrorFields error, List<RefusedMember> found) {
        String whole = error.message();
        if (whole == null) {
            return;
        }
        String message = whole.substring(0, Math.min(whole.length(), MOST_TEXT));
        for (Pattern pattern : TEXTS) {
            Matcher matcher = pattern.matcher(message);
            while (matcher.find()) {
                boolean isFirst = isFirst(matcher, message);
                BETWEEN.splitAsStream(matcher.group(1)).forEach(name -> found.add(byText(error, path(name), isFirst)));
            }
        }
        Matcher google = GOOGLE.matcher(message);
        while (google.find()) {
            String place = google.group(2) == null ? "" : camel(google.group(2)) + ".";
            found.add(byText(error, place + google.group(1), isFirst(google, message)));
        }
        Matcher python = PYTHON.matcher(message);
        while (python.find()) {
            String names = python.group(1).replaceAll("[' ]", "").replace(',', '.');
            found.add(byText(error, path(names), isFirst(python, message)));
        }
    }

    /** Where the provider has a field for the name, a text that has another name quotes the caller. */
    private static RefusedMember byText(ErrorFields error, String path, boolean isFirst) {
        String param = error.param();
        return new RefusedMember(
                path, isFirst && (param == null || inBody(param).equals(path)));
    }

    private static boolean isFirst(Matcher refusal, String message) {
        return LEAD.matcher(message).region(0, refusal.start()).matches();
    }

    /** As the request spells it: without the name of the whole, without a dot at the end. */
    private static String path(String named) {
        String plain = named.replaceAll("[\"'`]", "");
        String path = inBody(plain);
        return path.endsWith(".") ? path.substring(0, path.length() - 1) : path;
    }

    /** A field holds the name as it is; whatever else is in it is the caller's. */
    private static String inBody(String path) {
        return path.startsWith("body.") ? path.substring("body.".length()) : path;
    }

    /** Google names the places in its own files, whose names are the request's in snake case. */
    private static String camel(String place) {
        return Pattern.compile("_([a-z])")
                .matcher(place)
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    private static Pattern text(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
    }
}
