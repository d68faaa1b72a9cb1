-- Continues check-record.lua: counts the minute, and forgets users who were not seen for 30 days, or who are too many.
-- Keys that were not declared come last, and cannot fail the check.
local shard = sub(TOTALS, 1, -7)
local minute = shard .. 'minute:' .. format('%d', floor(now / 60000))
local first = try('HINCRBY', minute, totalField, '1')
if shadowed then try('HINCRBY', minute, 'shadowed:' .. action, '1') end
first = first == 1 and try('HSETNX', minute, 'g', '') == 1
-- Whoever enters a user looks whether somebody is due, or there are too many; of the others, the server's microseconds choose some, by
-- their last two digits: one in sixteen or so.
local due, isFull, tracked, most
if entered == 1 or sub(micros, -2) < '06' then
  due = try('ZRANGEBYSCORE', SEEN, '-inf', format('%.0f', now - 2592000000), 'WITHSCORES', 'LIMIT', '0', '2')
  if not due[1] then due = nil end
  tracked = entered == 1 and call('ZCARD', SEEN) or 0
  most = tracked > 0 and tonumber(match(policy, ' (%d+)$', rulesAt)) or math.huge
  isFull = tracked > most
end
if not (first or due or isFull) then return answer end

local _, _, _, _, zero, begun, rateNow, rateThen = match(policy, RULES, rulesAt)
clock = zero + (now >= tonumber(begun) and rateNow or rateThen) * (now - begun) / 3600000
if first then
  pcall(function()
    -- The state as the minute began: without what this check has just added. Only an undo makes a blocked user exempt as well.
    local high = call('ZCOUNT', KEYS[5], format('%.17g', 50 - 5e-7 + clock), '+inf')
    local held = call('ZCOUNT', KEYS[6], format('%.17g', clock), '+inf')
    for _, both in ipairs(call('ZINTER', '2', shard .. 'exempt', KEYS[6])) do
      if tonumber(call('ZSCORE', shard .. 'exempt', both)) > now and tonumber(call('ZSCORE', KEYS[6], both)) >= clock then held = held - 1 end
    end
    if floor(after * 1e6 + 0.5) >= 5e7 and floor(before * 1e6 + 0.5) < 5e7 then high = high - 1 end
    if blocks and not wasBlocked then held = held - 1 end
    call('HSET', minute, 'g', (call('ZCARD', SEEN) - entered) .. ' ' .. high .. ' ' .. held)
  end)
  try('EXPIRE', minute, '172800')
end

if not (due or isFull) then return answer end

local AGAIN, LOOKED_AT = 2505600000, 10
-- A record that is no hash is nobody's.
local function recordOf(user)
  local flat, fields = try('HGETALL', shard .. 'user:' .. user), {}
  for i = 1, flat.err and 0 or #flat, 2 do fields[flat[i]] = flat[i + 1] end
  return fields
end
-- Banned, exempt, noted, with a limit of its own, or blocked.
local function isKept(fields)
  for field in pairs(fields) do
    if field == 'note' or sub(field, 1, 2) == 'o:' then return true end
  end
  for _, json in ipairs({fields.ban or '', fields.ex or ''}) do
    local ends = match(json, '^%[%d+,(%w+),')
    if ends == 'null' or (tonumber(ends) or 0) > now then return true end
  end
  local ends = tonumber(match(fields.s or '', ' (%-?%d%S*)$'))
  return ends and clock <= ends
end
local function forget(user, fields, counter)
  for field, value in pairs(fields) do
    if sub(field, 1, 2) == 'b:' and sub(value, 1, 1) == 'S' then call('DEL', shard .. 'window:' .. user .. ':' .. sub(field, 3)) end
  end
  if fields.name then try('ZREM', shard .. 'names', (fields.lower or fields.name) .. '\0' .. user) end
  for _, index in ipairs({'scores', 'blocked', 'bans', 'exempt', 'marked'}) do try('ZREM', shard .. index, user) end
  call('DEL', shard .. 'user:' .. user, shard .. 'history:' .. user)
  call('ZREM', SEEN, user)
  call('HINCRBY', TOTALS, counter, '1')
end

-- Forgets users of an index from its cursor on, lowest first, until as many as wanted are gone. Those who are to be kept are passed over,
-- and the next check goes on behind them; at the end it begins anew. The cursor: an index value, and how many of that value were passed
-- over.
local function evict(index, cursor, upTo, sparesScored, wanted)
  local from, passed = match(call('HGET', TOTALS, cursor) or '', '^(%S+) (%d+)$')
  from, passed = from or '-inf', tonumber(passed or 0)
  local some, gone = call('ZRANGEBYSCORE', index, from, upTo, 'WITHSCORES', 'LIMIT', passed, LOOKED_AT), 0
  for i = 1, #some, 2 do
    local user, value = some[i], some[i + 1]
    if value ~= from then from, passed = value, 0 end
    local spared = user == id or sparesScored and (tonumber(call('ZSCORE', KEYS[5], user)) or -math.huge) > clock
    local fields = not spared and recordOf(user)
    if spared or isKept(fields) then
      passed = passed + 1
    else
      forget(user, fields, 'evicted')
      gone = gone + 1
      if gone == wanted then break end
    end
  end
  if gone < wanted and #some < 2 * LOOKED_AT then call('HDEL', TOTALS, cursor) else call('HSET', TOTALS, cursor, from .. ' ' .. passed) end
end

pcall(function()
  for i = 1, due and #due or 0, 2 do
    local fields = recordOf(due[i])
    if isKept(fields) then
      -- Looked at again in a day; the true time is kept beside it.
      local parked, truly = match(fields.p or '', '^(%d+) (%d+)$')
      if not parked or tonumber(parked) ~= tonumber(due[i + 1]) then truly = format('%.0f', tonumber(due[i + 1])) end
      local again = format('%.0f', now - AGAIN)
      call('HSET', shard .. 'user:' .. due[i], 'p', again .. ' ' .. truly)
      call('ZADD', SEEN, again, due[i])
    else
      forget(due[i], fields, 'pruned')
    end
  end
  -- Those who were due have perhaps made room.
  if isFull and due then
    tracked = call('ZCARD', SEEN)
    isFull = tracked > most
  end
  if isFull then
    -- Those without a score first, the one seen longest ago first; when they are gone, the lowest score. From CAUTION on nobody.
    local clockText, kept, wanted = format('%.17g', clock), 0, math.min(2, tracked - most)
    for _, index in ipairs({'bans', 'exempt', 'marked'}) do kept = kept + call('ZCARD', shard .. index) end
    if tracked - 1 - call('ZCOUNT', KEYS[5], '(' .. clockText, '+inf') > kept then
      evict(SEEN, 'evict-seen', '+inf', true, wanted)
    else
      evict(KEYS[5], 'evict-scores', '(' .. format('%.17g', 50 - 5e-7 + clock), false, wanted)
    end
  end
end)
return answer
