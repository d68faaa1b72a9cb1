-- Notes that a bot had to do without Redis, once. Keyspace version 1. Called for each of two slots.
-- KEYS  1 <p>{g}:outages   list of JSON [instance, from ms, until ms, checks], newest first, 20 at most
-- ARGV  1 the entry
-- or
-- KEYS  1 <p>{s0}:merged   hash: journal! -> "S <until> <ms>"   2 <p>{s0}:events   stream
-- ARGV  1 journal   2 until, ms   then the events: at, type, severity, fields of the stream, each event followed by its instance and checks
-- Reply 1 if it was noted now, else 0
local call, format = redis.call, string.format
if #KEYS == 1 then
  for _, entry in ipairs(call('LRANGE', KEYS[1], 0, -1)) do
    if entry == ARGV[1] then return 0 end
  end
  call('LPUSH', KEYS[1], ARGV[1])
  call('LTRIM', KEYS[1], 0, 19)
  return 1
end
local field = ARGV[1] .. '!'
local said = tonumber(string.match(call('HGET', KEYS[1], field) or '', '^S (%d+)') or '-1')
if said >= tonumber(ARGV[2]) then return 0 end
call('XLEN', KEYS[2])
local time = call('TIME')
call('HSET', KEYS[1], field, format('S %s %.0f', ARGV[2], time[1] * 1000 + math.floor(time[2] / 1000)))
for i = 3, #ARGV, 5 do
  call('XADD', KEYS[2], 'MAXLEN', '~', 1000, '*', 'at', ARGV[i], 'type', ARGV[i + 1], 'severity', ARGV[i + 2], 'user', '', 'action', '',
    'score', '0', 'where', '', 'folded', '0', 'instance', ARGV[i + 3], 'checks', ARGV[i + 4])
end
return 1
