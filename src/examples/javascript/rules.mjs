/**
 * What a check needs that is not Redis: what may be asked, where it is kept, which policies take part, and what a reply means.
 * The page "A client in another language" tells why each of it is so.
 */

/** Whatever this client itself refuses; `message` can be logged as it stands. */
export class RatewardenError extends Error {
  name = this.constructor.name;
}

/** A user, action, cost, role or place that cannot be. Nothing was sent, or nothing was changed. */
export class InvalidRequestError extends RatewardenError {
  /** @param {string} field @param {string} problem @param {string} [word] with which Redis refused it */
  constructor(field, problem, word) {
    super(`${field}: ${problem}`);
    this.field = field;
    this.word = word;
  }
}

/** Redis did not answer in time. A check never throws it, a moderator's action does. */
export class UnavailableError extends RatewardenError {}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});

/** @param {string} user @param {number} shards */
export function shardOf(user, shards) {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(user)) crc = CRC_TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return ((crc ^ 0xffffffff) >>> 0) % shards;
}

/** The first part of all keys of a shard. @param {string} prefix @param {number} shard */
export const shardPrefix = (prefix, shard) => `${prefix}{s${shard}}:`;

export const ACTION = /^[a-z][a-z0-9_.-]{0,63}$/;
const ROLE = /^[A-Za-z0-9_.-]{1,32}$/;
const UNPRINTABLE = /[\p{Cc}\p{Cs}]/u;

export function text(field, value, least, most) {
  if (typeof value !== 'string') throw new InvalidRequestError(field, 'must be a string');
  const bytes = Buffer.byteLength(value);
  if (bytes < least || bytes > most) throw new InvalidRequestError(field, `must have ${least} to ${most} bytes in UTF-8, has ${bytes}`);
  if (UNPRINTABLE.test(value)) throw new InvalidRequestError(field, 'must be valid Unicode without control characters');
}

/** Throws what is wrong with a request. @param {Request} request */
export function validate({ user, action, cost = 1, role, where }) {
  text('user', user, 1, 128);
  if (typeof action !== 'string' || !ACTION.test(action)) throw new InvalidRequestError('action', `${action} must match ${ACTION.source}`);
  if (!Number.isSafeInteger(cost) || cost < 1) throw new InvalidRequestError('cost', `${cost} must be a whole number of 1 or more`);
  if (role != null && !ROLE.test(role)) throw new InvalidRequestError('role', `${role} must match ${ROLE.source}`);
  if (where != null) text('where', where, 0, 64);
}

const LETTERS = { token_bucket: 'T', sliding_window: 'S', fixed_window: 'F', leaky_bucket: 'L' };
const RANGES = { limit: [1, 1e9], windowMs: [1, 31_622_400_000], burst: [1, 1e9], points: [0, 1000] };
const ON_OUTAGE = ['LOCAL', 'CLOSED', 'OPEN'];
const ENFORCEMENTS = ['ENFORCE', 'SHADOW', 'OFF'];

/** A policy with what is usual filled in. @param {string} name @param {string} json */
export function readPolicy(name, json) {
  const wrong = (field, value) => new RatewardenError(`policy of ${name}: ${field} ${JSON.stringify(value)} cannot be`);
  let stored;
  try {
    stored = JSON.parse(json);
  } catch {
    throw wrong('JSON', json);
  }
  const policy = { burst: stored?.limit, points: 10, escalating: true, cascadesTo: [], onOutage: 'LOCAL', roles: {}, ...stored };
  if (!Object.hasOwn(LETTERS, policy.strategy)) throw wrong('strategy', policy.strategy);
  for (const [field, [least, most]] of Object.entries(RANGES)) {
    if (!Number.isInteger(policy[field]) || policy[field] < least || policy[field] > most) throw wrong(field, policy[field]);
  }
  if (typeof policy.escalating !== 'boolean') throw wrong('escalating', policy.escalating);
  if (!ON_OUTAGE.includes(policy.onOutage)) throw wrong('onOutage', policy.onOutage);
  if (!Array.isArray(policy.cascadesTo)) throw wrong('cascadesTo', policy.cascadesTo);
  if (typeof policy.roles !== 'object' || policy.roles === null) throw wrong('roles', policy.roles);
  const floor = policy.adaptiveFloor;
  if (floor != null && !(floor > 0 && floor <= 1)) throw wrong('adaptiveFloor', floor);
  for (const [role, times] of Object.entries(policy.roles)) if (!(times > 0 && times <= 1000)) throw wrong(`roles.${role}`, times);
  return { ...policy, name, letter: LETTERS[policy.strategy] };
}

