package dev.keyway.catalogue.quota;

/**
 * The headers that tell of one limit.
 *
 * @param unit what it counts
 * @param limit the header with the size of the bucket
 * @param remaining the header with what is left
 * @param reset the header with a time or a moment; empty where there is none
 * @param refill what the reset means
 * @param grain to how much the remaining amount is rounded: 1 is rounded down, more to the nearest multiple
 */
public record QuotaHeader(QuotaUnit unit, String limit, String remaining, String reset, Refill refill, int grain) {

    public QuotaHeader {
        if (grain < 1) {
            throw new IllegalArgumentException("grain must be at least 1");
        }
    }
}
