package dev.ratewarden.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.limiter.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code @RateLimited} on an interface's methods. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // What is refused is never called.
class ProtectTest {

    /** What a command comes with; {@code toString()} is not its user's id. */
    private record Event(String user, String guild, boolean admin, List<String> replies) {
        static Event of(String user) {
            return new Event(user, "guild-7", false, new ArrayList<>());
        }
    }

    private interface Commands {
        @RateLimited("act")
        void play(@UserId @Nullable String user, String song);

        @RateLimited(value = "act", cost = 2)
        CompletableFuture<String> create(@UserId long user, String name);

        @RateLimited("act")
        CompletionStage<String> rename(@UserId Long user) throws IOException;

        @RateLimited("act")
        @RateLimited("other")
        CompletableFuture<String> both(@UserId @Nullable String user);

        int count(String user);

        default String greeting() {
            return "hello from " + count("greeting");
        }
    }

    private final class Bot implements Commands {
        @Override
        public void play(@Nullable String user, String song) {
            if (song.equals("broken")) {
                throw new IllegalStateException("no such song");
            }
            done.add("play " + song);
        }

        @Override
        public CompletableFuture<String> create(long user, String name) {
            done.add("create " + name);
            return CompletableFuture.completedFuture(name);
        }

        @Override
        public CompletionStage<String> rename(Long user) throws IOException {
            throw new IOException("disk");
        }

        @Override
        public CompletableFuture<String> both(@Nullable String user) {
            done.add("both");
            return CompletableFuture.completedFuture("both");
        }

        @Override
        public int count(String user) {
            return 7;
        }

        @Override
        public String toString() {
            return "the bot";
        }
    }

    private interface EventCommands {
        @RateLimited("act")
        void play(Event event);
    }

    private final GuardFixture fixture = new GuardFixture();
    private final List<String> done = new ArrayList<>();
    private final Bot bot = new Bot();
    private final Commands commands = fixture.builder().build().protect(Commands.class, bot);

    @Test
    void aMethodThatReturnsNothingRunsInTheBackgroundIfItIsAllowed() {
        commands.play("ann", "one");
        assertThat(done).as("the caller goes on").isEmpty();
        fixture.settle();
        commands.play("ann", "two");
        commands.play("ann", "three");
        commands.play("ann", "four");
        fixture.settle();
        assertThat(done).containsExactly("play one", "play two");
        assertThat(fixture.denials).extracting(Denial::action).containsExactly("act");
    }

    @Test
    void aFutureCarriesTheResultOrTheDecision() {
        CompletableFuture<String> first = commands.create(4711, "cats");
        assertThat(first).isNotDone();
        fixture.settle();
        assertThat(first).isCompletedWithValue("cats");
        assertThat(fixture.store.user("4711"))
                .as("a number is an id as it is written")
                .isPresent();

        CompletableFuture<String> second = commands.create(4711, "dogs");
        fixture.settle();
        assertThat(second.exceptionNow())
                .isInstanceOfSatisfying(
                        DeniedException.class,
                        denied -> assertThat(denied.decision().reason()).isEqualTo(Reason.LIMITED));
        assertThat(done).containsExactly("create cats");
    }

    @Test
    void whatTheImplementationThrowsReachesTheFutureUnwrapped() throws IOException {
        CompletionStage<String> renamed = commands.rename(1L);
        fixture.settle();
        assertThat(renamed.toCompletableFuture().exceptionNow())
                .isInstanceOf(IOException.class)
                .hasMessage("disk");
    }

    @Test
    void severalActionsAreCheckedInOrderAndTheFirstDenialStops() {
        CompletableFuture<String> first = commands.both("ann");
        CompletableFuture<String> second = commands.both("ann");
        CompletableFuture<String> third = commands.both("ann");
        fixture.settle();

        assertThat(first).isCompletedWithValue("both");
        assertThat(deniedAction(second)).isEqualTo("other");
        assertThat(deniedAction(third)).as("consumed by the second, too").isEqualTo("act");
        assertThat(done).hasSize(1);
    }

    private interface Paced {
        @RateLimited("drip")
        @RateLimited("act")
        void play(@UserId String user, String song);
    }

    @Test
    void theLongestDelayOfSeveralActionsIsWaitedFor() {
        Paced paced = fixture.builder().build().protect(Paced.class, (user, song) -> done.add(song));
        paced.play("ann", "first");
        paced.play("ann", "second");
        fixture.settle();
        assertThat(done).containsExactly("first");
        assertThat(fixture.delaysMs).containsExactly(1_000L);
    }

    private interface Handler<E> {
        @RateLimited("act")
        void on(@UserId String user, E event);
    }

