-- Takes the site's lease when it is free, expired, ours already, or held by an owner known to be dead.
-- KEYS: 1 lease. ARGV: 1 owner, 2 time to live in ms, 3 owner seen dead or ''.
-- Reply: {1, fence} or {0, owner who holds it}.
-- The lease keeps its last fence for ever; TIME makes it grow even if the key was lost.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local ttl = tonumber(ARGV[2])
local lease = redis.call('HMGET', KEYS[1], 'owner', 'fence', 'until')
local owner = lease[1] or ''
local fence = tonumber(lease[2] or '0')
local left = tonumber(lease[3] or '0') - now

if owner == ARGV[1] then
  redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now + ttl))
  return { 1, string.format('%.0f', fence) }
end
-- More time left than a lease can have: the clock was set back, the lease means nothing.
local held = owner ~= '' and left > 0 and left <= ttl
if held and owner ~= ARGV[3] then return { 0, owner } end

local new = string.format('%.0f', math.max(now, fence + 1))
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'fence', new, 'until', string.format('%.0f', now + ttl))
return { 1, new }
