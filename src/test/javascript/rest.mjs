/**
 * What no golden vector reaches: a Redis that is away, lost replies, the audit trail, defaults, names. Against the Redis that
 * RATEWARDEN_TEST_REDIS names, which is emptied before each test.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, beforeEach, test } from 'node:test';
import { Moderation } from '../../examples/javascript/moderation.mjs';
import { isOutage, Ratewarden } from '../../examples/javascript/ratewarden.mjs';
import { connect } from '../../examples/javascript/resp.mjs';
import { cleanName } from '../../examples/javascript/rules.mjs';

const redis = connect(process.env.RATEWARDEN_TEST_REDIS);
const scripts = new URL('../../main/resources/dev/ratewarden/store/redis/', import.meta.url);
const policies = {
  payment: { strategy: 'sliding_window', limit: 2, windowMs: 3_600_000, onOutage: 'CLOSED' },
  chat: { strategy: 'token_bucket', limit: 5, windowMs: 60_000, roles: { vip: 2 } },
};

/** What happens to the next calls: a function of the words that may throw before they are sent, and one that may throw after. */
let before;
let then;

async function send(args) {
  before(args);
  const reply = await redis.send(args);
  then(args);
  return reply;
}

const client = options => new Ratewarden(send, { scripts, policies, timeoutMs: 5000, warn: () => {}, ...options });
const broken = () => { throw new Error('read ECONNRESET'); };

function onceOn(word, happening) {
  let happened = false;
  return args => {
    if (happened || !args.includes(word)) return;
    happened = true;
    happening();
  };
}

beforeEach(async () => {
  before = then = () => {};
  await redis.send(['FLUSHALL']);
});
after(() => redis.close());

test('while Redis is away onOutage decides, and a ban that is remembered holds', async () => {
  const bot = client();
  await new Moderation(bot).act({ type: 'BAN', user: '13', operator: 'lee', forMs: null });
  await bot.check({ user: '13', action: 'chat' });
  await bot.settled();

  before = broken;
  const [payment, again, chat, banned] = [
    await bot.check({ user: '42', action: 'payment' }), await bot.check({ user: '42', action: 'payment' }),
    await bot.check({ user: '42', action: 'chat' }), await bot.check({ user: '13', action: 'chat' }),
  ];
  assert.deepEqual([payment.reason, payment.retryAfterMs, payment.notifyUser, payment.degraded], ['OUTAGE', 1000, true, true]);
  assert.equal(again.notifyUser, false);
  assert.deepEqual([chat.reason, chat.limit, chat.degraded], ['ALLOWED', null, true]);
  assert.deepEqual([banned.reason, banned.retryAfterMs], ['BANNED', null]);
});

for (const [switched, reason] of [['SHADOW', 'SHADOWED'], ['OFF', 'UNPOLICED']]) {
  test(`with the switch on ${switched} nothing is denied while Redis is away`, async () => {
    const bot = client();
    await bot.refresh();
    await redis.send(['HSET', 'rw:{g}:policies', '#enforcement', switched]);
    await bot.refresh();
    await bot.settled();

    before = broken;
    assert.equal((await bot.check({ user: '42', action: 'payment' })).reason, reason);
  });
}

test('a bot that never saw Redis decides by the policies in its code', async () => {
  before = broken;
  assert.equal((await client().check({ user: '42', action: 'payment' })).reason, 'OUTAGE');
});

test('a check whose reply was lost is not sent again', async () => {
  const bot = client();
  await bot.check({ user: '42', action: 'payment' });
  await bot.settled();
  then = onceOn('check', broken);
  assert.equal((await bot.check({ user: '42', action: 'payment' })).degraded, true);
  assert.equal((await client().peek({ user: '42', action: 'payment' })).reason, 'LIMITED');
  assert.equal((await client().peek({ user: '42', action: 'payment' })).violations, 0);
});

test('a mistake is no outage', async () => {
  await redis.send(['SET', 'rw:{g}:meta', 'of somebody else']);
  await assert.rejects(client().check({ user: '42', action: 'chat' }), /^ReplyError: WRONGTYPE/);
  await redis.send(['DEL', 'rw:{g}:meta']);
  await redis.send(['HSET', 'rw:{g}:meta', 'version', '2', 'shards', '4', 'created', '1']);
  await assert.rejects(client().check({ user: '42', action: 'chat' }), /version 2.*version 1/);
});

test('what cannot be served just now is an outage in a script as well, whichever Redis says it', () => {
  const wrapped = answer => new Error(`ERR Error running script (call to f_c0ffee): @user_script:12: @user_script: 12: ${answer}`);
  for (const word of ['OOM', 'READONLY', 'MISCONF', 'NOREPLICAS', 'MASTERDOWN']) {
    for (const error of [new Error(`${word} said so. script: c0ffee, on @user_script:12.`), wrapped(`-${word} said so`)]) {
      assert.equal(isOutage(error), true, error.message);
    }
  }
  for (const error of [wrapped('WRONGTYPE Operation against'), wrapped('attempt to index a nil value'), new Error('ERR OOM is a word')]) {
    assert.equal(isOutage(error), false, error.message);
  }
});

