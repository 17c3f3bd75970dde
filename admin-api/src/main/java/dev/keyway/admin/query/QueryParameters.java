package dev.keyway.admin.query;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the query parameters from which an argument of this type is read, where a resolver of its own reads it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface QueryParameters {

    /** Their names; empty: it is read from elsewhere. */
    String[] value();
}
