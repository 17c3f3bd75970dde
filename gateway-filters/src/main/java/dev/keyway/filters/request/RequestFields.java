package dev.keyway.filters.request;

import dev.keyway.filters.body.FormIndex;
import dev.keyway.filters.body.MemberIndex;

/** The fields of a request, in whichever way it was written. */
public sealed interface RequestFields {

    /**
     * The members of a JSON object.
     *
     * @param index where they are
     */
    record Json(MemberIndex index) implements RequestFields {}

    /**
     * The parts of a form.
     *
     * @param index where they are
     * @param contentType the request's, with the boundary
     */
    record Form(FormIndex index, String contentType) implements RequestFields {}
}
