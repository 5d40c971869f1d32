-- Negative control only: the rows without their offset, as a broken store would write them.
-- KEYS and ARGV as in commit.lua.
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then return 0 end
local firstRow = 6 + tonumber(ARGV[5])
for i = 6, firstRow - 1 do redis.call('HDEL', KEYS[2], ARGV[i]) end
for i = firstRow, #ARGV, 2 do redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1]) end
return 1
