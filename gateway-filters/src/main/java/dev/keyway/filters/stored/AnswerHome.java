package dev.keyway.filters.stored;

/**
 * Where a stored answer is at home.
 *
 * @param team who may refer to it: the fairness key of the caller that asked for it
 * @param account the provider account that keeps it
 */
public record AnswerHome(String team, String account) {

    /** Of an id that answers to several teams have had: it is not unique, so it says nothing. No account has this name. */
    static final AnswerHome UNKNOWN = new AnswerHome("", "");
}
