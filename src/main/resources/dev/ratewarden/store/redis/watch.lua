-- The lease of whoever does a community's background work, how far it read the events, and which alerts were sent. Keyspace version 1.
-- KEYS  1 <p>{g}:watch    hash: holder; until, ms; lasts, ms, for how long it was taken; position in the events; taken, ms, since when this holder
--         has it
--       2 <p>{g}:alerts   hash: what an alert is about -> "<until when it is not sent again, ms> <how many were folded since> <time of the
--         latest, ms>"; #pruned: when those that nobody needs were removed last
-- ARGV  1 now, ms, for tests; empty for the server's clock   2 LEASE | MOVE | RELEASE | FOLD   3 holder
--       LEASE: 4 for how long, ms        MOVE: 4 position
--       FOLD: 4 for how long an alert is not repeated, ms; then for each alert what it is about, and its time, ms
-- Reply of LEASE 1 if the holder has it now, else 0; now; who has it; position; until
--       of MOVE and RELEASE 1 if it was done, 0 if somebody else has the lease
--       of FOLD nothing if somebody else has the lease, else for each alert: -1 not to be sent, or how many were folded since the last one
local call, format, match = redis.call, string.format, string.match
local now = tonumber(ARGV[1])
if not now then
  local time = call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local what, me = ARGV[2], ARGV[3]
local known = call('HMGET', KEYS[1], 'holder', 'until', 'position', 'lasts')
local holder, ends, lasts = known[1], tonumber(known[2] or '') or 0, tonumber(known[4] or '')
-- What would last longer than it was taken for was taken before the clock went back.
local held = holder and ends > now and not (lasts and ends - now > lasts)

if what == 'LEASE' then
  if held and holder ~= me then return {0, now, holder, known[3] or '', ends} end
  if not held or holder ~= me then call('HSET', KEYS[1], 'taken', format('%.0f', now)) end
  ends = now + tonumber(ARGV[4])
  call('HSET', KEYS[1], 'holder', me, 'until', format('%.0f', ends), 'lasts', ARGV[4])
  return {1, now, me, known[3] or '', ends}
end
if not held or holder ~= me then return what == 'FOLD' and {} or 0 end
if what == 'MOVE' then
  call('HSET', KEYS[1], 'position', ARGV[4])
  return 1
elseif what == 'RELEASE' then
  call('HDEL', KEYS[1], 'holder', 'until', 'taken', 'lasts')
  return 1
end

-- Those that folded none are of no use once their time is over, the others an hour later; looked for once a minute.
local pruned = tonumber(call('HGET', KEYS[2], '#pruned') or '') or 0
if now - pruned >= 60000 or now < pruned then
  local all = call('HGETALL', KEYS[2])
  for i = 1, #all, 2 do
    local till, folded = match(all[i + 1], '^(%d+) (%d+) %d+$')
    local keeps = till and (tonumber(folded) > 0 and 3600000 or 300000)
    if all[i] ~= '#pruned' and not (till and tonumber(till) + keeps > now) then call('HDEL', KEYS[2], all[i]) end
  end
  call('HSET', KEYS[2], '#pruned', format('%.0f', now))
end
local during, reply = tonumber(ARGV[4]), {}
for i = 5, #ARGV, 2 do
  local key, at = ARGV[i], tonumber(ARGV[i + 1])
  local till, folded, latest = match(call('HGET', KEYS[2], key) or '', '^(%d+) (%d+) (%d+)$')
  till, folded, latest = tonumber(till) or 0, tonumber(folded) or 0, tonumber(latest) or -1
  -- Of before the clock went back.
  if till - now > during then till = 0 end
  if latest - now > during then latest = -1 end
  local answer = -1
  -- One that is read again, by the next holder, is not counted again.
  if at > latest then
    if now >= till then
      answer, till, folded = folded, now + during, 0
    else
      folded = folded + 1
    end
    call('HSET', KEYS[2], key, format('%.0f %.0f %.0f', till, folded, at))
  end
  reply[#reply + 1] = answer
end
return reply
