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
local call, try, match, sub, format, floor, ceil = redis.call, redis.pcall, string.match, string.sub, string.format, math.floor, math.ceil
local USER, SEEN, TOTALS, LANES = KEYS[1], KEYS[2], KEYS[3], KEYS[8]
local mode, id, action, costText, policy, lane, numberText, where, more, manual = unpack(ARGV)
-- The head is also how a record of the very same limit begins, unless it is a sliding window's.
local head, kind, revision, window, burstText, limitText, rulesAt = match(policy, '^((%S) (%d+) (%d+) (%d+) )(%d+) ()')
if not kind then return redis.error_reply('ERR policy cannot be read: ' .. policy) end
local RULES = '^(%d+) ([01]) (%S+) (%S+) (%S+) (%S+) (%S+) (%S+) (%d+)$'
if lane == '' then lane = nil end

-- Times are kept as text too: to print a number costs more than all the rest of a line, and to read one half of that. Numbers below 2^31
-- go through %d, the cheapest way to print one; larger ones do not fit it on every machine. For the same reason there is one way for all
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
local bucketField, L, W, cost = 'b:' .. action, tonumber(limitText), tonumber(window), costText == '1' and 1 or tonumber(costText)
local B = burstText == limitText and L or tonumber(burstText)
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
      if not levels and not scale and sub(used, 1, #head) == head then
        value, atText = match(used, '^(%d+) (%d+)$', #head + 1)
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
      local start = value and tonumber(value)
      if start and start >= at then at, level, atText = start, tonumber(atText), value else atText = at .. '' end
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
local special = record[2] or record[3] or record[4] or record[5] or more or not room or refusal or unreadable > 0 or mode ~= 'check'
if special then
  text = function(value) -- Lua by itself prints only whole numbers below 1e14 exactly.
    if value % 1 ~= 0 then return format('%.17g', value) end
    if value < 2147483648 and value > -2147483648 then return format('%d', value) end
    return value < 1e14 and value > -1e14 and value .. '' or format('%.0f', value)
  end
  local clockAt
  points, escalating, blockAt, unblockBelow, clockAt = match(policy, '^(%d+) ([01]) (%S+) (%S+) ()', rulesAt)
  if sub(policy, clockAt, clockAt + 7) == '0 0 0 0 ' then
    base, since, rate, rateBefore, clock = 0, 0, 0, 0, 0
  else
    base, since, rate, rateBefore = match(policy, '^(%S+) (%d+) (%S+) (%S+) ', clockAt)
    base, since, rate, rateBefore = tonumber(base), tonumber(since), tonumber(rate), tonumber(rateBefore)
    clock = base + (now >= since and rate or rateBefore) * (now - since) / 3600000
  end
  before, violations, lastAt, lastAction, resetAt, blockedAt, blockEnd = 0, 0, '-', '-', '-', '-', '-'
  if record[2] then
    local a, b, c, d, e, f, g, h = match(record[2], '^(%d%S*) (%-?%d%S*) (%d+) (%S+) (%S+) (%S+) (%S+) (%S+)$')
    -- Lua takes nan and inf for numbers; neither is ours.
    if a and tonumber(a) and tonumber(b) and (h == '-' or match(h, '^%-?%d') and tonumber(h)) then
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
