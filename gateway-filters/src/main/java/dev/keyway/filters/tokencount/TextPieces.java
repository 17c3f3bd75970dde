package dev.keyway.filters.tokencount;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A text in pieces that can be counted apart: the tokenizer's time and memory for one run without blanks grow faster
 * than the run. A blank between a word's end and a letter starts a new token in all of OpenAI's encodings, so a cut there
 * changes no count; only where there is none for a whole piece is the text cut anywhere.
 *
 * @see <a href="https://github.com/openai/tiktoken/blob/main/tiktoken_ext/openai_public.py">The encodings' patterns</a>
 */
final class TextPieces implements Iterator<String> {

    /** In characters. Long enough that prose is never cut within a run. */
    static final int LONGEST = 16 * 1024;

    private final String text;
    private int start;
    private boolean cutWithin;

    TextPieces(String text) {
        this.text = text;
    }

    /** Whether a piece ended where a token may have gone on, so that the sum may be off by one for each such cut. */
    boolean cutWithin() {
        return cutWithin;
    }

    @Override
    public boolean hasNext() {
        return start < text.length();
    }

    @Override
    public String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int end = text.length() - start <= LONGEST ? text.length() : cut(start + LONGEST);
        String piece = text.substring(start, end);
        start = end;
        return piece;
    }

    private int cut(int latest) {
        for (int i = latest; i > start; i--) {
            if (text.charAt(i) == ' '
                    && !Character.isWhitespace(text.charAt(i - 1))
                    && Character.isLetter(text.charAt(i + 1 < text.length() ? i + 1 : i))) {
                return i;
            }
        }
        cutWithin = true;
        return Character.isLowSurrogate(text.charAt(latest)) ? latest - 1 : latest;
    }
}
