package dev.keyway.filters.quota;

import dev.keyway.catalogue.quota.QuotaHeader;
import dev.keyway.catalogue.quota.QuotaUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left to an account for one model: all its limits. Requests are taken off when they are sent; the next answer
 * corrects that. Knows nothing, and admits everything, until an answer has told something. Not safe for use by several
 * threads. Times are milliseconds of one clock.
 */
public final class AccountQuota {

    private List<QuotaView> views = List.of();
    private long requests;
    private long tokens;
    private long input;
    private long newestHeard;

    /**
     * What had been sent up to and including a request, which places it among the others.
     *
     * @param requests how many, which is also its number
     * @param tokens their tokens, as far as taken off
     * @param input their input tokens, as far as taken off
     */
    public record Sending(long requests, long tokens, long input) {

        /** The place of a request, by its number, that was sent before anything was told. */
        public static Sending untold(long number) {
            return new Sending(number, 0, 0);
        }
    }

    /** What is left to an account that has sent so many requests while nothing was told. */
    public static AccountQuota after(long requestsSent) {
        AccountQuota quota = new AccountQuota();
        quota.requests = requestsSent;
        return quota;
    }

    /** Takes a request off. */
    public Sending send(RequestCost cost, long now) {
        requests++;
        long takenTokens = 0;
        long takenInput = 0;
        for (QuotaView view : views) {
            long taken = view.take(cost, now);
            switch (view.header.unit()) {
                case TOKENS -> takenTokens = Math.max(takenTokens, taken);
                case INPUT_TOKENS -> takenInput = Math.max(takenInput, taken);
                case REQUESTS, OUTPUT_TOKENS -> {}
            }
        }
        tokens += takenTokens;
        input += takenInput;
        return new Sending(requests, tokens, input);
    }

    /** Takes over what the answer to a request told. */
    public void heard(List<QuotaReading> readings, Sending of, long now) {
        boolean isNews = of.requests() >= newestHeard;
        newestHeard = Math.max(newestHeard, of.requests());
        for (QuotaReading reading : readings) {
            QuotaView view = view(reading.told());
            if (isNews) {
                view.heard(reading, sentAfter(of, reading.told().unit()), now);
            } else {
                view.heardLate(reading);
            }
        }
    }

    private long sentAfter(Sending sending, QuotaUnit unit) {
        return switch (unit) {
            case REQUESTS -> requests - sending.requests();
            case TOKENS -> tokens - sending.tokens();
            case INPUT_TOKENS -> input - sending.input();
            case OUTPUT_TOKENS -> 0;
        };
    }

    private QuotaView view(QuotaHeader header) {
        for (QuotaView view : views) {
            if (view.header.equals(header)) {
                return view;
            }
        }
        QuotaView view = new QuotaView(header);
        List<QuotaView> more = new ArrayList<>(views);
        more.add(view);
        views = more;
        return view;
    }

    /** Whether a request fits now, as far as is known. */
    public boolean admits(RequestCost cost, long now) {
        for (int i = 0; i < views.size(); i++) {
            if (!views.get(i).admits(cost, now)) {
                return false;
            }
        }
        return true;
    }

    /** The first moment at which it fits if no other is sent; now if it does or nothing is known. */
    public long admitsAt(RequestCost cost, long now) {
        long moment = now;
        for (QuotaView view : views) {
            moment = Math.max(moment, view.admitsAt(cost, now));
        }
        return moment;
    }

    /** How many requests come back a millisecond and how many are left, or null if that is not known well. */
    public @Nullable Pace pace(long now) {
        for (QuotaView view : views) {
            if (view.header.unit() == QuotaUnit.REQUESTS && view.isWellKnown(now)) {
                return new Pace(view.available(now), view.perMilli());
            }
        }
        return null;
    }

    /** Forgets all that was told. */
    public void forget() {
        views = List.of();
    }

    /**
     * How many requests an account can take.
     *
     * @param left now, rounded down; negative if more are under way than fit
     * @param perMilli each millisecond, at least
     */
    public record Pace(double left, double perMilli) {}
}
