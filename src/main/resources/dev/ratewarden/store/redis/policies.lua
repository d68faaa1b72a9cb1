-- Changes the policies, and notes each change in their history, in one atomic step. Keyspace version 1. The client works a change out on
-- the book that it read (a circle of policies is its to refuse) and names that book's revision.
-- KEYS  1 <p>{g}:policies   hash: <action> and <action>#shadow -> JSON; #order: these names in the order in which they were added;
--         #revision; #rules: JSON; #decay: the decay clock, "<base> <from> <rate> <rate before>"; #enforcement; #least: the least
--         unblockBelow that was ever in force
--       2 <p>{g}:policy-history   list, newest first, the latest 100: JSON [revision, at, operator, reason, what, before, after]
--     with an audit entry, else absent: 3 <p>{g}:audit   stream   4 <p>{g}:audit-head   hash
--     with a time of one's own, else absent, last: <p>{g}:meta   hash, which a moderator's login may not write
-- ARGV  1 the revision that the change was made on   2 operator   3 reason
--       4 score rules as JSON that count as set from now on, if none were set: no change of what is in force; empty for none
--       5 now, ms, for tests; empty for the server's clock   6 1 for the defaults of a program, else 0
--       7 audit entry, JSON; empty for the defaults of a program, and where nothing but 4 is said   8 its hash
--       9 the sequence and 10 the hash that the trail's head had, 11 the time, ms, when the entry was written
--     then changes, three values each; those of one call make one revision:
--       what: <action>, <action>#shadow, rules or enforcement   before, JSON, or empty   after, JSON, or empty to remove it
-- Reply DONE, then the whole policies hash as HGETALL
--       MOVED (another revision or another head of the trail by now) | LATE now (over 5 s since 11) | PENDING (an earlier change of the decay has
--         not begun) | CLOCK: nothing was changed
local call, format, match = redis.call, string.format, string.match
local key, history = KEYS[1], KEYS[2]
local now
if ARGV[5] == '' then
  local time = call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
else
  if call('HGET', KEYS[#KEYS], 'clock') ~= 'manual' then return {'CLOCK'} end
  now = tonumber(ARGV[5])
end
local revision = tonumber(call('HGET', key, '#revision') or '0')
if revision ~= tonumber(ARGV[1]) then return {'MOVED'} end
call('LLEN', history)

local at, sequence = now, 0
if ARGV[7] ~= '' then
  local head = call('HMGET', KEYS[4], 'seq', 'hash')
  sequence = tonumber(head[1] or '0')
  if not sequence then return redis.error_reply('ERR ' .. KEYS[4] .. ' holds no sequence') end
  if sequence ~= tonumber(ARGV[9]) or (head[2] or '') ~= ARGV[10] then return {'MOVED'} end
  at = tonumber(ARGV[11])
  if math.abs(now - at) > 5000 then return {'LATE', format('%.0f', now)} end
  call('XLEN', KEYS[3])
end

local set = call('HMGET', key, '#order', '#rules', '#decay', '#least')
local order, first = set[1] or '', not set[2]
local changed, removed = {}, {}
local function put(field, value)
  changed[#changed + 1] = field
  changed[#changed + 1] = value
end

-- A new rate begins 10 s from now, so that every instance knows it by then; defaults begin at once, because nobody has a score.
local function rules(before, after)
  local old, new = cjson.decode(before), cjson.decode(after)
  local base, from, rate, rateBefore = match(set[3] or '', '^(%S+) (%d+) (%S+) (%S+)$')
  base, from, rate, rateBefore = tonumber(base) or 0, tonumber(from) or 0, tonumber(rate) or 0, tonumber(rateBefore) or 0
  if new.decayPerHour ~= rate then
    if now < from and rate ~= rateBefore then return false end
    if first and ARGV[6] == '1' then
      put('#decay', format('0 %.0f %.17g %.17g', now, new.decayPerHour, new.decayPerHour))
    else
      local start = now + 10000
      local reading = base + (start >= from and rate or rateBefore) * (start - from) / 3600000
      put('#decay', format('%.17g %.0f %.17g %.17g', reading, start, new.decayPerHour, rate))
    end
  end
  put('#rules', after)
  put('#least', format('%.17g', math.min(tonumber(set[4]) or old.unblockBelow, new.unblockBelow)))
  return true
end

for i = 12, #ARGV, 3 do
  local what, before, after = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  if what == 'rules' then
    if not rules(before, after) then return {'PENDING'} end
  elseif what == 'enforcement' then
    put('#enforcement', match(after, '%a+'))
  elseif after == '' then
    removed[#removed + 1] = what
    local kept = {}
    for name in string.gmatch(order, '%S+') do
      if name ~= what then kept[#kept + 1] = name end
    end
    order = table.concat(kept, ' ')
  else
    put(what, after)
    if not string.find(' ' .. order .. ' ', ' ' .. what .. ' ', 1, true) then order = order == '' and what or order .. ' ' .. what end
  end
end

if #ARGV > 11 then
  revision = revision + 1
  put('#order', order)
  put('#revision', format('%.0f', revision))
end
-- First of all, because a trail into which somebody wrote by hand may refuse it.
if ARGV[7] ~= '' then
  local entry = format('%.0f', sequence + 1)
  call('XADD', KEYS[3], entry .. '-0', 'entry', ARGV[7], 'hash', ARGV[8])
  call('HSET', KEYS[4], 'seq', entry, 'hash', ARGV[8])
end
if ARGV[4] ~= '' and first then put('#rules', ARGV[4]) end
if #changed > 0 then call('HSET', key, unpack(changed)) end
if #removed > 0 then call('HDEL', key, unpack(removed)) end
local function json(text) return text == '' and 'null' or cjson.encode(text) end
for i = 12, #ARGV, 3 do
  call('LPUSH', history, format('[%.0f,%.0f,', revision, at) .. cjson.encode(ARGV[2]) .. ',' .. cjson.encode(ARGV[3]) .. ',' ..
    cjson.encode(ARGV[i]) .. ',' .. json(ARGV[i + 1]) .. ',' .. json(ARGV[i + 2]) .. ']')
end
call('LTRIM', history, 0, 99)
return {'DONE', call('HGETALL', key)}
