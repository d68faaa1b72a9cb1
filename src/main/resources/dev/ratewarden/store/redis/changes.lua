-- The users of a shard about whom something was written since, for a bot's mirror. Reads only. Keyspace version 1.
-- KEYS  1 <p>{sN}:events   stream   2 <p>{sN}:audit   stream   3 <p>{sN}:seen   zset
-- Not declared, same slot: <p>{sN}:user:<id> of those found.
-- ARGV  1 id of the latest event that was seen, empty if there was none   2 the same of the audit trail   3 how many to read of each
-- Reply now, OK or LOST (a stream no longer holds what was seen last, so that something may have been missed), id of the latest event
--       read, id of the latest audit entry read, 1 if there is more, then the users: id, last seen (empty: not tracked), fields of the
--       hash and their values without what was used of limits
local time = call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local most, status, more, ids, order = tonumber(ARGV[3]), 'OK', 0, {}, {}

local function add(id)
  if id and id ~= '' and not ids[id] then
    ids[id] = true
    order[#order + 1] = id
  end
end
-- Old entries are removed first: while the one that was seen last is there, so is everything after it.
local function read(stream, seen, user)
  if seen == '' and call('XLEN', stream) >= 1000 then status = 'LOST' end
  if seen ~= '' and #call('XRANGE', stream, seen, seen) == 0 then status = 'LOST' end
  if status == 'LOST' then return seen end
  local entries = call('XRANGE', stream, seen == '' and '-' or '(' .. seen, '+', 'COUNT', most)
  for i = 1, #entries do
    add(user(entries[i][2]))
    seen = entries[i][1]
  end
  if #entries == most then more = 1 end
  return seen
end
local events = read(KEYS[1], ARGV[1], function(fields)
  for i = 1, #fields, 2 do if fields[i] == 'user' then return fields[i + 1] end end
end)
local audit = read(KEYS[2], ARGV[2], function(fields)
  for i = 1, #fields, 2 do
    if fields[i] == 'entry' then
      local ok, entry = pcall(cjson.decode, fields[i + 1])
      return ok and type(entry) == 'table' and type(entry.user) == 'string' and entry.user or nil
    end
  end
end)

local shard, users = sub(KEYS[3], 1, -5), {}
for i = 1, #order do users[i] = mirrored(shard, KEYS[3], order[i]) end
return {now, status, events, audit, more, users}
