-- One moderator's action on one user, with its audit entry, in one atomic step. Keyspace version 1. Called twice: "prepare" works out
-- what the action would do now; the client writes the audit entry with those figures and its hash; "commit" does it if nothing moved.
-- To forget a user, see forget.lua.
--
-- KEYS  1 <p>{sN}:user:<id>   hash      2 <p>{sN}:history:<id>   list      3 <p>{sN}:scores   zset     4 <p>{sN}:seen       zset
--       5 <p>{sN}:bans        zset      6 <p>{sN}:exempt         zset      7 <p>{sN}:blocked  zset     8 <p>{sN}:marked     zset
--       9 <p>{sN}:audit       stream   10 <p>{sN}:audit-head     hash     11 <p>{sN}:totals   hash
--      12 <p>{sN}:undo:<sequence of the new entry; 0 in prepare>   hash
--      13 <p>{sN}:undo:<sequence of the entry to undo; 0 if none>  hash
-- Not declared, same slot, written last: <p>{sN}:window:<id>:<bucket> of the limits that a reset refills, <p>{sN}:undo:<sequence> of the
-- action before this one.
--
-- ARGV  1 prepare | commit   2 RESET | BAN | UNBAN | EXEMPT | UNEXEMPT | NOTE | OVERRIDE | UNDO   3 user id
--       4 the moderation revision that was seen, 0 for a user who is not tracked; empty for any
--       5 RESET: 1 clears the history; UNBAN: 1 resets the score; NOTE: 1 sets one, empty removes it; OVERRIDE: the action; UNDO: sequence
--       6 BAN, EXEMPT: duration, ms, empty for good; UNBAN: grace period, ms, empty for none; OVERRIDE: the limit, empty removes it;
--         UNDO: when that entry was made, ms, empty for whenever
--       7 blockAt   8 unblockBelow   9 decay clock: base, from, rate and rate before, separated by spaces
--      10 now, ms, for tests; empty for the server's clock
--     commit: 11 prepared time   12 prepared sequence   13 prepared head   14 prepared score before   15 prepared score after
--      16 audit entry, JSON   17 its hash   18 BAN, EXEMPT: as JSON, [since, until or null, operator, reason]; NOTE: [text, operator, at]
--
-- Reply READY now sequence head scoreBefore scoreAfter until          (prepare; the new entry's sequence is that + 1; until: the end of
--         the ban, exemption or grace period, inf for good, or empty)
--       DONE now seen score-record ban exemption name                 (commit)
--       MOVED (something changed since prepare; prepare again) | LATE (over 5 s between the two) | CLOCK
--       CONFLICT revision entry (another revision than was seen; the latest audit entry about the user, or empty)
--       UNKNOWN | NOT_BANNED | NOT_EXEMPT | NO_NOTE | NO_OVERRIDE | TOO_MANY | NOT_LATEST | OTHER | IS_UNDO | TOO_OLD
--         (nothing to do, nothing changed)
local call, format, match, floor, max = redis.call, string.format, string.match, math.floor, math.max
local USER, HISTORY, SCORES, SEEN, BANS, EXEMPT, BLOCKED, MARKED, AUDIT, HEAD, TOTALS, UNDO, UNDONE = unpack(KEYS)
local commit, kind, id, option, amount = ARGV[1] == 'commit', ARGV[2], ARGV[3], ARGV[5], ARGV[6]
local blockAt, unblockBelow = tonumber(ARGV[7]), tonumber(ARGV[8])
local base, from, rate, before = match(ARGV[9], '^(%S+) (%S+) (%S+) (%S+)$')
base, from, rate, before = tonumber(base), tonumber(from), tonumber(rate), tonumber(before)

local now
if (ARGV[10] or '') == '' then
  local time = call('TIME')
  now = time[1] * 1000 + floor(time[2] / 1000)
else
  if call('HGET', TOTALS, 'clock') ~= 'manual' then return {'CLOCK'} end
  now = tonumber(ARGV[10])
