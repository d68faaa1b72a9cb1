-- Users of one shard by the start of their name, and one by id. Reads only. Keyspace version 1.
-- KEYS  1 <p>{sN}:names   zset of "<lowercase name>\0<id>"   2 <p>{sN}:seen   zset   3 <p>{sN}:totals   hash
-- Not declared, same slot: <p>{sN}:user:<id> of those found.
-- ARGV  1 lowercase start of a name   2 users at most   3 an exact id of this shard, or empty   4 now, for tests; empty for the server's
-- Reply now, then users, five values each: id, last seen, score record, ban, name; the one with that exact id first
local call = redis.call
local now
if ARGV[4] == '' then
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
    local record = call('HMGET', shard .. 'user:' .. id, 's', 'ban', 'name')
    local n = #users
    users[n + 1], users[n + 2], users[n + 3], users[n + 4], users[n + 5] = id, seen, record[1] or '', record[2] or '', record[3] or ''
  end
end
if ARGV[3] ~= '' then add(ARGV[3]) end
for _, member in ipairs(call('ZRANGEBYLEX', KEYS[1], '[' .. ARGV[1], '[' .. ARGV[1] .. '\255', 'LIMIT', 0, ARGV[2])) do
  local id = string.match(member, '^[^%z]*%z(.*)$')
  if id and id ~= ARGV[3] then add(id) end
end
return {now, users}
