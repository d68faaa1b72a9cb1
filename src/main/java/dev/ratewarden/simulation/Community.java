package dev.ratewarden.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Everybody there is, and who comes and goes. Members are spread over the lanes; each stays in its lane. Thread-safe. */
final class Community {

    /** Everything automatic starts this long before the opening: of earlier polling no trace would be left but its cost. */
    private static final Duration MACHINES_BEFORE = Duration.ofMinutes(62);

    private static final Duration RAID = Duration.ofMinutes(4);
    private static final int RAIDERS_NEW = 20;
    private static final int RAIDERS_TAKEN_OVER = 16;
    private static final int RAID_ACCOUNTS = 40;
    private static final List<String> RAIDED =
            List.of(Actions.PACK_CREATE, Actions.LOGIN_ATTEMPT, Actions.PACK_PURCHASE, Actions.PAYMENT);

    private final Gate gate;
    private final List<Agenda> lanes;
    private final Rhythm rhythm;
    private final Dice dice;
    private final Identities identities;
    private final Population population;

    // All guarded by this.
    private final List<Member> people = new ArrayList<>();
    private final List<Identity> raidAccounts = new ArrayList<>();
    private int nextLane;
    private int nextRaidAccount;
    private Raid raid = new Raid("", 0, Long.MIN_VALUE);

    Community(Scenario scenario, long startMs, Gate gate, List<Agenda> lanes) {
        this.gate = gate;
        this.lanes = List.copyOf(lanes);
        this.rhythm = new Rhythm(startMs + scenario.warmUp().toMillis());
        this.dice = new Dice(scenario.seed());
        this.identities = new Identities(dice.split());
        this.population = new Population(identities, dice.split());
        settle(startMs);
    }

    private synchronized void settle(long startMs) {
        long machinesFromMs = Math.max(startMs, rhythm.openingMs() - MACHINES_BEFORE.toMillis());
        population.people().forEach(person -> {
            Member member = member(identities.settled(), person.behaviour());
            people.add(member);
            enter(startMs + member.dice().waiting(person.meanGapMs()), member);
        });
        population.machines().forEach(machine -> {
            Member member = member(identities.settled(), machine);
            enter(machinesFromMs + member.dice().millis(0, 2_000), member);
        });
        for (Population.SpamBot bot : population.spamBots(machinesFromMs)) {
            long fromMs =
                    Math.max(startMs, rhythm.openingMs() - bot.beforeOpening().toMillis());
            enter(fromMs + dice.millis(0, 2_000), member(bot.firstAccount(), bot.behaviour()));
        }
        lanes.getFirst().add(startMs, new Newcomers(this, population, dice.split()));
    }

    /** Lets a raid loose, or answers with the one that is going on. */
    synchronized Raid startRaid(long nowMs) {
        if (nowMs < raid.untilMs()) {
            return raid;
        }
        String action = dice.pick(RAIDED);
        long untilMs = nowMs + RAID.toMillis();
        List<Identity> accounts = new ArrayList<>();
        for (int i = 0; i < RAIDERS_NEW; i++) {
            accounts.add(raidAccount(nowMs));
        }
        for (int i = 0; i < RAIDERS_TAKEN_OVER; i++) {
            accounts.add(dice.pick(people).identity());
        }
        for (Identity account : accounts) {
            int patience = dice.chance(0.5) ? Integer.MAX_VALUE : dice.between(1, 5);
            Raider raider = new Raider(action, untilMs, patience);
            enter(nowMs + dice.millis(0, RAID.toMillis() / 3), member(account, raider));
        }
        raid = new Raid(action, accounts.size(), untilMs);
        return raid;
    }

    /** Somebody new, who turns up at once; and somebody else who is not heard of again. */
    synchronized void join(Population.Person person, long nowMs) {
        Member leaver = dice.pick(people);
        leaver.leave();
        people.remove(leaver);
        Member member = member(identities.fresh(nowMs, Duration.ofDays(40)), person.behaviour());
        people.add(member);
        enter(nowMs + 1, member);
    }

    /** New accounts for each raid, until there are so many that old ones are used again. */
    private Identity raidAccount(long nowMs) {
        int slot = nextRaidAccount++ % RAID_ACCOUNTS;
        if (slot == raidAccounts.size()) {
            raidAccounts.add(identities.fresh(nowMs, Duration.ofDays(6)));
        }
        return raidAccounts.get(slot);
    }

    private Member member(Identity identity, Behaviour behaviour) {
        return new Member(identity, behaviour, gate, rhythm, dice.split());
    }

    private void enter(long atMs, Member member) {
        lanes.get(nextLane++ % lanes.size()).add(atMs, member);
    }
}
