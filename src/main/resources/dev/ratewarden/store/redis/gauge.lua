-- Notes a shard's users tracked, of high abuse and blocked for a minute in which another shard had the first check, unless it is noted
-- already. check.lua does the same for its own shard. Keyspace version 1.
-- KEYS  1 <p>{sN}:seen   2 <p>{sN}:scores   3 <p>{sN}:blocked   sorted sets   4 <p>{sN}:totals   hash   5 <p>{sN}:minute:<minute>   hash
--       6 <p>{sN}:exempt   sorted set
-- ARGV  1 decay clock: base, from, rate, rate before, separated by spaces   2 now, ms, for tests; empty for the server's clock
-- Reply 1 if it was noted by this call, else 0
local call, format = redis.call, string.format
local now
if ARGV[2] == '' then
  local time = call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
else
  if call('HGET', KEYS[4], 'clock') ~= 'manual' then return {'CLOCK'} end
  now = tonumber(ARGV[2])
end
if call('HEXISTS', KEYS[5], 'g') == 1 then return 0 end
local base, from, rate, before = string.match(ARGV[1], '^(%S+) (%d+) (%S+) (%S+)$')
local clock = base + (now >= tonumber(from) and rate or before) * (now - from) / 3600000
local high = call('ZCOUNT', KEYS[2], format('%.17g', 50 - 5e-7 + clock), '+inf')
local blocked = call('ZCOUNT', KEYS[3], format('%.17g', clock), '+inf')
-- Only an undo makes a blocked user exempt as well.
for _, both in ipairs(call('ZINTER', 2, KEYS[6], KEYS[3])) do
  if tonumber(call('ZSCORE', KEYS[6], both)) > now and tonumber(call('ZSCORE', KEYS[3], both)) >= clock then blocked = blocked - 1 end
end
call('HSET', KEYS[5], 'g', call('ZCARD', KEYS[1]) .. ' ' .. high .. ' ' .. blocked)
call('EXPIRE', KEYS[5], 172800)
return 1
