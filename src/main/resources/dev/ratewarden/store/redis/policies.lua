-- Writes the policies whose action has none yet, and the score rules if none were set. Keyspace version 1.
-- KEYS  1 <p>{g}:policies   hash: action -> JSON; #revision; #order: actions in the order in which they were added; #rules: JSON
-- ARGV  1 score rules as JSON; empty to leave them   2 1 if these rules differ from the ones in force, else 0   then pairs: action, JSON
-- Reply the whole hash, as HGETALL
local call, key = redis.call, KEYS[1]
local order = call('HGET', key, '#order') or ''
local added = false
for i = 3, #ARGV, 2 do
  if call('HSETNX', key, ARGV[i], ARGV[i + 1]) == 1 then
    order = order == '' and ARGV[i] or order .. ' ' .. ARGV[i]
    added = true
  end
end
if added then
  call('HSET', key, '#order', order)
  call('HINCRBY', key, '#revision', 1)
end
if ARGV[1] ~= '' and call('HSETNX', key, '#rules', ARGV[1]) == 1 and ARGV[2] == '1' then
  call('HINCRBY', key, '#revision', 1)
end
return call('HGETALL', key)