/** A policy of a program as it is stored: what is usual is left out, in the order in which everybody writes it. */
export function policyJson(name, policy) {
  const read = readPolicy(name, JSON.stringify(policy));
  const { strategy, limit, windowMs, burst, points, escalating, cascadesTo, adaptiveFloor, onOutage, roles } = read;
  return JSON.stringify({
    strategy, limit, windowMs,
    burst: burst === limit ? undefined : burst,
    points, escalating,
    cascadesTo: cascadesTo.length > 0 ? cascadesTo : undefined,
    adaptiveFloor,
    onOutage: onOutage === 'LOCAL' ? undefined : onOutage,
    roles: Object.keys(roles).length > 0 ? roles : undefined,
  });
}

/** The policies as one reading of the hash has them. A policy that cannot be read throws once somebody needs it. */
export class Policies {
  #read = new Map();

  /** @param {Map<string, string>} hash what `HGETALL <prefix>{g}:policies` answered */
  constructor(hash) {
    this.hash = hash;
    this.revision = hash.get('#revision') ?? '0';
    this.rules = { blockAt: 100, unblockBelow: 75, decayPerHour: 0, ...JSON.parse(hash.get('#rules') ?? '{}') };
    this.decay = (hash.get('#decay') ?? '0 0 0 0').split(' ').map(Number);
    this.enforcement = hash.get('#enforcement') ?? 'ENFORCE';
    if (!ENFORCEMENTS.includes(this.enforcement)) {
      throw new RatewardenError(`#enforcement ${this.enforcement}: must be one of ${ENFORCEMENTS.join(', ')}`);
    }
  }

