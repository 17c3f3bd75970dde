package dev.keyway.bench.cpu;

import java.util.ArrayList;
import java.util.List;

/** A contender's rounds. */
final class Series {

    private final List<Double> micros = new ArrayList<>();
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> compilers = new ArrayList<>();

    void add(Round round) {
        micros.add(round.used().toNanos() / 1000.0 / round.requests());
        rates.add(round.requests() * 1e9 / round.took().toNanos());
        compilers.add(round.compilersPart());
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

    /** What the just-in-time compilers took of the processor time, as a part of it. */
    double compilersPart() {
        return median(compilers);
    }

    private static double median(List<Double> values) {
        return Ratio.median(
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }
}
