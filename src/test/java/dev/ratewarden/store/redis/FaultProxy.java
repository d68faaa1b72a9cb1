package dev.ratewarden.store.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands between a client and a Redis and does to their connections what networks do. Thread-safe; each fault holds until it is taken
 * back or another is set.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final int target;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** Guards the fault. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private Fault fault = Fault.NONE;
    private long delayMs;
    private volatile boolean closed;

    /** What is done to bytes and connections. */
    private enum Fault {
        NONE,
        /** Nothing passes in either direction; what was sent arrives when this ends. */
        STALL,
        /** Requests arrive, answers do not, until this ends. */
        STALL_ANSWERS,
        /** Requests arrive, and are answered with what no Redis says. */
        GARBLE,
        /** New connections are closed at once. */
        REFUSE
    }

    public FaultProxy(int targetPort) {
        this.target = targetPort;
        try {
            this.server = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    public String uri() {
        return "redis://127.0.0.1:" + port();
    }

    /** Everything passes again. */
    public void heal() {
        set(Fault.NONE, 0);
    }

    /** Nothing passes; what is sent meanwhile arrives in the end, also what was sent on connections that are closed by then. */
    public void stall() {
        set(Fault.STALL, 0);
    }

    /** Redis gets and does everything, but its answers are held back. */
    public void stallAnswers() {
        set(Fault.STALL_ANSWERS, 0);
    }

    /** Redis gets everything, but its answers arrive as rubbish. */
    public void garble() {
        set(Fault.GARBLE, 0);
    }

    /** Every read of either side takes so much longer. */
    public void delay(long ms) {
        set(Fault.NONE, ms);
    }

    /** Cuts all connections and lets none in. */
    public void cut() {
        set(Fault.REFUSE, 0);
        cutOnce();
    }

    /** Cuts the connections that there are. */
    public void cutOnce() {
        open.forEach(FaultProxy::quietly);
        open.clear();
    }

    private void set(Fault next, long delay) {
        lock.lock();
        try {
            fault = next;
            delayMs = delay;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = server.accept();
                if (is(Fault.REFUSE)) {
                    client.close();
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                // Closed, or a client that went away again.
            }
        }
    }

    private boolean is(Fault which) {
        lock.lock();
        try {
            return fault == which;
        } finally {
            lock.unlock();
        }
    }

    private void connect(Socket client) throws IOException {
        Socket redis = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        redis.setTcpNoDelay(true);
        open.add(client);
        open.add(redis);
        Thread.ofVirtual().start(() -> pump(client, redis, false));
        Thread.ofVirtual().start(() -> pump(redis, client, true));
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] bytes = new byte[BUFFER];
        try {
            for (int n = from.getInputStream().read(bytes);
                    n >= 0;
                    n = from.getInputStream().read(bytes)) {
                hold(answers);
                if (answers && is(Fault.GARBLE)) {
                    Arrays.fill(bytes, 0, n, (byte) '?');
                }
                to.getOutputStream().write(bytes, 0, n);
            }
            // What was sent before the end is on its way; only then the end.
            hold(answers);
            to.shutdownOutput();
        } catch (IOException | InterruptedException e) {
            quietly(from);
            quietly(to);
        } finally {
            if (answers) {
                quietly(from);
                quietly(to);
                open.remove(from);
                open.remove(to);
            }
        }
    }

    private void hold(boolean answers) throws InterruptedException {
        long delay;
        lock.lock();
        try {
            while (!closed && (fault == Fault.STALL || (answers && fault == Fault.STALL_ANSWERS))) {
                changed.await();
            }
            delay = delayMs;
        } finally {
            lock.unlock();
        }
        if (delay > 0) {
            Thread.sleep(delay);
        }
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, which was the aim.
        }
    }

    @Override
    public void close() {
        closed = true;
        heal();
        cutOnce();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
