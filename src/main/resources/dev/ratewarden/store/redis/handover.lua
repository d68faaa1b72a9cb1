-- What moderators tell each other: one change, or one visit, in one atomic step. Keyspace version 1. Removes what is over, and the oldest
-- where there is too much. Bounded by 1,000 fields, or 300 visits.
-- KEYS  1 <p>{g}:handover   hash: pinned -> JSON [text, operator, at]; claim:<user> -> "<until, ms> <operator>";
--         review:<user> -> "<at, ms> <violations the user had ever had> <operator>"
--         VISIT: <p>{g}:visits   hash: operator -> ms
--     with a time of one's own, else absent: 2 <p>{g}:meta   hash
-- ARGV  1 now, ms, for tests; empty for the server's clock   2 PIN | CLAIM | RELEASE | REVIEW | UNREVIEW | VISIT | FORGET   3 operator
--       4 PIN: the text, empty to take it away; CLAIM, RELEASE, REVIEW, UNREVIEW, FORGET: user   5 REVIEW: the user's violations
-- Reply of VISIT now and the visit before, ms, or empty; else now and the whole hash as HGETALL
--       CLOCK: nothing was changed
local call, format, match = redis.call, string.format, string.match
local KEY, what, operator, about = KEYS[1], ARGV[2], ARGV[3], ARGV[4]
local now
if (ARGV[1] or '') == '' then
  local time = call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
else
  if call('HGET', KEYS[2], 'clock') ~= 'manual' then return {'CLOCK'} end
  now = tonumber(ARGV[1])
end
local nowText = format('%.0f', now)
local DAY = 86400000
local CLAIM, REVIEW, VISIT = 1800000, 30 * DAY, 90 * DAY
-- A fresh claim stands after a failover to a clock that is behind by no more than this.
local SLACK = 60000
local most = {claim = 500, review = 500, visit = 300}

-- The time by which it is ordered; nil where it is over, cannot be read, or is further ahead than a clock set back explains.
local function standing(kind, value)
  if kind == 'claim' then
    local ends = tonumber(match(value, '^(%d+) .'))
    return ends and ends > now and ends <= now + CLAIM + SLACK and ends
  elseif kind == 'review' then
    local at = tonumber(match(value, '^(%d+) %d+ .'))
    return at and at > now - REVIEW and at < now + DAY and at
  end
  local at = tonumber(match(value, '^%d+$'))
  return at and at > now - VISIT and at < now + DAY and at
end

local before = ''
if what == 'PIN' then
  if about == '' then
    call('HDEL', KEY, 'pinned')
  else
    call('HSET', KEY, 'pinned', '[' .. cjson.encode(about) .. ',' .. cjson.encode(operator) .. ',' .. nowText .. ']')
  end
elseif what == 'CLAIM' then
  call('HSET', KEY, 'claim:' .. about, format('%.0f ', now + CLAIM) .. operator)
elseif what == 'RELEASE' then
  -- Whoever took over keeps it.
  if match(call('HGET', KEY, 'claim:' .. about) or '', '^%d+ (.*)$') == operator then call('HDEL', KEY, 'claim:' .. about) end
elseif what == 'REVIEW' then
  call('HSET', KEY, 'review:' .. about, nowText .. ' ' .. ARGV[5] .. ' ' .. operator)
elseif what == 'UNREVIEW' then
  call('HDEL', KEY, 'review:' .. about)
elseif what == 'FORGET' then
  call('HDEL', KEY, 'claim:' .. about, 'review:' .. about)
elseif what == 'VISIT' then
  before = match(call('HGET', KEY, operator) or '', '^%d+$') or ''
  if before ~= '' and not standing('visit', before) then before = '' end
  call('HSET', KEY, operator, nowText)
else
  return redis.error_reply('ERR no such change')
end

local visiting = what == 'VISIT'
local flat, kept = call('HGETALL', KEY), visiting and {visit = {}} or {claim = {}, review = {}}
for i = 1, #flat, 2 do
  local kind = visiting and 'visit' or match(flat[i], '^(%l+):')
  if kept[kind] then
    local at = standing(kind, flat[i + 1])
    if at then
      kept[kind][#kept[kind] + 1] = {at = at, field = flat[i]}
    else
      call('HDEL', KEY, flat[i])
    end
  end
end
for kind, all in pairs(kept) do
  table.sort(all, function(a, b) return a.at > b.at or a.at == b.at and a.field < b.field end)
  for i = most[kind] + 1, #all do call('HDEL', KEY, all[i].field) end
end
if visiting then return {nowText, before} end
return {nowText, call('HGETALL', KEY)}
