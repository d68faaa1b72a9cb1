-- One check of one user: decides, consumes, counts and records in one atomic step. Keyspace version 1.
--
-- KEYS  1 <p>{sN}:user:<id>             hash    2 <p>{sN}:window:<id>:<action>  list
--       3 <p>{sN}:history:<id>          list    4 <p>{sN}:scores                sorted set
--       5 <p>{sN}:seen                  zset    6 <p>{sN}:blocked               sorted set
--       7 <p>{sN}:totals                hash    8 <p>{sN}:events                stream
--       9 <p>{sN}:lanes                 hash
-- Not declared, same slot, written last: <p>{sN}:minute:<epoch minute>.
--
-- ARGV  1 mode: check | peek (what check would answer, writes nothing) | standing (limit figures only, writes nothing)
--       2 user id   3 action   4 cost
--       5 policy, thirteen values separated by single spaces: revision of the policies; strategy: T token bucket, S sliding window, F fixed
--         window, L leaky bucket, - the action has no policy; limit; window, ms; burst; points; escalating, 1 or 0; blockAt;
--         unblockBelow; decay clock: base, from, rate and rate before
--       6 lane and number of this call in it, separated by a space; may be empty or absent, as may all that follows
--       7 where   8 now, ms, instead of the server's clock; refused unless totals.clock is "manual"
--
-- Reply 1 ALLOWED | UNPOLICED | LIMITED | BLOCKED | BANNED   2 now   3 remaining (-1 without a policy)   4 the limit's retry-after
--       5 reset at   6 delay; and where the user has a score, a block or a ban, or was denied:
--       7 score after, as a decimal   8 violations   9 notify, 1 or 0   10 ban as JSON or empty
--      11 blocked since or -   12 blocked until, inf or -   and where a violation was recorded:
--      13 repeats   14 points added   15 score before   16 whether it set the block, 1 or 0
-- Or, having changed nothing but the lane:   STALE_POLICY <newest revision seen> | COST_EXCEEDS_LIMIT <capacity>
-- Or, having changed nothing:   GAP <last number, or absent> | DUPLICATE <last number> | CLOCK
local call, format, match, floor, ceil, max = redis.call, string.format, string.match, math.floor, math.ceil, math.max
local USER, WINDOW, SEEN, TOTALS, LANES = KEYS[1], KEYS[2], KEYS[5], KEYS[7], KEYS[9]
local mode, id, action, cost, where = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[7] or ''
local revision, strategy, limitText, windowText, burstText, points, escalating, blockAt, unblockBelow, base, from, rate, rateBefore =
  match(ARGV[5], '^(%d+) (%S+) (%d+) (%d+) (%d+) (%d+) ([01]) (%S+) (%S+) (%S+) (%S+) (%S+) (%S+)$')
base, from, rate, rateBefore = tonumber(base), tonumber(from), tonumber(rate), tonumber(rateBefore)
if not revision then return redis.error_reply('ERR policy cannot be read: ' .. ARGV[5]) end
local L, W, B = tonumber(limitText), tonumber(windowText), tonumber(burstText)
local writes = mode == 'check'

-- Times are kept as text too: to print a number costs more than all the rest of a line.
local now, nowText
local manual = ARGV[8] and ARGV[8] ~= ''
if manual then
  if call('HGET', TOTALS, 'clock') ~= 'manual' then return {'CLOCK'} end
  nowText = ARGV[8]
else
  local time = call('TIME')
  nowText = time[1] .. string.sub('00000' .. time[2], -6, -4)
end
now = tonumber(nowText)
local clock = base + (now >= from and rate or rateBefore) * (now - from) / 3600000
local function firstAfter(reading)
  local towards = reading >= base and rate or rateBefore
  if towards == 0 then return reading >= base and math.huge or -math.huge end
  local ms = floor((reading - base) * 3600000 / towards) + 1
  if ms > 9e15 then return math.huge end
  local first = from + ms
  local function at(t) return base + (t >= from and rate or rateBefore) * (t - from) / 3600000 end
  while at(first) <= reading do first = first + 1 end
  while at(first - 1) > reading do first = first - 1 end
  return first
end

