-- Removes what is older than ARGV[1] ms, by time only, a piece at a time. KEYS: the streams.
-- ARGV: 1 age in ms, 2 most entries to remove from each in this call.
-- Reply: {entries that went from the first stream, 1 when nothing is left to remove}.
-- Whole nodes first, since those can be limited; what remains is less than one node.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local oldest = string.format('%.0f', math.max(0, now - tonumber(ARGV[1])))
local gone = 0
local done = 1
for i, key in ipairs(KEYS) do
  local removed = redis.call('XTRIM', key, 'MINID', '~', oldest, 'LIMIT', ARGV[2])
  if removed > 0 then
    done = 0
  else
    removed = redis.call('XTRIM', key, 'MINID', oldest)
  end
  if i == 1 then gone = removed end
end
return { gone, done }
