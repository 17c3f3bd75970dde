package dev.keyway.bench.rig;

import java.util.List;

/** Metrics in Prometheus' text format. */
public record Metrics(List<String> lines) {

    public Metrics {
        lines = List.copyOf(lines);
    }

    static Metrics parse(String text) {
        return new Metrics(text.lines().filter(line -> !line.startsWith("#")).toList());
    }

    /**
     * The sum over all series of a metric that carry a label; 0 if there is none.
     *
     * @param label as it is written, such as {@code area="heap"}; empty for all series
     */
    public double sum(String name, String label) {
        return lines.stream()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Whether the metric is there at all. */
    public boolean has(String name) {
        return lines.stream().anyMatch(line -> line.startsWith(name + "{") || line.startsWith(name + " "));
    }
}
