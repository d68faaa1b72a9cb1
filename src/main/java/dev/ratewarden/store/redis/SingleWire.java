package dev.ratewarden.store.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.commands.ProtocolCommand;

/** One connection. A failure of it is thrown, so it need not be remembered. */
record SingleWire(Node node) implements Wire {

    @Override
    public void send(byte @Nullable [] key, boolean writes, ProtocolCommand command, byte[]... args) {
        node.queue(writes, command, args);
    }

    @Override
    public List<Object> replies(int count) {
        node.flush();
        return node.replies();
    }

    @Override
    public List<Object> everywhere(ProtocolCommand command, byte[]... args) {
        node.queue(false, command, args);
        return replies(1);
    }

    @Override
    public boolean broken() {
        return false;
    }

    @Override
    public void close() {
        node.close();
    }
}
