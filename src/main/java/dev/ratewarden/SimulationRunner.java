package dev.ratewarden;

import dev.ratewarden.cli.Simulations;
import java.util.function.Consumer;

final class SimulationRunner implements Simulations {
    @Override
    public Result run(Request request, Consumer<String> progress) {
        return new Result(0, 0, 0, 0, 0);
    }
}
