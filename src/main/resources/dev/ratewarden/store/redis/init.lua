-- Reads what the keyspace is; writes it if there is none yet. Keyspace version 1.
-- KEYS  1 <p>{g}:meta   hash
-- ARGV  1 version   2 shards   3 clock: server, or manual for tests
-- Reply version, shards, created (ms, or as another client wrote it), clock, whether it was created by this call (1 or 0)
local created = 0
if redis.call('EXISTS', KEYS[1]) == 0 then
  local time = redis.call('TIME')
  redis.call('HSET', KEYS[1], 'version', ARGV[1], 'shards', ARGV[2], 'created',
    string.format('%.0f', time[1] * 1000000 + time[2]), 'clock', ARGV[3])
  created = 1
end
local meta = redis.call('HMGET', KEYS[1], 'version', 'shards', 'created', 'clock')
return {meta[1] or '', meta[2] or '', meta[3] or '', meta[4] or '', created}
