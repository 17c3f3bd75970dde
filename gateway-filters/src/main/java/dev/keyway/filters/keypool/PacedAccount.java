package dev.keyway.filters.keypool;

import dev.keyway.filters.quota.AccountQuota;
import java.util.function.Consumer;

/** What a provider has said of an account's limits for one model. Falls due when a request fits again. */
final class PacedAccount extends Timed {

    /** Names the account and the model. */
    final Coolable who;

    final AccountQuota quota = new AccountQuota();

    /** Whether not even the smallest request fits, so that its keys are passed over. */
    boolean isSpent;

    /** The last count of its lane's refill that has met it. */
    long countedIn;

    private Consumer<PacedAccount> whenRefilled = account -> {};

    PacedAccount(Coolable who) {
        this.who = who;
    }

    void spent(Consumer<PacedAccount> back) {
        isSpent = true;
        whenRefilled = back;
    }

    @Override
    void due() {
        whenRefilled.accept(this);
    }
}
