-- Sets dead letters aside once. KEYS: 1 dead stream, 2 mark of this call. ARGV: one JSON per letter.
-- Reply: 1 written, 0 written before (a repeated call).
if not redis.call('SET', KEYS[2], '1', 'NX', 'EX', 120) then return 0 end
for i = 1, #ARGV do redis.call('XADD', KEYS[1], '*', 'e', ARGV[i]) end
return 1
