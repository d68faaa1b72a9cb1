-- Gives an emptied shard what a bot remembers of users. What is there already stays: whoever comes first wins. Keyspace version 1.
-- KEYS  1 <p>{sN}:seen   2 <p>{sN}:scores   3 <p>{sN}:blocked   4 <p>{sN}:bans   5 <p>{sN}:exempt   6 <p>{sN}:marked   zsets
--       7 <p>{sN}:names   zset   8... <p>{sN}:user:<id>   hash, one for each user
-- ARGV  for each user: id, last seen, index in scores (empty: no score), end of the block (empty: none), end of the ban (empty: none),
--       end of the exemption (empty: none), name in lower case (empty: none), how many fields of the hash, and these with their values
-- Reply how many users were written
local call, sub = redis.call, string.sub
for i = 1, 7 do call('ZCARD', KEYS[i]) end
local at, written = 1, 0
for i = 8, #KEYS do
  local id, user, fields = ARGV[at], KEYS[i], tonumber(ARGV[at + 7])
  local new, marked = {}, false
  for j = at + 8, at + 7 + 2 * fields, 2 do
    if redis.pcall('HSETNX', user, ARGV[j], ARGV[j + 1]) == 1 then
      new[ARGV[j]] = true
      local kind = sub(ARGV[j], 1, 2)
      marked = marked or kind == 'o:' or kind == 'g' or ARGV[j] == 'note'
    end
  end
  if next(new) then
    written = written + 1
    call('ZADD', KEYS[1], 'NX', ARGV[at + 1], id)
    if new.s and ARGV[at + 2] ~= '' then call('ZADD', KEYS[2], ARGV[at + 2], id) end
    if new.s and ARGV[at + 3] ~= '' then call('ZADD', KEYS[3], ARGV[at + 3], id) end
    if new.ban and ARGV[at + 4] ~= '' then call('ZADD', KEYS[4], ARGV[at + 4], id) end
    if new.ex and ARGV[at + 5] ~= '' then call('ZADD', KEYS[5], ARGV[at + 5], id) end
    if marked then call('ZADD', KEYS[6], 0, id) end
    if new.name then call('ZADD', KEYS[7], 0, ARGV[at + 6] .. '\0' .. id) end
  end
  at = at + 8 + 2 * fields
end
return {written}
