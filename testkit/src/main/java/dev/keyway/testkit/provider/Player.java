package dev.keyway.testkit.provider;

import dev.keyway.testkit.script.Step;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Plays the steps of one answer on its connection's event loop. */
final class Player {

    private final Channel channel;
    private final Iterator<Step> steps;
    private Runnable done = () -> {};
    private boolean stopped;

    Player(Channel channel, List<Step> steps) {
        this.channel = channel;
        this.steps = steps.iterator();
    }

    /** Begins; {@code whenDone} runs after the last step, never if the answer hangs or the client leaves. */
    void play(Runnable whenDone) {
        done = whenDone;
        next();
    }

    /** Ends the answer where it is: the connection is gone. */
    void stop() {
        stopped = true;
    }

    static void end(Channel channel, Step.End end) {
        if (end == Step.End.RST) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        Future<?> unused = channel.close();
    }

    private void next() {
        while (!stopped) {
            switch (steps.next()) {
                case Step.Send send -> {
                    ChannelFuture written = channel.writeAndFlush(send.bytes());
                    if (!written.isSuccess()) {
                        Future<?> unused = written.addListener(this::written);
                        return;
                    }
                }
                case Step.Pause pause -> {
                    Future<?> unused = channel.eventLoop()
                            .schedule(this::next, pause.duration().toNanos(), TimeUnit.NANOSECONDS);
                    return;
                }
                case Step.End end -> {
                    finish(end);
                    return;
                }
            }
        }
    }

    /** A failed write says that the client is gone, and the end of the connection is about to be told. */
    private void written(Future<?> write) {
        if (write.state() == Future.State.SUCCESS) {
            next();
        }
    }

    private void finish(Step.End end) {
        if (end == Step.End.HANG) {
            return;
        }
        stopped = true;
        if (end != Step.End.KEEP_ALIVE) {
            end(channel, end);
        }
        done.run();
    }
}
