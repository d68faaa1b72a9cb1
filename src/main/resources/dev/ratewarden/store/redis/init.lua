-- Sets a keyspace up unless there is one, and says how it wants to be shown. Keyspace version 1.
-- KEYS  1 <p>{g}:meta   hash
-- ARGV  1 version   2 shards   3 clock: server, or manual for tests   4 1 to change nothing unless the keyspace has these shards
--       then pairs: name | environment | colour, and its value
-- Reply version, shards, created, name, environment, colour (empty where there is none)
-- Changes nothing in a keyspace of a newer version.
local call, key = redis.call, KEYS[1]
if call('EXISTS', key) == 0 then
  local time = call('TIME')
  call('HSET', key, 'version', ARGV[1], 'shards', ARGV[2], 'created', string.format('%.0f', time[1] * 1000000 + time[2]),
    'clock', ARGV[3])
end
local have = call('HMGET', key, 'version', 'shards')
local version = tonumber(have[1] or '')
if version and version <= tonumber(ARGV[1]) and (ARGV[4] ~= '1' or have[2] == ARGV[2]) then
  for i = 5, #ARGV, 2 do call('HSET', key, ARGV[i], ARGV[i + 1]) end
end
local meta = call('HMGET', key, 'version', 'shards', 'created', 'name', 'environment', 'colour')
for i = 1, 6 do meta[i] = meta[i] or '' end
return meta
