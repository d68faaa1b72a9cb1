package dev.ratewarden.dashboard.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.ActionReceipt;
import dev.ratewarden.moderation.Moderation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private final FakeModerationStore store = new FakeModerationStore();
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final Deque<Runnable> fxThread = new ArrayDeque<>();
    private final Commands commands = new Commands(
            new Moderation(store, "tester"), background::add, fxThread::add, e -> String.valueOf(e.getMessage()));
    private final Command reset = new Command.Reset(new Target("mira", "mira_42", 0), "");
    private final List<String> told = new ArrayList<>();

    private Commands.Listener telling(String who) {
        return new Commands.Listener() {
            @Override
            public void started(Command command) {
                told.add(who + " started");
            }

            @Override
            public void done(Command command, ActionReceipt receipt) {
                told.add(who + " done");
            }

            @Override
            public void failed(Command command, String why) {
                told.add(who + " failed: " + why);
            }
        };
    }

    @Test
    void howACommandEndedThatRanWhenTheCommunityWasLeftIsToldToWhoeverStaysOnly() {
        store.onAct = () -> {
            throw new StoreException("the disk is full", null);
        };
        commands.listen(telling("page"));
        commands.submit(reset);
        told.clear();

        commands.close(telling("window"));
        background.remove().run();
        fxThread.remove().run();

        assertThat(told).containsExactly("window failed: the disk is full");
    }

    @Test
    void nothingIsBegunAfterTheCommunityWasLeft() {
        commands.close(telling("window"));

        commands.submit(reset);

        assertThat(background).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void aListenerThatBreaksKeepsNothingFromTheOthers() {
        store.onAct = () -> {
            throw new StoreException("the disk is full", null);
        };
        commands.listen(new Commands.Listener() {
            @Override
            public void started(Command command) {}

            @Override
            public void done(Command command, ActionReceipt receipt) {}

            @Override
            public void failed(Command command, String why) {
                throw new IllegalStateException("broken");
            }
        });
        commands.listen(telling("page"));
        commands.submit(reset);
        commands.submit(reset);
        told.clear();

        background.forEach(Runnable::run);
        fxThread.forEach(Runnable::run);

        assertThat(told).containsExactly("page failed: the disk is full", "page failed: the disk is full");
    }
}