test('policies that are older than the users are told as what they are, with the remedy', async () => {
  const bot = client();
  await bot.refresh();
  await redis.send(['HSET', 'rw:{g}:policies', '#revision', '7']);
  await bot.refresh();
  await bot.check({ user: '42', action: 'chat' });
  await redis.send(['HSET', 'rw:{g}:policies', '#revision', '3']);
  await bot.refresh();
  await assert.rejects(bot.check({ user: '42', action: 'chat' }), /revision 3.*revision 7.*HSET rw:\{g\}:policies #revision 7/);
  await redis.send(['HSET', 'rw:{g}:policies', '#revision', '7']);
  assert.equal((await bot.check({ user: '42', action: 'chat' })).remaining, 3);
});

test('with a wrong password or database nothing is sent', async () => {
  for (const [login, path, word] of [['nobody:wrong@', '', 'WRONGPASS'], ['', '/999', 'ERR']]) {
    const other = connect(process.env.RATEWARDEN_TEST_REDIS.replace('//', `//${login}`) + path);
    await assert.rejects(new Ratewarden(other.send, { scripts }).check({ user: '42', action: 'chat' }), new RegExp(`^ReplyError: ${word}`));
    other.close();
  }
  assert.deepEqual(await redis.send(['HGETALL', 'rw:{g}:meta']), []);
});

test('defaults are written once, where there is none, and said', async () => {
  await client().refresh();
  const changed = client({ policies: { ...policies, chat: { ...policies.chat, limit: 9 } } });
  await changed.refresh();
  await changed.settled();
  const stored = await redis.send(['HGET', 'rw:{g}:policies', 'chat']);
  const said = await redis.send(['HGET', 'rw:{g}:code-policies', 'chat']);
  assert.equal(stored, '{"strategy":"token_bucket","limit":5,"windowMs":60000,"points":10,"escalating":true,"roles":{"vip":2}}');
  assert.equal(said, stored.replace('"limit":5', '"limit":9'));
});

test('defaults that cascade in a circle, or in a chain of nine, are refused', () => {
  const chain = (length, last) => Object.fromEntries(Array.from({ length }, (_, i) => [
    `a${i}`, { strategy: 'fixed_window', limit: 1, windowMs: 1, cascadesTo: i < length - 1 ? [`a${i + 1}`] : last },
  ]));
  client({ policies: chain(8, []) });
  assert.throws(() => client({ policies: chain(9, []) }), /deeper than 8/);
  assert.throws(() => client({ policies: chain(3, ['a0']) }), /circle/);
});

test('a policy that cannot be read is named, and stops no other action', async () => {
  const bot = client({ policies: {} });
  await redis.send(['HSET', 'rw:{g}:policies', 'bad', '{"strategy":"x"}']);
  await redis.send(['HSET', 'rw:{g}:policies', 'good', '{"strategy":"token_bucket","limit":1.0,"windowMs":1e3}']);
  await assert.rejects(bot.check({ user: '42', action: 'bad' }), /policy of bad: strategy "x"/);
  assert.equal((await bot.check({ user: '42', action: 'good' })).reason, 'ALLOWED');
});

test('an action whose replies are lost is done once, and the trail is unbroken', async () => {
  const bot = client();
  const moderation = new Moderation(bot);
  then = onceOn('commit', broken);
  assert.equal((await moderation.act({ type: 'BAN', user: '42', operator: ' Lee\u200b ', reason: '"spam"', forMs: null })).until, null);
  before = onceOn('commit', broken);
  const limit = await moderation.act({ type: 'OVERRIDE', user: '42', operator: 'lee', action: 'chat', limit: 9 });
  await moderation.act({ type: 'UNDO', user: '42', operator: 'lee', entry: limit.id });
  await Promise.all(['a', 'b', 'c'].map(text => moderation.act({ type: 'NOTE', user: '42', operator: 'lee', text })));

  const shard = `rw:{s${limit.id.split('-')[0]}}:`;
  let hash = '';
  const entries = (await redis.send(['XRANGE', `${shard}audit`, '-', '+'])).map(([, [, entry, , stored]]) => {
    hash = createHash('sha256').update(`${hash}\n${entry}`).digest('hex');
    assert.equal(stored, hash);
    return JSON.parse(entry);
  });
  assert.deepEqual(entries.map(({ type }) => type), ['BAN', 'OVERRIDE', 'UNDO', 'NOTE', 'NOTE', 'NOTE']);
  assert.deepEqual([entries[0].operator, entries[1].detail, entries[2].undoes], ['Lee', 'chat 9', limit.id]);
});

test('a moderator who saw an older state of the user changes nothing', async () => {
  const moderation = new Moderation(client());
  await moderation.act({ type: 'NOTE', user: '42', operator: 'lee', text: 'first' });
  await assert.rejects(moderation.act({ type: 'BAN', user: '42', operator: 'kim', seen: 0 }), { word: 'CONFLICT' });
  await assert.rejects(moderation.act({ type: 'NOTE', user: '42', operator: '\u200b', text: 'x' }), { field: 'operator' });
});

test('a name is kept as people see it, of users with a check alone', async () => {
  const bot = client();
  assert.equal(await bot.describe('42', 'Mira'), false);
  await bot.check({ user: '42', action: 'chat' });
  assert.equal(await bot.describe('42', '\u202e Mi\u200bra\n'), true);
  const fields = (await redis.send(['HGETALL', `${(await bot.shardOf('42')).prefix}user:42`])).join(' ');
  assert.match(fields, /name Mira lower mira/);
  assert.equal(cleanName(`${'e\u0301'.repeat(31)} x`), 'e\u0301'.repeat(31));
  assert.equal(cleanName('\u00a0x\ud83e'), '\u00a0x');
});
