package dev.keyway.catalogue.usage;

import java.util.Locale;

/** Units beside text tokens, audio tokens and searches in the web, in which some calls are billed. */
public enum Unit {
    /** Tokens of images that a call of an image endpoint sent. */
    IMAGE_INPUT,
    /** Tokens of generated images. */
    IMAGE_OUTPUT,
    /** Generated images, where the provider counts no tokens. */
    IMAGE,
    /** Seconds of audio; a second that has begun counts. */
    SECOND,
    /** Characters of the text to speak, as Unicode code points. */
    CHARACTER,
    /** Search units of a reranking: a query with up to 100 documents. */
    SEARCH_UNIT,
    /** Calls of a code interpreter that the provider runs. */
    CODE_INTERPRETER,
    /** Calls of a search in files that the provider stores. */
    FILE_SEARCH;

    /** Name of its meter, in price lists and usage records. */
    public String meter() {
        return name().toLowerCase(Locale.ROOT);
    }
}
