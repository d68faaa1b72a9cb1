/**
 * Ratewarden for JavaScript: asks before every command whether this user may do this action now, and shares limits, scores, bans and
 * policies with every other bot and dashboard of the community. Needs Node 18 or later, Redis 6.2 or later, and no library.
 *
 * It keeps no lanes: after a lost connection a check may count that its caller was not told of. It keeps no limits in memory either: a
 * policy with `onOutage` LOCAL allows while Redis is away.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  ALLOWING, checkArguments, cleanName, decisionOf, DENYING, endOf, finish, InvalidRequestError, mapOf, Policies, policyJson,
  RatewardenError, shardOf, shardPrefix, text, UnavailableError, validate,
} from './rules.mjs';

/** @typedef {import('./rules.mjs').Request} Request @typedef {import('./rules.mjs').Decision} Decision */

const AWAY = /^(LOADING|OOM|READONLY|MISCONF|CLUSTERDOWN|TRYAGAIN|MASTERDOWN|NOREPLICAS|BUSY)\b|max number of clients/;
/** How Redis 6.2 tells what went wrong in a script: `… @user_script:12: @user_script: 12: -OOM …`. Redis 7 tells the error itself. */
const IN_A_SCRIPT = /^ERR Error running script \(call to f_\w+\): (?:@\w+: ?\d+: )*-?(?=[A-Z]{2})/;
const MISTAKES = [TypeError, RangeError, ReferenceError, SyntaxError];

/** Whether waiting helps: Redis is away, as opposed to a mistake. What is no reply (`WORD …`) is a trouble of the connection. */
export function isOutage(error) {
  if (error instanceof UnavailableError) return true;
  if (error instanceof RatewardenError || MISTAKES.some(type => error instanceof type)) return false;
  const message = String(error?.message ?? error).replace(IN_A_SCRIPT, '');
  return AWAY.test(message) || !/^[A-Z]{2,}\b/.test(message);
}

/** A Map for at most 10,000 entries, which drops the oldest. */
class Memory extends Map {
  set(key, value) {
    this.delete(key);
    if (this.size >= 10_000) this.delete(this.keys().next().value);
    return super.set(key, value);
  }
}

/** check.lua goes on in three more files. */
const CHECK = ['check', 'check-answer', 'check-record', 'check-retain'];
const FRESH_MS = 2000;
const OLD_MS = 4000;

/** Share one between all commands of a bot. */
export class Ratewarden {
  #sender;
  #options;
  #defaults;
  #scripts = new Map();
  #meta = {};
  #policies = null;
  #readAt = -Infinity;
  #reading = null;
  #awayUntil = 0;
  #minute = null;
  #bans = new Memory();
  #names = new Memory();
  #told = new Memory();
  #background = new Set();

