package dev.keyway.admin.openapi;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Configuration files that cannot be, each with the place that must be named. */
final class BadYaml {

    static final List<BadInput.Body> ALL = List.of(
            never("a: [", "line 1, column 5"),
            never("a: b: c\n", "line 1"),
            never("\ta: 1\n", "line 1"),
            never("format: 1\n- a\n", "line 2"),
            never("a: \"\n", "line 2"),
            never("tenants:\n- name: 'a\n", "line 3"),
            never("format: 1\nformat: 1\n", "format"),
            never("tenants:\n- name: a\n  name: b\n", "tenants[0].name"),
            never("tenants:\n- {name: a}\n- {name: A}\n", "tenants[1].name"),
            never("tenants: {}\n", "tenants"),
            never("tenants: 7\n", "tenants"),
            never("tenants: [7]\n", "tenants[0]"),
            never("tenants:\n- {name: a, limits: [1]}\n", "tenants[0].limits"),
            never("tenants:\n- {name: a, zone: [UTC]}\n", "tenants[0].zone"),
            never(
                    "tenants:\n- {name: a, teams: [{name: t, budgets: [{period: NEVER, amount: 1}]}]}\n",
                    "tenants[0].teams[0].budgets[0].period"),
            never("tenants:\n- {name: a, limits: {allowedAddresses: [x]}}\n", "tenants[0].limits.allowedAddresses[0]"),
            never("tenants:\n- {name: a, limits: {requestsPerMinute: 0x10}}\n", "tenants[0].limits.requestsPerMinute"),
            never("tenants:\n- {name: a, limits: {requestsPerMinute: 1e400}}\n", "tenants[0].limits.requestsPerMinute"),
            never("tenants:\n- {name: a, limits: {requestsPerMinute: .inf}}\n", "tenants[0].limits.requestsPerMinute"),
            never("tenants: [" + "a, ".repeat(100_000) + "]\n", "tenants[0]"),
            never("format: " + "9".repeat(100_000) + "\n", "format"),
            never("format: 1\n" + "x".repeat(3000) + ": 1\n", "line 2, column 3001"),
            never("<<: {format: 1}\n", "<<"),
            never("format: 1\n---\nformat: 1\n", "must be one document"),
            never("format: 1\n...\nformat: 1\n", "line 3, column 1"),
            never("a: *b\n", "line 1, column 4"),
            never("a: &a [*a]\n", "line 1, column 8"),
            never("a: !!binary aGk=\n", "line 1, column 4"),
            never("a: !!java.net.URL http://127.0.0.1/\n", "line 1, column 4"),
            never("? {a: 1}\n: b\n", "line 1, column 3"),
            never(bomb(), "larger than a file may be"),
            never("a: " + "[".repeat(5000), "nested deeper than 20"),
            never("a: " + "{b: ".repeat(5000), "nested deeper than 20"),
            never(
                    "a:\n"
                            + IntStream.range(1, 100)
                                    .mapToObj(i -> " ".repeat(i) + "b:\n")
                                    .collect(Collectors.joining()),
                    "nested deeper than 20"),
            never("a: \u0001\n", ""),
            never("\u0000", ""),
            never("# nothing\n", "it is empty"),
            perhaps("%YAML 3.0\n---\nformat: 1\n"),
            perhaps("%TAG ! tag:x,2000:\n---\n!a {}\n"),
            perhaps("\uFEFF\uFEFFformat: 1\n"),
            perhaps("format: 1\n" + "#".repeat(1_000_000)),
            perhaps("tenants:\n- name: \"\\ud800\"\n"),
            perhaps("tenants:\n- name: \"\\U00110000\"\n"),
            perhaps("--- >\n folded\n"),
            perhaps("format: 1\r"));

    private BadYaml() {}

    private static String bomb() {
        return IntStream.range(1, 10)
                .mapToObj(i -> "a%d: &a%d [%s]\n"
                        .formatted(i, i, "*a%d, ".formatted(i - 1).repeat(10)))
                .collect(Collectors.joining("", "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n", ""));
    }

    /** @param place what the problem names */
    private static BadInput.Body never(String text, String place) {
        return new BadInput.Body(text, place, BadInput.Kind.NEVER_TAKEN);
    }

    private static BadInput.Body perhaps(String text) {
        return new BadInput.Body(text, "", BadInput.Kind.PERHAPS_TAKEN);
    }
}
