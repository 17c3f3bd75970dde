package dev.keyway.filters.stored;

/**
 * Where a stored answer is at home.
 *
 * @param team who may refer to it: the lane of the caller that asked for it
 * @param account the provider account that keeps it
 */
public record AnswerHome(String team, String account) {}