  /** The policy of an action, or of `<action>#shadow`; undefined if there is none. @param {string} name */
  get(name) {
    if (!this.#read.has(name)) this.#read.set(name, this.hash.has(name) ? readPolicy(name, this.hash.get(name)) : undefined);
    return this.#read.get(name);
  }

  /** The enforced policies that a check of this action consumes from: its own first, then those to which it cascades. */
  levels(action) {
    const met = new Map();
    const walk = name => {
      if (met.has(name)) return;
      const policy = this.get(name);
      met.set(name, policy);
      policy?.cascadesTo.forEach(walk);
    };
    walk(action);
    return [...met.values()].filter(Boolean);
  }

  /** What every score has lost by then, in points. @param {number} now */
  decayed(now) {
    const [base, from, rate, before] = this.decay;
    return base + (now >= from ? rate : before) * (now - from) / 3_600_000;
  }

  /** Throws if an action cascades in a circle, or in a chain of more than 8, the action itself counted. */
  refuseCircles() {
    const walk = (name, before) => {
      const path = [...before, name];
      const problem = before.includes(name) ? 'is a circle; remove one of these steps' : path.length > 8 && 'is deeper than 8; shorten it';
      if (problem) throw new RatewardenError(`cascadesTo: ${path.join(' → ')} ${problem}`);
      this.get(name)?.cascadesTo.forEach(next => walk(next, path));
    };
    for (const name of this.hash.keys()) if (!name.startsWith('#')) walk(name, []);
  }
}

const roleFactor = (policy, role) => role != null && Object.hasOwn(policy.roles, role) ? policy.roles[role] : 1;

/**
 * What a check sends beside user, action and cost: the policy (ARGV 5), more (ARGV 9), and the windows (KEYS from 9 on, by name).
 * `levels` is empty where nothing is enforced.
 * @param {Policies} policies @param {string} action @param {string|undefined} role @param {number} maxUsersPerShard
 */
export function checkArguments(policies, action, role, maxUsersPerShard) {
  const off = policies.enforcement === 'OFF';
  const levels = off ? [] : policies.levels(action);
  // Without a policy of its own an action cascades nowhere, so the first level is always the action itself.
  const own = levels[0];
  const trial = off ? undefined : policies.get(`${action}#shadow`);
  const factors = policy => `${roleFactor(policy, role)} ${policy.adaptiveFloor ?? '-'}`;
  const figures = policy => `${policy.letter} ${policy.windowMs} ${policy.burst} ${policy.limit} ${factors(policy)}`;
  const policy = [
    own?.letter ?? '-', policies.revision, own?.windowMs ?? 1, own?.burst ?? 0, own?.limit ?? 0, own?.points ?? 0, own?.escalating ? 1 : 0,
    policies.rules.blockAt, policies.rules.unblockBelow, ...policies.decay, maxUsersPerShard,
  ].join(' ');
  const behind = levels.slice(1).map(level => `+ ${level.name} ${figures(level)}`);
  const more = [policies.enforcement[0], own ? factors(own) : '1 -', ...behind];
  if (trial) more.push(`? ${figures(trial)}`);
  const windows = [...levels, ...(trial ? [trial] : [])].filter(({ letter }) => letter === 'S').map(({ name }) => name);
  return { policy, more: more.join(' ') === 'E 1 -' ? '' : more.join(' '), windows, levels };
}

export const ALLOWING = new Set(['ALLOWED', 'EXEMPT', 'UNPOLICED', 'SHADOWED']);
export const DENYING = new Set(['LIMITED', 'BLOCKED', 'BANNED']);

/** What a reply of six values leaves out. */
const USUAL = [0, '-', 0, 0, 0, 0, '', '-', '-'];

export const roundScore = score => Math.floor(Number(score) * 1_000_000 + 0.5) / 1_000_000;

export function tierOf(score, blocked) {
  if (blocked) return 'BLOCKED';
  return score >= 75 ? 'WARNING' : score >= 50 ? 'CAUTION' : 'NORMAL';
}

/** When a ban or exemption, as JSON, ends: ms, Infinity for good, undefined for none. Its two times hold even if the rest is damaged. */
export function endOf(json) {
  const end = /^\[\d+,(\d+|null)[,\]]/.exec(json ?? '')?.[1];
  return end === 'null' ? Infinity : end && Number(end);
}

function limitInForce(policy, role, own, scoreBefore, blockAt) {
  const most = Math.min(policy.letter === 'S' ? 10_000 : 1e9, Math.floor(Number.MAX_SAFE_INTEGER / policy.windowMs));
  let limit;
  if (own !== '-') {
    limit = policy.burst === policy.limit ? Number(own) : Math.floor(Number(own) * policy.burst / policy.limit);
  } else {
    const part = policy.adaptiveFloor == null ? 1 : 1 - (1 - policy.adaptiveFloor) * Math.min(1, roundScore(scoreBefore) / blockAt);
    limit = Math.floor(policy.burst * roleFactor(policy, role) * part);
  }
  return Math.min(Math.max(limit, 1), most);
}

/**
 * @param {any[]} reply of check.lua
 * @param {{levels: object[]}} sent
 * @param {Policies} policies that it was sent by
 * @param {Request} request
 * @returns {Decision}
 */
export function decisionOf(reply, sent, policies, request) {
  const [reason, now, remaining, limitWait, resetAt, delay] = reply;
  const [level, own, scoreBefore, scoreAfter, violations, notify, ban, , blockedUntil] = reply.length > 6 ? reply.slice(6) : USUAL;
  const allowed = ALLOWING.has(reason);
  const policed = sent.levels.length > 0;
  const waits = [0];
  if (reason === 'LIMITED') waits.push(Number(limitWait) < 0 ? Infinity : Number(limitWait));
  if (ban) waits.push((endOf(ban) ?? 0) - now);
  if (blockedUntil !== '-') waits.push(blockedUntil === 'inf' ? Infinity : blockedUntil - now);
  const wait = Math.max(...waits);
  const score = roundScore(scoreAfter);
  return finish({
    allowed,
    reason,
    limit: policed ? limitInForce(sent.levels[level], request.role, own, scoreBefore, policies.rules.blockAt) : null,
    remaining: policed ? Number(remaining) : null,
    retryAfterMs: allowed ? 0 : wait === Infinity ? null : wait,
    resetAtMs: policed ? Number(resetAt) : null,
    delayMs: policed ? Number(delay) : 0,
    score,
    tier: tierOf(score, blockedUntil !== '-'),
    violations: Number(violations),
    notifyUser: Number(notify) === 1,
    degraded: false,
  });
}

export const finish = decision => ({ ...decision, userMessage: messageOf(decision) });

function messageOf({ allowed, reason, retryAfterMs }) {
  if (allowed) return '';
  if (reason === 'OUTAGE') return 'This is not available right now. Try again later.';
  const again = retryAfterMs === null ? '' : ` Try again in ${waitWords(retryAfterMs)}.`;
  if (reason === 'LIMITED') return `You are doing that too often.${again}`;
  return `You may not do that at the moment.${again || ' A moderator can tell you more.'}`;
}

/** A wait for a reader, such as `1 min 30 s`. @param {number} ms */
export function waitWords(ms) {
  let rest = Math.ceil(ms / 1000);
  const units = [['d', 86_400], ['h', 3600], ['min', 60], ['s', 1]].map(([unit, seconds]) => {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    return [count, unit];
  });
  const first = units.findIndex(([count]) => count > 0);
  if (first < 0) return '0 s';
  return units.slice(first, first + 2).filter(([count]) => count > 0).map(part => part.join(' ')).join(' ');
}

// No-break spaces are none of it.
const OUTER_SPACE = /^[^\S\u00A0\u2007\u202F]+|[^\S\u00A0\u2007\u202F]+$/gu;
const strip = text => text.replace(OUTER_SPACE, '');

/** A display name as it is kept. @param {string} name */
export function cleanName(name) {
  const visible = strip(name.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u115F\u1160\u2800\u3164\uFFA0]/gu, ''));
  return strip([...new Intl.Segmenter('en').segment(visible)].slice(0, 32).map(({ segment }) => segment).join(''));
}

