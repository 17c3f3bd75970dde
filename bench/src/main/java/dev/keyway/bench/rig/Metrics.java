package dev.keyway.bench.rig;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
                .mapToDouble(Metrics::figure)
                .sum();
    }

    /** Whether the metric is there at all. */
    public boolean has(String name) {
        return lines.stream().anyMatch(line -> line.startsWith(name + "{") || line.startsWith(name + " "));
    }

    /**
     * A metric's series that carry a label, summed by the value of another one.
     *
     * @param by the name of the label to sum by
     * @param label as it is written, such as {@code area="heap"}
     */
    public Map<String, Long> byLabel(String name, String by, String label) {
        Pattern value = Pattern.compile("[{,]" + Pattern.quote(by) + "=\"([^\"]*)\"");
        Map<String, Long> sums = new TreeMap<>();
        lines.stream()
                .filter(line -> line.startsWith(name + "{") && line.contains(label))
                .forEach(line -> {
                    Matcher matcher = value.matcher(line);
                    sums.merge(matcher.find() ? matcher.group(1) : "", (long) figure(line), Long::sum);
                });
        return sums;
    }

    private static double figure(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
