package dev.keyway.gateway;

import dev.keyway.catalogue.address.WebProxy;
import dev.keyway.filters.shipping.ImportUsage;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** The central gateway. It has no components of its own to look for: all of it is the plugin's auto-configuration. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class GatewayApplication {

    /** In pieces of 8 KiB times two to the power of this, 512 KiB, Netty's pool takes memory and gives it back; not 4 MiB. */
    private static final String POOL_PIECES = "6";

    public static void main(String[] args) throws InterruptedException {
        if (args.length > 0 && args[0].equals(ImportUsage.NAME)) {
            System.exit(new ImportUsage(System.getenv(), System.out, System.err)
                    .run(Arrays.asList(args).subList(1, args.length)));
        }
        // What this thread would warm up in advance is hardly needed, and it competes for two processors.
        System.setProperty("spring.backgroundpreinitializer.ignore", "true");
        if (System.getProperty("io.netty.allocator.maxOrder") == null) {
            System.setProperty("io.netty.allocator.maxOrder", POOL_PIECES);
        }
        // Traces may be exported by the first client.
        WebProxy.permitLogin();
        SpringApplication.run(GatewayApplication.class, args);
    }
}