  /**
   * @param {(args: (string|Buffer)[], key: string) => Promise<any>} send sends one command, never twice, and fails at once without a
   *   connection; `key` names the slot for a Cluster
   * @param {object} options
   * @param {URL|string} options.scripts the folder with the `.lua` files, ending with a slash
   * @param {string} [options.prefix] of the community's keys
   * @param {Object<string, object>} [options.policies] the program's defaults, `<action>` → policy
   * @param {number} [options.timeoutMs] how long a check waits for each reply
   * @param {number} [options.memoryBytes] what the community may take in Redis, the same in all clients
   * @param {(message: string) => void} [options.warn]
   * @param {() => number} [options.clock] ms, on a keyspace with a manual clock: for tests
   */
  constructor(send, options) {
    this.#sender = send;
    this.#options = { prefix: 'rw:', policies: {}, timeoutMs: 100, memoryBytes: 2 ** 30, warn: console.warn, ...options };
    for (const name of ['check', 'init', 'policies', 'describe', 'gauge', 'act']) {
      const source = Buffer.concat((name === 'check' ? CHECK : [name]).map(file => readFileSync(new URL(`${file}.lua`, options.scripts))));
      this.#scripts.set(name, { source, sha: createHash('sha1').update(source).digest('hex') });
    }
    const defaults = Object.entries(this.#options.policies).map(([name, policy]) => [name, policyJson(name, policy)]);
    this.#defaults = new Policies(new Map(defaults));
    this.#defaults.refuseCircles();
  }

  /** May this user do this now? Consumes, counts and records. @param {Request} request @returns {Promise<Decision>} */
  check(request) {
    return this.#ask('check', request);
  }

  /** What a check would answer now; changes nothing. @param {Request} request @returns {Promise<Decision>} */
  peek(request) {
    return this.#ask('peek', request);
  }

  /**
   * Tells moderators what a user is called. Call it after a check, as often as you like: only a changed name is sent.
   * @param {string} user @param {string} name
   * @returns {Promise<boolean>} whether it is known to Redis now; not for users without a check, nor while Redis is away
   */
  async describe(user, name) {
    text('user', user, 1, 128);
    const cleaned = cleanName(name);
    if (this.#names.get(user) === cleaned) return true;
    try {
      const { prefix } = await this.shardOf(user);
      const keys = [`${prefix}seen`, `${prefix}names`, `${prefix}user:${user}`];
      const kept = await this.call('describe', keys, [user, cleaned, cleaned.toLowerCase()]);
      if (Number(kept[0]) === 1) this.#names.set(user, cleaned);
      return Number(kept[0]) === 1;
    } catch (error) {
      if (isOutage(error)) return false;
      throw error;
    }
  }

  /** Reads meta and policies now, sets up what is missing, and so finds mistakes (a password, a right) before the first check. */
  refresh() {
    return this.#reading ??= this.#read().finally(() => { this.#reading = null; });
  }

  /** Ends once the work in the background is done. */
  async settled() {
    await Promise.all(this.#background);
  }

  async #ask(mode, request) {
    validate(request);
    if (performance.now() < this.#awayUntil) return this.#withoutRedis(request);
    // Redis was away: this check tries it again, and the others do not wait for that.
    if (this.#awayUntil > 0) this.#stayAway();
    try {
      const decision = await this.#decideAnew(mode, request);
      this.#awayUntil = 0;
      return decision;
    } catch (error) {
      if (!isOutage(error)) throw error;
      this.#stayAway();
      this.#readAt = -Infinity;
      return this.#withoutRedis(request);
    }
  }

  /** By the policies as they are, where ours are older than those by which this user was checked. */
  async #decideAnew(mode, request) {
    for (let attempt = 0; attempt < 3; attempt++) {
      const { decision, newest } = await this.#decide(mode, request);
      if (decision) return decision;
      await this.#reread();
      const { revision } = this.#policies;
      if (Number(revision) < Number(newest)) {
        throw new RatewardenError(
          `Redis holds policies of revision ${revision}, but checked users by revision ${newest}; were older policies put back? `
          + `If they are to hold, run in redis-cli: HSET ${this.#options.prefix}{g}:policies #revision ${newest}`);
      }
    }
    throw new UnavailableError('the policies are changing too fast; try again');
  }

  #stayAway() {
    this.#awayUntil = performance.now() + 100 + Math.random() * 150;
  }

  /** One call of check.lua: the decision, or of which revision the policies have to be at least. */
  async #decide(mode, request) {
    const { user, action, cost = 1, role, where } = request;
    const { prefix } = await this.shardOf(user);
    const policies = this.#policies;
    const sent = checkArguments(policies, action, role, this.#maxUsersPerShard());
    const windows = sent.windows.map(name => `window:${user}:${name}`);
    const keys = [`user:${user}`, 'seen', 'totals', `history:${user}`, 'scores', 'blocked', 'events', 'lanes', ...windows];
    const args = [mode, user, action, cost, sent.policy, '', '', where ?? '', sent.more, this.now()];
    while (args.at(-1) === '') args.pop();
    const reply = await this.call('check', keys.map(key => prefix + key), args);
    const [word, now] = reply;
    if (word === 'STALE_POLICY') return { newest: reply[1] };
    if (word === 'COST_EXCEEDS_LIMIT') {
      throw new InvalidRequestError('cost', `${cost} is more than ${reply[1]}, all that a limit of ${action} ever holds`, word);
    }
    if (!ALLOWING.has(word) && !DENYING.has(word)) throw new RatewardenError(`check.lua answered ${reply.join(' ')}`);
    if (word === 'UNPOLICED' && policies.enforcement !== 'OFF') this.#warnOnceAMinute(action);
    if (reply[12]) this.#bans.set(user, endOf(reply[12]));
    else this.#bans.delete(user);
    this.#noteMinute(Math.floor(now / 60_000), policies);
    return { decision: decisionOf(reply, sent, policies, request) };
  }

  #withoutRedis({ user, action }) {
    const now = this.now() || Date.now();
    const banned = this.#bans.get(user) > now ? this.#bans.get(user) : undefined;
    const { enforcement } = this.#policies ?? this.#defaults;
    const policy = enforcement === 'OFF' ? undefined : (this.#policies ?? this.#defaults).get(action);
    const closed = enforcement === 'SHADOW' ? 'SHADOWED' : 'OUTAGE';
    const reason = banned ? 'BANNED' : !policy ? 'UNPOLICED' : policy.onOutage === 'CLOSED' ? closed : 'ALLOWED';
    const allowed = ALLOWING.has(reason);
    return finish({
      allowed,
      reason,
      limit: null,
      remaining: null,
      retryAfterMs: banned === Infinity ? null : banned ? banned - now : allowed ? 0 : 1000,
      resetAtMs: null,
      delayMs: 0,
      score: 0,
      tier: 'NORMAL',
      violations: 0,
      notifyUser: !allowed && this.#isFirstIn(1000, `${user} ${action}`),
      degraded: true,
    });
  }

  #isFirstIn(ms, what) {
    const now = performance.now();
    if (this.#told.get(what) > now - ms) return false;
    this.#told.set(what, now);
    return true;
  }

  #warnOnceAMinute(action) {
    if (this.#isFirstIn(60_000, `#${action}`)) this.#options.warn(`ratewarden: ${action} has no policy; everybody may do it`);
  }

  /** The first check of a minute has every shard noted, for the chart of users. */
  #noteMinute(minute, policies) {
    if (this.#minute === minute) return;
    this.#minute = minute;
    for (let shard = 0; shard < this.#meta.shards; shard++) {
      const prefix = shardPrefix(this.#options.prefix, shard);
      const keys = ['seen', 'scores', 'blocked', 'totals', `minute:${minute}`, 'exempt'].map(key => prefix + key);
      this.#later(this.call('gauge', keys, [policies.decay.join(' '), this.now()]));
    }
  }

  /** The policies by which to decide now: at most four seconds old. */
  async current() {
    const age = performance.now() - this.#readAt;
    if (age > OLD_MS) await this.refresh();
    else if (age > FRESH_MS) this.#later(this.refresh());
    return this.#policies;
  }

  /** The policies as they are from now on, not as a reading that is under way may have met them. */
  async #reread() {
    await this.#reading?.catch(() => {});
    return this.refresh();
  }

  async #read() {
    const started = performance.now();
    const key = `${this.#options.prefix}{g}:policies`;
    const [meta, flat] = await Promise.all([this.#readMeta(), this.command(['HGETALL', key])]);
    const policies = await this.#bringDefaults(key, new Policies(mapOf(flat)));
    const anew = meta.created !== this.#meta.created;
    this.#meta = meta;
    this.#policies = policies;
    this.#readAt = started;
    if (!anew) return;
    this.#names.clear();
    this.#later(this.#sayDefaults().catch(error => { if (!String(error?.message).startsWith('NOPERM')) throw error; }));
  }

  async #readMeta() {
    const key = `${this.#options.prefix}{g}:meta`;
    let [version, shards, created] = await this.command(['HMGET', key, 'version', 'shards', 'created']);
    if (version == null && shards == null && created == null) {
      [version, shards, created] = await this.call('init', [key], ['1', '16', this.#options.clock ? 'manual' : 'server', '0']);
    }
    if (Number(version) > 1) throw new RatewardenError(`the keyspace has version ${version}, this client knows version 1; update it`);
    if (Number(version) !== 1 || !(shards >= 1 && shards <= 256)) throw new RatewardenError(`${key} is no meta of a ratewarden keyspace`);
    return { shards: Number(shards), created };
  }

  /** Writes the program's policies where there is none. */
  async #bringDefaults(key, policies) {
    for (let attempt = 0; attempt < 10; attempt++) {
      const missing = [...this.#defaults.hash].filter(([name]) => !policies.hash.has(name));
      if (missing.length === 0) return policies;
      new Policies(new Map([...policies.hash, ...missing])).refuseCircles();
      await this.call('policies', [key, `${this.#options.prefix}{g}:policy-history`],
        [policies.revision, 'code', '', '', '', '1', '', '', '', '', '', ...missing.flatMap(([name, json]) => [name, '', json])]);
      policies = new Policies(mapOf(await this.command(['HGETALL', key])));
    }
    throw new UnavailableError('the policies were changed ten times while defaults were written');
  }

  /** Says what the code brings, which a dashboard compares with what is in force. An older login may not, and that is no error. */
  async #sayDefaults() {
    const key = `${this.#options.prefix}{g}:code-policies`;
    const ours = [...this.#defaults.hash];
    if (ours.length === 0) return;
    const said = await this.command(['HMGET', key, ...ours.map(([name]) => name)]);
    const news = ours.filter(([, json], i) => said[i] !== json);
    if (news.length > 0) await this.command(['HSET', key, ...news.flat()]);
  }

  #maxUsersPerShard() {
    return Math.max(1, Math.floor(this.#options.memoryBytes / 400 / this.#meta.shards));
  }

  /** The shard of a user, and the first part of its keys. @param {string} user */
  async shardOf(user) {
    await this.current();
    const number = shardOf(user, this.#meta.shards);
    return { number, prefix: shardPrefix(this.#options.prefix, number) };
  }

  /** On a manual clock the time, else an empty text. */
  now() {
    return this.#options.clock?.() ?? '';
  }

  /** Calls a script. NOSCRIPT means that it did not run. */
  async call(name, keys, args, timeoutMs) {
    const { source, sha } = this.#scripts.get(name);
    const command = ['EVALSHA', sha, keys.length, ...keys, ...args].map(String);
    try {
      return await this.command(command, timeoutMs);
    } catch (error) {
      if (!String(error?.message).startsWith('NOSCRIPT')) throw error;
      await this.command(['SCRIPT', 'LOAD', source], timeoutMs, keys[0]);
      return this.command(command, timeoutMs);
    }
  }

  /** Sends one command, and waits for so long. */
  async command(args, timeoutMs = this.#options.timeoutMs, key = args[0] === 'EVALSHA' ? args[3] : args[1]) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new UnavailableError(`no reply to ${args[0]} within ${timeoutMs} ms`)), timeoutMs);
    });
    try {
      return await Promise.race([this.#sender(args, key), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Work that nobody waits for. A mistake in it shows again in a check, once the copy is too old. */
  #later(work) {
    const quiet = work.catch(error => { if (!isOutage(error)) this.#options.warn(`ratewarden: ${error.message}`); })
      .finally(() => this.#background.delete(quiet));
    this.#background.add(quiet);
  }
}