    private interface Narrowed extends Handler<Event> {
        @Override
        void on(String user, Event event);
    }

    private interface NarrowedAgain extends Handler<Event> {
        @Override
        @RateLimited("act")
        void on(@UserId String user, Event event);
    }

    private interface Beside extends Handler<Event> {
        default void on(String user) {}
    }

    @Test
    void aMethodThatNarrowsAProtectedOneWithoutTheAnnotationIsRefused() {
        Narrowed without = (user, event) -> done.add("narrowed");
        refused(() -> protect(Narrowed.class, without), "Narrowed.on(String, Event)", "repeat the annotation");
        NarrowedAgain with = (user, event) -> done.add("again");
        NarrowedAgain guarded = fixture.builder().build().protect(NarrowedAgain.class, with);
        for (int i = 0; i < 3; i++) {
            guarded.on("ann", Event.of("ann"));
        }
        fixture.settle();
        assertThat(done).containsExactly("again", "again");
        Beside another = (user, event) -> done.add("beside");
        protect(Beside.class, another);
    }

    @Test
    void everythingElseGoesStraightToTheImplementation() {
        assertThat(commands.count("ann")).isEqualTo(7);
        assertThat(commands.greeting()).isEqualTo("hello from 7");
        assertThat(commands).hasToString("the bot").hasSameHashCodeAs(bot);
        assertThat(commands.equals(commands)).isTrue();
        assertThat(commands.equals(bot)).isTrue();
        assertThat(commands.equals(fixture.builder().build().protect(Commands.class, bot)))
                .isTrue();
        assertThat(commands.equals(fixture.builder().build().protect(Commands.class, new Bot())))
                .isFalse();
        assertThat(fixture.checks).isEmpty();
    }

    @Test
    void resolversSeeTheCallAndTheHandlerCanReplyToItsEvent() {
        EventCommands protectedCommands = fixture.builder()
                .userId(call -> call.argument(Event.class).user())
                .where(call -> call.argument(Event.class).guild())
                .role(call -> call.argument(Event.class).admin() ? "admin" : null)
                .onDeniedCall(
                        (denial, call) -> call.argument(Event.class).replies().add(denial.message()))
                .build()
                .protect(EventCommands.class, event -> done.add(event.user()));
        Event event = Event.of("ann");
        for (int i = 0; i < 5; i++) {
            protectedCommands.play(event);
        }
        fixture.settle();

        assertThat(done).containsExactly("ann", "ann");
        assertThat(event.replies()).containsExactly("You are doing that too often. Try again in 1 min.");
        assertThat(fixture.denials).as("of the general handler").isEmpty();
        assertThat(fixture.store.user("ann").orElseThrow().history())
                .hasSize(3)
                .allSatisfy(violation -> assertThat(violation.where()).isEqualTo("guild-7"));
    }

    @Test
    void nothingIsCheckedOrCountedOfWhoeverIsExempt() {
        EventCommands protectedCommands = fixture.builder()
                .userId(call -> call.argument(Event.class).user())
                .exempt(call -> call.argument(Event.class).admin())
                .build()
                .protect(EventCommands.class, event -> done.add(event.user()));
        for (int i = 0; i < 5; i++) {
            protectedCommands.play(new Event("lee", "guild-7", true, List.of()));
        }
        assertThat(done).as("still in the background").isEmpty();
        fixture.settle();
        assertThat(done).hasSize(5);
        assertThat(fixture.store.user("lee")).isEmpty();
    }

    @Test
    void failuresOfMethodsThatReturnNothingGoToTheHandler() {
        List<String> told = new ArrayList<>();
        BiConsumer<Throwable, Invocation> handler = (failure, call) -> told.add(call + ": " + failure.getMessage());
        Commands handled = fixture.builder().onFailedCall(handler).build().protect(Commands.class, bot);
        handled.play("ann", "broken");
        handled.play(null, "one");
        fixture.settle();
        GuardFixture.logged(() -> {
            fixture.with(fixture.limiter(
                            fixture.failing(new StoreException("wrong password", null)), fixture.checks::add))
                    .onFailedCall(handler)
                    .build()
                    .protect(Commands.class, bot)
                    .play("ann", "one");
            fixture.settle();
        });

        assertThat(told)
                .containsExactlyInAnyOrder(
                        "Commands.play(String, String): no such song",
                        "Commands.play(String, String): Commands.play(String, String) was called without a user id: it must not be null",
                        "Commands.play(String, String): wrong password");
        assertThat(done).isEmpty();
    }

