package dev.keyway.filters.passthrough;

import dev.keyway.catalogue.passthrough.NativeOperation;
import dev.keyway.catalogue.provider.ApiFamily;
import dev.keyway.filters.body.ElementIndex;
import dev.keyway.filters.body.Member;
import dev.keyway.filters.body.MemberIndex;
import dev.keyway.filters.body.ValueKind;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Refuses requests that name what belongs to one provider account: with the key of another account they fail, and the
 * failure looks like the key's.
 */
final class AccountBound {

    private static final Set<String> STORES = Set.of("fileSearch", "file_search");
    private static final Set<String> FILES = Set.of("fileData", "file_data");
    private static final Set<String> FILE_NAMES = Set.of("fileUri", "file_uri");

    private AccountBound() {}

    /** Passes unless a request names a cache, an uploaded file or a store of them. */
    static void refuse(NativeOperation operation, MemberIndex request) {
        StatefulReference.refuse(request, operation.accountBound());
        if (operation.protocol().family() == ApiFamily.GEMINI) {
            refuseContent(request);
            MemberIndex counted = inside(request, "generateContentRequest", "generate_content_request");
            if (counted != null) {
                StatefulReference.refuse(counted, operation.accountBound());
                refuseContent(counted);
            }
        }
    }

    private static void refuseContent(MemberIndex request) {
        each(request, "tools", tool -> StatefulReference.refuse(tool, STORES));
        each(request, "contents", AccountBound::refuseFiles);
        MemberIndex single = request.object("content");
        if (single != null) {
            refuseFiles(single);
        }
        each(request, "requests", batched -> {
            MemberIndex content = batched.object("content");
            if (content != null) {
                refuseFiles(content);
            }
        });
    }

    private static void refuseFiles(MemberIndex content) {
        each(content, "parts", part -> {
            for (Member member : part.members()) {
                if (FILES.contains(member.name()) && member.kind() == ValueKind.OBJECT) {
                    refuseFile(MemberIndex.of(part.body(), member.start(), member.end()));
                }
            }
        });
    }

    /** Addresses of the web are for everybody; those of Google's own store are not. */
    private static void refuseFile(MemberIndex file) {
        for (Member member : file.members()) {
            boolean stored = FILE_NAMES.contains(member.name())
                    && member.kind() == ValueKind.STRING
                    && isStored(file.string(member));
            if (stored) {
                throw StatefulReference.of(member.name());
            }
        }
    }

    private static boolean isStored(String address) {
        return address.startsWith("files/") || address.contains("generativelanguage.googleapis.com");
    }

    private static void each(MemberIndex object, String name, Consumer<MemberIndex> visitor) {
        for (Member member : object.members()) {
            if (member.name().equals(name) && member.kind() == ValueKind.ARRAY) {
                ElementIndex.forEachObject(object.body(), member.start(), member.end(), visitor);
            }
        }
    }

    private static @org.jspecify.annotations.Nullable MemberIndex inside(
            MemberIndex object, String name, String otherName) {
        MemberIndex found = object.object(name);
        return found == null ? object.object(otherName) : found;
    }
}
