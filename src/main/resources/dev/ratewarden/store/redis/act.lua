-- One moderator's action on one user, with its audit entry, in one atomic step. Keyspace version 1. Called twice: "prepare" works out
-- what the action would do now; the client writes the audit entry with those figures and its hash; "commit" does it if nothing moved.
--
-- KEYS  1 <p>{sN}:user:<id>   hash      2 <p>{sN}:history:<id>   list      3 <p>{sN}:scores   zset     4 <p>{sN}:seen       zset
--       5 <p>{sN}:bans        zset      6 <p>{sN}:blocked        zset      7 <p>{sN}:audit    stream   8 <p>{sN}:audit-head hash
--       9 <p>{sN}:undo:<sequence of the new entry; 0 in prepare>   hash
--      10 <p>{sN}:undo:<sequence of the entry to undo; 0 if none>  hash   11 <p>{sN}:totals  hash
-- Not declared, same slot, written last: <p>{sN}:window:<id>:<action> of the limits that a reset refills.
--
-- ARGV  1 prepare | commit   2 RESET | BAN | UNBAN | UNDO   3 user id
--       4 RESET: 1 to clear the history; BAN: duration, ms, empty for good; UNBAN: 1 to reset the score; UNDO: sequence of the entry
--       5 blockAt   6 unblockBelow   7 decay, points an hour   8 now, ms, for tests; empty for the server's clock
--     commit:  9 prepared time   10 prepared sequence   11 prepared head   12 prepared score before   13 prepared score after
--      14 audit entry, JSON   15 its hash   16 BAN: the ban as JSON, [since, until or null, operator, reason]
--
-- Reply READY now sequence head scoreBefore scoreAfter banUntil       (prepare; the new entry's sequence is that + 1)
--       DONE score-record ban name seen                                (commit)
--       MOVED (something changed since prepare; prepare again) | LATE (over 5 s between the two) | CLOCK
--       UNKNOWN | NOT_BANNED | NOT_LATEST | IS_UNDO | TOO_OLD          (nothing to do, nothing changed)
local call, format, match, floor, max = redis.call, string.format, string.match, math.floor, math.max
local USER, HISTORY, SCORES, SEEN, BANS, BLOCKED, AUDIT, HEAD, UNDO, UNDONE = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6],
  KEYS[7], KEYS[8], KEYS[9], KEYS[10]
local commit, kind, id, option = ARGV[1] == 'commit', ARGV[2], ARGV[3], ARGV[4]
local blockAt, unblockBelow, decay = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])

local now
if ARGV[8] == '' then
  local time = call('TIME')
  now = time[1] * 1000 + floor(time[2] / 1000)
else
  if call('HGET', KEYS[11], 'clock') ~= 'manual' then return {'CLOCK'} end
  now = tonumber(ARGV[8])
end
local head = call('HMGET', HEAD, 'seq', 'hash')
local sequence, headHash = tonumber(head[1] or '0'), head[2] or ''
if commit then
  if tonumber(ARGV[10]) ~= sequence or ARGV[11] ~= headHash then return {'MOVED'} end
  if math.abs(now - tonumber(ARGV[9])) > 5000 then return {'LATE'} end
  now = tonumber(ARGV[9])
end

local tracked = call('ZSCORE', SEEN, id)
if not tracked and kind ~= 'BAN' then return {'UNKNOWN'} end
local fields = {}
local flat = call('HGETALL', USER)
for i = 1, #flat, 2 do fields[flat[i]] = flat[i + 1] end

local function scoreRecord(text)
  local a, b, c, d, e, f, g, h = match(text or '', '^(%S+) (%d+) (%d+) (%S+) (%S+) (%S+) (%S+) (%S+)$')
  if not a then
    return {score = 0, at = now, violations = 0, lastAt = '-', lastAction = '-', resetAt = '-', blockedAt = '-', blockedUntil = '-'}
  end
  return {score = tonumber(a), at = tonumber(b), violations = tonumber(c), lastAt = d, lastAction = e, resetAt = f, blockedAt = g,
    blockedUntil = h}
end
local function decayed(record) return max(0, record.score - decay * max(0, now - record.at) / 3600000) end
local function inForce(untilText) return untilText == 'inf' or now < (tonumber(untilText) or 0) end
local function banUntil(text)
  local ends = text and match(text, '^%[%d+,(%w+),')
  return ends == 'null' and 'inf' or ends or '-'
end

local user = scoreRecord(fields.s)
local recent, ban = fields.v or '', fields.ban or ''
local scoreBefore = decayed(user)
local resets, clears = false, false

local latest = match(fields.m or '', '^%d+ (%d+)')
if kind == 'RESET' then
  resets, clears = true, option == '1'
elseif kind == 'UNBAN' then
  if not inForce(banUntil(fields.ban)) then return {'NOT_BANNED'} end
  ban, resets = '', option == '1'
elseif kind == 'BAN' then
  ban = commit and ARGV[16] or ''