end
local head = call('HMGET', HEAD, 'seq', 'hash')
local sequence, headHash = tonumber(head[1] or '0'), head[2] or ''
if not sequence then return redis.error_reply('ERR ' .. HEAD .. ' holds no sequence') end
if commit then
  if tonumber(ARGV[12]) ~= sequence or ARGV[13] ~= headHash then return {'MOVED'} end
  if math.abs(now - tonumber(ARGV[11])) > 5000 then return {'LATE'} end
  now = tonumber(ARGV[11])
end

-- The points that every score has lost by now.
local clock = base + (now >= from and rate or before) * (now - from) / 3600000

local fields = {}
local flat = call('HGETALL', USER)
for i = 1, #flat, 2 do fields[flat[i]] = flat[i + 1] end
local tracked = call('ZSCORE', SEEN, id)
local revision, entries = match(fields.m or '', '^(%d+)([ %d]*)$')
revision, entries = tonumber(revision or 0), entries or ''
local latest = match(entries, '^ (%d+)')
if latest and #latest > 15 then latest = nil end
if ARGV[4] ~= '' and tonumber(ARGV[4]) ~= (tracked and revision or 0) then
  local last = latest and call('XRANGE', AUDIT, latest .. '-0', latest .. '-0')[1]
  return {'CONFLICT', tracked and revision or 0, last and last[2][2] or ''}
end
if not tracked and (kind == 'RESET' or kind == 'UNBAN' or kind == 'UNEXEMPT' or kind == 'UNDO') then return {'UNKNOWN'} end

-- A record that cannot be read counts as none.
local function time(text) return text == '-' or match(text, '^%d+$') end
local function number(text)
  local value = tonumber(text)
  return value and value > -1e15 and value < 1e15 and value
end
local function scoreRecord(text)
  local a, b, c, d, e, f, g, h = match(text or '', '^(%S+) (%S+) (%d+) (%S+) (%S+) (%S+) (%S+) (%S+)$')
  local score, reading = number(a), number(b)
  if not (score and score >= 0 and reading and time(d) and time(f) and time(g) and (h == '-' or number(h))) then
    return {score = 0, clock = clock, violations = 0, lastAt = '-', lastAction = '-', resetAt = '-', blockedAt = '-', blockEnd = '-'}, text
  end
  return {score = score, clock = reading, violations = tonumber(c), lastAt = d, lastAction = e, resetAt = f, blockedAt = g, blockEnd = h}
end
local function decayed(record) return max(0, record.score - max(0, clock - record.clock)) end
local function blocked(record) return record.blockEnd ~= '-' and clock <= tonumber(record.blockEnd) end
local function untilOf(text)
  local ends = match(text, '^%[%d+,(%w+),')
  return ends == 'null' and math.huge or tonumber(match(ends or '', '^%d+$'))
end
local function inForce(text) return now < (untilOf(text) or 0) end
local function times(text) return match(text or '', '^%d+[ %d-]*$') or '' end

local user, unreadable = scoreRecord(fields.s)
local recent = times(fields.v)
local after = {ban = fields.ban or '', ex = fields.ex or '', note = fields.note or '', g = fields.g or ''}
local scoreBefore = decayed(user)
local resets, lifts, clears, scored = false, false, false, false
local ends = ''
if amount ~= '' and kind ~= 'OVERRIDE' then ends = format('%.0f', now + tonumber(amount)) end

if kind == 'RESET' then
  resets, clears = true, option == '1'
elseif kind == 'BAN' then
  after.ban, after.ex = ARGV[18] or '', ''
  if amount == '' then ends = 'inf' end
elseif kind == 'UNBAN' then
  if not inForce(after.ban) then return {'NOT_BANNED'} end
  after.ban, resets, lifts = '', option == '1', amount ~= ''
  if lifts then after.g = ends end
elseif kind == 'EXEMPT' then
  after.ex, after.ban, resets = ARGV[18] or '', '', true
  if amount == '' then ends = 'inf' end
elseif kind == 'UNEXEMPT' then
  if not inForce(after.ex) then return {'NOT_EXEMPT'} end
  after.ex = ''
