package dev.keyway.bench.books;

import java.util.ArrayList;
import java.util.List;

/** Findings of a comparison: how many calls ended in which way, and what is wrong. */
final class Findings {

    /** Calls whose complete response came. */
    long whole;

    /** Calls that were cut, recorded as interrupted. */
    long interrupted;

    /** Calls that were cut between their close and the client's last byte, recorded as completed. */
    long closed;

    /** Calls that were cut before they were admitted, without a record. */
    long unadmitted;

    private final List<String> wrong = new ArrayList<>();

    void wrong(String what) {
        wrong.add(what);
    }

    /** What is wrong; empty if the books are right. */
    List<String> wrong() {
        return wrong;
    }

    long records() {
        return whole + interrupted + closed;
    }
}
