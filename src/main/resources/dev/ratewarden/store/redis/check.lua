-- One check of one user: decides, consumes, counts and records in one atomic step. Keyspace version 1.
--
-- KEYS  1 <p>{sN}:user:<id>     hash    2 <p>{sN}:seen          zset    3 <p>{sN}:totals   hash    4 <p>{sN}:history:<id>   list
--       5 <p>{sN}:scores        zset    6 <p>{sN}:blocked       zset    7 <p>{sN}:events   stream  8 <p>{sN}:lanes          hash
--       9... <p>{sN}:window:<id>:<name> lists: one for each sliding window among the levels, in their order, the trial's last
-- Not declared, same slot, written last: <p>{sN}:minute:<epoch minute>, and what retention removes.
--
-- ARGV  1 mode: check | peek (what check would answer, writes nothing) | standing (the limit's figures, writes nothing)
--       2 user id   3 action   4 cost
--       5 policy, separated by single spaces: strategy (T token bucket, S sliding window, F fixed window, L leaky bucket, - no policy);
--         revision of the policies; window, ms; burst; limit; points; escalating, 1 or 0; blockAt; unblockBelow; the decay clock: base,
--         from, rate, rate before; how many users the shard may hold. All of them, zeros where there is no policy
--       6 lane   7 number of this call in it; both may be empty or absent, as may all that follows
--       8 where
--       9 more, where anything of it is not the usual, separated by single spaces: E enforce | S shadow | O off; what the role multiplies
--         the limit by; the part to which the limit falls as the score rises, or -; then for each level to which the action cascades
--         "+ action strategy window burst limit multiplier part", and for a trial "? strategy window burst limit multiplier part"
--      10 now, ms, instead of the server's clock; refused unless totals.clock is "manual"
--
-- Reply 1 ALLOWED | EXEMPT | UNPOLICED | SHADOWED | LIMITED | BLOCKED | BANNED   2 now   3 remaining (-1 without a policy)
--       4 the limit's retry-after, -1 for never   5 reset at   6 delay; and where anything of it is not the usual:
--       7 which level the figures are of, 0 for the action's own   8 the user's own limit there, or -   9 score before   10 score after
--      11 violations   12 notify, 1 or 0   13 ban as JSON or empty   14 blocked since or -   15 blocked until, inf or -
--      and where a violation was recorded:   16 points   17 repeats   18 points added   19 whether it set the block, 1 or 0
--       Scores and points are whole numbers or decimals as text.
-- Or, having changed nothing but the lane:   STALE_POLICY <newest revision seen> | COST_EXCEEDS_LIMIT <capacity> <level>
-- Or, having changed nothing:   GAP <last number, or absent> | DUPLICATE <last number> | CLOCK
local call, try, match, sub, floor, ceil = redis.call, redis.pcall, string.match, string.sub, math.floor, math.ceil
local USER, SEEN, TOTALS, LANES = KEYS[1], KEYS[2], KEYS[3], KEYS[8]
local mode, id, action, cost, policy, lane, more, manual = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5], ARGV[6], ARGV[9], ARGV[10]
local kind, revision, window, burstText, limitAt, limitText, rulesAt = match(policy, '^(%S) (%d+) (%d+) (%d+) ()(%d+) ()')
if not kind then return redis.error_reply('ERR policy cannot be read: ' .. policy) end
local RULES = '^(%d+) ([01]) (%S+) (%S+) (%S+) (%S+) (%S+) (%S+) (%d+)$'
if lane == '' then lane = nil end

-- Times are kept as text too: to print a number costs more than all the rest of a line. For the same reason there is one way for all
-- checks, which makes no function and no table until something is not as usual.
local nowText, micros
if manual and manual ~= '' then
  if call('HGET', TOTALS, 'clock') ~= 'manual' then return {'CLOCK'} end
  nowText, micros = manual, '0'
