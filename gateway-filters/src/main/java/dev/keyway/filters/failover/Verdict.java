package dev.keyway.filters.failover;

/** What follows from a failed attempt. */
public record Verdict(Charge charge, NextStep next) {}
