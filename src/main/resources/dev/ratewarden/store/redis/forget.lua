-- Removes everything about one user but its audit entries, and adds one that says so, in one atomic step. Keyspace version 1. Called
-- twice, as act.lua. Looks through the shard's latest security events, some thousand, and so takes about a millisecond.
--
-- KEYS  1 <p>{sN}:user:<id>   hash      2 <p>{sN}:history:<id>   list      3 <p>{sN}:scores   zset     4 <p>{sN}:seen       zset
--       5 <p>{sN}:bans        zset      6 <p>{sN}:exempt         zset      7 <p>{sN}:blocked  zset     8 <p>{sN}:marked     zset
--       9 <p>{sN}:audit       stream   10 <p>{sN}:audit-head     hash     11 <p>{sN}:totals   hash    12 <p>{sN}:names      zset
--      13 <p>{sN}:events      stream
-- Not declared, same slot, removed last: <p>{sN}:window:<id>:<bucket>, <p>{sN}:undo:<sequence> of the latest action on the user.
--
-- ARGV  1 prepare | commit   2 user id   3 the moderation revision that was seen; empty for any
--       4 decay clock: base, from, rate and rate before, separated by spaces   5 now, ms, for tests; empty for the server's clock
--     commit: 6 prepared time   7 prepared sequence   8 prepared head   9 prepared score before   10 audit entry, JSON   11 its hash
--
-- Reply READY now sequence head scoreBefore 0 ""    (prepare) | DONE now (commit) | MOVED | LATE | CLOCK | CONFLICT revision entry | UNKNOWN
local call, format, match, floor = redis.call, string.format, string.match, math.floor
local USER, HISTORY, SCORES, SEEN, BANS, EXEMPT, BLOCKED, MARKED, AUDIT, HEAD, TOTALS, NAMES, EVENTS = unpack(KEYS)
local commit, id = ARGV[1] == 'commit', ARGV[2]

local now
if (ARGV[5] or '') == '' then
  local time = call('TIME')
  now = time[1] * 1000 + floor(time[2] / 1000)
else
  if call('HGET', TOTALS, 'clock') ~= 'manual' then return {'CLOCK'} end
  now = tonumber(ARGV[5])
end
local head = call('HMGET', HEAD, 'seq', 'hash')
local sequence, headHash = tonumber(head[1] or '0'), head[2] or ''
if not sequence then return redis.error_reply('ERR ' .. HEAD .. ' holds no sequence') end
if commit then
  if tonumber(ARGV[7]) ~= sequence or ARGV[8] ~= headHash then return {'MOVED'} end
  if math.abs(now - tonumber(ARGV[6])) > 5000 then return {'LATE'} end
  now = tonumber(ARGV[6])
end

local known = call('HMGET', USER, 'm', 's', 'name', 'lower')
local tracked = call('ZSCORE', SEEN, id)
local revision, latest = match(known[1] or '', '^(%d+) (%d+)')
revision = tracked and revision or '0'
if ARGV[3] ~= '' and ARGV[3] ~= revision then
  local last = latest and call('XRANGE', AUDIT, latest .. '-0', latest .. '-0')[1]
  return {'CONFLICT', revision, last and last[2][2] or ''}
end
if not tracked then return {'UNKNOWN'} end

local base, from, rate, before = match(ARGV[4], '^(%S+) (%S+) (%S+) (%S+)$')
base, from, rate, before = tonumber(base), tonumber(from), tonumber(rate), tonumber(before)
local clock = base + (now >= from and rate or before) * (now - from) / 3600000
local score, reading = match(known[2] or '', '^(%S+) (%S+) ')
score, reading = tonumber(score), tonumber(reading)
local readable = score and reading and score >= 0 and score < 1e15 and math.abs(reading) < 1e15
local beforeText = format('%.17g', readable and math.max(0, score - math.max(0, clock - reading)) or 0)
if not commit then return {'READY', now, sequence, headHash, beforeText, '0', ''} end
if beforeText ~= ARGV[9] then return {'MOVED'} end

-- Types before the first write, so that a call does all or nothing.
call('LLEN', HISTORY) call('ZCARD', SCORES) call('ZCARD', BANS) call('ZCARD', EXEMPT) call('ZCARD', BLOCKED) call('ZCARD', MARKED)
call('ZCARD', NAMES) call('XLEN', AUDIT)
local told = {}
for _, event in ipairs(call('XRANGE', EVENTS, '-', '+')) do
  for i = 1, #event[2], 2 do
    if event[2][i] == 'user' and event[2][i + 1] == id then told[#told + 1] = event[1] end
  end
end
local buckets = {}
for _, field in ipairs(call('HKEYS', USER)) do buckets[#buckets + 1] = match(field, '^b:(.*)$') end

local entry = format('%.0f', sequence + 1)
call('XADD', AUDIT, entry .. '-0', 'entry', ARGV[10], 'hash', ARGV[11])
call('HSET', HEAD, 'seq', entry, 'hash', ARGV[11])
call('DEL', USER, HISTORY)
for _, index in ipairs({SCORES, SEEN, BANS, EXEMPT, BLOCKED, MARKED}) do call('ZREM', index, id) end
if known[3] then call('ZREM', NAMES, (known[4] or known[3]) .. '\0' .. id) end
for i = 1, #told do call('XDEL', EVENTS, told[i]) end

local shard = string.sub(HEAD, 1, -11)
for i = 1, #buckets do redis.pcall('DEL', shard .. 'window:' .. id .. ':' .. buckets[i]) end
if latest then redis.pcall('DEL', shard .. 'undo:' .. latest) end
return {'DONE', format('%.0f', now)}