else
  manual = nil
  local time = call('TIME')
  micros = time[2]
  nowText = time[1] .. (#micros == 6 and sub(micros, 1, 3) or sub('00000' .. micros, -6, -4))
end
local now = tonumber(nowText)

-- Where there is more than one limit they stand in levels, the trial's last; else all is in these locals.
local bucketField, L, W, B = 'b:' .. action, tonumber(limitText), tonumber(window), tonumber(burstText)
local count, levels, trial, switch, times, part, list = kind == '-' and 0 or 1, nil, nil, 'E', 1, nil, KEYS[9]
local record, before = nil, 0
if more and more ~= '' then
  local words, fields, n = {}, {bucketField, 's', 'ban', 'ex', 'o:' .. action}, 0
  for word in string.gmatch(more, '%S+') do
    n = n + 1
    words[n] = word
    if words[n - 1] == '+' then
      fields[#fields + 1] = 'b:' .. word
      fields[#fields + 1] = 'o:' .. word
    elseif word == '?' then
      fields[#fields + 1] = bucketField .. '#shadow'
    end
  end
  record = call('HMGET', USER, unpack(fields))
  switch, times, part = words[1], tonumber(words[2]), tonumber(words[3])
  levels = {{name = action, kind = kind, window = window, B = B, L = L, times = times, part = part, used = record[1], own = record[5]}}
  if count == 0 then levels[1] = nil end
  local w, f = 4, 6
  while words[w] == '+' or words[w] == '?' do
    local shadow = words[w] == '?' and 1 or 0
    count = count + 1
    levels[count] = {name = shadow == 1 and action .. '#shadow' or words[w + 1], kind = words[w + 2 - shadow], window = words[w + 3 - shadow],
      B = tonumber(words[w + 4 - shadow]), L = tonumber(words[w + 5 - shadow]), times = tonumber(words[w + 6 - shadow]),
      part = tonumber(words[w + 7 - shadow]), used = record[f], own = shadow == 0 and record[f + 1] or false}
    if shadow == 1 then trial = count end
    w, f = w + 8 - shadow, f + 2
  end
  local lists = 8
  for i = 1, count do
    if levels[i].kind == 'S' then
      lists = lists + 1
      levels[i].list = KEYS[lists]
    end
  end
else
  more, record = nil, call('HMGET', USER, bucketField, 's', 'ban', 'ex', 'o:' .. action)
end

-- What was used of each limit, and whether it has room. A record that cannot be read counts as none.
local used, own, scale = record[1], record[5], record[5] or times ~= 1 or part
local room, trialRoom, refusal, unreadable = true, true, nil, 0
-- Token and leaky bucket: level in 1/window ms of a request, as of at; fixed window: since at; sliding window: see the keyspace page.
local level, at, atText, keeps, never, has, from, newest, others, listed, gone, leavesAt
for i = 1, count do
  local one = levels and levels[i]
  if one then
    kind, window, W, B, L, used, own, list = one.kind, one.window, tonumber(one.window), one.B, one.L, one.used, one.own, one.list
    scale = own or one.times ~= 1 or one.part
  end
  if cost > B and i ~= trial and not refusal then refusal = {'COST_EXCEEDS_LIMIT', B, i - 1} end
  if scale then
    local limit, burst = L, B
    own = own and tonumber(match(own, '^[1-9]%d*$'))
    if own then
      L = own
      B = burst == limit and L or math.max(1, floor(L * burst / limit))
    elseif one then
      times, part = one.times, 1
      if one.part then
        local a, b = match(record[2] or '', '^(%S+) (%S+) ')
        local _, _, blockAt, _, base, since, rate, rateBefore = match(policy, RULES, rulesAt)
        if a and match(a, '^%d') and tonumber(a) and tonumber(b) then
          local clock = base + (now >= tonumber(since) and rate or rateBefore) * (now - since) / 3600000
          before = math.max(0, a - math.max(0, clock - b))
        end
        part = 1 - (1 - one.part) * math.min(1, floor(before * 1e6 + 0.5) / 1e6 / blockAt)
      end
      L = math.max(1, floor(limit * times * part))
      B = burst == limit and L or math.max(1, floor(burst * times * part))
    end
    local most = math.min(kind == 'S' and 10000 or 1e9, floor(9007199254740991 / W))
    L, B = math.max(1, math.min(most, L)), math.max(1, math.min(most, B))
  end
  local under, value
  never, keeps, at, atText = cost > (kind == 'T' and B or L), B, now, nowText
  if kind == 'S' then
    level, gone, newest, from, others, listed = 0, 0, now, now, nil, nil
    local oldest, next
    if used then
      local keptWindow, amount
      under, keptWindow, amount, from, newest, others, oldest, next = match(used, '^S (%d+) (%d+) (%d+) (%d+) (%d+) ()(%d+) ?()')
      if under and keptWindow ~= window then
        newest, others = now, nil
      elseif under then
        level, newest = tonumber(amount), from + newest
        local limit = now - W - from
        while oldest and tonumber(oldest) <= limit do
          level, others = level - 1, next
          oldest, next = match(used, '^(%d+) ?()', next)
        end
        if not oldest then level, others = 0, nil end
      else
        newest = now
        under, keptWindow = match(used, '^S (%d+) (%d+) L$')
        if under and keptWindow ~= window then
          listed = true
        elseif under then
          listed = true
          local some = call('LRANGE', list, 0, 15)
          local length, first, seen = #some, 0, some
          if length == 16 then length = call('LLEN', list) end
          while #seen > 0 do
            local k = 1
            while k <= #seen and tonumber(seen[k]) <= now - W do k = k + 1 end
            gone = first + k - 1
            if k <= #seen or gone >= length then break end
            first = gone
            seen = call('LRANGE', list, first, first + 499)
          end
          level = length - gone
          if length > 0 then newest = tonumber(some[length] or call('LINDEX', list, -1)) end
        else
          under = match(used, '^[TLF] (%d+) %d+ %d+ %d+ %d+$')
          if not under then unreadable = unreadable + 1 end
        end
      end
    end
    has = level + cost <= L
    if not has and not never then
      local index = level + cost - L
      if listed then
        leavesAt = tonumber(call('LINDEX', list, gone + index - 1))
      else
        for _ = 2, index do oldest, next = match(used, '^(%d+) ?()', next) end
        leavesAt = from + oldest
      end
    end
  else
    if used then
      if not levels and not scale and sub(used, 1, limitAt - 1) == sub(policy, 1, limitAt - 1) then
        value, atText = match(used, '^(%d+) (%d+)$', limitAt)
      else
        local was, keptWindow, kept
        was, under, keptWindow, kept, value, atText = match(used, '^([TLF]) (%d+) (%d+) (%d+) (%d+) (%d+)$')
        if was == kind and keptWindow == window then
          kept = tonumber(kept)
          if kind == 'T' and kept < B then value = value + (B - kept) * W end
          if under == revision and kept > B then keeps = kept end
        else
          value = nil
        end
        under = under or match(used, '^S (%d+) [%dL]')
      end
      if not (value or under) then unreadable = unreadable + 1 end
    end
    if kind == 'F' then
      at, level = now - now % W, 0
      if value and tonumber(value) >= at then at, level = tonumber(value), tonumber(atText) end
      has = level + cost <= L
    else
      local full = kind == 'T' and B * W or L * W
      level = kind == 'T' and full or 0
      if value then
        level, at = tonumber(value), tonumber(atText)
        if kind == 'T' and level > full then level = full end
        if at < now then
          if kind == 'T' then
            level = level + (now - at) * L
            if level > full then level = full end
          else
            level = level - (now - at) * L
            if level < 0 then level = 0 end
          end
          at, atText = now, nowText
        end
      else
        atText = nowText
      end
      -- Never level + cost: the sum may pass 2^53, where doubles round.
      if kind == 'T' then has = level >= cost * W else has = cost * W <= full - level end
    end
  end
  if under and under ~= revision and tonumber(under) > tonumber(revision) and mode ~= 'standing' then refusal = {'STALE_POLICY', under} end
  if i == trial then trialRoom = has else room = room and has end
  if one then
    one.L, one.B, one.own, one.W, one.level, one.at, one.atText, one.keeps, one.never, one.has = L, B, own, W, level, at, atText, keeps, never, has
    one.from, one.newest, one.others, one.listed, one.gone, one.leavesAt = from, newest, others, listed, gone, leavesAt
  end
end

-- What follows of it. "<score> <clock> <violations> <latest violation> <its action> <latest reset> <blocked since> <block end>"
local reason, consume, denied, shadowed, last = count == 0 and 'UNPOLICED' or 'ALLOWED', count > 0, false, false, count
local text, points, escalating, blockAt, unblockBelow, base, since, rate, rateBefore, clock
local scoreWas, clockWas, violations, lastAt, lastAction, resetAt, blockedAt, blockEnd, blockedUntil, blocked, wasBlocked, blockEnded, bannedUntil
local special = record[2] or record[3] or record[4] or record[5] or more or not room or refusal or mode ~= 'check'
if special then
  text = function(value) -- Lua by itself prints only whole numbers below 1e14 exactly.
    if value == 0 then return '0' end
    if value % 1 == 0 and value < 1e14 and value > -1e14 then return value .. '' end
    return string.format(value % 1 == 0 and '%.0f' or '%.17g', value)
  end
  points, escalating, blockAt, unblockBelow, base, since, rate, rateBefore = match(policy, RULES, rulesAt)
  base, since, rate, rateBefore = tonumber(base), tonumber(since), tonumber(rate), tonumber(rateBefore)
  clock = base + (now >= since and rate or rateBefore) * (now - since) / 3600000
  before, violations, lastAt, lastAction, resetAt, blockedAt, blockEnd = 0, 0, '-', '-', '-', '-', '-'
  if record[2] then
    local a, b, c, d, e, f, g, h = match(record[2], '^(%S+) (%S+) (%d+) (%S+) (%S+) (%S+) (%S+) (%S+)$')
    -- Lua takes nan and inf for numbers; neither is ours.
    if a and match(a, '^%d') and tonumber(a) and match(b, '^-?%d') and tonumber(b) and (h == '-' or match(h, '^-?%d') and tonumber(h)) then
      scoreWas, clockWas, violations, lastAt, lastAction, resetAt, blockedAt, blockEnd = a, b, tonumber(c), d, e, f, g, h
      before = math.max(0, a - math.max(0, clock - b))
      wasBlocked = tonumber(h) and clock <= tonumber(h) or false
      blocked, blockEnded = wasBlocked, h ~= '-' and not wasBlocked
      if blockEnded then blockedAt, blockEnd = '-', '-' end
    else
      unreadable = unreadable + 1
    end
  end
  local standing
  for k = 3, 4 do
    local ends = record[k] and match(record[k], '^%[%d+,(%w+),')
    ends = ends == 'null' and math.huge or tonumber(ends)
    if ends and now < ends then
      if k == 3 then bannedUntil = ends else standing = 'EXEMPT' end
    end
  end
  standing = standing or bannedUntil and 'BANNED' or blocked and switch == 'E' and 'BLOCKED' or nil
  if standing or mode == 'standing' then
    reason, consume, denied, room, trialRoom = standing or reason, false, standing == 'BANNED' or standing == 'BLOCKED', true, false
    last = trial ~= 1 and math.min(1, count) or 0
  else
    if trial == 1 then reason, consume = 'UNPOLICED', false end
    if not room then reason, consume, denied = 'LIMITED', false, true end
    if switch == 'S' and (denied or blocked) then reason, denied, shadowed = 'SHADOWED', false, true end
    if not trialRoom then
      shadowed = true
      if not denied then reason = 'SHADOWED' end
    end
  end
  if refusal then last = 0 end
end

-- The figures of the limit that is nearest to its end or, if there is no room, whose wait is longest; and what is kept of each.
local figuresOf, remaining, retryAfter, fullAt, delay, longest, bucketText, fields, lists = 0, -1, 0, now, 0, -1, nil, nil, nil
for i = 1, last do
  local one, take = levels and levels[i], consume
  if one then
    kind, window, W, B, L, used, own, list = one.kind, one.window, one.W, one.B, one.L, one.used, one.own, one.list
    level, at, atText, keeps, never, has = one.level, one.at, one.atText, one.keeps, one.never, one.has
    from, newest, others, listed, gone, leavesAt = one.from, one.newest, one.others, one.listed, one.gone, one.leavesAt
    if i == trial then take = trialRoom end
  end
  local left, wait, full, pace, fits = 0, 0, now, 0, nil
  if kind == 'T' then
    if not has then wait = ceil((cost * W - level) / L) + (at - now) end
    if take then level = level - cost * W end
    left, full = floor(level / W), at + ceil((B * W - level) / L)
  elseif kind == 'L' then
    fits = L * W
    if not has then wait = ceil((cost * W - (fits - level)) / L) + (at - now) end
    if take then pace, level = ceil(level / L), level + cost * W end
    left, full = floor((fits - level) / W), at + ceil(level / L)
    if left < 0 then left = 0 end
  else
    local starts = at
    if kind == 'S' then
      if take and newest < now then newest = now end
      starts = newest
    end
    if not has and not never then wait = (kind == 'S' and leavesAt or at) + W - now end
    if take then level = level + cost end
    left = L > level and L - level or 0
    if level > 0 then full = starts + W end
  end
  if take then
    if kind == 'F' then
      bucketText = 'F ' .. revision .. ' ' .. window .. ' ' .. B .. ' ' .. at .. ' ' .. level
    elseif kind ~= 'S' then
      bucketText = kind .. ' ' .. revision .. ' ' .. window .. ' ' .. keeps .. ' ' .. (level < 1e14 and level or string.format('%.0f', level)) ..
        ' ' .. atText
    elseif level == cost and cost <= 100 then
      bucketText = 'S ' .. revision .. ' ' .. window .. ' ' .. ARGV[4] .. ' ' .. nowText .. (cost == 1 and ' 0 0' or ' 0' .. string.rep(' 0', cost))
      if listed then lists = {{list}} end
    elseif not listed and level <= 100 then
      local offset = ' ' .. newest - from
      bucketText = 'S ' .. revision .. ' ' .. window .. ' ' .. level .. ' ' .. from .. offset .. ' ' .. sub(used, others) ..
        (cost == 1 and offset or string.rep(offset, cost))
    else
      bucketText = 'S ' .. revision .. ' ' .. window .. ' L'
      lists = lists or {}
      lists[#lists + 1] = {list, newest, W, listed and gone, from, others and sub(used, others)}
    end
    if one then
      fields = fields or {}
      fields[#fields + 1] = 'b:' .. one.name
      fields[#fields + 1] = bucketText
    end
  end
  if i ~= trial then
    if pace > delay then delay = pace end
    local rank = never and math.huge or wait
    if room and (i == 1 or left < remaining) or not room and not has and rank > longest then
      figuresOf, remaining, retryAfter, fullAt, longest = i - 1, left, never and -1 or wait, full, rank
    end
  end
end

-- Denied: is the user to be told, and what did it cost?
local after, blocks, notify, inHistory, excessiveAt, notifyFrom, state = before, false, 0, 0, '-', '-', nil
local repeats, added, recent
if denied and not refusal then
  state = call('HMGET', USER, 'd:' .. action, 'hb', 'v', 'g')
  local a, b, c, under = match(state[1] or '', '^(%d+) (%S+) (%S+) ?(%d*)$')
  if a then inHistory, excessiveAt, notifyFrom = tonumber(a), b, c end
  if under and under ~= '' and tonumber(under) > tonumber(revision) then refusal = {'STALE_POLICY', under} end
  if notifyFrom ~= 'inf' and now >= (tonumber(notifyFrom) or 0) then notify = 1 end
end
if reason == 'LIMITED' and mode == 'check' and not refusal then
  -- Violations since the latest reset, newest first: "<ms of the newest> <ms before it> <ms before that> ..."
  local time, steps, latest = now, 0, nil
  repeats = 0
  for step, stop in string.gmatch(state[3] or '', '(%S+)()') do
    if not tonumber(step) then break end
    time = latest and time - step or tonumber(step)
    latest = latest or time
    if time > now - 3600000 then repeats = repeats + 1 end
    steps = steps + 1
    if time > now - 7200000 and steps < 99 then recent = stop end
  end
  if recent then
    recent = nowText .. ' ' .. text(now - latest) .. match(sub(state[3], 1, recent - 1), '^%S+(.*)$')
  else
    recent = nowText
  end
  if repeats > 99 then repeats = 99 end
  if now < (tonumber(state[4]) or 0) then
    points, added = '0', 0
  else
    added = escalating == '1' and points * (1 + 0.5 * repeats) or tonumber(points)
    after = before + added
    blocks = floor(after * 1e6 + 0.5) / 1e6 >= tonumber(blockAt)
  end
  if blocks then
    blocked, blockedAt, blockEnd = true, nowText, text(clock + (after - unblockBelow) + 5e-7)
  end
  violations = violations + 1
end

if blocked then
  -- The first ms at which the decay clock shows more than the block's end.
  local ends, least = tonumber(blockEnd), nil
  local towards = ends >= base and rate or rateBefore
  least = floor((ends - base) * 3600000 / towards) + 1
  blockedUntil = (towards == 0 or least > 9e15) and math.huge or since + least
  while blockedUntil < math.huge and base + (blockedUntil >= since and rate or rateBefore) * (blockedUntil - since) / 3600000 <= ends do
    blockedUntil = blockedUntil + 1
  end
  while blockedUntil < math.huge and base + (blockedUntil > since and rate or rateBefore) * (blockedUntil - 1 - since) / 3600000 > ends do
    blockedUntil = blockedUntil - 1
  end
end

local answer, afterText, addedText
if refusal then
  answer = refusal
elseif special and (record[2] or denied or own or levels and (levels[figuresOf + 1] or record).own or figuresOf > 0 or bannedUntil or mode == 'standing') then
  own = levels and (levels[figuresOf + 1] or record).own or not levels and own or '-'
  afterText = text(after)
  local untilText = not blocked and '-' or blockedUntil == math.huge and 'inf' or text(blockedUntil)
  local banText, sinceText = bannedUntil and record[3] or '', blocked and blockedAt or '-'
  if repeats then
    addedText = text(added)
    answer = {reason, now, remaining, retryAfter, fullAt, delay, figuresOf, own, text(before), afterText, violations, notify, banText, sinceText,
      untilText, points, repeats, addedText, blocks and 1 or 0}
  else
    answer = {reason, now, remaining, retryAfter, fullAt, delay, figuresOf, own, afterText, afterText, violations, notify, banText, sinceText,
      untilText}
  end
else
  answer = {reason, now, remaining, retryAfter, fullAt, delay}
end
if mode ~= 'check' then return answer end

-- Types before the first write, so that a call does all or nothing; those of the keys that are always written show when they are.
local counter, letter = 'allowed:', refusal and 'R' or nil
if not refusal then
  if repeats then call('LLEN', KEYS[4]) call('ZCARD', KEYS[5]) counter, letter = 'violations:', (shadowed and 'W' or 'V') .. addedText
  elseif denied then counter, letter = 'denied:', 'D'
  elseif shadowed then letter = 'S' end
  if blocks or blockEnded then call('ZCARD', KEYS[6]) end
  if repeats or reason == 'BLOCKED' then call('XLEN', KEYS[7]) end
end

-- The lane: takes its next number, or, if this call's is another, puts back what it was and changes nothing.
if lane then
  local taken, number = call('HINCRBY', LANES, lane, '1'), tonumber(ARGV[7])
  if taken ~= number or taken == 1 then
    if taken == 1 then
      call('HDEL', LANES, lane)
      return {'GAP', 'absent'}
    end
    call('HINCRBY', LANES, lane, '-1')
    return {number < taken and 'DUPLICATE' or 'GAP', taken - 1}
  end
end
local totalField, entered = counter .. action, nil
if not refusal then
  local total = try('HINCRBY', TOTALS, totalField, '1')
  local failed = type(total) == 'table' and total
  if not failed then
    entered = try('ZADD', SEEN, nowText, id)
    failed = type(entered) == 'table' and entered
    if failed and total == 1 then call('HDEL', TOTALS, totalField) elseif failed then call('HINCRBY', TOTALS, totalField, '-1') end
  end
  if failed then
    if lane then call('HINCRBY', LANES, lane, '-1') end
    return failed
  end
end

if refusal then
  -- Nothing else.
elseif not special and not lists then
  if bucketText then call('HSET', USER, bucketField, bucketText) end
else
  fields = fields or bucketText and {bucketField, bucketText} or {}
  for _, long in ipairs(lists or {}) do
    -- A sliding window of more than 100 times is a list of its own: {key, newest time, window, gone or nil, base, offsets}.
    local key, left, times = long[1], cost, {}
    if not long[4] then call('DEL', key) elseif long[4] > 0 then call('LTRIM', key, long[4], -1) end
    if long[6] then for offset in string.gmatch(long[6], '%d+') do times[#times + 1] = string.format('%.0f', long[5] + offset) end end
    while long[2] and (#times > 0 or left > 0) do
      while #times < 1000 and left > 0 do times[#times + 1], left = string.format('%.0f', long[2]), left - 1 end
      call('RPUSH', key, unpack(times))
      times = {}
    end
    if long[2] and not manual then call('PEXPIRE', key, string.format('%.0f', long[2] + long[3] - now)) end
  end
  local where = ARGV[8] or ''
  local function event(type, severity, folded)
    call('XADD', KEYS[7], 'MAXLEN', '~', '1000', '*', 'at', nowText, 'type', type, 'severity', severity, 'user', id, 'action', action,
      'score', afterText, 'where', where, 'folded', folded)
  end
  if blockEnded then call('ZREM', KEYS[6], id) end
  if repeats then
    -- [at, action, strategy, limit, window, retry-after, points, repeats, added, score before,
    --  (cost, burst, set the block, where, level, degraded)]
    local one = levels and levels[figuresOf + 1]
    if one then kind, L, B, window = one.kind, one.L, one.B, one.window end
    local entry = '[' .. nowText .. ',"' .. action .. '","' .. kind .. '",' .. L .. ',' .. window .. ',' ..
      (retryAfter == -1 and 'null' or retryAfter) .. ',' .. points .. ',' .. repeats .. ',' .. addedText .. ',' .. answer[9]
    if cost > 1 or B ~= L or blocks or where ~= '' or figuresOf > 0 then
      entry = entry .. ',' .. cost .. ',' .. B .. ',' .. (blocks and '1' or '0')
      if where ~= '' then entry = entry .. ',' .. cjson.encode(where) elseif figuresOf > 0 then entry = entry .. ',null' end
      if figuresOf > 0 then entry = entry .. ',"' .. one.name .. '"' end
    end
    inHistory = inHistory + 1
    if call('LPUSH', KEYS[4], entry .. ']') > 100 then
      local dropped = match(call('RPOP', KEYS[4]), '^%[%d+,"([^"]*)"')
      if dropped == action then
        inHistory = inHistory - 1
      elseif dropped then
        local amount, others = match(call('HGET', USER, 'd:' .. dropped) or '', '^(%d+)( .*)$')
        if amount and amount ~= '0' then call('HSET', USER, 'd:' .. dropped, amount - 1 .. others) end
      end
    end
    event('RATE_LIMIT_EXCEEDED_' .. string.upper(action), 'WARNING', '0')
    if inHistory > 10 and now - (tonumber(excessiveAt) or -math.huge) >= 3600000 then
      excessiveAt = nowText
      event('EXCESSIVE_' .. string.upper(action) .. '_ATTEMPTS', 'WARNING', '0')
    end
    if after > 0 then call('ZADD', KEYS[5], clock == 0 and afterText or text(after + clock), id) end
    if blocks then
      call('ZADD', KEYS[6], blockEnd, id)
      event('USER_AUTO_BLOCKED', 'CRITICAL', '0')
    end
    scoreWas, clockWas, lastAt, lastAction = afterText, text(clock), nowText, action
    fields[#fields + 1] = 'v'
    fields[#fields + 1] = recent
  end
  if repeats or blockEnded then
    fields[#fields + 1] = 's'
    fields[#fields + 1] = scoreWas .. ' ' .. clockWas .. ' ' .. violations .. ' ' .. lastAt .. ' ' .. lastAction .. ' ' .. resetAt .. ' ' ..
      blockedAt .. ' ' .. blockEnd
  end
  if reason == 'BLOCKED' then
    -- One HIGH_ABUSE_SCORE_LIMIT a minute; "<ms of the last> <how many were swallowed since>"
    local said, folded = match(state[2] or '', '^(%d+) (%d+)$')
    if not said or now - said >= 60000 then
      event('HIGH_ABUSE_SCORE_LIMIT', 'CRITICAL', folded or '0')
      said, folded = nowText, -1
    end
    fields[#fields + 1] = 'hb'
    fields[#fields + 1] = said .. ' ' .. folded + 1
  end
  if denied and (notify == 1 or repeats) then
    if notify == 1 then
      local wait = reason == 'LIMITED' and (retryAfter == -1 and math.huge or retryAfter) or 0
      if bannedUntil then wait = math.max(wait, bannedUntil - now) end
      if blocked then wait = math.max(wait, blockedUntil - now) end
      notifyFrom = wait == math.huge and 'inf' or text(now + wait)
    end
    fields[#fields + 1] = 'd:' .. action
    fields[#fields + 1] = inHistory .. ' ' .. excessiveAt .. ' ' .. notifyFrom .. ' ' .. revision
  end
  if #fields > 0 then call('HSET', USER, unpack(fields)) end
  if shadowed then call('HINCRBY', TOTALS, 'shadowed:' .. action, '1') end
  if unreadable > 0 and (bucketText or repeats) then call('HINCRBY', TOTALS, 'unreadable', unreadable) end
end

-- The lane's note of a call that was not plainly allowed, in the place of the one 64 calls before.
if letter and lane then call('HSET', LANES, lane .. '!' .. ARGV[7] % 64, ARGV[7] .. letter) end
if refusal then return answer end

-- Keys that were not declared come last, and cannot fail the check.
local shard = sub(TOTALS, 1, -7)
local minute = shard .. 'minute:' .. floor(now / 60000)
local first = try('HINCRBY', minute, totalField, '1')
if shadowed then try('HINCRBY', minute, 'shadowed:' .. action, '1') end
if first == 1 and try('HSETNX', minute, 'g', '') == 1 then
  -- The state as the minute began: without what this check has just added. Only an undo makes a blocked user exempt as well.
  pcall(function()
    local _, _, _, _, zero, begun, rateNow, rateThen = match(policy, RULES, rulesAt)
    local reading = zero + (now >= tonumber(begun) and rateNow or rateThen) * (now - begun) / 3600000
    local high = call('ZCOUNT', KEYS[5], string.format('%.17g', 50 - 5e-7 + reading), '+inf')
    local held = call('ZCOUNT', KEYS[6], string.format('%.17g', reading), '+inf')
    for _, both in ipairs(call('ZINTER', '2', shard .. 'exempt', KEYS[6])) do
      if tonumber(call('ZSCORE', shard .. 'exempt', both)) > now and tonumber(call('ZSCORE', KEYS[6], both)) >= reading then held = held - 1 end
    end
    if floor(after * 1e6 + 0.5) >= 5e7 and floor(before * 1e6 + 0.5) < 5e7 then high = high - 1 end
    if blocks and not wasBlocked then held = held - 1 end
    call('HSET', minute, 'g', (call('ZCARD', SEEN) - entered) .. ' ' .. high .. ' ' .. held)
  end)
  try('EXPIRE', minute, '172800')
end
return answer
