-- Books what a bot decided on its own while Redis was away: each entry once, however often this is repeated. Keyspace version 1.
--
-- KEYS  1 <p>{sN}:totals   hash     2 <p>{sN}:merged   hash     3 <p>{sN}:lanes   hash     4 <p>{sN}:seen   zset
--       5 <p>{sN}:scores   zset     6 <p>{sN}:blocked  zset     7 <p>{sN}:exempt  zset     8 <p>{sN}:events stream
--       9... <p>{sN}:user:<id>   hash and <p>{sN}:history:<id>   list, of each user in turn
-- Not declared, same slot, written last: <p>{sN}:minute:<epoch minute> of the entries.
--
-- ARGV  1 journal, random   2 blockAt   3 unblockBelow   4 decay clock: base, from, rate and rate before, separated by spaces
--       5 now, ms, for tests; empty for the server's clock   6 how many users   then their ids, then the entries, twelve values each:
--       1 number in the journal, rising   2 which user, from 1; 0 for none   3 when, ms   4 action
--       5 A allowed | D denied without a violation | B denied by a block | V denied by a limit | C only counted
--       6 1 if a limit on trial would have denied it, else 0   7 told again from, ms, inf, or - if the user was not to be told
--       8 where   9 lane of a call for the same check that may have run, or empty   10 its number
--      11 V: points added; C: "<allowed> <denied> <would deny> <violations>"   12 V: the history entry
-- Reply how many were booked now, had been booked before, had a call that ran and agreed, of how many the user's record was unreadable
--
-- merged holds  journal -> "J <latest number booked> <ms>"   journal! -> "S <until> <ms>" (report.lua)   lane -> "L <latest number>
-- <notes>" (close.lua); each merge removes up to 10 that are older than 30 days.
local call, try, format, match, floor, max = redis.call, redis.pcall, string.format, string.match, math.floor, math.max
local TOTALS, MERGED, LANES, SEEN, SCORES, BLOCKED, EXEMPT, EVENTS = unpack(KEYS, 1, 8)
local journal, blockAt, unblockBelow, userCount = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[6])
local base, from, rate, rateBefore = match(ARGV[4], '^(%S+) (%S+) (%S+) (%S+)$')
base, from, rate, rateBefore = tonumber(base), tonumber(from), tonumber(rate), tonumber(rateBefore)
local now
if ARGV[5] == '' then
  local time = call('TIME')
  now = time[1] * 1000 + floor(time[2] / 1000)
else
  if call('HGET', TOTALS, 'clock') ~= 'manual' then return {'CLOCK'} end
  now = tonumber(ARGV[5])
end

-- The points that every score has lost by then.
local function clockAt(ms) return base + (ms >= from and rate or rateBefore) * (ms - from) / 3600000 end
local function ms(value) return format('%.0f', value) end
local function points(value) return format('%.17g', value) end

-- Types before the first write, so that a call does all or nothing.
call('HLEN', TOTALS) call('HLEN', LANES) call('ZCARD', SEEN) call('ZCARD', SCORES) call('ZCARD', BLOCKED) call('ZCARD', EXEMPT) call('XLEN', EVENTS)
local lastBooked = tonumber(match(call('HGET', MERGED, journal) or '', '^J (%d+)') or '0')
local latest, booked, known, agreed, unreadable, saysUnreadable = lastBooked, 0, 0, 0, 0, false

local totals, minutes, seen, events, closing = {}, {}, {}, {}, {}
local function count(field, at, by)
  totals[field] = (totals[field] or 0) + by
  local minute = floor(at / 60000)
  minutes[minute] = minutes[minute] or {}
  minutes[minute][field] = (minutes[minute][field] or 0) + by
