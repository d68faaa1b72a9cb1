package dev.ratewarden.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How many there are of each kind, and how they differ within it. The one place to tune what the demo looks like. */
final class Population {

    private static final int REGULARS = 108;
    private static final int COLLECTORS = 43;
    private static final int FORGETFUL = 25;
    private static final int BUYERS = 25;
    private static final int API_CLIENTS = 44;
    private static final int CARELESS_API_CLIENTS = 6;
    private static final int WEBHOOK_SENDERS = 12;
    private static final int SPAM_BOTS = 3;
    private static final int ACCOUNTS_PER_SPAM_BOT = 6;

    private static final double HOUR_MS = Duration.ofHours(1).toMillis();

    private final Identities identities;
    private final Dice dice;

    /** @param meanGapMs between two visits on average */
    record Person(Behaviour behaviour, double meanGapMs) {}

    /** @param beforeOpening how long before the opening it starts */
    record SpamBot(Behaviour behaviour, Identity firstAccount, Duration beforeOpening) {}

    Population(Identities identities, Dice dice) {
        this.identities = identities;
        this.dice = dice;
    }

    List<Person> people() {
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < REGULARS; i++) {
            people.add(regular());
        }
        for (int i = 0; i < COLLECTORS; i++) {
            people.add(collector());
        }
        for (int i = 0; i < FORGETFUL; i++) {
            people.add(person(Habits.forgetful(eagerness(0.7)), 2, 9, 0.5));
        }
        for (int i = 0; i < BUYERS; i++) {
            people.add(person(Habits.buyer(eagerness(0.7)), 2, 9, 0.4));
        }
        return people;
    }

    /** Like one of those who are there. */
    Person newcomer() {
        return dice.chance(0.7) ? regular() : collector();
    }

    List<Behaviour> machines() {
        List<Behaviour> machines = new ArrayList<>();
        for (int i = 0; i < API_CLIENTS; i++) {
            machines.add(ApiClient.polite(dice.between(0.4, 1.35)));
        }
        for (int i = 0; i < CARELESS_API_CLIENTS; i++) {
            machines.add(ApiClient.careless(dice.between(0.6, 1.2)));
        }
        for (int i = 0; i < WEBHOOK_SENDERS; i++) {
            machines.add(new WebhookSender(dice.between(0.1, 0.35)));
        }
        return machines;
    }

    /** They start one after the other, the first about an hour before the opening. */
    List<SpamBot> spamBots(long nowMs) {
        List<SpamBot> bots = new ArrayList<>();
        int firstAction = dice.between(0, 3);
        for (int i = 0; i < SPAM_BOTS; i++) {
            List<Identity> accounts = new ArrayList<>();
            for (int j = 0; j < ACCOUNTS_PER_SPAM_BOT; j++) {
                accounts.add(identities.fresh(nowMs, Duration.ofDays(60)));
            }
            Duration before = Duration.ofMinutes(62 - 22L * i + dice.between(-12, 12));
            Spammer spammer = new Spammer(accounts, dice.between(0.9, 1.4), firstAction + i);
            bots.add(new SpamBot(spammer, accounts.getFirst(), before));
        }
        return bots;
    }

    private Person regular() {
        return person(Habits.REGULAR, 3, 24, 0.25);
    }

    private Person collector() {
        return person(Habits.collector(eagerness(0.8)), 1.5, 8, 0.35);
    }

    /** Most are hardly eager, a few very. */
    private double eagerness(double atMost) {
        return 0.05 + (atMost - 0.05) * Math.pow(dice.between(0.0, 1.0), 2);
    }

    /** Gaps are spread evenly over their orders of magnitude; most are patient, a few are not at all. */
    private Person person(Human.Habit habit, double minGapHours, double maxGapHours, double maxImpatience) {
        double gapMs = HOUR_MS * Math.exp(dice.between(Math.log(minGapHours), Math.log(maxGapHours)));
        double impatience = maxImpatience * Math.pow(dice.between(0.0, 1.0), 2);
        return new Person(new Human(habit, gapMs, impatience), gapMs);
    }
}
