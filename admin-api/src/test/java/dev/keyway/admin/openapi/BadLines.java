package dev.keyway.admin.openapi;

import java.util.List;

/** Imports that cannot be read, or of which each line is wrong. */
final class BadLines {

    static final List<BadInput.Body> ALL = List.of(
            perhaps(""),
            perhaps("\u0000\n\u0001"),
            perhaps("short"),
            perhaps("key,name\n"),
            perhaps("key,nonsense\na,b\n"),
            perhaps("key,key\na,b\n"),
            perhaps("key,name\n\"unclosed,b\n"),
            perhaps("key,weight,tier\nsk-0123456789abcdef,-1,99999999999999\n"),
            perhaps("key,name\nsk-0123456789abcdef,a\u0000b\n"),
            perhaps("key,account\nsk-0123456789abcdeg,a\u0000b\n"),
            perhaps("key,models\nsk-0123456789abcdeh,a\u0000b\n"),
            perhaps("provider,model,input\nnone,x,1\n"),
            perhaps("provider,model,input\nexample,m,a\u0000b\nexample,\u0000,1\n"),
            perhaps("provider,model,input,valid_from,hours\nexample,m,1e400,9999999999-01-01,25:00-99:00\n"),
            perhaps("x".repeat(100_000)));

    private BadLines() {}

    private static BadInput.Body perhaps(String text) {
        return new BadInput.Body(text, "", BadInput.Kind.PERHAPS_TAKEN);
    }
}