-- The lane: "<last number> <ms> <one letter a call, oldest first, 64 at most> <points of its V's, comma separated>"
local lane, number, outcomes, outcomePoints
if ARGV[6] and ARGV[6] ~= '' then
  lane, number = match(ARGV[6], '^(%S+) (%d+)$')
  local last
  last, outcomes, outcomePoints = match(call('HGET', LANES, lane) or '', '^(%d+) %d+ (%u*) (.*)$')
  if not last then return {'GAP', 'absent'} end
  last = tonumber(last)
  local asked = tonumber(number)
  if asked <= last then return {'DUPLICATE', last} end
  if asked > last + 1 then return {'GAP', last} end
end

local function takeNumber(letter, added)
  if added then outcomePoints = outcomePoints == '' and added or outcomePoints .. ',' .. added end
  outcomes = outcomes .. letter
  if #outcomes > 64 then
    if string.byte(outcomes) == 86 then outcomePoints = string.gsub(outcomePoints, '^[^,]*,?', '', 1) end
    outcomes = string.sub(outcomes, 2)
  end
  call('HSET', LANES, lane, number .. ' ' .. nowText .. ' ' .. outcomes .. ' ' .. outcomePoints)
end

local function mark(text, whenNone)
  if text == 'inf' then return math.huge end
  return tonumber(text) or whenNone
end

-- A whole number as text; below 1e14 Lua prints it exactly by itself.
local function whole(value)
  if value == now then return nowText end
  return value < 1e14 and value or format('%.0f', value)
end

local bucketField = 'b:' .. action
local record = call('HMGET', USER, 's', 'ban', bucketField)
local scoreText, banText, bucket = record[1], record[2], record[3]

-- What was used of the limit. A record that cannot be read counts as none.
local kept, keptRevision, rest
if bucket then
  kept, keptRevision, rest = match(bucket, '^(%u) (%d+) (.*)$')
  if keptRevision and tonumber(keptRevision) > tonumber(revision) and mode ~= 'standing' then
    if lane then takeNumber('R') end
    return {'STALE_POLICY', keptRevision}
  end
end
if strategy ~= '-' and cost > B then
  if lane then takeNumber('R') end
  return {'COST_EXCEEDS_LIMIT', B}
end
local keptWindow, keptBurst, kept1, kept2
if rest and kept == strategy then
  keptWindow, keptBurst, kept1, kept2 = match(rest, '^(%d+) (%d+) (%d+) (%d+)$')
  if keptWindow ~= windowText then kept1 = nil end
end

local room, level, at, need, full = true, 0, now, 0, 0          -- token and leaky bucket: level in 1/window ms of a request
local used, start, newest, gone, leavesAt = 0, 0, now, 0, 0     -- windows
if strategy == 'T' then
  full, need = B * W, cost * W
  level = full
  if kept1 then
    level, at = tonumber(kept1), max(now, tonumber(kept2))
    level = math.min(full, level + max(0, B - tonumber(keptBurst)) * W)
    level = math.min(full, level + (at - tonumber(kept2)) * L)
  end
  room = level >= need
elseif strategy == 'L' then
  full, need = L * W, cost * W
  if kept1 then
    at = max(now, tonumber(kept2))
    level = max(0, tonumber(kept1) - (at - tonumber(kept2)) * L)
  end
  room = need <= full - level -- never level + need: the sum may pass 2^53, where doubles round
elseif strategy == 'F' then
  start = now - now % W
  if kept1 and tonumber(kept1) >= start then start, used = tonumber(kept1), tonumber(kept2) end
  room = used + cost <= L
elseif strategy == 'S' and kept == 'S' then
  local some = call('LRANGE', WINDOW, 0, 15)
  local length, limitTime, from, seen = #some, now - W, 0, some
  if length == 16 then length = call('LLEN', WINDOW) end
  while #seen > 0 do
    local i = 1
    while i <= #seen and tonumber(seen[i]) <= limitTime do i = i + 1 end
    gone = from + i - 1
    if i <= #seen or gone >= length then break end
    from = gone
    seen = call('LRANGE', WINDOW, from, from + 499)
  end
  used = length - gone
  if length > 0 then newest = tonumber(some[length] or call('LINDEX', WINDOW, -1)) end
  room = used + cost <= L
  if not room then
    local index = gone + used + cost - L
    leavesAt = tonumber(some[index] or call('LINDEX', WINDOW, index - 1))
  end