elseif kind == 'UNDO' then
  if not latest or latest ~= option then return {'NOT_LATEST'} end
  local was = call('HMGET', UNDONE, 's', 'v', 'ban', 'kind', 'at', 'reset')
  if was[4] == 'UNDO' then return {'IS_UNDO'} end
  if not was[4] or now - tonumber(was[5]) > 604800000 then return {'TOO_OLD'} end
  local old = scoreRecord(was[1])
  if was[6] == '1' then
    -- The action reset the score: what it was, decayed, and the points that were added since.
    user.score, user.at, user.resetAt = decayed(old) + scoreBefore, now, old.resetAt
    local blockedAt = (inForce(old.blockedUntil) and old.blockedAt) or (inForce(user.blockedUntil) and user.blockedAt)
    if blockedAt or floor(user.score * 1e6 + 0.5) / 1e6 >= blockAt then
      user.blockedAt, user.blockedUntil = blockedAt or format('%.0f', now), 'inf'
      if decay > 0 then
        local lasts = floor((user.score - unblockBelow + 5e-7) * 3600000 / decay) + 1
        if lasts <= 9e15 then user.blockedUntil = format('%.0f', now + lasts) end
      end
    else
      user.blockedAt, user.blockedUntil = '-', '-'
    end
    -- Violations since the latest reset: those since the undone one, then those before it.
    if recent == '' then
      recent = was[2] or ''
    elseif was[2] and was[2] ~= '' then
      local oldest = nil
      for step in string.gmatch(recent, '%S+') do oldest = oldest and oldest - tonumber(step) or tonumber(step) end
      local newest, others = match(was[2], '^(%S+)(.*)$')
      recent = recent .. ' ' .. format('%.0f', oldest - tonumber(newest)) .. others
    end
  end
  ban = was[3] or ''
end
if resets then
  user.score, user.at, user.resetAt, user.blockedAt, user.blockedUntil = 0, now, format('%.0f', now), '-', '-'
  recent = ''
  if clears then user.lastAt, user.lastAction = '-', '-' end
end
local scoreAfter = decayed(user)

local ends = ''
if kind == 'BAN' then ends = option == '' and 'inf' or format('%.0f', now + tonumber(option)) end
local beforeText, afterText = format('%.17g', scoreBefore), format('%.17g', scoreAfter)
if not commit then return {'READY', now, sequence, headHash, beforeText, afterText, ends} end
if beforeText ~= ARGV[12] or afterText ~= ARGV[13] then return {'MOVED'} end

-- Types before the first write, so that a call does all or nothing.
call('LLEN', HISTORY) call('ZCARD', SCORES) call('ZCARD', BANS) call('ZCARD', BLOCKED) call('XLEN', AUDIT) call('HLEN', UNDO)

local entry = format('%.0f', sequence + 1)
call('XADD', AUDIT, entry .. '-0', 'entry', ARGV[14], 'hash', ARGV[15])
call('HSET', HEAD, 'seq', entry, 'hash', ARGV[15])
-- A cleared history is not restored, so its violations do not count as repeats again.
call('HSET', UNDO, 'kind', kind, 'at', format('%.0f', now), 's', fields.s or '', 'v', clears and '' or fields.v or '', 'ban',
  fields.ban or '', 'reset', resets and '1' or '0')
call('EXPIRE', UNDO, 604800 + 3600)

local revision, entries = match(fields.m or '0', '^(%d+)(.*)$')
local kept, count = entry, 1
for one in string.gmatch(entries, '%d+') do
  count = count + 1
  if count <= 50 then kept = kept .. ' ' .. one end
end
local changed = {'m', (tonumber(revision) + 1) .. ' ' .. kept}
local gone, windows = {}, {}
local function set(field, value)
  if value ~= '' then
    changed[#changed + 1] = field
    changed[#changed + 1] = value
  elseif fields[field] then
    gone[#gone + 1] = field
  end
end
local scoreText = fields.s or ''
if resets or kind == 'UNDO' then
  scoreText = format('%.17g %.0f %d %s %s %s %s %s', user.score, user.at, user.violations, user.lastAt, user.lastAction, user.resetAt,
    user.blockedAt, user.blockedUntil)
  set('s', scoreText)
  set('v', recent)
end
set('ban', ban)
for field, value in pairs(fields) do
  local action = match(field, '^b:(.*)$')
  if action and resets then
    gone[#gone + 1] = field
    if string.sub(value, 1, 1) == 'S' then windows[#windows + 1] = action end
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
call('ZADD', SEEN, format('%.0f', now), id)
if scoreText ~= '' then
  if user.score > 0 then
    call('ZADD', SCORES, format('%.17g', user.score + decay * user.at / 3600000), id)
  else
    call('ZREM', SCORES, id)
  end
  if user.blockedUntil == '-' then
    call('ZREM', BLOCKED, id)
  else
    call('ZADD', BLOCKED, user.blockedUntil == 'inf' and '+inf' or user.blockedUntil, id)
  end
end
local ends2 = banUntil(ban ~= '' and ban)
if ends2 == '-' then call('ZREM', BANS, id) else call('ZADD', BANS, ends2 == 'inf' and '+inf' or ends2, id) end

local shard = string.sub(HEAD, 1, -11)
for i = 1, #windows do redis.pcall('DEL', shard .. 'window:' .. id .. ':' .. windows[i]) end
return {'DONE', scoreText, ban, fields.name or '', format('%.0f', now)}
