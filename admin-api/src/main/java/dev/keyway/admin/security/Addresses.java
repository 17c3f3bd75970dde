package dev.keyway.admin.security;

import dev.keyway.admin.database.InvalidSettingException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/** Where a call comes from: the peer, or what proxies that are trusted say, read from the nearest on. */
final class Addresses {

    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private final List<IpAddressMatcher> trusted;

    Addresses(SecuritySettings settings) {
        this.trusted = settings.proxies().stream().map(Addresses::network).toList();
    }

    String of(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        List<String> told = new ArrayList<>();
        request.getHeaders("X-Forwarded-For")
                .asIterator()
                .forEachRemaining(line -> told.addAll(List.of(line.split(","))));
        for (String hop : told.reversed()) {
            String next = hop.strip();
            if (!isTrusted(address) || !ADDRESS.matcher(next).matches()) {
                return address;
            }
            address = next;
        }
        return address;
    }

    private boolean isTrusted(String address) {
        return trusted.stream().anyMatch(network -> network.matches(address));
    }

    private static IpAddressMatcher network(String cidr) {
        try {
            return new IpAddressMatcher(cidr);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    "KEYWAY_TRUSTED_PROXIES",
                    "must be networks such as 10.0.0.0/8, with commas; '" + cidr + "' is none");
        }
    }
}
