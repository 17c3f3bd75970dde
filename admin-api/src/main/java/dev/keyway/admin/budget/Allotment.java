package dev.keyway.admin.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Allotment of a budget over gateways, as one of them reports (docs/decisions/0071). What is booked and all exposures stay within the
 * budget, because nothing is granted that another one still has.
 *
 * @param share of the gateway that reported, with what it is granted now
 * @param ceiling the most that it may spend; below its grant if it is asked to give back
 */
record Allotment(Share share, long ceiling) {

    /**
     * Grants a gateway what it wants and its part of the budget, as far as there is any, or asks it for what exceeds its part.
     *
     * @param cap of the budget
     * @param booked by all gateways
     * @param gateways connected ones
     * @param mine of the gateway that reports
     */
    static Allotment of(long cap, long booked, int gateways, Share mine, List<Share> others, Instant now) {
        long free = others.stream().map(Share::exposed).reduce(cap - booked - mine.exposed(), Allotment::minus);
        long left = others.stream()
                .filter(share -> !share.connected())
                .map(Share::exposed)
                .reduce(cap - booked, Allotment::minus);
        List<Share> present = Stream.concat(Stream.of(mine), others.stream().filter(Share::connected))
                .toList();
        Parts parts = new Parts(Math.max(0, left), gateways, present, now);
        long target = parts.target(mine);
        long reserved = parts.served().stream()
                .filter(share -> !share.equals(mine))
                .mapToLong(Share::wanted)
                .reduce(0, (a, b) -> -minus(-a, b));
        long unreserved = Math.max(0, minus(free, reserved));
        long forTarget = Math.min(unreserved, target - mine.exposed());
        long forWant = Math.min(
                parts.served().contains(mine) ? Math.max(0, free) : unreserved, mine.needed() - mine.exposed());
        long more = Math.max(forTarget, forWant);
        Share granted = more > 0 ? mine.granted(Math.max(mine.granted(), mine.booked() + mine.exposed() + more)) : mine;
        boolean scarce = free < 0 || parts.served().stream().anyMatch(share -> !share.equals(mine));
        // After the budget was lowered, what is granted beyond it comes back at once, and not only what exceeds the
        // gateway's part.
        long kept = free < 0 ? Math.min(target, Math.max(0, mine.exposed() + free)) : target;
        long most = scarce ? kept : target + target / 4;
        return new Allotment(
                granted,
                granted.outstanding() > most
                        ? Math.min(granted.granted(), granted.booked() + kept)
                        : granted.granted());
    }

    /** The difference; the least or greatest number where it is beyond. */
    private static long minus(long a, long b) {
        long difference = a - b;
        boolean beyond = ((a ^ b) & (a ^ difference)) < 0;
        return !beyond ? difference : a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** Parts of what is left of a budget among the connected gateways. */
    private static final class Parts {

        private final long left;
        private final int gateways;
        private final List<Share> present;
        private final Instant now;
        private final Set<Share> served;
        private final boolean wanted;

        Parts(long left, int gateways, List<Share> present, Instant now) {
            this.left = left;
            this.gateways = gateways;
            this.present = present;
            this.now = now;
            this.wanted = present.stream().anyMatch(share -> share.wants(now));
            this.served = new HashSet<>(firstWants());
        }

        /** Those whose wants come first: the longest unmet ones that can be met together. */
        Set<Share> served() {
            return served;
        }

        /** How much a gateway should have beyond what is booked. */
        long target(Share share) {
            if (gateways <= 1) {
                return left;
            }
            long needed = served.stream().mapToLong(this::fair).sum();
            boolean fair = needed <= left;
            if (served.contains(share)) {
                return fair ? fair(share) : share.needed();
            }
            long rest = left
                    - (fair ? needed : served.stream().mapToLong(Share::needed).sum());
            double weights = present.stream()
                    .filter(one -> !served.contains(one))
                    .mapToDouble(this::weight)
                    .sum();
            return weights == 0 ? 0 : part(rest, weight(share) / weights);
        }

        private List<Share> firstWants() {
            List<Share> first = new ArrayList<>();
            long rest = left;
            List<Share> wants = present.stream()
                    .filter(share -> share.wants(now))
                    .sorted(Comparator.comparing((Share share) -> Objects.requireNonNullElse(share.wantedSince(), now))
                            .thenComparing(Share::gateway))
                    .toList();
            for (Share share : wants) {
                if (share.needed() <= rest) {
                    rest -= share.needed();
                    first.add(share);
                }
            }
            return first;
        }

        private long fair(Share share) {
            double all = present.stream().mapToDouble(this::weight).sum();
            return Math.max(share.needed(), all == 0 ? 0 : part(left, weight(share) / all));
        }

        /** By recent use. One that uses little has a fourth of an equal part, unless somebody wants more than there is. */
        private double weight(Share share) {
            if (!share.isActive(now)) {
                return 0;
            }
            double recent = present.stream()
                    .filter(one -> one.isActive(now))
                    .mapToDouble(Share::recent)
                    .sum();
            if (recent == 0) {
                return 1;
            }
            return Math.max(share.recent() / recent, wanted ? 0 : 1.0 / (4 * gateways));
        }

        private static long part(long of, double part) {
            return Math.min(of, (long) (of * part));
        }
    }
}
