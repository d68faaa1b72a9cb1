package dev.ratewarden;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The floors of the house: a room may use those below it, never one above. */
@AnalyzeClasses(packages = "dev.ratewarden", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String LIMITER = "dev.ratewarden.limiter..";
    private static final String GUARD = "dev.ratewarden.guard..";
    private static final String EVENTS = "dev.ratewarden.events..";
    private static final String MODERATION = "dev.ratewarden.moderation..";
    private static final String STORES = "dev.ratewarden.store..";
    private static final String CLI = "dev.ratewarden.cli..";
    private static final String DASHBOARD = "dev.ratewarden.dashboard..";
    private static final String SIMULATION = "dev.ratewarden.simulation..";
    private static final String ROOT = "dev.ratewarden";

    @ArchTest
    static final ArchRule theLimiterStandsOnTheJdkAlone = classes()
            .that()
            .resideInAPackage(LIMITER)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", LIMITER)
            .because("every bot carries the limiter, and nothing that it does not need");

    @ArchTest
    static final ArchRule theGuardKnowsOnlyTheLimiter = classes()
            .that()
            .resideInAPackage(GUARD)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", LIMITER, GUARD)
            .because("it stands before a bot's commands over any store, whichever chat library the bot uses");

    @ArchTest
    static final ArchRule theGuardWaitsForNobody = noClasses()
            .that()
            .resideInAPackage(GUARD)
            .should()
            .callMethod(java.util.concurrent.CompletableFuture.class, "join")
            .orShould()
            .callMethod(java.util.concurrent.CompletableFuture.class, "get")
            .orShould()
            .callMethod(dev.ratewarden.limiter.RateLimiter.class, "check", dev.ratewarden.limiter.CheckRequest.class)
            .because("it is called on the thread that hears from the chat");

    @ArchTest
    static final ArchRule moderationKnowsOnlyTheLimiterAndEvents = classes()
            .that()
            .resideInAPackage(MODERATION)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", LIMITER, EVENTS, MODERATION)
            .because("it is the one door for people over any store, and no face may leak into it");

    @ArchTest
    static final ArchRule eventsKnowOnlyTheLimiter = classes()
            .that()
            .resideInAPackage(EVENTS)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "org.slf4j..", "tools.jackson..", LIMITER, EVENTS)
            .because("what happened is told the same way whichever store keeps it and whoever hears of it");

    @ArchTest
    static final ArchRule theWatchKnowsNoStoreAndNoFace = noClasses()
            .that()
            .resideInAPackage("dev.ratewarden.watch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(STORES, CLI, DASHBOARD, SIMULATION, ROOT)
            .because("it runs in a bot as well as in a command of its own, over any store");

    @ArchTest
    static final ArchRule storesServeTheInterfacesBelowAndKnowNoFace = noClasses()
            .that()
            .resideInAPackage(STORES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLI, DASHBOARD, SIMULATION, ROOT)
            .because("a store is chosen from above and must run in a bot that has no face");

    @ArchTest
    static final ArchRule storesDoNotKnowEachOther = slices().matching("dev.ratewarden.store.(*)..")
            .should()
            .notDependOnEachOther()
            .because("each can be taken out without touching the other");

    @ArchTest
    static final ArchRule facesDoNotKnowStores = noClasses()
            .that()
            .resideInAnyPackage(CLI, DASHBOARD, SIMULATION)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(STORES)
            .because("only the composition root names a concrete store");

    @ArchTest
    static final ArchRule facesDoNotKnowEachOther = slices().matching("dev.ratewarden.(cli|dashboard|simulation)..")
            .should()
            .notDependOnEachOther()
            .because("a face declares what it needs from outside and the composition root hands it in");

    @ArchTest
    static final ArchRule nobodyReachesIntoTheCompositionRoot = noClasses()
            .that(not(resideInAPackage(ROOT)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT)
            .because("the root knows everybody; whoever knew it would know everybody too");

    @ArchTest
    static final ArchRule roomsHaveNoCircles = slices().matching("dev.ratewarden.(*)..")
            .should()
            .beFreeOfCycles()
            .because("floors are only floors if nobody can walk in a circle");

    @ArchTest
    static final ArchRule javaFxStaysInTheDashboard = noClasses()
            .that(not(resideInAPackage(DASHBOARD)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "com.sun.javafx..", "org.controlsfx..", "atlantafx..", "org.kordamp..")
            .because("UI libraries are optional, and a bot or a shell command must start without them");

    @ArchTest
    static final ArchRule picocliStaysInTheCommand = noClasses()
            .that(not(resideInAPackage(CLI)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..")
            .because("picocli is an optional library that a bot does not get");

    @ArchTest
    static final ArchRule redisStaysInItsStore = noClasses()
            .that(not(resideInAPackage("dev.ratewarden.store.redis..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("redis.clients..")
            .because("everything else works the same over memory");

    @ArchTest
    static final ArchRule timeIsHandedIn = noClasses()
            .that(resideInAnyPackage(LIMITER, GUARD, MODERATION, STORES, SIMULATION))
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.Clock.class, "systemUTC")
            .orShould()
            .callMethod(Math.class, "random")
            .because(
                    "time comes from an injected InstantSource and chance from an injected generator, so that tests decide both");

    @ArchTest
    static final ArchRule chanceIsHandedIn = noClasses()
            .that(resideInAnyPackage(LIMITER, MODERATION, "dev.ratewarden.store.memory..", SIMULATION))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(java.util.Random.class)
            .because(
                    "a RandomGenerator is injected, with a seed that can be repeated; only the lanes of the Redis store need"
                            + " ids that no other process has");

    @ArchTest
    static final ArchRule nobodySleepsInTheLimiter = noClasses()
            .that(resideInAnyPackage(LIMITER, GUARD, MODERATION, "dev.ratewarden.store.memory.."))
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .because("a check answers at once or says how long to wait");

    @ArchTest
    static final ArchRule resultsAndErrorsGoThroughHandedStreams = noClasses()
            .that(not(resideInAPackage(ROOT)))
            .should(ACCESS_STANDARD_STREAMS)
            .because(
                    "standard output carries a command's result alone, and a library prints nothing into a bot's console");

    @ArchTest
    static final ArchRule exceptionsAreCalledSo = classes()
            .that()
            .areAssignableTo(Throwable.class)
            .should()
            .haveSimpleNameEndingWith("Exception")
            .because("a class whose name lies costs every reader");

    @ArchTest
    static final ArchRule storesAreCalledSo = classes()
            .that()
            .implement(dev.ratewarden.limiter.LimiterStore.class)
            .and()
            .resideInAPackage(STORES)
            .should()
            .haveSimpleNameEndingWith("Store")
            .because("a class whose name lies costs every reader");

    @ArchTest
    static final ArchRule theProgramStartsWithoutJavaFx = classes()
            .that()
            .haveFullyQualifiedName("dev.ratewarden.Ratewarden")
            .should()
            .bePublic()
            .andShould()
            .haveModifier(JavaModifier.FINAL)
            .andShould()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("javafx..")
            .because("a main class that extends Application cannot start from the class path");
}
