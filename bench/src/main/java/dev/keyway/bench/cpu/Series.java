package dev.keyway.bench.cpu;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A contender's rounds. */
final class Series {

    private final List<Double> micros = new ArrayList<>();
    private final List<Double> rates = new ArrayList<>();

    void add(int requests, Duration took, Duration used) {
        micros.add(used.toNanos() / 1000.0 / requests);
        rates.add(requests * 1e9 / took.toNanos());
    }

    /** Processor time of each round in microseconds a request. */
    List<Double> micros() {
        return List.copyOf(micros);
    }

    double median() {
        return median(micros);
    }

    double perSecond() {
        return median(rates);
    }

    private static double median(List<Double> values) {
        return Ratio.median(
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }
}
