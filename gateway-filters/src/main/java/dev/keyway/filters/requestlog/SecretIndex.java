package dev.keyway.filters.requestlog;

import dev.keyway.contract.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds any of many secrets in a text, in a time that depends on the text only. */
final class SecretIndex {

    private static final int BEGINNING = 8;

    private final Map<String, List<Secret>> byBeginning = new HashMap<>();
    private final List<Secret> shorter = new ArrayList<>();

    SecretIndex(Collection<Secret> secrets) {
        for (Secret secret : secrets) {
            String value = secret.reveal();
            if (value.length() < BEGINNING) {
                shorter.add(secret);
            } else {
                byBeginning
                        .computeIfAbsent(value.substring(0, BEGINNING), none -> new ArrayList<>())
                        .add(secret);
            }
        }
    }

    boolean isIn(String text) {
        for (Secret secret : shorter) {
            if (text.contains(secret.reveal())) {
                return true;
            }
        }
        for (int at = 0; at + BEGINNING <= text.length(); at++) {
            List<Secret> candidates = byBeginning.get(text.substring(at, at + BEGINNING));
            if (candidates != null) {
                for (Secret secret : candidates) {
                    if (text.startsWith(secret.reveal(), at)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