elseif strategy == 'S' then
  room = cost <= L
end

-- The user's score, block and ban: "<score> <at> <violations> <last at> <last action> <reset at> <blocked at> <blocked until>"
local score, scoreAt, violations, lastAt, lastAction, resetAt, blockedAt, blockedUntil = 0, clock, 0, '-', '-', '-', '-', '-'
if scoreText then
  local a, b, c, d, e, f, g, h = match(scoreText, '^(%S+) (%S+) (%d+) (%S+) (%S+) (%S+) (%S+) (%S+)$')
  if a then
    score, scoreAt, violations = tonumber(a), tonumber(b), tonumber(c)
    lastAt, lastAction, resetAt, blockedAt, blockedUntil = d, e, f, g, h
  end
end
local before = max(0, score - max(0, clock - scoreAt))
local blockEnd = blockedUntil
if blockEnd ~= '-' then local f = firstAfter(tonumber(blockEnd)) blockedUntil = f == math.huge and 'inf' or format('%.0f', f) end
local blocked = now < mark(blockedUntil, 0)
local banUntil = banText and match(banText, '^%[%d+,(%w+),')
if banUntil == 'null' then banUntil = 'inf' end
local banned = banUntil and now < mark(banUntil, 0)
if not banned then banText = false end

local reason = (banned and 'BANNED') or (blocked and 'BLOCKED') or (strategy == '-' and 'UNPOLICED') or (room and 'ALLOWED') or 'LIMITED'
local consume = reason == 'ALLOWED' and mode ~= 'standing'

-- The limit's figures, after consuming where it does.
local remaining, retryAfter, fullAt, delay = -1, 0, now, 0
if strategy == 'T' then
  if not room then retryAfter = ceil((need - level) / L) + (at - now) end
  if consume then level = level - need end
  remaining, fullAt = floor(level / W), at + ceil((full - level) / L)
elseif strategy == 'L' then
  if not room then retryAfter = ceil((need - (full - level)) / L) + (at - now) end
  if consume then delay, level = ceil(level / L), level + need end
  remaining, fullAt = max(0, floor((full - level) / W)), at + ceil(level / L)
elseif strategy == 'F' then
  if not room then retryAfter = start + W - now end
  if consume then used = used + cost end
  remaining = max(0, L - used)
  if used > 0 then fullAt = start + W end
elseif strategy == 'S' then
  if not room then retryAfter = leavesAt + W - now end
  if consume then used, newest = used + cost, max(now, newest) end
  remaining = max(0, L - used)
  if used > 0 then fullAt = newest + W end
end

if mode == 'standing' then return {reason, now, remaining, retryAfter, fullAt, 0} end

-- Denied: is the user to be told, and what did it cost?
local denied = reason ~= 'ALLOWED' and reason ~= 'UNPOLICED'
local notify, after, repeats, added, blocks, recent = 0, before, nil, nil, false, nil
local deniedField, inHistory, excessiveAt, notifyFrom = 'd:' .. action, 0, '-', '-'
local wasBlocked, blockEnded = blocked, blockedUntil ~= '-' and not blocked
if blockEnded then blockedAt, blockedUntil, blockEnd = '-', '-', '-' end
local addedTo
if denied then
  local state = call('HMGET', USER, deniedField, 'v', 'hb')
  if state[1] then
    local count, x, n = match(state[1], '^(%d+) (%S+) (%S+)$')
    if count then inHistory, excessiveAt, notifyFrom = tonumber(count), x, n end
  end
  if now >= mark(notifyFrom, 0) then notify = 1 end
  addedTo = state
