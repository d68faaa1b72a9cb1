-- Notes what a long-running limiter says of itself, and forgets it of those that no longer give a sign of life. Keyspace version 1.
-- KEYS  1 <p>{g}:instances   zset: instance -> ms   2 <p>{g}:instance-figures   hash: instance -> JSON
-- ARGV  1 instance   2 JSON
-- Reply how many were forgotten
local call = redis.call
call('ZCARD', KEYS[1])
call('HSET', KEYS[2], ARGV[1], ARGV[2])
local gone = 0
if call('HLEN', KEYS[2]) > call('ZCARD', KEYS[1]) then
  for _, instance in ipairs(call('HKEYS', KEYS[2])) do
    if not call('ZSCORE', KEYS[1], instance) then gone = gone + call('HDEL', KEYS[2], instance) end
  end
end
return gone
