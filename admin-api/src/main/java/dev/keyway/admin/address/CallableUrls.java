package dev.keyway.admin.address;

import dev.keyway.admin.problem.ProblemException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Decides which addresses may be entered for others to be called at, so that nobody makes a gateway or this service call what is
 * not meant for it: https, and nothing private. Names are looked up here to refuse early; whoever connects looks again, for a
 * name may lead elsewhere by then.
 */
@Component
public final class CallableUrls {

    private static final int MAX_LENGTH = 500;
    private static final Pattern ODD_ADDRESS = Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9a-fA-F]*)\\.?");
    private static final Pattern DOTTED = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

    /** RFC 6761, 6762 and 8375, and what clouds call their metadata. */
    private static final Pattern LOCAL_NAME =
            Pattern.compile("(.*\\.)?(localhost|local|internal|localdomain|home\\.arpa)\\.?");

    private static final Map<Use, String> UNLESS = Map.of(
            Use.PROVIDER, ", unless KEYWAY_ALLOW_PRIVATE_UPSTREAMS names its network",
            Use.WEBHOOK, ", unless KEYWAY_ALLOW_PRIVATE_WEBHOOKS names its network",
            Use.TENANTS_WEBHOOK, "");

    private final CallableAddresses addresses;
    private final Names names;

    CallableUrls(CallableAddresses addresses, Names names) {
        this.addresses = addresses;
        this.names = names;
    }

    /**
     * The address of a provider, without a slash at its end.
     *
     * @param field its name in the request
     * @throws ProblemException if nobody may be called there
     */
    public String require(String field, String text) {
        URI url = parse(field, text);
        if (url.getRawQuery() != null) {
            throw ProblemException.invalid(field, "must have no query");
        }
        judge(field, url, Use.PROVIDER);
        return text.replaceFirst("/+$", "");
    }

    /**
     * Makes sure of an address that is called as it is, with a query if it has one.
     *
     * @param field its name in the request
     * @throws ProblemException if nobody may be called there
     */
    public void requireWhole(String field, String text, Use use) {
        judge(field, parse(field, text), use);
    }

    /** Looks names up for connections of one use. */
    public GuardedNames guarded(Use use) {
        return new GuardedNames(addresses, use, names);
    }

    private void judge(String field, URI url, Use use) {
        List<InetAddress> found = addresses(url.getHost(), use);
        boolean local = found.isEmpty() && isLocalName(url.getHost()) && !addresses.allowsSome(use);
        if (local || found.stream().anyMatch(address -> !addresses.mayCall(use, address))) {
            throw ProblemException.invalid(field, "must not lead to a private address" + UNLESS.get(use));
        }
        boolean inside = !found.isEmpty() && found.stream().allMatch(address -> addresses.isAllowed(use, address));
        if (!"https".equalsIgnoreCase(url.getScheme()) && !inside) {
            throw ProblemException.invalid(field, "must begin with https://");
        }
    }

    private static URI parse(String field, String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw unusual(field);
        }
        String host = url.getHost();
        boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
        if (!web || host == null || text.length() > MAX_LENGTH || url.getPort() == 0 || url.getPort() > 65535) {
            throw unusual(field);
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw ProblemException.invalid(field, "must have no user and no fragment");
        }
        if (host.contains("%")
                || (ODD_ADDRESS.matcher(host).matches() && !DOTTED.matcher(host).matches())) {
            throw ProblemException.invalid(field, "must write an IP address in its usual form");
        }
        return url;
    }

    private static ProblemException unusual(String field) {
        return ProblemException.invalid(field, "must be an address such as https://api.example.com/v1");
    }

    private static boolean isLocalName(String host) {
        return LOCAL_NAME.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /**
     * None for a name that cannot be looked up from here. For a tenant names are not looked up until they are called: what is said of
     * one here would reveal which names there are inside.
     */
    private List<InetAddress> addresses(String host, Use use) {
        if (use == Use.TENANTS_WEBHOOK && !isLiteral(host)) {
            return List.of();
        }
        try {
            return names.addresses(host);
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static boolean isLiteral(String host) {
        return host.startsWith("[") || DOTTED.matcher(host).matches();
    }
}
