-- Gives an emptied keyspace the policies that a bot remembers, once: whoever comes first wins. What a program's defaults wrote before
-- gives way. Keyspace version 1.
-- KEYS  1 <p>{g}:policies   hash, see policies.lua; #restored: set by this script
-- ARGV  1 the revision that is remembered   then fields and their values
-- Reply 1 if they were written, 0 if somebody did so before
local call, key = redis.call, KEYS[1]
if call('HSETNX', key, '#restored', '1') == 0 then return {0} end
local revision = math.max(tonumber(call('HGET', key, '#revision') or '0') or 0, tonumber(ARGV[1])) + 1
for i = 2, #ARGV, 2 do call('HSET', key, ARGV[i], ARGV[i + 1]) end
call('HSET', key, '#revision', string.format('%.0f', revision))
return {1}
