-- Opens a lane: a numbered series of calls of one connection on one shard. Keyspace version 1.
-- KEYS  1 <p>{sN}:lanes   hash
-- ARGV  1 lane, random, never used before; without "!"
-- Reply the number that counts as its latest, as text: the days since the epoch x 10^9, so that the lane's age shows. Its first call has
--       the next. Looks at some fields of other lanes and removes lanes that were opened more than 30 days ago.
local call = redis.call
local today = math.floor(call('TIME')[1] / 86400)
local number = string.format('%.0f', today * 1e9)
if call('HSETNX', KEYS[1], ARGV[1], number) == 0 then return redis.error_reply('ERR lane ' .. ARGV[1] .. ' was opened before') end
local some = call('HRANDFIELD', KEYS[1], 10, 'WITHVALUES')
for i = 1, #some, 2 do
  local lane, latest = string.match(some[i], '^([^!]*)'), tonumber(string.match(some[i + 1], '^%d+'))
  if latest and math.floor(latest / 1e9) < today - 30 then
    local fields = {lane}
    for k = 0, 63 do fields[k + 2] = lane .. '!' .. k end
    -- A note may be older than its lane is; then the lane itself tells.
    latest = tonumber(call('HGET', KEYS[1], lane) or '0')
    if not latest or math.floor(latest / 1e9) < today - 30 then call('HDEL', KEYS[1], unpack(fields)) end
  end
end
return number