end
local function event(at, type, severity, id, action, score, where, folded)
  events[#events + 1] = {ms(at), type, severity, id, action, points(score), where, folded or '0'}
end

-- What became of a call: a letter, and the points of a violation; nil if it did not run. Its lane is closed, so it never will.
local lanes = {}
local function laneOf(lane)
  local names = {lane}
  for n = 0, 63 do names[n + 2] = lane .. '!' .. n end
  local open = call('HMGET', LANES, unpack(names))
  local found = {names = names, text = open[1], notes = {}}
  if open[1] then
    -- A note may be of a call before the latest 64, where those were plainly allowed.
    local oldest = tonumber(open[1]) - 64
    for n = 2, 65 do
      if open[n] and (tonumber(match(open[n], '^%d+') or '') or 0) > oldest then found.notes[#found.notes + 1] = open[n] end
    end
    closing[#closing + 1] = lane
  else
    local last, notes = match(call('HGET', MERGED, lane) or '', '^L (%d+) ?(.*)$')
    if not last then return false end
    found.text = last
    for note in string.gmatch(notes, '%S+') do found.notes[#found.notes + 1] = note end
  end
  found.last = tonumber(found.text)
  return found
end
local function outcomeOf(lane, number)
  if lanes[lane] == nil then lanes[lane] = laneOf(lane) end
  local found = lanes[lane]
  if not found or number > found.last then return nil end
  for _, note in ipairs(found.notes) do
    local taken, letter, added = match(note, '^(%d+)(%u)(.*)$')
    if tonumber(taken or '') == number then return letter, tonumber(added) end
  end
  return 'A'
end

-- Users, read when they are first needed.
local users = {}
local function parseEntry(text)
  local at, action, added, before = match(text, '^%[(%d+),"([^"]*)","%u",%d+,%d+,%w+,%d+,%d+,([^,%]]+),([^,%]]+)')
  if not at then return {text = text, at = 0, action = '', added = 0, before = 0} end
  return {text = text, at = tonumber(at), action = action, added = tonumber(added) or 0, before = tonumber(before) or 0}
end
local function userOf(index)
  if users[index] then return users[index] end
  local user = {id = ARGV[6 + index], key = KEYS[7 + 2 * index], list = KEYS[8 + 2 * index], fields = {}, denials = {}}
  users[index] = user
  local record, list = try('HMGET', user.key, 's', 'v', 'hb', 'ex'), try('LRANGE', user.list, 0, 0)
  if record.err or list.err then
    user.bad = true
    unreadable = unreadable + 1
    -- As a check does: whoever damages many is not to fill the stream.
    local saidAt = tonumber(try('HGET', TOTALS, 'unreadable-at') or '')
    if unreadable == 1 and (not saidAt or now - saidAt >= 60000) then
      saysUnreadable = true
      event(now, 'UNREADABLE_RECORD', 'WARNING', user.id, '', 0, '')
    end
    return user
  end
  local s, c, v, lastAt, lastAction, resetAt, blockedAt, blockEnd =
    match(record[1] or '', '^(%S+) (%S+) (%d+) (%S+) (%S+) (%S+) (%S+) (%S+)$')
  user.score, user.clock, user.violations = tonumber(s or ''), tonumber(c or ''), tonumber(v or '0')
  if not user.score or not user.clock then user.score, user.clock = 0, nil end
  user.lastAt, user.lastAction, user.resetAt = lastAt or '-', lastAction or '-', resetAt or '-'
  user.blockedAt, user.blockEnd = blockedAt or '-', blockEnd or '-'
  user.hb = record[3] or ''
  local since, ends = match(record[4] or '', '^%[(%d+),(%w+),')
  user.exempt = since and (ends == 'null' or now < (tonumber(ends) or 0))
  user.newest, user.length, user.times = list[1] and parseEntry(list[1]), call('LLEN', user.list), {}
  local time
  for step in string.gmatch(record[2] or '', '%S+') do
    time = time and time - tonumber(step) or tonumber(step)
    user.times[#user.times + 1] = time
  end
  return user
end
-- The whole history, newest first, for the rare cases that need it.
local function entriesOf(user)
  if not user.entries then
    user.entries = {}
    for i, text in ipairs(call('LRANGE', user.list, 0, -1)) do user.entries[i] = parseEntry(text) end
  end
  return user.entries
end
-- "<entries in the history> <latest EXCESSIVE> <told again from>", and what may follow
local function denialsOf(user, action)
  local denials = user.denials[action]
  if not denials then
    local entries, excessiveAt, quiet, rest = match(call('HGET', user.key, 'd:' .. action) or '', '^(%d+) (%S+) (%S+)(.*)$')
    denials = {entries = tonumber(entries or '0'), excessiveAt = excessiveAt or '-', quiet = quiet or '-', rest = rest or ''}
    user.denials[action] = denials
  end
  denials.changed = true
  return denials
end

-- How much of points that were added at an earlier time than the record's is left at its clock: where decay had taken the score to 0
-- since, it takes them, too.
local function survivingPoints(user, at, added)
  local clock = clockAt(at)
  local value, left, older, newest = 0, added, nil, entriesOf(user)
  for i = 1, #newest do
    if newest[i].at <= at then older = i break end
  end
  local first = (older or #newest + 1) - 1
  if older then
    value = max(0, newest[older].before + newest[older].added - (clock - clockAt(newest[older].at)))
  elseif first >= 1 and newest[first].before > 0 then
    value = newest[first].before + clockAt(newest[first].at) - clock
  end
  for i = first, 1, -1 do
    local lost = clockAt(newest[i].at) - clock
    left = max(0, value + left - lost) - max(0, value - lost)
    value, clock = newest[i].before + newest[i].added, clockAt(newest[i].at)
  end
  local lost = user.clock - clock
  return max(0, value + left - lost) - max(0, value - lost)
end
local function addPoints(user, at, added)
  local clock = clockAt(at)
  if not user.clock then
    user.score, user.clock = added, clock
  elseif clock >= user.clock then
    user.score, user.clock = max(0, user.score - (clock - user.clock)) + added, clock
  else
    user.score = user.score + survivingPoints(user, at, added)
  end
end
-- Sets or prolongs the block where the score reaches the threshold. Returns whether it is a new one.
local function block(user, at)
  local wasBlocked = user.blockedAt ~= '-' and tonumber(user.blockEnd) and tonumber(user.blockEnd) >= clockAt(at)
  if not wasBlocked and floor(user.score * 1e6 + 0.5) / 1e6 < blockAt then return false end
  if not wasBlocked then user.blockedAt = ms(at) end
  user.blockEnd = points(user.clock + (user.score - unblockBelow) + 5e-7)
  return not wasBlocked
end

local function insertTime(user, at)
  local place = #user.times + 1
  for i = 1, #user.times do
    if user.times[i] <= at then place = i break end
  end
  table.insert(user.times, place, at)
  user.times[100] = nil
end
local function insertEntry(user, text)
  local entry = parseEntry(text)
  if not user.newest or entry.at >= user.newest.at then
    call('LPUSH', user.list, text)
    user.newest = entry
    if user.entries then table.insert(user.entries, 1, entry) end
  else
    local entries = entriesOf(user)
    local place = #entries + 1
    for i = 1, #entries do
      if entries[i].at <= entry.at then place = i break end
    end
    if place > #entries then
      call('RPUSH', user.list, text)
    else
      call('LINSERT', user.list, 'BEFORE', entries[place].text, text)
    end
    table.insert(entries, place, entry)
  end
  local denials = denialsOf(user, entry.action)
  denials.entries = denials.entries + 1
  user.length = user.length + 1
  if user.length > 100 then
    local dropped = denialsOf(user, parseEntry(call('RPOP', user.list)).action)
    dropped.entries = max(0, dropped.entries - 1)
    user.length = user.length - 1
    if user.entries then table.remove(user.entries) end
  end
end

local function violation(user, at, action, added, text, where, quietly)
  user.changed = true
  user.violations = user.violations + 1
  if at >= (tonumber(user.lastAt) or 0) then user.lastAt, user.lastAction = ms(at), action end
  local blocks = false
  if at > (tonumber(user.resetAt) or -1) then
    insertTime(user, at)
    if added > 0 and not user.exempt then
      addPoints(user, at, added)
      blocks = block(user, at)
    end
  end
  insertEntry(user, text)
  if quietly then return end
  local score, upper, denials = user.score, string.upper(action), denialsOf(user, action)
  event(at, 'RATE_LIMIT_EXCEEDED_' .. upper, 'WARNING', user.id, action, score, where)
  if denials.entries > 10 and at - (tonumber(denials.excessiveAt) or -math.huge) >= 3600000 then
    denials.excessiveAt = ms(at)
    event(at, 'EXCESSIVE_' .. upper .. '_ATTEMPTS', 'WARNING', user.id, action, score, where)
  end
  if blocks then event(at, 'USER_AUTO_BLOCKED', 'CRITICAL', user.id, action, score, where) end
end

-- Takes back what a call did that ran although its bot had answered otherwise meanwhile. Returns whether it had reported a violation.
local function takeBack(user, letter, added, at, action)
  if letter == 'A' or letter == 'S' then
    count('allowed:' .. action, at, -1)
    if letter == 'S' then count('shadowed:' .. action, at, -1) end
  elseif letter == 'D' then
    count('denied:' .. action, at, -1)
  else
    local found
    local entries = user.bad and {} or entriesOf(user)
    for i = 1, #entries do
      local entry = entries[i]
      if entry.action == action and entry.added == added and entry.at >= at - 5000 then found = i break end
    end
    local when = found and entries[found].at or at
    count('violations:' .. action, when, -1)
    if letter == 'W' then count('shadowed:' .. action, when, -1) end
    if user.bad then return false end
    user.violations = max(0, user.violations - 1)
    user.changed = true
    if not found then return false end
    local entry = table.remove(entries, found)
    call('LREM', user.list, 1, entry.text)
    user.newest, user.length = entries[1], #entries
    local denials = denialsOf(user, action)
    denials.entries = max(0, denials.entries - 1)
    if entry.at > (tonumber(user.resetAt) or -1) then
      user.score = max(0, user.score - added)
      for i = 1, #user.times do
        if user.times[i] == entry.at then table.remove(user.times, i) break end
      end
      if user.blockedAt == ms(entry.at) then user.blockedAt, user.blockEnd = '-', '-' end
    end
    local newest = user.newest
    user.lastAt, user.lastAction = newest and ms(newest.at) or '-', newest and newest.action or '-'
    return true
  end
  return false
end

local function apply(argument, letter)
  local index, at, action = tonumber(ARGV[argument + 1]), tonumber(ARGV[argument + 2]), ARGV[argument + 3]
  local wouldDeny, quiet, where = ARGV[argument + 5] == '1', ARGV[argument + 6], ARGV[argument + 7]
  local ran, ranAdded, reported
  if ARGV[argument + 8] ~= '' then ran, ranAdded = outcomeOf(ARGV[argument + 8], tonumber(ARGV[argument + 9])) end
  local added = letter == 'V' and tonumber(ARGV[argument + 10])
  local mine = (letter == 'B' and 'D') or (letter == 'A' and wouldDeny and 'S') or (letter == 'V' and wouldDeny and 'W') or letter
  if ran == mine and ranAdded == (added or nil) then
    agreed = agreed + 1
    return
  end
  booked = booked + 1
  if ran and ran ~= 'R' then reported = takeBack(userOf(index), ran, ranAdded, at, action) end
  count((letter == 'A' and 'allowed:' or letter == 'V' and 'violations:' or 'denied:') .. action, at, 1)
  if wouldDeny then count('shadowed:' .. action, at, 1) end
  if at > (seen[index] or 0) then seen[index] = at end
  if letter == 'A' then return end
  local user = userOf(index)
  if user.bad then return end
  if letter == 'V' then violation(user, at, action, added, ARGV[argument + 11], where, reported) end
  if letter == 'B' then
    -- One HIGH_ABUSE_SCORE_LIMIT a minute; "<ms of the last> <how many were swallowed since>"
    local said, folded = match(user.hb, '^(%d+) (%d+)$')
    if not said or at - tonumber(said) >= 60000 then
      event(at, 'HIGH_ABUSE_SCORE_LIMIT', 'CRITICAL', user.id, action, user.score, where, folded)
      said, folded = ms(at), 0
    else
      folded = tonumber(folded) + 1
    end
    user.hb, user.hbChanged = said .. ' ' .. folded, true
  end
  if quiet ~= '-' then
    local denials = denialsOf(user, action)
    local until1, until2 = tonumber(denials.quiet) or (denials.quiet == 'inf' and math.huge or 0), tonumber(quiet) or math.huge
    if until2 > until1 then denials.quiet = quiet end
  end
end

for argument = 7 + userCount, #ARGV, 12 do
  local number, letter = tonumber(ARGV[argument]), ARGV[argument + 4]
  if number <= lastBooked then
    known = known + 1
  else
    latest = number
    if letter == 'C' then
      local allowed, denied, wouldDeny, violations = match(ARGV[argument + 10], '^(%d+) (%d+) (%d+) (%d+)$')
      local at, action = tonumber(ARGV[argument + 2]), ARGV[argument + 3]
      count('allowed:' .. action, at, tonumber(allowed))
      count('denied:' .. action, at, tonumber(denied) - tonumber(violations))
      count('violations:' .. action, at, tonumber(violations))
      count('shadowed:' .. action, at, tonumber(wouldDeny))
      booked = booked + 1
    else
      apply(argument, letter)
    end
  end
end

for _, lane in ipairs(closing) do
  call('HSET', MERGED, lane, 'L ' .. lanes[lane].text .. ' ' .. table.concat(lanes[lane].notes, ' '))
  call('HDEL', LANES, unpack(lanes[lane].names))
end
call('HSET', MERGED, journal, 'J ' .. ms(latest) .. ' ' .. ms(now))
for field, by in pairs(totals) do
  if by ~= 0 then call('HINCRBY', TOTALS, field, by) end
end
for index, at in pairs(seen) do call('ZADD', SEEN, 'GT', ms(at), ARGV[6 + index]) end
for _, user in pairs(users) do
  local fields = {}
  if user.changed then
    local blockedOn = user.blockedAt ~= '-'
    fields = {'s', points(user.score) .. ' ' .. points(user.clock or 0) .. ' ' .. ms(user.violations) .. ' ' .. user.lastAt .. ' ' ..
      user.lastAction .. ' ' .. user.resetAt .. ' ' .. user.blockedAt .. ' ' .. user.blockEnd}
    local recent, previous
    for i = 1, #user.times do
      recent = recent and recent .. ' ' .. ms(previous - user.times[i]) or ms(user.times[i])
      previous = user.times[i]
    end
    if recent then
      fields[3], fields[4] = 'v', recent
    else
      call('HDEL', user.key, 'v')
    end
    if user.score > 0 then call('ZADD', SCORES, points(user.score + user.clock), user.id) else call('ZREM', SCORES, user.id) end
    if blockedOn then call('ZADD', BLOCKED, user.blockEnd, user.id) else call('ZREM', BLOCKED, user.id) end
  end
  if user.hbChanged then
    fields[#fields + 1] = 'hb'
    fields[#fields + 1] = user.hb
  end
  for action, denials in pairs(user.denials) do
    fields[#fields + 1] = 'd:' .. action
    fields[#fields + 1] = denials.entries .. ' ' .. denials.excessiveAt .. ' ' .. denials.quiet .. denials.rest
  end
  if #fields > 0 then call('HSET', user.key, unpack(fields)) end
end
if saysUnreadable then call('HSET', TOTALS, 'unreadable-at', ms(now)) end
for _, e in ipairs(events) do
  call('XADD', EVENTS, 'MAXLEN', '~', 1000, '*', 'at', e[1], 'type', e[2], 'severity', e[3], 'user', e[4], 'action', e[5], 'score', e[6],
    'where', e[7], 'folded', e[8])
end

local some, old = call('HRANDFIELD', MERGED, 10, 'WITHVALUES'), now - 2592000000
for i = 1, #some, 2 do
  local kind, first, last = match(some[i + 1], '^(%u) (%d+) ?(%d*)')
  -- A lane's numbers begin at the day on which it was opened, times 1e9.
  local at = kind == 'L' and floor(tonumber(first) / 1e9) * 86400000 or tonumber(last or '')
  if at and at < old then call('HDEL', MERGED, some[i]) end
end

for minute, fields in pairs(minutes) do
  local key = string.sub(TOTALS, 1, -7) .. 'minute:' .. format('%.0f', minute)
  if minute * 60000 > now - 172800000 then
    for field, by in pairs(fields) do
      if by > 0 or by < 0 and (tonumber(try('HGET', key, field) or '') or 0) > 0 then try('HINCRBY', key, field, by) end
    end
    if try('TTL', key) == -1 then try('EXPIRE', key, 172800) end
  end
end
return {booked, known, agreed, unreadable}
