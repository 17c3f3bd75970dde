package dev.keyway.bench.books;

/**
 * A call to make. Its number decides all about it: model, form and length.
 *
 * @param number from 0, each once; the provider sees it too
 */
record Ask(int number) {

    private static final int LENGTHS = 23;

    boolean stream() {
        return number % 2 == 0;
    }

    Model model() {
        return number / 2 % 2 == 0 ? Model.SHORT : Model.LONG;
    }

    /** The input tokens that the provider reports: one for each word. */
    long input() {
        return 1L + number % LENGTHS;
    }

    /** The output tokens that the provider reports. */
    long output() {
        return model().pieces();
    }

    long costNanos() {
        return model().costNanos(input(), output());
    }

    /** The JSON body. Half of the streams ask for usage themselves. */
    String body() {
        return """
            {"model":"fake/%s","stream":%b%s,"messages":[{"role":"user","content":"echo:%d%s"}]}""".formatted(
                        model().id(),
                        stream(),
                        stream() && asksForUsage() ? ",\"stream_options\":{\"include_usage\":true}" : "",
                        number,
                        " word".repeat((int) input() - 1));
    }

    /** Whether the client is to see the usage. */
    boolean asksForUsage() {
        return !stream() || number % 8 < 4;
    }

    /** The number in the text of a request. */
    static int number(String text) {
        int from = text.indexOf("echo:") + "echo:".length();
        int to = from;
        while (Character.isDigit(text.charAt(to))) {
            to++;
        }
        return Integer.parseInt(text, from, to, 10);
    }
}
