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
--       2 user id   3 action   4 cost   5 revision of the policies
--       6 strategy: T token bucket, S sliding window, F fixed window, L leaky bucket; empty: the action has no policy
--       7 limit   8 window, ms   9 burst   10 points   11 escalating, 1 or 0
--      12 blockAt   13 unblockBelow   14 decay, points an hour
--      15 where, may be empty   16 lane, empty for none   17 number of this call in the lane
--      18 now, ms; empty for the server's clock; refused unless totals.clock is "manual"
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
local mode, id, action, cost, revision = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local strategy, L, W, B = ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local decay, lane = tonumber(ARGV[14]), ARGV[16]
local writes = mode == 'check'

local now
if ARGV[18] == '' then
  local time = call('TIME')
  now = time[1] * 1000 + floor(time[2] / 1000)
else
  if call('HGET', TOTALS, 'clock') ~= 'manual' then return {'CLOCK'} end
  now = tonumber(ARGV[18])
end

-- The lane: "<last number> <ms> <one letter a call, oldest first, 64 at most> <points of its V's, comma separated>"
local number, outcomes, points
if lane ~= '' then
  local last
  last, outcomes, points = match(call('HGET', LANES, lane) or '', '^(%d+) %d+ (%u*) (.*)$')
  if not last then return {'GAP', 'absent'} end
  number, last = tonumber(ARGV[17]), tonumber(last)
  if number <= last then return {'DUPLICATE', last} end
  if number > last + 1 then return {'GAP', last} end
end

local function takeNumber(letter, added)
  if not number then return end
  if added then points = points == '' and added or points .. ',' .. added end
  outcomes = outcomes .. letter
  if #outcomes > 64 then
    if string.byte(outcomes) == 86 then points = string.gsub(points, '^[^,]*,?', '', 1) end
    outcomes = string.sub(outcomes, 2)
  end
  call('HSET', LANES, lane, ARGV[17] .. ' ' .. format('%.0f', now) .. ' ' .. outcomes .. ' ' .. points)
end

local function mark(text, whenNone)
  if text == 'inf' then return math.huge end
  return tonumber(text) or whenNone
end

local bucketField = 'b:' .. action
local record = call('HMGET', USER, 's', 'ban', bucketField)
local scoreText, banText, bucket = record[1], record[2], record[3]

-- What was used of the limit. A record that cannot be read counts as none.
local kept, keptRevision, rest
if bucket then
  kept, keptRevision, rest = match(bucket, '^(%u) (%d+) (.*)$')
  if keptRevision and tonumber(keptRevision) > revision and mode ~= 'standing' then
    takeNumber('R')
    return {'STALE_POLICY', keptRevision}
  end
end
if strategy ~= '' and cost > B then
  takeNumber('R')
  return {'COST_EXCEEDS_LIMIT', B}
end
local keptWindow, keptBurst, kept1, kept2
if rest and kept == strategy then
  keptWindow, keptBurst, kept1, kept2 = match(rest, '^(%d+) (%d+) (%d+) (%d+)$')
  if keptWindow ~= ARGV[8] then kept1 = nil end
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
  room = level + need <= full
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
local score, scoreAt, violations, lastAt, lastAction, resetAt, blockedAt, blockedUntil = 0, now, 0, '-', '-', '-', '-', '-'
if scoreText then
  local a, b, c, d, e, f, g, h = match(scoreText, '^(%S+) (%d+) (%d+) (%S+) (%S+) (%S+) (%S+) (%S+)$')
  if a then
    score, scoreAt, violations = tonumber(a), tonumber(b), tonumber(c)
    lastAt, lastAction, resetAt, blockedAt, blockedUntil = d, e, f, g, h
  end
end
local before = score
if decay > 0 then before = max(0, score - decay * max(0, now - scoreAt) / 3600000) end
local blocked = now < mark(blockedUntil, 0)
local banUntil = banText and match(banText, '^%[%d+,(%w+),')
if banUntil == 'null' then banUntil = 'inf' end
local banned = banUntil and now < mark(banUntil, 0)
if not banned then banText = false end

local reason = (banned and 'BANNED') or (blocked and 'BLOCKED') or (strategy == '' and 'UNPOLICED') or (room and 'ALLOWED') or 'LIMITED'
local consume = reason == 'ALLOWED' and mode ~= 'standing'

