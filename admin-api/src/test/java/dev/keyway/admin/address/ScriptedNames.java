package dev.keyway.admin.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Every name leads to the first address when it is looked up first, to the second then, and so on. */
public final class ScriptedNames {

    private final AtomicInteger asked = new AtomicInteger();
    private final CallableAddresses addresses = new CallableAddresses(new UpstreamSettings(List.of(), List.of()));
    private final List<String> script;

    public ScriptedNames(String... script) {
        this.script = List.of(script);
    }

    public CallableUrls urls() {
        return new CallableUrls(addresses, this::next);
    }

    /** The same where the installation's webhooks may be in a private network. */
    public CallableUrls urlsWithWebhooksIn(String network) {
        return new CallableUrls(new CallableAddresses(new UpstreamSettings(List.of(), List.of(network))), this::next);
    }

    /** How often something was looked up. */
    public int asked() {
        return asked.get();
    }

    private List<InetAddress> next(String host) throws UnknownHostException {
        return List.of(InetAddress.getByName(script.get(asked.getAndIncrement())));
    }
}