elseif kind == 'NOTE' then
  if option == '' and after.note == '' then return {'NO_NOTE'} end
  after.note = option ~= '' and ARGV[18] or ''
elseif kind == 'OVERRIDE' then
  local others = 0
  for field in pairs(fields) do
    if string.sub(field, 1, 2) == 'o:' and field ~= 'o:' .. option then others = others + 1 end
  end
  if amount == '' and not fields['o:' .. option] then return {'NO_OVERRIDE'} end
  if amount ~= '' and others >= 64 then return {'TOO_MANY'} end
  after['o:' .. option] = amount
elseif kind == 'UNDO' then
  if not latest or latest ~= option then return {'NOT_LATEST'} end
  local was, list = {}, call('HGETALL', UNDONE)
  for i = 1, #list, 2 do was[list[i]] = list[i + 1] end
  if was.kind and amount ~= '' and was.at ~= amount then return {'OTHER'} end
  if was.kind == 'UNDO' then return {'IS_UNDO'} end
  if not was.kind or now - (tonumber(was.at) or 0) > 604800000 then return {'TOO_OLD'} end
  after.ban, after.ex, after.note, after.g = was.ban or '', was.ex or '', was.note or '', was.g or ''
  if was.override then after['o:' .. was.override] = was.limit or '' end
  local old = scoreRecord(was.s)
  if was.reset == '1' or was.lifted == '1' and blocked(old) then
    scored = true
    local last, since = -math.huge, nil
    for _, record in ipairs({user, old}) do
      if blocked(record) then last, since = max(last, tonumber(record.blockEnd)), record.blockedAt end
    end
    if was.reset == '1' then
      -- What the score was, decayed, and the points that were added since.
      user.score, user.clock, user.resetAt = decayed(old) + scoreBefore, clock, old.resetAt
      -- Violations since the latest reset: those since the undone one, then those before it.
      if recent == '' then
        recent = times(was.v)
      elseif times(was.v) ~= '' then
        local oldest = nil
        for step in string.gmatch(recent, '-?%d+') do oldest = oldest and oldest - tonumber(step) or tonumber(step) end
        local newest, others = match(was.v, '^(%d+)(.*)$')
        recent = recent .. ' ' .. format('%.0f', oldest - tonumber(newest)) .. others
      end
      -- Where no block is left, the points added since may bring one.
      local spared = now < (tonumber(match(after.g, '^%d+$')) or 0)
      if not since and scoreBefore > 0 and not spared and floor(user.score * 1e6 + 0.5) / 1e6 >= blockAt then
        since = format('%.0f', now)
      end
    end
    user.blockedAt, user.blockEnd = '-', '-'
    if since then
      user.blockedAt, user.blockEnd = since, format('%.17g', max(last, clock + (decayed(user) - unblockBelow) + 5e-7))
    end
  end
end
if resets then
  user.score, user.clock, user.resetAt, user.blockedAt, user.blockEnd = 0, clock, format('%.0f', now), '-', '-'
  recent, after.g = '', ''
  if clears then user.lastAt, user.lastAction = '-', '-' end
elseif lifts then
  user.blockedAt, user.blockEnd = '-', '-'
end
scored = scored or resets or (lifts and fields.s ~= nil)

local beforeText, afterText = format('%.17g', scoreBefore), format('%.17g', decayed(user))
if not commit then return {'READY', now, sequence, headHash, beforeText, afterText, ends} end
if beforeText ~= ARGV[14] or afterText ~= ARGV[15] then return {'MOVED'} end

-- Types before the first write, so that a call does all or nothing.
call('LLEN', HISTORY) call('ZCARD', SCORES) call('ZCARD', BANS) call('ZCARD', EXEMPT) call('ZCARD', BLOCKED) call('ZCARD', MARKED)
call('HLEN', TOTALS) call('HLEN', UNDO)

