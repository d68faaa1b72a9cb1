-- Everything about one user. Reads only. Keyspace version 1.
-- KEYS  1 <p>{sN}:user:<id>   hash   2 <p>{sN}:history:<id>   list   3 <p>{sN}:seen   zset   4 <p>{sN}:audit   stream
--       5 <p>{sN}:totals   hash
-- ARGV  1 user id   2 now, ms, for tests; empty for the server's clock
-- Reply now, last seen (empty: not tracked), the hash of the user as HGETALL, history newest first,
--       then the latest 50 audit entries of the user, newest first, alternately sequence and entry
local call = redis.call
local now
if ARGV[2] == '' then
  local time = call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
else
  if call('HGET', KEYS[5], 'clock') ~= 'manual' then return {'CLOCK'} end
  now = tonumber(ARGV[2])
end
local audit, first = {}, true
for sequence in string.gmatch(call('HGET', KEYS[1], 'm') or '', '%d+') do
  if not first then
    local found = call('XRANGE', KEYS[4], sequence .. '-0', sequence .. '-0')
    if found[1] then
      audit[#audit + 1] = sequence
      audit[#audit + 1] = found[1][2][2]
    end
  end
  first = false
end
return {now, call('ZSCORE', KEYS[3], ARGV[1]) or '', call('HGETALL', KEYS[1]), call('LRANGE', KEYS[2], 0, 99), audit}
