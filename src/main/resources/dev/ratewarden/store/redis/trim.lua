-- Removes the oldest entries of one chain of the audit trail, once they are archived, and leaves an anchor. Keyspace version 1.
-- KEYS  1 <p>{sN}:audit or <p>{g}:audit   stream   2 its audit-head   hash
-- ARGV  1 sequence of the newest entry to remove   2 its hash, as it was archived   3 id of the archive
-- Reply DONE and how many were removed | MOVED: that entry is not there, has another hash, is the newest, or was removed before
--       OTHER: entries were trimmed before, into another archive, whose id the head names as archive; nothing was changed
local call, format = redis.call, string.format
local head = call('HMGET', KEYS[2], 'seq', 'anchor-seq', 'archive')
local newest, anchor, last = tonumber(head[1]), tonumber(head[2] or '0'), tonumber(ARGV[1])
if not newest or not anchor then return redis.error_reply('ERR ' .. KEYS[2] .. ' holds no sequence') end
if not last or last <= anchor or last >= newest then return {'MOVED'} end
if head[3] and head[3] ~= ARGV[3] then return {'OTHER'} end
local id = format('%.0f', last)
local found = call('XRANGE', KEYS[1], id .. '-0', id .. '-0')[1]
local hash = nil
for i = 1, found and #found[2] or 0, 2 do
  if found[2][i] == 'hash' then hash = found[2][i + 1] end
end
if hash ~= ARGV[2] then return {'MOVED'} end
call('HSET', KEYS[2], 'anchor-seq', id, 'anchor-hash', hash, 'archive', ARGV[3])
return {'DONE', call('XTRIM', KEYS[1], 'MINID', '=', format('%.0f', last + 1))}
