-- Prolongs the lease of its holder. KEYS: 1 lease. ARGV: 1 owner, 2 fence, 3 time to live in ms.
-- Reply: 1 prolonged, 0 another has it.
local lease = redis.call('HMGET', KEYS[1], 'owner', 'fence')
if lease[1] ~= ARGV[1] or lease[2] ~= ARGV[2] then return 0 end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + tonumber(ARGV[3])))
return 1
