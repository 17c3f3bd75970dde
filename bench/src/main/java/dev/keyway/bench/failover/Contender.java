package dev.keyway.bench.failover;

/** Who serves the load. */
enum Contender {
    ONE_KEY("one key"),
    ROUND_ROBIN("round robin"),
    KEYWAY("Keyway");

    final String title;

    Contender(String title) {
        this.title = title;
    }
}
