package dev.keyway.catalogue.price;

import java.math.BigDecimal;

/**
 * An amount of US dollars in billionths: money is an integer.
 *
 * @param nanos 10⁻⁹ dollars; a debt is negative
 */
public record NanoDollars(long nanos) implements Comparable<NanoDollars> {

    /** Nothing. */
    public static final NanoDollars ZERO = new NanoDollars(0);

    private static final int DECIMALS = 9;

    /** Digits before the point. */
    private static final int DIGITS = 10;

    private static final int LONGEST = 100;

    /**
     * An amount in dollars.
     *
     * @param dollars plain or scientific decimals, for example {@code 0.075}
     * @throws NumberFormatException if this is no number
     * @throws ArithmeticException if it has more than nine decimals or is beyond nine thousand million dollars
     */
    public static NanoDollars ofDollars(String dollars) {
        if (dollars.length() > LONGEST) {
            throw new ArithmeticException("more than %d characters".formatted(LONGEST));
        }
        BigDecimal exact = new BigDecimal(dollars).stripTrailingZeros();
        // An exponent would otherwise write out millions of zeros.
        if (exact.scale() > DECIMALS || (long) exact.precision() - exact.scale() > DIGITS) {
            throw new ArithmeticException("out of range");
        }
        return new NanoDollars(exact.movePointRight(DECIMALS).longValueExact());
    }

    /**
     * The sum.
     *
     * @throws ArithmeticException on overflow
     */
    public NanoDollars plus(NanoDollars other) {
        return new NanoDollars(Math.addExact(nanos, other.nanos));
    }

    /**
     * The difference.
     *
     * @throws ArithmeticException on overflow
     */
    public NanoDollars minus(NanoDollars other) {
        return new NanoDollars(Math.subtractExact(nanos, other.nanos));
    }

    /** The same amount in dollars, exactly. */
    public BigDecimal dollars() {
        return BigDecimal.valueOf(nanos, DECIMALS);
    }

    @Override
    public int compareTo(NanoDollars other) {
        return Long.compare(nanos, other.nanos);
    }

    /** Dollars in plain decimals without trailing zeros, for example {@code 0.0000125}. */
    @Override
    public String toString() {
        return nanos == 0 ? "0" : dollars().stripTrailingZeros().toPlainString();
    }
}
