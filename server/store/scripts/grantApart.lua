-- Negative control only: the entry without index and balance, as a broken store would write it.
-- KEYS and ARGV as in grant.lua.
redis.call('XADD', KEYS[1], '*', 'entry', ARGV[4], 'hash', ARGV[5])
return { 'granted' }
