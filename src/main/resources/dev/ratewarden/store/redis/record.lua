-- Writes a security event that concerns no one shard, at most once in a while. Keyspace version 1.
-- KEYS  1 <p>{g}:events   stream   2 <p>{g}:once   hash: key -> until when it is not to be written again, ms
-- ARGV  1 key   2 for how long, ms; 0 to write it whatever was written before   3 now, ms, for tests; empty for the server's clock
--       then field and value of the event's entry; an "at" of 0 stands for now
-- Reply 1 if it was written, else 0
local call, format = redis.call, string.format
local now = tonumber(ARGV[3])
if not now then
  local time = call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
call('XLEN', KEYS[1])
local during = tonumber(ARGV[2])
if during > 0 then
  local known = call('HGETALL', KEYS[2])
  for i = 1, #known, 2 do
    local ends = tonumber(known[i + 1])
    -- One that is further away than this one would be was set before the clock went back.
    if not ends or ends <= now or (known[i] == ARGV[1] and ends - now > during) then
      call('HDEL', KEYS[2], known[i])
    elseif known[i] == ARGV[1] then
      return 0
    end
  end
  call('HSET', KEYS[2], ARGV[1], format('%.0f', now + during))
end
local fields = {}
for i = 4, #ARGV do fields[#fields + 1] = ARGV[i] end
for i = 1, #fields, 2 do
  if fields[i] == 'at' and fields[i + 1] == '0' then fields[i + 1] = format('%.0f', now) end
end
call('XADD', KEYS[1], 'MAXLEN', '~', '1000', '*', unpack(fields))
return 1
