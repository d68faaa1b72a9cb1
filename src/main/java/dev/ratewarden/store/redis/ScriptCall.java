package dev.ratewarden.store.redis;

import java.util.Arrays;
import java.util.List;

/** One EVALSHA: a script, its keys and its arguments. The arrays are not copied and not to be changed once it is sent. */
@SuppressWarnings("ArrayRecordComponent") // Its own bytes on their way to the wire; never compared.
record ScriptCall(Script script, List<byte[]> keys, byte[][] args) {

    static ScriptCall of(Script script, List<byte[]> keys, Object... args) {
        return new ScriptCall(
                script, keys, Arrays.stream(args).map(ScriptCall::bytes).toArray(byte[][]::new));
    }

    /** Whether it changes nothing, so that a login without a right to write may send it. */
    boolean readOnly() {
        return script.readOnly() || script == Script.CHECK && !CheckCodec.decides(args);
    }

    /** What follows EVALSHA on the wire. */
    byte[][] arguments() {
        byte[][] all = new byte[2 + keys.size() + args.length][];
        all[0] = script.sha1();
        all[1] = Keys.number(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            all[2 + i] = keys.get(i);
        }
        System.arraycopy(args, 0, all, 2 + keys.size(), args.length);
        return all;
    }

    private static byte[] bytes(Object value) {
        return switch (value) {
            case byte[] ready -> ready;
            case String text -> Keys.utf8(text);
            case Double number -> Keys.number(number);
            case Boolean yes -> Keys.utf8(yes ? "1" : "0");
            default -> Keys.utf8(value.toString());
        };
    }
}
