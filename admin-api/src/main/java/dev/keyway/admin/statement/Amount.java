package dev.keyway.admin.statement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Form of the amounts on a page: all of them with as many decimals as the finest needs, so that they line up. The decimals beyond cents,
 * and zeros, are marked, to be shown lighter.
 */
record Amount(int decimals) {

    private static final int CENTS = 2;

    static Amount of(Stream<String> amounts) {
        return new Amount(amounts.mapToInt(
                        amount -> new BigDecimal(amount).stripTrailingZeros().scale())
                .reduce(CENTS, Math::max));
    }

    /** In HTML. */
    String html(String amount) {
        BigDecimal exact = new BigDecimal(amount).setScale(decimals, RoundingMode.UNNECESSARY);
        String digits = exact.abs().toPlainString();
        int point = digits.indexOf('.');
        String sign = exact.signum() < 0 ? "−" : "";
        String cents =
                sign + grouped(Long.parseLong(digits.substring(0, point))) + digits.substring(point, point + 1 + CENTS);
        String rest = digits.substring(point + 1 + CENTS);
        if (exact.signum() == 0) {
            return "<i>" + cents + rest + "</i>";
        }
        return rest.isEmpty() ? cents : cents + "<i>" + rest + "</i>";
    }

    /** A whole number, with commas. */
    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
