-- What one shard contributes to a dashboard's poll. Reads only. Keyspace version 1. The table's own poll costs O(log users + page), and the
-- hashes of the minutes asked for. With ARGV 9 it looks up the scores of up to 1,000 blocked users besides. With ARGV 4, 11 or 12 it reads
-- the record of up to 1,000 candidates (with ARGV 9 2,000), and of those where ARGV 12 asks the newest violation; the lists of who is
-- blocked, banned or exempt read all, 1,000 at most.
-- KEYS  1 <p>{sN}:seen   2 <p>{sN}:scores   3 <p>{sN}:blocked   4 <p>{sN}:bans   5 <p>{sN}:exempt   sorted sets   6 <p>{sN}:totals   hash
-- Not declared, same slot: <p>{sN}:minute:<epoch minute>, <p>{sN}:user:<id> of the page, <p>{sN}:history:<id> where ARGV 12 asks for it.
-- ARGV  1 which users: scores (from ARGV 2 on), blocked, bans, exempt, all   2 lowest score   3 score to stay below, in any list, or inf
--       4 ms of the earliest latest violation, or empty   5 users at most   6 decay clock: base, from, rate and rate before, separated by
--       spaces   7 first minute to read (epoch minutes)   8 now, ms, for tests; empty for the server's clock
--       9 with scores: 1 if a block may last below ARGV 2, so that blocked users are candidates as well; with any list: -1 to leave
--       the blocked out, whatever their scores are
--      10 with scores: "<index> <latest violation>" to leave out users who stand lower in the order than such a one; empty to see all
--      11 action of the latest violation, or empty for any   12 a part of where the latest violation was, in letters A to Z of either
--       case, or empty. With 4, 11 or 12, at most 1,000 candidates are looked at: the highest scores, then, with all, those seen latest
-- Reply 1 now   2 tracked   3 score 50 and over   4 blocked and not exempt   5 banned   6 allowed   7 denied   8 violations
--       9 minutes, five values each: epoch minute, allowed, denied, violations, "tracked high blocked" as it began, or empty
--      10 users, six values each: id, last seen, score record, ban, exemption, name   11 whether every candidate is among them, 1 or 0
--      12 how many there are by the indexes; -1 where these do not tell (with ARGV 4, 11 or 12, with 9 and 1,000 blocked
--      users, or of the blocked, banned and exempt with 3 or 9)
local call, format, floor, match = redis.call, string.format, math.floor, string.match
local SEEN, SCORES, BLOCKED, BANS, EXEMPT, TOTALS = unpack(KEYS)
local which, activeSince, limit = ARGV[1], tonumber(ARGV[4]), tonumber(ARGV[5])
local action, where = ARGV[11] or '', string.lower(ARGV[12] or '')
local filters = action ~= '' or where ~= '' or activeSince
local with, without = ARGV[9] == '1', ARGV[9] == '-1'
local MOST = 1000
local now
if (ARGV[8] or '') == '' then
  local time = call('TIME')
  now = time[1] * 1000 + floor(time[2] / 1000)
else
  if call('HGET', TOTALS, 'clock') ~= 'manual' then return {'CLOCK'} end
  now = tonumber(ARGV[8])
end
local base, from, rate, before = match(ARGV[6], '^(%S+) (%S+) (%S+) (%S+)$')
base, from, rate, before = tonumber(base), tonumber(from), tonumber(rate), tonumber(before)
local clock = base + (now >= from and rate or before) * (now - from) / 3600000
local clockText = format('%.17g', clock)
local shard, after = string.sub(SEEN, 1, -5), '(' .. format('%.0f', now)
local function index(score) return format('%.17g', tonumber(score) - 5e-7 + clock) end
local lowest, above = tonumber(ARGV[2]) > 0 and index(ARGV[2]) or '-inf', ARGV[3] ~= 'inf' and index(ARGV[3]) or nil
local below = above and '(' .. above or '+inf'

