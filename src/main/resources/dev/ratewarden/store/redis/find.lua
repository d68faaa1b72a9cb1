-- Users of one shard by the start of their name, and one by id. Reads only. Keyspace version 1.
-- KEYS  1 <p>{sN}:names   zset of "<lowercase name>\0<id>"   2 <p>{sN}:seen   zset   3 <p>{sN}:totals   hash
-- Not declared, same slot: <p>{sN}:user:<id> of those found.
-- ARGV  1 lowercase start of a name   2 users at most   3 an exact id of this shard, or empty   4 now, for tests; empty for the server's
-- Reply now, then users, six values each: id, last seen, score record, ban, exemption, name; the one with that exact id first
local call, match = redis.call, string.match
local now
if (ARGV[4] or '') == '' then
  local time = call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
else
  if call('HGET', KEYS[3], 'clock') ~= 'manual' then return {'CLOCK'} end
  now = tonumber(ARGV[4])
end
local shard, users = string.sub(KEYS[2], 1, -5), {}
local function add(id)
  local seen = call('ZSCORE', KEYS[2], id)
  if seen then
    -- A key of another type holds nothing that can be read.
    local record = redis.pcall('HMGET', shard .. 'user:' .. id, 's', 'ban', 'ex', 'name', 'p')
    local index, truly = match(record[5] or '', '^(%d+) (%d+)$')
    if index and tonumber(index) == tonumber(seen) then seen = truly end
    local n = #users
    users[n + 1], users[n + 2] = id, seen
    for i = 1, 4 do users[n + 2 + i] = record[i] or '' end
  end
end
if ARGV[3] ~= '' then add(ARGV[3]) end
for _, member in ipairs(call('ZRANGEBYLEX', KEYS[1], '[' .. ARGV[1], '[' .. ARGV[1] .. '\255', 'LIMIT', 0, ARGV[2])) do
  local id = match(member, '^[^%z]*%z(.*)$')
  if id and id ~= ARGV[3] then add(id) end
end
return {now, users}
