package dev.keyway.launcher.up;

import dev.keyway.launcher.quickstart.AdminStart;
import dev.keyway.launcher.quickstart.GatewayStart;
import java.io.IOException;

/** Prepares quick starts, which takes a while, once after each build; says so. */
final class QuickStarts {

    private QuickStarts() {}

    static void prepareGateway(Terminal terminal, Home home) throws IOException, InterruptedException {
        GatewayStart gateway = new GatewayStart(home.code());
        if (!gateway.isPrepared()) {
            terminal.note("preparing a quick start of the gateway, once after each build ...");
            gateway.prepare();
        }
    }

    static void prepareAdmin(Terminal terminal, Home home) throws IOException, InterruptedException {
        AdminStart admin = new AdminStart(home.code());
        if (!admin.isPrepared()) {
            terminal.note("preparing a quick start of the admin service, once after each build ...");
            admin.prepare();
        }
    }
}
