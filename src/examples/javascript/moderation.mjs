/** What moderators do, with its audit entry, and what they look at. Nothing of it is needed for checks. */
import { createHash, randomUUID } from 'node:crypto';
import { isOutage } from './ratewarden.mjs';
import {
  ACTION, cleanName, endOf, InvalidRequestError, mapOf, RatewardenError, roundScore, text, tierOf, UnavailableError,
} from './rules.mjs';

const ATTEMPTS = 50;
const MOST_MS = 3660 * 86_400_000;

/** There is nothing to do, or somebody was first. `word` says which, such as `NOT_BANNED` or `CONFLICT`. */
export class ActRefusedError extends RatewardenError {
  /** @param {string} word @param {any[]} details */
  constructor(word, details) {
    super(`${word} ${details.join(' ')}`.trim());
    this.word = word;
    this.details = details;
  }
}

const sequenceOf = entry => entry.slice(entry.indexOf('-') + 1);
const timed = act => ({ amount: act.forMs, kept: (now, until) => [now, until ?? null, act.operator, act.reason ?? ''] });

/** What each action says: ARGV 5 and 6, `detail` and `undoes` of the audit entry, and ARGV 18. */
const ACTS = {
  RESET: act => ({ option: act.clearHistory ? '1' : '' }),
  BAN: timed,
  UNBAN: act => ({ option: act.resetScore ? '1' : '', amount: act.graceMs }),
  EXEMPT: timed,
  UNEXEMPT: () => ({}),
  NOTE: act => act.text
    ? { option: '1', detail: act.text, kept: now => [act.text, act.operator, now] }
    : {},
  OVERRIDE: act => ({ option: act.action, amount: act.limit, detail: `${act.action} ${act.limit ?? '-'}` }),
  UNDO: act => ({ option: sequenceOf(act.entry), undoes: act.entry }),
};

const receipt = ({ id, scoreBefore, scoreAfter, until }) => ({ id, scoreBefore, scoreAfter, until: until ?? null });

function refuseUnless(right, field, problem) {
  if (!right) throw new InvalidRequestError(field, problem);
}

function validateAct(act) {
  const { user, type, operator, reason = '', text: note = '', entry = '' } = act;
  text('user', user, 1, 128);
  refuseUnless(Object.hasOwn(ACTS, type), 'type', `${type} must be one of ${Object.keys(ACTS).join(', ')}`);
  refuseUnless(operator !== '', 'operator', 'must be a name');
  refuseUnless(reason.length <= 500 && !/[\p{Cc}\p{Cs}]/u.test(reason), 'reason', 'must be one line of at most 500 characters');
  refuseUnless([...note].length <= 500 && !/(?!\n)[\p{Cc}\p{Cs}]/u.test(note), 'text', 'must be text of at most 500 characters');
  for (const [field, most] of [['forMs', MOST_MS], ['graceMs', MOST_MS], ['limit', 1e9]]) {
    const value = act[field];
    refuseUnless(value == null || Number.isInteger(value) && value >= 1 && value <= most, field, `${value} must be 1 to ${most}`);
  }
  refuseUnless(type !== 'OVERRIDE' || ACTION.test(act.action), 'action', `${act.action} must match ${ACTION.source}`);
  refuseUnless(type !== 'UNBAN' || !act.resetScore || act.graceMs == null, 'graceMs', 'not together with resetScore');
  refuseUnless(type !== 'UNDO' || /^\d+-\d+$/.test(entry), 'entry', 'must be the id of an audit entry');
}

export class Moderation {
  #client;
  #timeoutMs;

