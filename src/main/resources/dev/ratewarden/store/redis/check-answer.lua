-- Continues check.lua: the figures, what a denial costs, and the answer.

-- The figures of the limit that is nearest to its end or, if there is no room, whose wait is longest; and what is kept of each.
local ownOf, figuresOf, remaining, retryAfter, fullAt, delay, longest, bucketText, fields, lists = nil, 0, -1, 0, now, 0, -1, nil, nil, nil
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
    if kind ~= 'S' then
      if kind == 'F' then keeps = B end
      local levelText = level < 2147483648 and format('%d', level) or level < 1e14 and level or format('%.0f', level)
      local begin = not levels and keeps == B and not scale and head or kind .. ' ' .. revision .. ' ' .. window .. ' ' .. keeps .. ' '
      bucketText = kind == 'F' and begin .. atText .. ' ' .. levelText or begin .. levelText .. ' ' .. atText
    elseif level == cost and cost <= 100 then
      bucketText = 'S ' .. revision .. ' ' .. window .. ' ' .. costText .. ' ' .. nowText .. (cost == 1 and ' 0 0' or ' 0' .. string.rep(' 0', cost))
      if listed then lists = {{list}} end
    elseif not listed and level <= 100 then
      local offset = newest - from
      offset = ' ' .. (offset < 2147483648 and format('%d', offset) or offset)
      bucketText = 'S ' .. revision .. ' ' .. window .. format(' %d ', level) .. from .. offset .. ' ' .. sub(used, others) ..
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
      ownOf, figuresOf, remaining, retryAfter, fullAt, longest = own or nil, i - 1, left, never and -1 or wait, full, rank
    end
  end
end

-- Denied: is the user to be told, and what did it cost?
local after, blocks, notify, inHistory, excessiveAt, notifyFrom, state = before, false, 0, 0, '-', '-', nil
local repeats, added, recent, said, folded
if denied and not refusal then
  state = reason == 'LIMITED' and call('HMGET', USER, 'd:' .. action, 'v', 'g') or call('HMGET', USER, 'd:' .. action, 'hb')
  local a, b, c, under = match(state[1] or '', '^(%d+) (%S+) (%S+) ?(%d*)$')
  if a then inHistory, excessiveAt, notifyFrom = tonumber(a), b, c end
  if under and under ~= '' and tonumber(under) > tonumber(revision) then refusal = {'STALE_POLICY', under} end
  if notifyFrom ~= 'inf' and now >= (tonumber(notifyFrom) or 0) then notify = 1 end
  -- One HIGH_ABUSE_SCORE_LIMIT a minute; "<ms of the last> <how many were swallowed since>"
  if reason == 'BLOCKED' then
    said, folded = match(state[2] or '', '^(%d+) (%d+)$')
    if said and now - said >= 60000 then said = nil end
  end
end
if reason == 'LIMITED' and mode == 'check' and not refusal then
  -- Violations since the latest reset, newest first: "<ms of the newest> <ms before it> <ms before that> ..."
  -- Whoever keeps on has up to 99 of them, mostly within the hour, so they are taken eight at a time as long as they are; times of which
  -- the eighth lies within it, and none after the one before, do so all.
  local past, at, eights, steps, time, latest, behind = state[2] or '', 1, false, 0, now, nil, nil
  repeats = 0
  while true do
    local a, b, c, d, e, f, g, h, stop, eighth
    if eights and steps < 91 then
      a, b, c, d, e, f, g, h, stop = match(past, '^ (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+)() ', at)
      eighth = a and time - a - b - c - d - e - f - g - h
    end
    eights = eighth and eighth > now - 3600000
    if eights then
      time, steps, repeats, at, recent = eighth, steps + 8, repeats + 8, stop, stop
    else
      a, stop = match(past, '(%S+)()', at)
      a = tonumber(a)
      if not a then break end
      if latest then time = time - a else time, latest, behind, eights = a, a, stop, true end
      if time > now - 3600000 then repeats = repeats + 1 end
      steps, at = steps + 1, stop
      if time > now - 7200000 and steps < 99 then recent = stop end
    end
  end
  if recent then
    recent = nowText .. ' ' .. text(now - latest) .. sub(past, behind, recent - 1)
  else
    recent = nowText
  end
  if repeats > 99 then repeats = 99 end
  if now < (tonumber(state[3]) or 0) then
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
elseif special and (record[2] or denied or ownOf or figuresOf > 0 or bannedUntil or mode == 'standing') then
  afterText = text(after)
  local untilText = not blocked and '-' or blockedUntil == math.huge and 'inf' or text(blockedUntil)
  local banText, sinceText = bannedUntil and record[3] or '', blocked and blockedAt or '-'
  if repeats then
    addedText = text(added)
    answer = {reason, now, remaining, retryAfter, fullAt, delay, figuresOf, ownOf or '-', text(before), afterText, violations, notify, banText, sinceText,
      untilText, points, repeats, addedText, blocks and 1 or 0}
  else
    answer = {reason, now, remaining, retryAfter, fullAt, delay, figuresOf, ownOf or '-', afterText, afterText, violations, notify, banText, sinceText,
      untilText}
  end
else
  answer = {reason, now, remaining, retryAfter, fullAt, delay}
end
if mode ~= 'check' then return answer end
