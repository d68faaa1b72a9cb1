-- Opens a lane: a numbered series of calls of one connection on one shard. Keyspace version 1.
-- KEYS  1 <p>{sN}:lanes   hash
-- ARGV  1 lane, random, never used before
-- Reply OK. Removes up to 10 of the lanes that were silent for 30 days.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if redis.call('HSETNX', KEYS[1], ARGV[1], '0 ' .. string.format('%.0f', now) .. '  ') == 0 then
  return redis.error_reply('ERR lane ' .. ARGV[1] .. ' was opened before')
end
local some = redis.call('HRANDFIELD', KEYS[1], 10, 'WITHVALUES')
for i = 1, #some, 2 do
  local at = string.match(some[i + 1], '^%S+ (%d+) ')
  if at and now - tonumber(at) > 2592000000 then redis.call('HDEL', KEYS[1], some[i]) end
end
return 'OK'
