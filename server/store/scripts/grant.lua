-- Puts one entry on the ledger, with its index, balance and words, in one step. [K3] [K4]
-- KEYS: 1 ledger, 2 ids, 3 balances, 4 texts.
-- ARGV: 1 id, 2 digest of the content, 3 hash of the entry before, 4 entry, 5 its hash, 6 person, 7 amount,
--       8 words or '', 9 id of the entry that this one takes back or ''.
-- Reply: {granted} | {known or conflict, entry, hash} | {moved, hash of the newest entry} | {nothing}: no such entry to take back.
local known = redis.call('HGET', KEYS[2], ARGV[1])
if known then
  local place, digest = string.match(known, '^(%S+) (%S+)$')
  local entry = redis.call('XRANGE', KEYS[1], place, place)[1][2]
  -- Words that were erased cannot be compared any more.
  local words = ARGV[8] ~= '' and redis.call('HGET', KEYS[4], ARGV[1])
  local same = digest == ARGV[2] and (not words or words == ARGV[8])
  return { same and 'known' or 'conflict', entry[2], entry[4] }
end
if ARGV[9] ~= '' and redis.call('HEXISTS', KEYS[2], ARGV[9]) == 0 then return { 'nothing' } end

-- The hash is made outside: Redis knows no SHA-256. It stands only while nobody else was quicker.
local newest = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
local head = newest and newest[2][4] or ''
if head ~= ARGV[3] then return { 'moved', head } end

local place = redis.call('XADD', KEYS[1], '*', 'entry', ARGV[4], 'hash', ARGV[5])
redis.call('HSET', KEYS[2], ARGV[1], place .. ' ' .. ARGV[2])
redis.call('HINCRBY', KEYS[3], ARGV[6], ARGV[7])
if ARGV[8] ~= '' then redis.call('HSET', KEYS[4], ARGV[1], ARGV[8]) end
-- Words taken back are shown to nobody, so they are not kept.
if ARGV[9] ~= '' then redis.call('HDEL', KEYS[4], ARGV[9]) end
return { 'granted' }
