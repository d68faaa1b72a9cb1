-- Everything about one user. Reads only. Keyspace version 1.
-- KEYS  1 <p>{sN}:user:<id>   hash   2 <p>{sN}:history:<id>   list   3 <p>{sN}:seen   zset   4 <p>{sN}:audit   stream
--       5 <p>{sN}:totals   hash
-- ARGV  1 user id   2 now, ms, for tests; empty for the server's clock
-- Reply now, last seen (empty: not tracked), the hash of the user as HGETALL, history newest first,
--       then the latest 50 audit entries of the user, newest first
local call, match = redis.call, string.match
local now
if (ARGV[2] or '') == '' then
  local time = call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
else
  if call('HGET', KEYS[5], 'clock') ~= 'manual' then return {'CLOCK'} end
  now = tonumber(ARGV[2])
end
-- A key of another type holds nothing that can be read.
local function read(...)
  local reply = redis.pcall(...)
  return reply.err and {} or reply
end
local record = read('HMGET', KEYS[1], 'm', 'p')
local audit = {}
for sequence in string.gmatch(match(record[1] or '', '^%d+([ %d]*)$') or '', '%d+') do
  local found = read('XRANGE', KEYS[4], sequence .. '-0', sequence .. '-0')
  if found[1] then audit[#audit + 1] = found[1][2][2] end
end
-- A user who is kept for longer stands in the index at a later time than it was seen.
local seen = call('ZSCORE', KEYS[3], ARGV[1]) or ''
local index, truly = match(record[2] or '', '^(%d+) (%d+)$')
if index and tonumber(index) == tonumber(seen) then seen = truly end
return {now, seen, read('HGETALL', KEYS[1]), read('LRANGE', KEYS[2], 0, 99), audit}