local nowText, entry = format('%.0f', now), format('%.0f', sequence + 1)
call('XADD', AUDIT, entry .. '-0', 'entry', ARGV[16], 'hash', ARGV[17])
call('HSET', HEAD, 'seq', entry, 'hash', ARGV[17])
-- A cleared history is not restored, so its violations do not count as repeats again.
local undo = {'kind', kind, 'at', nowText, 's', fields.s or '', 'v', clears and '' or fields.v or '', 'ban', fields.ban or '', 'ex',
  fields.ex or '', 'note', fields.note or '', 'g', fields.g or '', 'reset', resets and '1' or '0', 'lifted', lifts and '1' or '0'}
if kind == 'OVERRIDE' then
  for _, value in ipairs({'override', option, 'limit', fields['o:' .. option] or ''}) do undo[#undo + 1] = value end
end
call('HSET', UNDO, unpack(undo))
call('EXPIRE', UNDO, 604800 + 3600)

local kept, count = entry, 1
for one in string.gmatch(entries, '%d+') do
  count = count + 1
  if count <= 50 then kept = kept .. ' ' .. one end
end
local changed, gone, windows = {'m', format('%.0f', revision + 1) .. ' ' .. kept}, {}, {}
local function set(field, value)
  if value ~= '' then
    changed[#changed + 1] = field
    changed[#changed + 1] = value
  elseif fields[field] then
    gone[#gone + 1] = field
  end
end
local scoreText = fields.s or ''
if scored then
  scoreText = format('%.17g %.17g %.0f %s %s %s %s %s', user.score, user.clock, user.violations, user.lastAt, user.lastAction, user.resetAt,
    user.blockedAt, user.blockEnd)
  set('s', scoreText)
  set('v', recent)
end
for field, value in pairs(after) do set(field, value) end
for field, value in pairs(fields) do
  local bucket = match(field, '^b:(.*)$')
  if bucket and resets then
    gone[#gone + 1] = field
    if string.sub(value, 1, 1) == 'S' then windows[#windows + 1] = bucket end
  end
  if string.sub(field, 1, 2) == 'd:' then
    -- The user may be told again of its next denial.
    local inHistory, excessiveAt = match(value, '^(%d+) (%S+)')
    if clears then inHistory = '0' end
    set(field, (not inHistory or inHistory == '0' and excessiveAt == '-') and '' or inHistory .. ' ' .. excessiveAt .. ' -')
  end
end
call('HSET', USER, unpack(changed))
if #gone > 0 then call('HDEL', USER, unpack(gone)) end
if clears then call('DEL', HISTORY) end
call('ZADD', SEEN, nowText, id)

local function index(key, value)
  if value then call('ZADD', key, value == math.huge and '+inf' or format('%.17g', value), id) else call('ZREM', key, id) end
end
if scored then
  index(SCORES, user.score > 0 and user.score + user.clock)
  index(BLOCKED, tonumber(user.blockEnd))
  if unreadable then call('HINCRBY', TOTALS, 'unreadable', 1) end
end
for _, field in ipairs({'ban', 'ex', 'g'}) do
  local was = fields[field]
  if was and was ~= after[field] and not untilOf(was) and not match(was, '^%d+$') then call('HINCRBY', TOTALS, 'unreadable', 1) end
end
index(BANS, untilOf(after.ban))
index(EXEMPT, untilOf(after.ex))
-- Neither a ban nor an exemption, but something that nobody would find without looking at every user.
local marked = false
for _, some in ipairs({fields, after}) do
  for field in pairs(some) do
    local kinds = field == 'note' or field == 'g' or string.sub(field, 1, 2) == 'o:'
    if kinds and (after[field] or fields[field]) ~= '' then marked = true end
  end
end
index(MARKED, marked and 0)

-- Only the latest action on a user can be undone.
local shard = string.sub(HEAD, 1, -11)
if latest then redis.pcall('DEL', shard .. 'undo:' .. latest) end
for i = 1, #windows do redis.pcall('DEL', shard .. 'window:' .. id .. ':' .. windows[i]) end
return {'DONE', nowText, nowText, scoreText, after.ban, after.ex, fields.name or ''}