end
if reason == 'LIMITED' and writes then
  -- Violations since the latest reset, newest first: "<ms of the newest> <ms before it> <ms before that> ..."
  repeats, recent = 0, nowText
  local time, previous, count = nil, now, 0
  for step in string.gmatch(match(addedTo[2] or '', '^%d+[ %d-]*$') or '', '-?%d+') do
    time = time and time - tonumber(step) or tonumber(step)
    if time > now - 3600000 then repeats = repeats + 1 end
    count = count + 1
    if time > now - 7200000 and count < 99 then
      recent = recent .. ' ' .. previous - time
      previous = time
    end
  end
  if repeats > 99 then repeats = 99 end
  added = tonumber(points)
  if escalating == '1' then added = added * (1 + 0.5 * repeats) end
  after = before + added
  blocks = floor(after * 1e6 + 0.5) / 1e6 >= tonumber(blockAt)
  if blocks then
    local e = clock + (after - tonumber(unblockBelow)) + 5e-7
    blockEnd = format('%.17g', e)
    local f = firstAfter(e)
    blockedAt, blockedUntil = nowText, f == math.huge and 'inf' or format('%.0f', f)
    blocked = true
  end
  violations = violations + 1
end

local answer = {reason, now, remaining, retryAfter, fullAt, delay}
if scoreText or banned or denied then
  answer[7], answer[8], answer[9], answer[10] = format('%.17g', after), violations, notify, banText or ''
  answer[11], answer[12] = blocked and blockedAt or '-', blocked and blockedUntil or '-'
  if repeats then
    answer[13], answer[14], answer[15], answer[16] = repeats, format('%.17g', added), format('%.17g', before), blocks and 1 or 0
  end
end
if not writes then return answer end

-- Types before the first write, so that a call does all or nothing; the user and the lane were read already, and the totals come first.
local totalField = (reason == 'LIMITED' and 'violations:' or denied and 'denied:' or 'allowed:') .. action
call('ZCARD', SEEN)
if repeats then call('LLEN', KEYS[3]) call('ZCARD', KEYS[4]) end
if blocks or blockEnded then call('ZCARD', KEYS[6]) end
if repeats or reason == 'BLOCKED' then call('XLEN', KEYS[8]) end

call('HINCRBY', TOTALS, totalField, 1)
local entered = call('ZADD', SEEN, nowText, id)

if consume then
  if strategy == 'S' then
    if gone > 0 then call('LTRIM', WINDOW, gone, -1) end
    if kept ~= 'S' then call('DEL', WINDOW) end
    local time, left = whole(newest), cost
    if cost == 1 then
      call('RPUSH', WINDOW, time)
    else
      while left > 0 do
        local times = {}
        for i = 1, math.min(left, 1000) do times[i] = time end
        call('RPUSH', WINDOW, unpack(times))
        left = left - #times
      end
    end
    if not manual then call('PEXPIRE', WINDOW, newest == now and windowText or format('%.0f', W + newest - now)) end
    bucket = 'S ' .. revision .. ' -'
  elseif strategy == 'F' then
    bucket = 'F ' .. revision .. ' ' .. windowText .. ' ' .. burstText .. ' ' .. whole(start) .. ' ' .. used
  else
    bucket = strategy .. ' ' .. revision .. ' ' .. windowText .. ' ' .. burstText .. ' ' .. whole(level) .. ' ' .. whole(at)
  end
  if bucket ~= record[3] then call('HSET', USER, bucketField, bucket) end
end
if blockEnded then
  call('ZREM', KEYS[6], id)
  if not repeats then
    call('HSET', USER, 's', format('%.17g %.17g %d %s %s %s - -', score, scoreAt, violations, lastAt, lastAction, resetAt))
  end
end

local function event(type, severity, folded)
  call('XADD', KEYS[8], 'MAXLEN', '~', 1000, '*', 'at', nowText, 'type', type, 'severity', severity, 'user', id, 'action', action,
    'score', answer[7], 'where', where, 'folded', folded)