/** A hash as libraries answer it: names and values in turn, a Map, or an object. */
export function mapOf(reply) {
  if (reply instanceof Map) return reply;
  if (!Array.isArray(reply)) return new Map(Object.entries(reply));
  const map = new Map();
  for (let i = 0; i < reply.length; i += 2) map.set(reply[i], reply[i + 1]);
  return map;
}

/**
 * @typedef {object} Request
 * @property {string} user
 * @property {string} action
 * @property {number} [cost] 1 unless it weighs more
 * @property {string} [role] may change the limit
 * @property {string} [where] guild or channel, kept with violations
 *
 * @typedef {object} Decision
 * @property {boolean} allowed
 * @property {'ALLOWED'|'EXEMPT'|'UNPOLICED'|'SHADOWED'|'LIMITED'|'BLOCKED'|'BANNED'|'OUTAGE'} reason
 * @property {number|null} limit what the limit holds at once
 * @property {number|null} remaining what is left after this check
 * @property {number|null} retryAfterMs 0 if allowed, null if waiting never helps
 * @property {number|null} resetAtMs when the limit is full again
 * @property {number} delayMs how long to wait before going ahead, to keep the pace of a leaky bucket
 * @property {number} score
 * @property {'NORMAL'|'CAUTION'|'WARNING'|'BLOCKED'} tier
 * @property {number} violations ever
 * @property {boolean} notifyUser tell the user of this denial; stay silent else
 * @property {boolean} degraded whether it was decided without Redis
 * @property {string} userMessage what may be told to the user
 */
