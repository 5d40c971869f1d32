-- Appends events that were not seen, in order, in one step. [E1]
-- KEYS: 1 event stream, 2 prefix of the day hashes of identities seen.
-- ARGV: 1 token of this call, then identity and JSON of each event by turns.
-- Reply: one character per event, 1 new, 0 duplicate.
-- A hash holds identity -> token: a repeated call (cut reply) gets the answer of its first run.
local DAYS_BACK = 4 -- today and 4 days back are at least 96 h
local DAYS_AHEAD = 2 -- the clock may have been set back
local KEEP_SECONDS = (DAYS_BACK + DAYS_AHEAD + 1) * 86400

local token = ARGV[1]
local count = (#ARGV - 1) / 2
local today = math.floor(tonumber(redis.call('TIME')[1]) / 86400)
local identities = {}
for i = 1, count do identities[i] = ARGV[2 * i] end

local seen = {}
local todayIsNew = true
for day = today - DAYS_BACK, today + DAYS_AHEAD do
  local key = KEYS[2] .. ':' .. day
  if redis.call('EXISTS', key) == 1 then
    if day == today then todayIsNew = false end
    local tokens = redis.call('HMGET', key, unpack(identities))
    for i = 1, count do
      if tokens[i] and not seen[identities[i]] then seen[identities[i]] = tokens[i] end
    end
  end
end

local answers = {}
local fresh = {}
local mine = {}
for i = 1, count do
  local identity = identities[i]
  local by = seen[identity]
  if not by then
    seen[identity] = ''
    redis.call('XADD', KEYS[1], '*', 'e', ARGV[2 * i + 1])
    fresh[#fresh + 1] = identity
    fresh[#fresh + 1] = token
    answers[i] = '1'
  elseif by == token and not mine[identity] then
    mine[identity] = true
    answers[i] = '1'
  else
    answers[i] = '0'
  end
end
if #fresh > 0 then
  local key = KEYS[2] .. ':' .. today
  redis.call('HSET', key, unpack(fresh))
  if todayIsNew then redis.call('EXPIRE', key, KEEP_SECONDS) end
end
return table.concat(answers)
