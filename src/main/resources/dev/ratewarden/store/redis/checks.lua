-- Writes an entry of the log of checks and trims the log to its size. Keyspace version 1.
-- KEYS  1 <p>{sN}:checks   stream   2 <p>{sN}:checks-size   hash: bytes, max, written, dropped
-- ARGV  1 how many bytes the stream may hold   2 how many checks could not be logged since the batch before   3 how many checks this entry
--       holds   then field and value of the entry; none where only the second is to be noted
-- Reply the bytes that it holds now, how many old entries were removed
-- An entry counts as 64 bytes and the lengths of its fields and values. One call removes 1,024 entries at most.
local call = redis.call
local max = tonumber(ARGV[1])
local function weight(fields)
  local sum = 64
  for i = 1, #fields do sum = sum + #fields[i] end
  return sum
end
local length = call('XLEN', KEYS[1])
local bytes = tonumber(call('HGET', KEYS[2], 'bytes') or '')
if length == 0 then
  bytes = 0
elseif not bytes or bytes < 0 or bytes ~= bytes or bytes == math.huge then
  -- Somebody removed the figure: as the oldest entries are, so are the others taken to be.
  local some = call('XRANGE', KEYS[1], '-', '+', 'COUNT', 256)
  bytes = 0
  for _, entry in ipairs(some) do bytes = bytes + weight(entry[2]) end
  bytes = math.floor(bytes / #some * length)
end
if ARGV[2] ~= '0' then call('HINCRBY', KEYS[2], 'dropped', ARGV[2]) end
if #ARGV == 3 then return {bytes, 0} end
local fields = {}
for i = 4, #ARGV do fields[#fields + 1] = ARGV[i] end
call('XADD', KEYS[1], '*', unpack(fields))
bytes = bytes + weight(fields)
-- An entry may be large: mostly one makes room for one.
local gone, after, some = 0, '-', 2
while bytes > max and gone < 1024 and gone < length do
  local oldest = call('XRANGE', KEYS[1], after, '+', 'COUNT', some)
  some = 64
  for _, entry in ipairs(oldest) do
    if bytes <= max or gone == 1024 or gone == length then break end
    bytes = bytes - weight(entry[2])
    gone = gone + 1
    after = '(' .. entry[1]
  end
  if #oldest == 0 then break end
end
if gone > 0 then call('XTRIM', KEYS[1], 'MAXLEN', length + 1 - gone) end
call('HSET', KEYS[2], 'bytes', string.format('%.0f', math.max(0, bytes)), 'max', ARGV[1])
call('HINCRBY', KEYS[2], 'written', ARGV[3])
return {bytes, gone}
