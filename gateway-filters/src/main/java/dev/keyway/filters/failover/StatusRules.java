package dev.keyway.filters.failover;

/** What an HTTP status means where nothing in the answer says more. */
final class StatusRules {

    private StatusRules() {}

    static FailureClass of(int status) {
        return switch (status) {
            case 401 -> FailureClass.AUTH;
            case 402 -> FailureClass.QUOTA_HARD;
            case 403 -> FailureClass.PERMISSION;
            case 429 -> FailureClass.RATE_SHORT;
            case 498, 503, 529 -> FailureClass.OVERLOAD;
            case 407, 408, 424, 499 -> FailureClass.SERVER;
            default -> status >= 400 && status < 500 ? FailureClass.BAD_REQUEST : FailureClass.SERVER;
        };
    }
}
