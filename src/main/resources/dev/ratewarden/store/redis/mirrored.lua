-- Comes before load.lua and changes.lua: what a bot's mirror keeps of a user.
local call, sub = redis.call, string.sub

-- The id, last seen (empty: not tracked), and the fields of the hash and their values without what was used of limits.
local function mirrored(shard, seen, id)
  local fields, hash = {}, redis.pcall('HGETALL', shard .. 'user:' .. id)
  for i = 1, #hash, 2 do
    local kind = sub(hash[i], 1, 2)
    if kind ~= 'b:' and kind ~= 'd:' then
      fields[#fields + 1] = hash[i]
      fields[#fields + 1] = hash[i + 1]
    end
  end
  return {id, call('ZSCORE', seen, id) or '', fields}
end