    @Test
    void withoutAHandlerFailuresAreLogged() {
        List<String> said = GuardFixture.logged(() -> {
            commands.play("ann", "broken");
            commands.play(null, "one");
            fixture.settle();
        });
        assertThat(said).hasSize(2);
        assertThat(String.join("\n", said)).contains("no such song", "called without a user id");
    }

    @Test
    void aHandlerOfFailuresThatThrowsIsLogged() {
        List<String> said = GuardFixture.logged(() -> {
            fixture.builder()
                    .onFailedCall((failure, call) -> {
                        throw new IllegalStateException("no channel");
                    })
                    .build()
                    .protect(Commands.class, bot)
                    .play("ann", "broken");
            fixture.settle();
        });
        assertThat(said).singleElement().asString().contains("no channel", "no such song");
    }

    @Test
    void aCallWithoutAUserIdFailsItsFuture() {
        CompletableFuture<String> both = commands.both(null);
        assertThat(both.exceptionNow()).isInstanceOf(InvalidRequestException.class);
        assertThat(commands.both("").exceptionNow()).hasMessageContaining("user id");
    }

    private interface Waits {
        @RateLimited("act")
        int play(@UserId String user);
    }

    private interface Nobody {
        @RateLimited("act")
        void play(String song);
    }

    private interface Two {
        @RateLimited("act")
        void play(@UserId String one, @UserId String two);
    }

    private interface AnObject {
        @RateLimited("act")
        void play(@UserId Event event);
    }

    private interface NoAction {
        @RateLimited("No Action")
        void play(@UserId String user);
    }

    private interface NoCost {
        @RateLimited(value = "act", cost = 0)
        void play(@UserId String user);
    }

    private interface Static {
        @RateLimited("act")
        static void play(@UserId String user) {}
    }

    private interface Plain {
        void play(String user);
    }

    private static final class Forgetful implements Plain {
        @Override
        @RateLimited("act")
        public void play(@UserId String user) {}
    }

    private static class Helper {
        @RateLimited("act")
        void help(String user) {}
    }

    private static final class Inherits extends Helper implements Plain {
        @Override
        public void play(String user) {}
    }

    private interface Again extends Parent {
        @Override
        @RateLimited("other")
        void play(@UserId String user);
    }

    private interface Parent {
        @RateLimited("act")
        void play(@UserId String user);
    }

    private interface Inheriting extends Parent {
        @Override
        void play(String user);
    }

    @Test
    void whatCouldNotBeProtectedIsRefusedWhenTheProxyIsMade() {
        refused(() -> protect(Waits.class, user -> 1), "Waits.play(String)", "returns int", "CompletionStage");
        refused(() -> protect(Nobody.class, song -> {}), "Nobody.play(String)", "@UserId", "userId(…)");
        refused(() -> protect(Two.class, (one, two) -> {}), "Two.play(String, String)", "several");
        refused(() -> protect(AnObject.class, event -> {}), "AnObject.play(Event)", "of type Event", "userId(…)");
        refused(() -> protect(NoAction.class, user -> {}), "NoAction.play(String)", "\"No Action\"", "pack_create");
        refused(() -> protect(NoCost.class, user -> {}), "NoCost.play(String)", "cost 0", "at least 1");
        refused(() -> protect(Static.class, new Static() {}), "Static.play(String)", "static");
        refused(() -> protect(Bot.class, bot), "Bot cannot be protected", "interface");
        refused(() -> protect(Runnable.class, () -> {}), "Runnable cannot be protected", "none of its methods");
    }

    @Test
    void anAnnotationThatOnlyTheImplementationHasIsRefused() {
        refused(() -> protect(Plain.class, new Forgetful()), "Forgetful.play(String)", "interface's method");
        refused(() -> protect(Plain.class, new Inherits()), "Helper.help(String)", "interface's method");
    }

    @Test
    void anAnnotationOfASuperInterfaceHoldsAndTwoThatDifferAreRefused() {
        Inheriting inheriting = fixture.builder().build().protect(Inheriting.class, done::add);
        for (int i = 0; i < 3; i++) {
            inheriting.play("ann");
        }
        fixture.settle();
        assertThat(done).containsExactly("ann", "ann");
        refused(() -> protect(Again.class, user -> {}), "play(String)", "different @RateLimited");
    }

    private <T> void protect(Class<T> type, T implementation) {
        fixture.builder().build().protect(type, implementation);
    }

    private static void refused(ThrowingCallable what, String... words) {
        assertThatThrownBy(what).isInstanceOf(InvalidRequestException.class).hasMessageContainingAll(words);
    }

    private static String deniedAction(CompletableFuture<?> future) {
        return ((DeniedException) future.exceptionNow()).denial().action();
    }
}
