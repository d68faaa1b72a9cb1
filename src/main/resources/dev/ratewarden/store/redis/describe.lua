-- Remembers display names of tracked users of one shard. Keyspace version 1.
-- KEYS  1 <p>{sN}:seen   zset   2 <p>{sN}:names   zset of "<lowercase name>\0<id>"   3... <p>{sN}:user:<id>   hash, one for each user
-- ARGV  for each user: id, cleaned name (empty removes it), the name in lower case
-- Reply for each user 1 if it is tracked, else 0 (then nothing was kept)
local call, kept = redis.call, {}
call('ZCARD', KEYS[2])
for i = 3, #KEYS do call('HLEN', KEYS[i]) end
for i = 3, #KEYS do
  local id, name, lower = ARGV[3 * i - 8], ARGV[3 * i - 7], ARGV[3 * i - 6]
  kept[i - 2] = 0
  if call('ZSCORE', KEYS[1], id) then
    kept[i - 2] = 1
    -- The lower-case form is kept only where it differs.
    local old = call('HMGET', KEYS[i], 'name', 'lower')
    if old[1] ~= name then
      if old[1] then call('ZREM', KEYS[2], (old[2] or old[1]) .. '\0' .. id) end
      call('HDEL', KEYS[i], 'name', 'lower')
      if name ~= '' then
        call('HSET', KEYS[i], 'name', name)
        if lower ~= name then call('HSET', KEYS[i], 'lower', lower) end
        call('ZADD', KEYS[2], 0, lower .. '\0' .. id)
      end
    end
  end
end
return kept
