-- Puts right what a shard's indexes say of some users: adds what is missing, and takes out those of whom there is no record. Keyspace
-- version 1. Bounded by the users it is asked about.
-- KEYS  1 <p>{sN}:seen   2 <p>{sN}:scores   3 <p>{sN}:blocked   4 <p>{sN}:bans   5 <p>{sN}:exempt   6 <p>{sN}:marked   zsets
--       7 <p>{sN}:names   zset   8... <p>{sN}:user:<id>   hash, one for each user
-- ARGV  1 decay clock: base, from, rate and rate before, separated by spaces   2 now, ms, for tests; empty for the server's clock
--       then for each user its id, and the member of names by which it was found, or empty
-- Reply how many entries were added, how many were taken out
local call, match, sub, format = redis.call, string.match, string.sub, string.format
local now = tonumber(ARGV[2])
if not now then
  local time = call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local base, from, rate, before = match(ARGV[1], '^(%S+) (%S+) (%S+) (%S+)$')
base, from, rate, before = tonumber(base), tonumber(from), tonumber(rate), tonumber(before)
local clock = base + (now >= from and rate or before) * (now - from) / 3600000
for i = 1, 7 do call('ZCARD', KEYS[i]) end

local added, removed = 0, 0
local function add(key, value, member) added = added + call('ZADD', key, 'NX', value, member) end
local function remove(key, member) removed = removed + call('ZREM', key, member) end
-- As the text that begins a ban or an exemption says.
local function ends(json)
  local text = match(json or '', '^%[%d+,(%w+),')
  if text == 'null' then return '+inf' end
  return tonumber(text) and tonumber(text) > now and text
end
for i = 8, #KEYS do
  local id, found = ARGV[2 * i - 13], ARGV[2 * i - 12]
  local flat, fields = redis.pcall('HGETALL', KEYS[i]), {}
  for j = 1, flat.err and 0 or #flat, 2 do fields[flat[j]] = flat[j + 1] end
  if flat.err then
    -- A record that is none is recreated by the next check.
  elseif not next(fields) then
    -- Who only asked for what no policy limits is seen, and has no record.
    for k = 2, 6 do remove(KEYS[k], id) end
    if found ~= '' then remove(KEYS[7], found) end
  else
    local score, at, _, last, _, _, _, blockEnd = match(fields.s or '', '^(%d%S*) (%-?%d%S*) (%d+) (%S+) (%S+) (%S+) (%S+) (%S+)$')
    score, at, blockEnd = tonumber(score), tonumber(at), tonumber(blockEnd)
    add(KEYS[1], match(last or '', '^%d+$') or format('%.0f', now), id)
    if score and at and score > 0 and score < 1e15 and math.abs(at) < 1e15 then add(KEYS[2], format('%.17g', score + at), id) end
    if blockEnd and clock <= blockEnd then add(KEYS[3], format('%.17g', blockEnd), id) end
    local ban, exemption = ends(fields.ban), ends(fields.ex)
    if ban then add(KEYS[4], ban, id) end
    if exemption then add(KEYS[5], exemption, id) end
    for field in pairs(fields) do
      if field == 'note' or field == 'g' or sub(field, 1, 2) == 'o:' then
        add(KEYS[6], '0', id)
        break
      end
    end
    local named = fields.name and (fields.lower or fields.name) .. '\0' .. id
    if named then add(KEYS[7], '0', named) end
    if found ~= '' and found ~= named then remove(KEYS[7], found) end
  end
end
return {added, removed}
