package dev.keyway.catalogue.parameter;

/** What becomes of one request parameter. Names are those of top-level members unless said otherwise. */
public sealed interface ParameterRule {

    /** The member goes, every occurrence of it. */
    record Drop(String name) implements ParameterRule {}

    /** The member goes unless it has exactly this JSON text, for example {@code n} unless {@code 1}. */
    record DropUnless(String name, String json) implements ParameterRule {}

    /** The member is renamed; if the new name is there already, the old one goes. */
    record Rename(String from, String to) implements ParameterRule {}

    /** A number outside the range becomes the nearer bound. */
    record Clamp(String name, String min, String max) implements ParameterRule {}

    /** In each element of {@code messages}, a role is replaced. */
    record MapRole(String from, String to) implements ParameterRule {}

    /** In each element of {@code messages}, a member goes. */
    record DropInMessages(String name) implements ParameterRule {}
}
