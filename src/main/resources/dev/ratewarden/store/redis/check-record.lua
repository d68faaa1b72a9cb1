-- Continues check-answer.lua: writes what a check changes.

-- Types before the first write, so that a call does all or nothing; those of the keys that are always written show when they are.
local counter, letter = 'allowed:', refusal and 'R' or nil
if not refusal then
  if repeats then call('LLEN', KEYS[4]) call('ZCARD', KEYS[5]) counter, letter = 'violations:', (shadowed and 'W' or 'V') .. addedText
  elseif denied then counter, letter = 'denied:', 'D'
  elseif shadowed then letter = 'S' end
  if blocks or blockEnded then call('ZCARD', KEYS[6]) end
  if repeats or unreadable > 0 or reason == 'BLOCKED' and not said then call('XLEN', KEYS[7]) end
end

-- The lane: takes its next number, or, if this call's is another, puts back what it was and changes nothing.
if lane then
  local taken, number = call('HINCRBY', LANES, lane, '1'), tonumber(numberText)
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
    failed = entered ~= 0 and entered ~= 1 and entered
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
    if long[6] then for offset in string.gmatch(long[6], '%d+') do times[#times + 1] = format('%.0f', long[5] + offset) end end
    while long[2] and (#times > 0 or left > 0) do
      while #times < 1000 and left > 0 do times[#times + 1], left = format('%.0f', long[2]), left - 1 end
      call('RPUSH', key, unpack(times))
      times = {}
    end
    if long[2] and not manual then call('PEXPIRE', key, format('%.0f', long[2] + long[3] - now)) end
  end
  where = where or ''
  local function event(type, severity, folded)
    call('XADD', KEYS[7], 'MAXLEN', '~', '1000', '*', 'at', nowText, 'type', type, 'severity', severity, 'user', id, 'action', action,
      'score', afterText or '0', 'where', where, 'folded', folded)
  end
  if blockEnded then call('ZREM', KEYS[6], id) end
  if notify == 1 then
    local wait = reason == 'LIMITED' and (retryAfter == -1 and math.huge or retryAfter) or 0
    if bannedUntil then wait = math.max(wait, bannedUntil - now) end
    if blocked then wait = math.max(wait, blockedUntil - now) end
    notifyFrom = wait == math.huge and 'inf' or text(now + wait)
  end
  if repeats then
    -- [at, action, strategy, limit, window, retry-after, points, repeats, added, score before,
    --  (cost, burst, set the block, where, level, degraded)]
    local one = levels and levels[figuresOf + 1]
    if one then kind, L, B, window = one.kind, one.L, one.B, one.window end
    local entry = '[' .. nowText .. ',"' .. action .. '","' .. kind .. format('",%d,', L) .. window .. ',' ..
      (retryAfter == -1 and 'null' or text(retryAfter)) .. ',' .. points .. format(',%d,', repeats) .. addedText .. ',' .. answer[9]
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
    call('HSET', USER, 'v', recent, 's', afterText .. ' ' .. text(clock) .. ' ' .. text(violations) .. ' ' .. nowText .. ' ' .. action .. ' ' ..
      resetAt .. ' ' .. blockedAt .. ' ' .. blockEnd, 'd:' .. action, text(inHistory) .. ' ' .. excessiveAt .. ' ' .. notifyFrom .. ' ' .. revision)
  elseif blockEnded then
    fields[#fields + 1] = 's'
    fields[#fields + 1] = scoreWas .. ' ' .. clockWas .. ' ' .. violations .. ' ' .. lastAt .. ' ' .. lastAction .. ' ' .. resetAt .. ' - -'
  end
  if reason == 'BLOCKED' then
    if not said then event('HIGH_ABUSE_SCORE_LIMIT', 'CRITICAL', folded or '0') end
    fields[#fields + 1] = 'hb'
    fields[#fields + 1] = said and said .. ' ' .. folded + 1 or nowText .. ' 0'
  end
  if notify == 1 and not repeats then
    fields[#fields + 1] = 'd:' .. action
    fields[#fields + 1] = inHistory .. ' ' .. excessiveAt .. ' ' .. notifyFrom .. ' ' .. revision
  end
  if #fields > 0 then call('HSET', USER, unpack(fields)) end
  if shadowed then call('HINCRBY', TOTALS, 'shadowed:' .. action, '1') end
  if unreadable > 0 and (bucketText or repeats) then
    call('HINCRBY', TOTALS, 'unreadable', unreadable)
    -- Whoever damages many is not to fill the stream.
    local saidAt = tonumber(call('HGET', TOTALS, 'unreadable-at') or '')
    if not saidAt or now - saidAt >= 60000 then
      call('HSET', TOTALS, 'unreadable-at', nowText)
      event('UNREADABLE_RECORD', 'WARNING', '0')
    end
  end
end

-- The lane's note of a call that was not plainly allowed, in the place of the one 64 calls before.
if letter and lane then call('HSET', LANES, lane .. format('!%d', numberText % 64), numberText .. letter) end
if refusal then return answer end
