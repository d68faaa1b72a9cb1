package dev.ratewarden;

import dev.ratewarden.dashboard.DemoControls;
import dev.ratewarden.simulation.Simulation;

/** The dashboard's knobs, turned on the simulation. */
record SimulationControls(Simulation simulation) implements DemoControls {

    @Override
    public void startRaid() {
        simulation.startRaid();
    }

    @Override
    public int speed() {
        return (int) Math.round(simulation.speed());
    }

    @Override
    public void speed(int times) {
        simulation.setSpeed(times);
    }
}
