-- Removes what is older than ARGV[1] ms, by time only. KEYS: 1 event stream, 2 dead stream.
-- Reply: how many events went.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local oldest = string.format('%.0f', math.max(0, now - tonumber(ARGV[1])))
redis.call('XTRIM', KEYS[2], 'MINID', oldest)
return redis.call('XTRIM', KEYS[1], 'MINID', oldest)