-- The limit's figures, after consuming where it does.
local remaining, retryAfter, fullAt, delay = -1, 0, now, 0
if strategy == 'T' then
  if not room then retryAfter = ceil((need - level) / L) + (at - now) end
  if consume then level = level - need end
  remaining, fullAt = floor(level / W), at + ceil((full - level) / L)
elseif strategy == 'L' then
  if not room then retryAfter = ceil((level + need - full) / L) + (at - now) end
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
if blockEnded then blockedAt, blockedUntil = '-', '-' end
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
  repeats, recent = 0, format('%.0f', now)
  local time, previous, count = nil, now, 0
  for step in string.gmatch(addedTo[2] or '', '%S+') do
    time = time and time - tonumber(step) or tonumber(step)
    if time > now - 3600000 then repeats = repeats + 1 end
    count = count + 1
    if time > now - 7200000 and count < 99 then
      recent = recent .. ' ' .. format('%.0f', previous - time)
      previous = time
    end
  end
  if repeats > 99 then repeats = 99 end
  added = tonumber(ARGV[10])
  if ARGV[11] == '1' then added = added * (1 + 0.5 * repeats) end
  after = before + added
  blocks = floor(after * 1e6 + 0.5) / 1e6 >= tonumber(ARGV[12])
  if blocks then
    blockedAt, blockedUntil = format('%.0f', now), 'inf'
    if decay > 0 then
      local lasts = floor((after - tonumber(ARGV[13]) + 5e-7) * 3600000 / decay) + 1
      if lasts <= 9e15 then blockedUntil = format('%.0f', now + lasts) end
    end
    blocked = true
  end
  violations = violations + 1
end

local function reply()
  if not scoreText and not banned and not denied then return {reason, now, remaining, retryAfter, fullAt, delay} end
  local answer = {reason, now, remaining, retryAfter, fullAt, delay, format('%.17g', after), violations, notify, banText or '',
    blocked and blockedAt or '-', blocked and blockedUntil or '-'}
  if repeats then
    answer[13], answer[14], answer[15], answer[16] = repeats, format('%.17g', added), format('%.17g', before), blocks and 1 or 0
  end
  return answer
end

if not writes then return reply() end

-- Types before the first write, so that a call does all or nothing; the hash of the user and the lane were read already.
local totalField = (denied and 'denied:' or 'allowed:') .. action
call('ZCARD', SEEN)
call('HLEN', TOTALS)
if repeats then call('LLEN', KEYS[3]) call('ZCARD', KEYS[4]) end
if blocks or blockEnded then call('ZCARD', KEYS[6]) end
if repeats or reason == 'BLOCKED' then call('XLEN', KEYS[8]) end

local entered = call('ZADD', SEEN, format('%.0f', now), id)
call('HINCRBY', TOTALS, totalField, 1)

local function event(type, severity, folded)
  call('XADD', KEYS[8], 'MAXLEN', '~', 1000, '*', 'at', format('%.0f', now), 'type', type, 'severity', severity, 'user', id,
    'action', action, 'score', format('%.17g', after), 'where', ARGV[15], 'folded', folded)
end

local function scoreRecord()
  return format('%.17g %.0f %d %s %s %s %s %s', after, now, violations, lastAt, lastAction, resetAt, blockedAt, blockedUntil)
end

if consume then
  if strategy == 'S' then
    if gone > 0 then call('LTRIM', WINDOW, gone, -1) end
    if kept ~= 'S' then call('DEL', WINDOW) end
    local time, left = format('%.0f', newest), cost
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
    if ARGV[18] == '' then call('PEXPIRE', WINDOW, format('%.0f', W + newest - now)) end
    bucket = 'S ' .. ARGV[5] .. ' -'
  elseif strategy == 'F' then
    bucket = format('F %s %s %s %.0f %.0f', ARGV[5], ARGV[8], ARGV[9], start, used)
  else
    bucket = format('%s %s %s %s %.0f %.0f', strategy, ARGV[5], ARGV[8], ARGV[9], level, at)
  end
  if bucket ~= record[3] then call('HSET', USER, bucketField, bucket) end
end
if blockEnded then
  call('ZREM', KEYS[6], id)
  if not repeats then
    call('HSET', USER, 's', format('%.17g %.0f %d %s %s %s - -', score, scoreAt, violations, lastAt, lastAction, resetAt))
  end
