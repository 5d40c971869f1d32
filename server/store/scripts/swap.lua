-- Writes a field of a hash only where the expected value stands, so that of two at once one is told no.
-- KEYS: 1 hash. ARGV: 1 field, 2 '1' and the value expected or '0' for none, 3 '1' and the value to write or '0' to remove.
-- Reply: 1 written, 0 another value stands. A call repeated after a cut reply is told no: nothing is used twice.
local found = redis.call('HGET', KEYS[1], ARGV[1])
local stands = found and '1' .. found or '0'
if stands ~= ARGV[2] then return 0 end
if ARGV[3] == '0' then redis.call('HDEL', KEYS[1], ARGV[1])
else redis.call('HSET', KEYS[1], ARGV[1], string.sub(ARGV[3], 2)) end
return 1
