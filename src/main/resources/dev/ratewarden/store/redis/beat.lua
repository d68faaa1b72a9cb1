-- A long-running limiter's sign of life. Those that gave none for 60 s no longer count. Keyspace version 1.
-- KEYS  1 <p>{g}:instances   zset: instance -> ms   2 <p>{g}:meta   hash
-- ARGV  1 instance   2 1 if it is alive, 0 if it ends
-- Reply now, created, how many are alive, how many of them stand before this one in the order of their names
local call = redis.call
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local created = call('HGET', KEYS[2], 'created') or ''
if ARGV[2] == '1' then
  call('ZADD', KEYS[1], string.format('%.0f', now), ARGV[1])
else
  call('ZREM', KEYS[1], ARGV[1])
end
call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('(%.0f', now - 60000))
local before = 0
for _, instance in ipairs(call('ZRANGE', KEYS[1], 0, 1023)) do
  if instance < ARGV[1] then before = before + 1 end
end
return {now, created, call('ZCARD', KEYS[1]), before}
