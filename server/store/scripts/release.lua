-- Gives the lease back; the fence stays, so that it can only grow. KEYS: 1 lease. ARGV: 1 owner, 2 fence.
local lease = redis.call('HMGET', KEYS[1], 'owner', 'fence')
if lease[1] ~= ARGV[1] or lease[2] ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], 'owner', '', 'until', '0')
return 1
