-- Some of the users of one index of a shard, for a bot's mirror. Reads only. Keyspace version 1.
-- KEYS  1 <p>{sN}:bans, exempt, marked, blocked or scores   zset   2 <p>{sN}:seen   zset
--       3 <p>{sN}:events   stream   4 <p>{sN}:audit   stream
-- Not declared, same slot: <p>{sN}:user:<id> of those found.
-- ARGV  1 cursor of ZSCAN, 0 to begin   2 about how many
-- Reply now, next cursor (0: that was all), id of the latest event, id of the latest audit entry, both empty if there is none, then the
--       users: id, last seen (empty: not tracked), fields of the hash and their values without what was used of limits
local time = call('TIME')
local function latest(stream)
  local entry = call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
  return entry and entry[1] or ''
end
local events, audit = latest(KEYS[3]), latest(KEYS[4])
local found = call('ZSCAN', KEYS[1], ARGV[1], 'COUNT', ARGV[2])
local shard, users = sub(KEYS[2], 1, -5), {}
for i = 1, #found[2], 2 do users[#users + 1] = mirrored(shard, KEYS[2], found[2][i]) end
return {time[1] * 1000 + math.floor(time[2] / 1000), found[1], events, audit, users}
