package dev.keyway.launcher.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Signals that end the launcher. The JVM's own reaction would run all shutdown hooks at once and know no second signal. The
 * class for it has no public successor and can only be called by reflection without a warning of the compiler.
 */
final class Signals {

    private static final List<String> ENDING = List.of("INT", "TERM", "HUP");

    private Signals() {}

    /** Calls back with the number of each signal that arrives; one that was ignored at the start stays ignored. */
    static void handle(IntConsumer reaction) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            reaction.accept((int) signal.getMethod("getNumber").invoke(arguments[0]));
                        }
                        return null;
                    });
            for (String name : ENDING) {
                Object unused = signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            }
        } catch (InvocationTargetException notHere) {
            // A JVM with -Xrs leaves signals to the system: they end the launcher at once.
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the JDK has no sun.misc.Signal", e);
        }
    }
}
