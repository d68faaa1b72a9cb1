/**
 * Plays all golden vectors with ratewarden.mjs, against the Redis that RATEWARDEN_TEST_REDIS names. That Redis is emptied again and again.
 * Prints what failed, and ends with 1 then.
 */
import { readFileSync } from 'node:fs';
import { Moderation } from '../../examples/javascript/moderation.mjs';
import { Ratewarden } from '../../examples/javascript/ratewarden.mjs';
import { connect } from '../../examples/javascript/resp.mjs';
import { checkArguments, Policies, shardOf, shardPrefix, validate, waitWords } from '../../examples/javascript/rules.mjs';

const VECTORS = new URL('../../site/resources/vectors/', import.meta.url);
const SCRIPTS = new URL('../../main/resources/dev/ratewarden/store/redis/', import.meta.url);
const SHOWN = 40;

const address = process.env.RATEWARDEN_TEST_REDIS;
if (!address) throw new Error('RATEWARDEN_TEST_REDIS must name a Redis that may be emptied, such as redis://127.0.0.1:7777');
const redis = connect(address);
const json = name => JSON.parse(readFileSync(new URL(name, VECTORS), 'utf8'));

let compared = 0;
let failed = 0;

function compare(where, expected, actual) {
  compared++;
  if (equal(expected, actual)) return;
  failed++;
  if (failed <= SHOWN) console.log(`${where}: expected ${JSON.stringify(expected)}, was ${JSON.stringify(actual)}`);
}

function equal(expected, actual) {
  if (typeof expected === 'object' && expected !== null) {
    return typeof actual === 'object' && actual !== null && Object.keys(expected).length === Object.keys(actual).length
      && Object.keys(expected).every(key => equal(expected[key], actual[key]));
  }
  return expected === actual;
}

/** Each field that is expected; scores to 1e-6. */
function compareFields(where, expected, actual) {
  for (const [field, value] of Object.entries(expected)) {
    const near = field.startsWith('score') && Math.abs(value - actual[field]) <= 1e-6;
    compare(`${where}: ${field}`, value, near ? value : actual[field]);
  }
}

const kinds = {
  keys({ keyspaces }) {
    for (const { prefix, shards, meta, policyHash, users } of keyspaces) {
      compare('meta', meta, `${prefix}{g}:meta`);
      compare('policies', policyHash, `${prefix}{g}:policies`);
      for (const { user, shard, keys } of users) {
        compare(`${user} of ${shards}`, shard, shardOf(user, shards));
        for (const [name, key] of Object.entries(keys)) {
          const [first, action] = name.split(':');
          const tail = action ? `${first}:${user}:${action}` : ['user', 'history'].includes(first) ? `${first}:${user}` : first;
          compare(name, key, shardPrefix(prefix, shardOf(user, shards)) + tail);
        }
      }
    }
  },

  arguments({ prefix, shards, books }) {
    for (const book of books) {
      const policies = new Policies(new Map(Object.entries(book.policies)));
      for (const { user, action, role, policy, more, windows } of book.requests) {
        const where = `${book.name}: ${action} ${role ?? ''}`;
        const actual = checkArguments(policies, action, role, book.maxUsersPerShard);
        compare(`${where}: policy`, policy, actual.policy);
        compare(`${where}: more`, more, actual.more);
        const first = shardPrefix(prefix, shardOf(user, shards));
        compare(`${where}: windows`, windows, actual.windows.map(name => `${first}window:${user}:${name}`));
      }
    }
  },

  invalid({ inputs }) {
    for (const { request, field } of inputs) {
      let actual = null;
      try {
        validate(request);
      } catch (error) {
        actual = error.field;
      }
      compare(`${JSON.stringify(request)}`, field, actual);
    }
  },

  waits({ waits }) {
    for (const { ms, words } of waits) compare(`${ms} ms`, words, waitWords(ms));
  },

  async replay({ prefix, shards, cases }) {
    for (const { name, setup, steps } of cases) {
      await redis.send(['FLUSHALL']);
      for (const command of setup.redis) await redis.send(command);
      const clients = new Map();
      const latest = new Map();
      let now;
      for (const [index, step] of steps.entries()) {
        now = step.at;
        const where = `${name}, step ${index + 1}`;
        if (step.set) {
          for (const command of step.set.redis) await redis.send(command);
          if (!step.set.unseen) for (const client of clients.values()) await client.refresh();
          continue;
        }
        const id = step.client ?? 'a';
        if (!clients.has(id)) {
          const client = new Ratewarden(redis.send, {
            scripts: SCRIPTS, prefix, memoryBytes: setup.maxUsersPerShard * 400 * shards, timeoutMs: 5000,
            warn: message => { if (!message.includes('has no policy')) console.log(where, message); }, clock: () => now,
          });
          await client.refresh();
          clients.set(id, client);
        }
        let actual;
        try {
          actual = await play(clients.get(id), step, latest);
        } catch (error) {
          actual = { error: error.word ?? `${error.stack}` };
        }
        if (step.error || actual.error) compare(where, step.error, actual.error);
        else compareFields(where, step.expect, actual);
      }
      for (const client of clients.values()) await client.settled();
    }
  },
};

async function play(client, step, latest) {
  if (step.check) return client.check(step.check);
  if (step.peek) return client.peek(step.peek);
  if (step.user) return new Moderation(client).user(step.user);
  const done = await new Moderation(client).act({ ...step.act, entry: latest.get(step.act.user) });
  latest.set(step.act.user, done.id);
  return done;
}

for (const name of json('index.json').files) {
  const file = json(name);
  const [comparedBefore, failedBefore, started] = [compared, failed, performance.now()];
  if (!kinds[file.kind]) console.log(`${name}: passed over, its kind ${file.kind} is not known`);
  await kinds[file.kind]?.(file);
  const ms = Math.round(performance.now() - started);
  console.log(`${name}: ${compared - comparedBefore} compared, ${failed - failedBefore} failed, ${ms} ms`);
}
redis.close();
if (failed > SHOWN) console.log(`and ${failed - SHOWN} more`);
process.exitCode = failed > 0 || compared === 0 ? 1 : 0;
