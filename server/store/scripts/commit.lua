-- Writes changed state rows and the offset they stand for in one step, for the holder of the fence only.
-- KEYS: 1 lease, 2 state.
-- ARGV: 1 fence, 2 writer and 3 number of this commit, 4 offset, 5 count of rows gone, the gone, then row and value by turns.
-- Reply: 1 written (or written before), 0 fenced.
local CHUNK = 1000

if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return 0 end
-- A cut connection may deliver an old commit after a newer one: it must change nothing.
local saved = redis.call('HMGET', KEYS[2], '@writer', '@number')
if saved[1] == ARGV[2] and tonumber(saved[2]) > tonumber(ARGV[3]) then return 1 end

local gone = tonumber(ARGV[5])
local firstRow = 6 + gone
for from = 6, firstRow - 1, CHUNK do
  redis.call('HDEL', KEYS[2], unpack(ARGV, from, math.min(from + CHUNK, firstRow) - 1))
end
for from = firstRow, #ARGV, CHUNK do
  redis.call('HSET', KEYS[2], unpack(ARGV, from, math.min(from + CHUNK - 1, #ARGV)))
end
redis.call('HSET', KEYS[2], '@offset', ARGV[4], '@writer', ARGV[2], '@number', ARGV[3])
return 1
