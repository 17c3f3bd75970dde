package dev.keyway.catalogue.name;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The known name that an unknown one was probably meant to be. */
public final class NearName {

    private NearName() {}

    /** The nearest of the candidates, at most one letter away from a short name and two from others. */
    public static Optional<String> of(String name, Stream<String> candidates) {
        int most = name.length() < 6 ? 1 : 2;
        return candidates
                .filter(candidate -> Math.abs(candidate.length() - name.length()) <= most)
                .map(candidate -> new Near(candidate, EditDistance.between(name, candidate)))
                .filter(near -> near.distance() > 0 && near.distance() <= most)
                .min(Comparator.comparingInt(Near::distance))
                .map(Near::name);
    }

    private record Near(String name, int distance) {}
}