-- A denial is counted once, as a violation or as another. What cannot be read counts as nothing.
local function sums(flat)
  local sum = {allowed = 0, denied = 0, violations = 0}
  for i = 1, #flat, 2 do
    local kind = match(flat[i], '^(%l+):')
    if sum[kind] then sum[kind] = sum[kind] + (tonumber(match(flat[i + 1], '^%d+$')) or 0) end
  end
  sum.denied = sum.denied + sum.violations
  return sum
end

local minutes, current = {}, floor(now / 60000)
for minute = math.max(tonumber(ARGV[7]), current - 59), current do
  local flat = redis.pcall('HGETALL', shard .. 'minute:' .. format('%.0f', minute))
  if #flat > 0 then
    local sum, gauges = sums(flat), ''
    for i = 1, #flat, 2 do if flat[i] == 'g' then gauges = flat[i + 1] end end
    local n = #minutes
    minutes[n + 1], minutes[n + 2], minutes[n + 3], minutes[n + 4], minutes[n + 5] = minute, sum.allowed, sum.denied, sum.violations, gauges
  end
end

local users, taken, complete, pushed = {}, {}, 1, 0
-- A key of another type holds nothing that can be read.
local function lastViolation(id)
  local record = redis.pcall('HGET', shard .. 'user:' .. id, 's')
  if type(record) ~= 'string' then return 0 end
  local at, what = match(record, '^%S+ %S+ %d+ (%d+) (%S+)')
  return tonumber(at) or 0, what
end
local function wasThere(id)
  local newest = redis.pcall('LINDEX', shard .. 'history:' .. id, 0)
  if type(newest) ~= 'string' then return false end
  local readable, violation = pcall(cjson.decode, newest)
  local place = readable and type(violation) == 'table' and violation[14]
  return type(place) == 'string' and string.find(string.lower(place), where, 1, true)
end
local function passes(id)
  if activeSince or action ~= '' then
    local at, what = lastViolation(id)
    if activeSince and at < activeSince or action ~= '' and what ~= action then return false end
  end
  return where == '' or wasThere(id)
end
local function isBlocked(id)
  local ends = call('ZSCORE', BLOCKED, id)
  return ends and tonumber(ends) >= clock
end
local function tooBad(id)
  local stands = above and call('ZSCORE', SCORES, id)
  return stands and tonumber(stands) >= tonumber(above) or without and isBlocked(id)
end
local function take(ids, most)
  for i = 1, #ids do
    local id = ids[i]
    if pushed >= most then
      complete = 0
      return
    end
    if not taken[id] then
      taken[id] = true
      if not tooBad(id) and (not filters or passes(id)) then
        pushed = pushed + 1
        local record = redis.pcall('HMGET', shard .. 'user:' .. id, 's', 'ban', 'ex', 'name', 'p')
        -- A user who is kept for longer stands in the index at a later time than it was seen.
        local seen = call('ZSCORE', SEEN, id) or ''
        local parked, truly = match(record[5] or '', '^(%d+) (%d+)$')
        if parked and tonumber(parked) == tonumber(seen) then seen = truly end
        local n = #users
        users[n + 1], users[n + 2] = id, seen
        for field = 1, 4 do users[n + 2 + field] = record[field] or '' end
      end
    end
  end
end
local function all(ids, most)
  if #ids >= MOST then complete = 0 end
  take(ids, most)
end