  /**
   * @param {import('./ratewarden.mjs').Ratewarden} client
   * @param {{timeoutMs?: number}} [options] how long each call waits for its reply
   */
  constructor(client, { timeoutMs = 2000 } = {}) {
    this.#client = client;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Acts on one user. Throws {@link ActRefusedError} where there is nothing to do.
   * @param {object} asked
   * @param {'RESET'|'BAN'|'UNBAN'|'EXEMPT'|'UNEXEMPT'|'NOTE'|'OVERRIDE'|'UNDO'} asked.type
   * @param {string} asked.user
   * @param {string} asked.operator who acts
   * @param {string} [asked.reason]
   * @param {number} [asked.seen] the moderation revision that the moderator had seen
   * @param {boolean} [asked.clearHistory] RESET
   * @param {number|null} [asked.forMs] BAN, EXEMPT; null for good
   * @param {boolean} [asked.resetScore] UNBAN
   * @param {number|null} [asked.graceMs] UNBAN
   * @param {string} [asked.text] NOTE; empty removes it
   * @param {string} [asked.action] OVERRIDE
   * @param {number|null} [asked.limit] OVERRIDE; null removes it
   * @param {string} [asked.entry] UNDO: id of the audit entry
   * @returns {Promise<{id: string, scoreBefore: number, scoreAfter: number, until: number|null}>} `until` is null for good and for none
   */
  async act(asked) {
    const act = { ...asked, operator: cleanName(asked.operator ?? '') };
    validateAct(act);
    const { option = '', amount = '', detail, undoes, kept } = ACTS[act.type](act);
    const shard = await this.#client.shardOf(act.user);
    const login = await this.#login();
    const actionId = randomUUID();
    const keys = next => [
      `user:${act.user}`, `history:${act.user}`, 'scores', 'seen', 'bans', 'exempt', 'blocked', 'marked', 'audit', 'audit-head', 'totals',
      `undo:${next}`, `undo:${act.type === 'UNDO' ? option : 0}`,
    ].map(key => shard.prefix + key);
    const call = (mode, next, words) => this.#client.call('act', keys(next), [mode, ...words], this.#timeoutMs);
    let lost = 0;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const { rules, decay } = await this.#client.current();
      const said = [
        act.type, act.user, act.seen ?? '', option, amount ?? '', rules.blockAt, rules.unblockBelow, decay.join(' '), this.#client.now(),
      ];
      const ready = await call('prepare', 0, said);
      const written = lost && await this.#entry(shard, lost);
      if (written?.actionId === actionId) return receipt(written);
      if (ready[0] !== 'READY') throw new ActRefusedError(ready[0], ready.slice(1));

      const [, now, sequence, head, before, after, end] = ready;
      const next = Number(sequence) + 1;
      const until = end === '' ? undefined : end === 'inf' ? null : Number(end);
      // What is undefined is left out.
      const entry = {
        id: `${shard.number}-${next}`, at: Number(now), type: act.type, user: act.user, operator: act.operator, login,
        reason: act.reason ?? '', until, detail, scoreBefore: roundScore(before), scoreAfter: roundScore(after), undoes, actionId,
      };
      const json = JSON.stringify(entry);
      const hash = createHash('sha256').update(`${head}\n${json}`).digest('hex');
      try {
        const record = kept ? JSON.stringify(kept(entry.at, until)) : '';
        const done = await call('commit', next, [...said, now, sequence, head, before, after, json, hash, record]);
        if (done[0] === 'DONE') return receipt(entry);
        if (done[0] !== 'MOVED' && done[0] !== 'LATE') throw new ActRefusedError(done[0], done.slice(1));
      } catch (error) {
        if (!isOutage(error)) throw error;
        // It may have acted all the same: the trail tells.
        lost = next;
      }
    }
    throw new UnavailableError(`${act.type} of ${act.user}: ${ATTEMPTS} times others were faster or replies lost; see whether it was done`);
  }

  /** What is known about a user. @param {string} user */
  async user(user) {
    const { prefix } = await this.#client.shardOf(user);
    const policies = await this.#client.current();
    const [flat, history] = await Promise.all([
      this.#client.command(['HGETALL', `${prefix}user:${user}`], this.#timeoutMs),
      this.#client.command(['LRANGE', `${prefix}history:${user}`, '0', '-1'], this.#timeoutMs),
    ]);
    const hash = mapOf(flat);
    const now = this.#client.now() || Date.now();
    const clock = policies.decayed(now);
    const [kept = 0, reading = clock, violations = 0, , , , , blockEnd = '-'] = hash.get('s')?.split(' ') ?? [];
    const blocked = blockEnd === 'inf' || clock <= Number(blockEnd);
    const score = roundScore(Math.max(0, kept - Math.max(0, clock - reading)));
    return {
      score, tier: tierOf(score, blocked), violations: Number(violations), banned: endOf(hash.get('ban')) > now, blocked,
      revision: Number(hash.get('m')?.split(' ')[0] ?? 0), history: history.map(entry => JSON.parse(entry)),
    };
  }

  async #login() {
    try {
      return await this.#client.command(['ACL', 'WHOAMI'], this.#timeoutMs);
    } catch (error) {
      if (isOutage(error)) throw error;
      return '';
    }
  }

  /** The audit entry with that number, if there is one. */
  async #entry(shard, number) {
    const found = await this.#client.command(['XRANGE', `${shard.prefix}audit`, `${number}-0`, `${number}-0`], this.#timeoutMs);
    return found.map(([, fields]) => JSON.parse(mapOf(fields).get('entry')))[0];
  }
}
