package dev.keyway.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** The central gateway. It has no components of its own to look for: all of it is the plugin's auto-configuration. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class GatewayApplication {

    public static void main(String[] args) {
        // What this thread would warm up in advance is hardly needed, and it competes for two processors.
        System.setProperty("spring.backgroundpreinitializer.ignore", "true");
        SpringApplication.run(GatewayApplication.class, args);
    }
}