-- The page's users by score, and, if there are more, the score of the last.
local function best(most)
  local ids, scores, step, offset, part = {}, {}, most + 1, 0
  repeat
    part = call('ZREVRANGEBYSCORE', SCORES, below, lowest, 'WITHSCORES', 'LIMIT', offset, step)
    for i = 1, #part, 2 do
      if not (without and isBlocked(part[i])) then ids[#ids + 1], scores[#ids + 1] = part[i], part[i + 1] end
    end
    offset = offset + step
  until #ids > most or #part < 2 * step or offset >= MOST + step
  if #ids <= most then
    if #part == 2 * step then complete = 0 end
    return ids
  end
  complete = 0
  return {unpack(ids, 1, most)}, tonumber(scores[most])
end
-- Those without a score, latest seen first: a page more of them, if so many are among as many as may be looked at.
local function takeLatestSeen(look)
  local most, step, offset, ids = filters and 2 * MOST or pushed + limit, filters and look or limit + 1, 0, {}
  while offset < look and pushed < most do
    ids = call('ZREVRANGE', SEEN, offset, offset + step - 1)
    take(ids, most)
    if #ids < step then return end
    offset = offset + step
  end
  if offset < call('ZCARD', SEEN) then complete = 0 end
end
local function counted()
  if filters then return -1 end
  local count = which == 'all' and call('ZCARD', SEEN) - (above and call('ZCOUNT', SCORES, above, '+inf') or 0)
    or call('ZCOUNT', SCORES, lowest, below)
  if not with and not without then return count end
  local ids = call('ZRANGEBYSCORE', BLOCKED, clockText, '+inf', 'LIMIT', 0, MOST)
  if #ids >= MOST then return -1 end
  for i = 1, #ids do
    local stands = tonumber(call('ZSCORE', SCORES, ids[i]) or '-inf')
    local among = (lowest == '-inf' or stands >= tonumber(lowest)) and not (above and stands >= tonumber(above))
    if with and not among then count = count + 1 elseif without and among then count = count - 1 end
  end
  return count
end

local count
local someTiers = filters or above or without
if which == 'bans' then
  count = someTiers and -1 or call('ZCOUNT', BANS, after, '+inf')
  all(call('ZRANGEBYSCORE', BANS, after, '+inf', 'LIMIT', 0, MOST), MOST)
elseif which == 'exempt' then
  count = someTiers and -1 or call('ZCOUNT', EXEMPT, after, '+inf')
  all(call('ZRANGEBYSCORE', EXEMPT, after, '+inf', 'LIMIT', 0, MOST), MOST)
elseif which == 'blocked' then
  count = someTiers and -1 or call('ZCOUNT', BLOCKED, clockText, '+inf')
  all(call('ZRANGEBYSCORE', BLOCKED, clockText, '+inf', 'LIMIT', 0, MOST), MOST)
else
  count = counted()
  local looked, least, leastAt = 0, match(ARGV[10] or '', '^(%S+) (%d+)$')
  if least then
    -- Scores that differ by less than 1e-6 may be shown as equal, and then the latest violation decides.
    least, leastAt, complete = tonumber(least), tonumber(leastAt), 0
    local top, ids = call('ZREVRANGEBYSCORE', SCORES, below, format('%.17g', least - 1.1e-6), 'WITHSCORES', 'LIMIT', 0, 2 * limit), {}
    for i = 1, #top, 2 do
      if tonumber(top[i + 1]) > least or lastViolation(top[i]) >= leastAt then ids[#ids + 1] = top[i] end
    end
    take(ids, 2 * limit)
  elseif filters then
    local ids = call('ZREVRANGEBYSCORE', SCORES, below, lowest, 'LIMIT', 0, MOST)
    looked = #ids
    all(ids, MOST)
  else
    local ids, last = best(limit)
    take(ids, limit)
    -- Equal scores at the end of the page: the client orders them by their latest violation. No more than two pages of them,
    -- because every bot waits while this runs.
    if last then take(call('ZREVRANGEBYSCORE', SCORES, last + 1e-6, last - 1e-6, 'LIMIT', 0, 2 * limit), 3 * limit) end
  end
  if with and not least then all(call('ZRANGEBYSCORE', BLOCKED, clockText, '+inf', 'LIMIT', 0, MOST), 2 * MOST + limit) end
  if which == 'all' then takeLatestSeen(filters and math.max(0, MOST - looked) or pushed + limit + MOST) end
end

local blocked = call('ZCOUNT', BLOCKED, clockText, '+inf')
for _, id in ipairs(call('ZINTER', 2, EXEMPT, BLOCKED)) do
  if tonumber(call('ZSCORE', EXEMPT, id)) > now and tonumber(call('ZSCORE', BLOCKED, id)) >= clock then blocked = blocked - 1 end
end
local total = sums(call('HGETALL', TOTALS))
return {now, call('ZCARD', SEEN), call('ZCOUNT', SCORES, index(50), '+inf'), blocked, call('ZCOUNT', BANS, after, '+inf'), total.allowed,
  total.denied, total.violations, minutes, users, complete, count}
