package dev.keyway.catalogue.parameter;

import java.util.Set;

/** What becomes of one request parameter. Names are those of top-level members unless said otherwise. */
public sealed interface ParameterRule {

    /** The member goes, every occurrence of it. */
    record Drop(String name) implements ParameterRule {}

    /** The member goes unless it has exactly this JSON text, for example {@code n} unless {@code 1}. */
    record DropUnless(String name, String json) implements ParameterRule {}

    /** The member goes where the condition holds. */
    record DropIf(String name, Condition condition) implements ParameterRule {}

    /** The member goes where it is an array without elements. */
    record DropIfEmpty(String name) implements ParameterRule {}

    /** Every member that is not named goes: for providers that refuse what they do not know. */
    record KeepOnly(Set<String> names) implements ParameterRule {
        public KeepOnly {
            names = Set.copyOf(names);
        }
    }

    /** Of an object, only the named members stay; it goes itself if none is left. What is no object is left alone. */
    record KeepOnlyWithin(String name, Set<String> names) implements ParameterRule {
        public KeepOnlyWithin {
            names = Set.copyOf(names);
        }
    }

    /** The member is renamed; if the new name is there already with a value other than null, the old one goes. */
    record Rename(String from, String to) implements ParameterRule {}

    /** A number outside the range becomes the nearer bound. What is no number is left to the provider. */
    record Clamp(String name, String min, String max) implements ParameterRule {}

    /** In each element of {@code messages}, a role is replaced. */
    record MapRole(String from, String to) implements ParameterRule {}

    /** In each element of {@code messages}, a member goes. */
    record DropInMessages(String name) implements ParameterRule {}

    /** In each part of the {@code content} of an element of {@code messages}, a member goes. */
    record DropInParts(String name) implements ParameterRule {}

    /** In the {@code content} of each element of {@code messages}, parts of a type go. */
    record DropParts(String type) implements ParameterRule {}

    /** Where {@code stream} is true, {@code stream_options.include_usage} is made true. */
    record IncludeUsage() implements ParameterRule {}
}
