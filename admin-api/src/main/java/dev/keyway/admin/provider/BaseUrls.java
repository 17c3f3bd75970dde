package dev.keyway.admin.provider;

import dev.keyway.admin.database.InvalidSettingException;
import dev.keyway.admin.problem.ProblemException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/**
 * Decides which addresses a provider may have, so that nobody makes a gateway call what is not meant for it: https, and
 * nothing private. Names are looked up here to tell early; the gateway looks again when it connects.
 */
@Component
@EnableConfigurationProperties(UpstreamSettings.class)
final class BaseUrls {

    private static final String FIELD = "baseUrl";
    private static final int MAX_LENGTH = 500;
    /** RFC 6890 and its kin, beyond what Java knows as loopback, link-local, site-local and multicast. */
    private static final List<IpAddressMatcher> SPECIAL = networks(List.of(
            "0.0.0.0/8",
            "100.64.0.0/10",
            "192.0.0.0/24",
            "198.18.0.0/15",
            "240.0.0.0/4",
            "::/96",
            "64:ff9b::/96",
            "64:ff9b:1::/48",
            "2002::/16",
            "fc00::/7"));

    private static final Pattern ODD_ADDRESS = Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9a-fA-F]*)\\.?");
    private static final Pattern DOTTED = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

    private final List<IpAddressMatcher> allowed;

    BaseUrls(UpstreamSettings settings) {
        try {
            this.allowed = networks(settings.upstreams());
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    "KEYWAY_ALLOW_PRIVATE_UPSTREAMS", "must be networks such as 10.0.0.0/8, with commas");
        }
    }

    /**
     * The address, without a slash at its end.
     *
     * @throws ProblemException if a provider may not be there
     */
    String require(String text) {
        URI url = parse(text);
        List<InetAddress> addresses = addresses(url.getHost());
        List<InetAddress> refused = addresses.stream()
                .filter(address -> isPrivate(address) && !isAllowed(address))
                .toList();
        if (!refused.isEmpty()) {
            throw ProblemException.invalid(
                    FIELD,
                    "must not lead to a private address, unless KEYWAY_ALLOW_PRIVATE_UPSTREAMS names its network");
        }
        boolean inside = !addresses.isEmpty() && addresses.stream().allMatch(this::isAllowed);
        if (!"https".equalsIgnoreCase(url.getScheme()) && !inside) {
            throw ProblemException.invalid(FIELD, "must begin with https://");
        }
        return text.replaceFirst("/+$", "");
    }

    private static URI parse(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw unusual();
        }
        String host = url.getHost();
        boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
        if (!web || host == null || text.length() > MAX_LENGTH || url.getPort() == 0 || url.getPort() > 65535) {
            throw unusual();
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw ProblemException.invalid(FIELD, "must have no user, no query and no fragment");
        }
        if (ODD_ADDRESS.matcher(host).matches() && !DOTTED.matcher(host).matches()) {
            throw ProblemException.invalid(FIELD, "must write an IP address in its usual form");
        }
        return url;
    }

    private static ProblemException unusual() {
        return ProblemException.invalid(FIELD, "must be an address such as https://api.example.com/v1");
    }

    /** None for a name that cannot be looked up from here. */
    private static List<InetAddress> addresses(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static boolean isPrivate(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || SPECIAL.stream().anyMatch(network -> network.matches(address.getHostAddress()));
    }

    private boolean isAllowed(InetAddress address) {
        return allowed.stream().anyMatch(network -> network.matches(address.getHostAddress()));
    }

    private static List<IpAddressMatcher> networks(List<String> cidrs) {
        return cidrs.stream().map(IpAddressMatcher::new).toList();
    }
}