end

local upper = string.upper(action)
if repeats then
  call('HINCRBY', TOTALS, 'violations:' .. action, 1)
  lastAt, lastAction = format('%.0f', now), action
  -- [at, action, strategy, limit, window, retry-after, points, repeats, added, score before, (cost, burst, set the block, where)]
  local entry = format('[%.0f,"%s","%s",%s,%s,%.0f,%s,%d,%.17g,%.17g', now, action, strategy, ARGV[7], ARGV[8], retryAfter, ARGV[10],
    repeats, added, before)
  if cost > 1 or B ~= L or blocks or ARGV[15] ~= '' then
    entry = entry .. ',' .. ARGV[4] .. ',' .. ARGV[9] .. ',' .. (blocks and '1' or '0')
    if ARGV[15] ~= '' then entry = entry .. ',' .. cjson.encode(ARGV[15]) end
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
  event('RATE_LIMIT_EXCEEDED_' .. upper, 'WARNING', 0)
  if inHistory > 10 and now - mark(excessiveAt, -math.huge) >= 3600000 then
    excessiveAt = format('%.0f', now)
    event('EXCESSIVE_' .. upper .. '_ATTEMPTS', 'WARNING', 0)
  end
  if after > 0 then call('ZADD', KEYS[4], format('%.17g', after + decay * now / 3600000), id) end
  if blocks then
    call('ZADD', KEYS[6], blockedUntil == 'inf' and '+inf' or blockedUntil, id)
    event('USER_AUTO_BLOCKED', 'CRITICAL', 0)
  end
end
if denied then
  if notify == 1 then
    local wait = reason == 'LIMITED' and retryAfter or 0
    if banned then wait = max(wait, mark(banUntil, 0) - now) end
    if blocked then wait = max(wait, mark(blockedUntil, 0) - now) end
    notifyFrom = wait == math.huge and 'inf' or format('%.0f', now + wait)
  end
  local fields = {}
  if notify == 1 or repeats then
    fields = {deniedField, inHistory .. ' ' .. excessiveAt .. ' ' .. notifyFrom}
  end
  if repeats then
    fields[3], fields[4], fields[5], fields[6] = 's', scoreRecord(), 'v', recent
  end
  if reason == 'BLOCKED' then
    -- One HIGH_ABUSE_SCORE_LIMIT a minute; "<ms of the last> <how many were swallowed since>"
    local said, folded = match(addedTo[3] or '', '^(%d+) (%d+)$')
    if not said or now - tonumber(said) >= 60000 then
      event('HIGH_ABUSE_SCORE_LIMIT', 'CRITICAL', folded or 0)
      said, folded = format('%.0f', now), 0
    else
      folded = tonumber(folded) + 1
    end
    fields[#fields + 1] = 'hb'
    fields[#fields + 1] = said .. ' ' .. folded
  end
  if #fields > 0 then call('HSET', USER, unpack(fields)) end
end

takeNumber(repeats and 'V' or denied and 'D' or 'A', repeats and format('%.17g', added))

-- Keys that were not declared come last, and cannot fail the check.
local minute = string.sub(TOTALS, 1, -7) .. 'minute:' .. format('%.0f', floor(now / 60000))
local first = redis.pcall('HINCRBY', minute, totalField, 1)
if repeats then redis.pcall('HINCRBY', minute, 'violations:' .. action, 1) end
if first == 1 and redis.pcall('HSETNX', minute, 'g', '') == 1 then
  -- The state as the minute began: without what this check has just added.
  local high = call('ZCOUNT', KEYS[4], format('%.17g', 50 - 5e-7 + decay * now / 3600000), '+inf')
  if floor(after * 1e6 + 0.5) >= 5e7 and floor(before * 1e6 + 0.5) < 5e7 then high = high - 1 end
  local blockedNow = call('ZCOUNT', KEYS[6], '(' .. format('%.0f', now), '+inf')
  if blocks and not wasBlocked then blockedNow = blockedNow - 1 end
  redis.pcall('HSET', minute, 'g', (call('ZCARD', SEEN) - entered) .. ' ' .. high .. ' ' .. blockedNow)
  redis.pcall('EXPIRE', minute, 172800)
end
return reply()
