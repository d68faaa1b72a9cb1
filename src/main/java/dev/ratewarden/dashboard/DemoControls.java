package dev.ratewarden.dashboard;

import java.util.List;

/** The knobs of a simulated community. Thread-safe; no method blocks. */
public interface DemoControls {

    /** The speeds that the window offers, as multiples of real time. */
    List<Integer> SPEEDS = List.of(1, 10, 60);

    void startRaid();

    int speed();

    /** @param times one of {@link #SPEEDS} */
    void speed(int times);
}