end
if repeats then
  local upper = string.upper(action)
  lastAt, lastAction = nowText, action
  -- [at, action, strategy, limit, window, retry-after, points, repeats, added, score before, (cost, burst, set the block, where)]
  local entry = '[' .. nowText .. ',"' .. action .. '","' .. strategy .. '",' .. limitText .. ',' .. windowText .. ',' ..
    whole(retryAfter) .. ',' .. points .. ',' .. repeats .. ',' .. answer[14] .. ',' .. answer[15]
  if cost > 1 or B ~= L or blocks or where ~= '' then
    entry = entry .. ',' .. ARGV[4] .. ',' .. burstText .. ',' .. (blocks and '1' or '0')
    if where ~= '' then entry = entry .. ',' .. cjson.encode(where) end
  end
  inHistory = inHistory + 1
  if call('LPUSH', KEYS[3], entry .. ']') > 100 then
    local dropped = match(call('RPOP', KEYS[3]), '^%[%d+,"([^"]*)"')
    if dropped == action then
      inHistory = inHistory - 1
    elseif dropped then
      local count, others = match(call('HGET', USER, 'd:' .. dropped) or '', '^(%d+)( .*)$')
      if count then call('HSET', USER, 'd:' .. dropped, max(0, tonumber(count) - 1) .. others) end
    end
  end
  event('RATE_LIMIT_EXCEEDED_' .. upper, 'WARNING', '0')
  if inHistory > 10 and now - mark(excessiveAt, -math.huge) >= 3600000 then
    excessiveAt = nowText
    event('EXCESSIVE_' .. upper .. '_ATTEMPTS', 'WARNING', '0')
  end
  if after > 0 then call('ZADD', KEYS[4], format('%.17g', after + clock), id) end
  if blocks then
    call('ZADD', KEYS[6], blockEnd, id)
    event('USER_AUTO_BLOCKED', 'CRITICAL', '0')
  end
end
if denied then
  if notify == 1 then
    local wait = reason == 'LIMITED' and retryAfter or 0
    if banned then wait = max(wait, mark(banUntil, 0) - now) end
    if blocked then wait = max(wait, mark(blockedUntil, 0) - now) end
    notifyFrom = wait == math.huge and 'inf' or whole(now + wait)
  end
  local fields = {}
  if notify == 1 or repeats then
    fields = {deniedField, inHistory .. ' ' .. excessiveAt .. ' ' .. notifyFrom}
  end
  if repeats then
    fields[3], fields[5], fields[6] = 's', 'v', recent
    fields[4] = answer[7] .. ' ' .. format('%.17g', clock) .. ' ' .. violations .. ' ' .. lastAt .. ' ' .. lastAction .. ' ' .. resetAt .. ' ' .. blockedAt ..
      ' ' .. blockEnd
  end
  if reason == 'BLOCKED' then
    -- One HIGH_ABUSE_SCORE_LIMIT a minute; "<ms of the last> <how many were swallowed since>"
    local said, folded = match(addedTo[3] or '', '^(%d+) (%d+)$')
    if not said or now - tonumber(said) >= 60000 then
      event('HIGH_ABUSE_SCORE_LIMIT', 'CRITICAL', folded or '0')
      said, folded = nowText, 0
    else
      folded = tonumber(folded) + 1
    end
    fields[#fields + 1] = 'hb'
    fields[#fields + 1] = said .. ' ' .. folded
  end
  if #fields > 0 then call('HSET', USER, unpack(fields)) end
end

if lane then takeNumber(repeats and 'V' or denied and 'D' or 'A', repeats and answer[14]) end

-- Keys that were not declared come last, and cannot fail the check.
local minute = string.sub(TOTALS, 1, -7) .. 'minute:' .. floor(now / 60000)
local first = redis.pcall('HINCRBY', minute, totalField, 1)
if first == 1 and redis.pcall('HSETNX', minute, 'g', '') == 1 then
  -- The state as the minute began: without what this check has just added.
  local high = call('ZCOUNT', KEYS[4], format('%.17g', 50 - 5e-7 + clock), '+inf')
  if floor(after * 1e6 + 0.5) >= 5e7 and floor(before * 1e6 + 0.5) < 5e7 then high = high - 1 end
  local blockedNow = call('ZCOUNT', KEYS[6], format('%.17g', clock), '+inf')
  if blocks and not wasBlocked then blockedNow = blockedNow - 1 end
  redis.pcall('HSET', minute, 'g', (call('ZCARD', SEEN) - entered) .. ' ' .. high .. ' ' .. blockedNow)
  redis.pcall('EXPIRE', minute, 172800)
end
return answer
