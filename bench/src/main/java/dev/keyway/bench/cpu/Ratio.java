package dev.keyway.bench.cpu;

import java.util.Arrays;
import java.util.List;

/**
 * How two contenders compare, round by round.
 *
 * @param median of the rounds' ratios
 * @param spread the largest ratio less the smallest, as a part of the median
 */
record Ratio(double median, double spread) {

    /** Beyond this, a run says nothing. */
    static final double WIDEST_SPREAD = 0.15;

    static Ratio of(List<Double> one, List<Double> other) {
        double[] ratios = new double[one.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = one.get(i) / other.get(i);
        }
        Arrays.sort(ratios);
        double median = median(ratios);
        return new Ratio(median, (ratios[ratios.length - 1] - ratios[0]) / median);
    }

    static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    boolean isClear() {
        return spread <= WIDEST_SPREAD;
    }
}
