import { defineScript, type CommandParser } from '@redis/client';

/**
 * One question, asked of Redis as one script: nothing comes in between. Says '' for what may pass and a reason code for
 * what may not, first of the request and then of each person. A limit is a number or 'none'; what is neither fails.
 */
const SCRIPT = /* lua */ `
local requests, people, told = KEYS[1], KEYS[2], KEYS[3]
local mostRequests, mostPeople, mostTold, sensitive, lifetime = unpack(ARGV, 1, 5)
local request, firstPerson = ARGV[6], 7

local function within(number, limit)
  return limit == 'none' or number <= tonumber(limit)
end

-- Who is counted already takes no new place, also where the quota has been lowered since.
local function fits(set, name, limit)
  return limit == 'none'
    or redis.call('SISMEMBER', set, name) == 1
    or within(redis.call('SCARD', set) + 1, limit)
end

local function becomesCore(person)
  local newcomer = 1 - redis.call('SISMEMBER', told, person)
  return not within(redis.call('SCARD', told) + newcomer, mostTold)
end

if not fits(requests, request, mostRequests) then
  return { 'QUOTA_EXCEEDED' }
end
if mostRequests ~= 'none' then redis.call('SADD', requests, request) end

local verdicts = { '' }
for i = firstPerson, #ARGV do
  local person, reason = ARGV[i], ''
  if sensitive == 'yes' and becomesCore(person) then
    reason = 'CORE_DATA_LIMIT'
  elseif not fits(people, person, mostPeople) then
    reason = 'QUOTA_EXCEEDED'
  else
    if mostPeople ~= 'none' then redis.call('SADD', people, person) end
    if sensitive == 'yes' then redis.call('SADD', told, person) end
  end
  verdicts[#verdicts + 1] = reason
end

-- The people told of sensitive data are never forgotten.
redis.call('PEXPIRE', requests, lifetime)
redis.call('PEXPIRE', people, lifetime)
return verdicts
`;

export const countUsage = defineScript({
  SCRIPT,
  NUMBER_OF_KEYS: 3,
  parseCommand(parser: CommandParser, keys: string[], values: string[]) {
    parser.pushKeys(keys);
    parser.pushVariadic(values);
  },
  transformReply: (verdicts: unknown) => verdicts as string[],
});
