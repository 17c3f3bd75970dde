package dev.keyway.admin.money;

import dev.keyway.admin.problem.ProblemException;
import java.math.BigDecimal;

/** Amounts as the API has them, in dollars; as they are stored, in nano-dollars. */
public final class Money {

    /** An amount as the API writes it: dollars in digits, to the nano-dollar. */
    public static final String PATTERN = "^[0-9]{1,10}([.][0-9]{1,9})?$";

    /** A difference of amounts as the API writes it: the same with its sign, up to ten million. */
    public static final String DIFFERENCE = "^-?[0-9]{1,7}([.][0-9]{1,9})?$";

    /** A sum as the API writes it where it may be negative. */
    public static final String SIGNED = "^-?[0-9]{1,10}([.][0-9]{1,9})?$";

    private static final int NANO_DIGITS = 9;

    private Money() {}

    /** @throws ProblemException if it is finer than a nano-dollar, negative, or more than nine billion */
    public static long nanos(String field, BigDecimal dollars) {
        try {
            long nanos = dollars.movePointRight(NANO_DIGITS).longValueExact();
            if (nanos >= 0) {
                return nanos;
            }
        } catch (ArithmeticException e) {
            throw outOfRange(field);
        }
        throw outOfRange(field);
    }

    /**
     * @param dollars in the form of {@link #DIFFERENCE}
     * @throws ProblemException if it is zero
     */
    public static long difference(String field, String dollars) {
        long nanos = new BigDecimal(dollars).movePointRight(NANO_DIGITS).longValueExact();
        if (nanos == 0) {
            throw ProblemException.invalid(field, "must not be 0");
        }
        return nanos;
    }

    public static BigDecimal dollars(long nanos) {
        BigDecimal exact = BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros();
        return exact.scale() < 2 ? exact.setScale(2) : exact;
    }

    private static ProblemException outOfRange(String field) {
        return ProblemException.invalid(
                field, "must be from 0 to 9000000000 dollars, with 9 digits after the point at most");
    }
}
