-- Closes lanes, so that no call in them can run any more, and keeps how far they came for 30 days. Keyspace version 1.
-- KEYS  1 <p>{sN}:lanes   hash   2 <p>{sN}:merged   hash: lane -> "L <latest number> <notes of its latest calls>", see check.lua
-- ARGV  the lanes
-- Reply for each its latest number, as text; 0 for one that is not known here
local call, match = redis.call, string.match
call('HLEN', KEYS[2])
local latest = {}
for i = 1, #ARGV do
  local lane = ARGV[i]
  local names = {lane}
  for n = 0, 63 do names[n + 2] = lane .. '!' .. n end
  local open = call('HMGET', KEYS[1], unpack(names))
  if open[1] then
    -- A note may be of a call before the latest 64, where those were plainly allowed.
    local notes, oldest = {}, tonumber(open[1]) - 64
    for n = 2, 65 do
      if open[n] and (tonumber(match(open[n], '^%d+') or '') or 0) > oldest then notes[#notes + 1] = open[n] end
    end
    call('HSET', KEYS[2], lane, 'L ' .. open[1] .. ' ' .. table.concat(notes, ' '))
    call('HDEL', KEYS[1], unpack(names))
    latest[i] = open[1]
  else
    latest[i] = match(call('HGET', KEYS[2], lane) or '', '^L (%d+)') or '0'
  end
end
return latest
