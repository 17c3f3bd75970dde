package dev.keyway.admin.usage.repricing;

import java.util.List;

/**
 * What a chunk came to.
 *
 * @param requests that have an attempt that a list is for
 * @param attempts that have a cost by a list
 * @param unknown attempts whose cost cannot be computed
 * @param withoutPrice attempts that used something for which the list has no price
 * @param belowZero attempts of requests that would cost less than nothing
 */
record RepricedChunk(long requests, List<RepricedAttempt> attempts, long unknown, long withoutPrice, long belowZero) {

    long repriced() {
        return attempts.stream().filter(attempt -> attempt.difference() != 0).count();
    }

    long unchanged() {
        return attempts.size() - repriced();
    }
}
