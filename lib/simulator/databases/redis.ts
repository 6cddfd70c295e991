import type { SonicDatabase } from './databases'
import { pairsOf } from './pairs'
import { globPattern } from './glob'

/** What Redis answers: its replies by kind, before a client has made text of them. */
export type RedisReply =
  | { readonly kind: 'status' | 'text'; readonly text: string }
  /** `isTwins`: Redis has this verb and the twin has not. */
  | { readonly kind: 'error'; readonly text: string; readonly isTwins?: true }
  | { readonly kind: 'integer'; readonly value: number }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'list'; readonly items: readonly (string | null)[] }

interface Verb {
  /** Least and most words after the verb; without a most any number. */
  readonly words: readonly [least: number, most?: number]
  readonly writes?: true
  answer(database: SonicDatabase, args: readonly string[]): RedisReply
}

const status = (text: string): RedisReply => ({ kind: 'status', text })
const integer = (value: number): RedisReply => ({ kind: 'integer', value })
const list = (items: readonly (string | null)[]): RedisReply => ({ kind: 'list', items })
const text = (found: string | undefined): RedisReply =>
  found === undefined ? { kind: 'nothing' } : { kind: 'text', text: found }
const error = (what: string): RedisReply => ({ kind: 'error', text: `ERR ${what}` })
const wrongType: RedisReply = {
  kind: 'error',
  text: 'WRONGTYPE Operation against a key holding the wrong kind of value',
}
const nothing: RedisReply = { kind: 'nothing' }
const countOf = (database: SonicDatabase, keys: readonly string[]): number =>
  keys.filter((key) => database.exists(key)).length

const verbs: Readonly<Record<string, Verb>> = {
  ping: { words: [0, 1], answer: (_, [word]) => (word === undefined ? status('PONG') : text(word)) },
  hgetall: { words: [1, 1], answer: (db, [key = '']) => list(Object.entries(db.hgetall(key)).flat()) },
  hget: { words: [2, 2], answer: (db, [key = '', field = '']) => text(db.hget(key, field)) },
  hmget: { words: [2], answer: (db, [key = '', ...fields]) => list(fields.map((field) => db.hget(key, field) ?? null)) },
  hkeys: { words: [1, 1], answer: (db, [key = '']) => list(Object.keys(db.hgetall(key))) },
  hvals: { words: [1, 1], answer: (db, [key = '']) => list(Object.values(db.hgetall(key))) },
  hlen: { words: [1, 1], answer: (db, [key = '']) => integer(Object.keys(db.hgetall(key)).length) },
  hexists: { words: [2, 2], answer: (db, [key = '', field = '']) => integer(db.hget(key, field) === undefined ? 0 : 1) },
  keys: { words: [1, 1], answer: (db, [glob = '*']) => list(db.keys(glob)) },
  exists: { words: [1], answer: (db, keys) => integer(countOf(db, keys)) },
  type: { words: [1, 1], answer: (db, [key = '']) => status(db.exists(key) ? 'hash' : 'none') },
  ttl: { words: [1, 1], answer: (db, [key = '']) => integer(db.exists(key) ? -1 : -2) },
  echo: { words: [1, 1], answer: (_, [word = '']) => text(word) },
  hstrlen: { words: [2, 2], answer: (db, [key = '', field = '']) => integer(Buffer.byteLength(db.hget(key, field) ?? '')) },
  hscan: { words: [2], answer: (db, [key = '', , ...how]) => scanned(Object.entries(db.hgetall(key)).filter(([field]) => globPattern(matchIn(how)).test(field)).flat()) },
  scan: { words: [1], answer: (db, [, ...how]) => scanned(db.keys(matchIn(how))) },
  touch: { words: [1], answer: (db, keys) => integer(countOf(db, keys)) },
  persist: { words: [1, 1], answer: () => integer(0) },
  randomkey: { words: [0, 0], answer: (db) => text(db.keys()[0]) },
  object: { words: [1], answer: (db, [, key = '']) => (db.exists(key) ? text('listpack') : nothing) },
  select: { words: [1, 1], answer: (_, [number = '']) => (/^(\d|1[0-5])$/.test(number) ? status('OK') : error('DB index is out of range')) },
  publish: { words: [2, 2], answer: () => integer(0) },
  wait: { words: [2, 2], answer: () => integer(0) },
  hincrby: { words: [3, 3], writes: true, answer: increased },
  rename: { words: [2, 2], writes: true, answer: renamed },
  dbsize: { words: [0, 0], answer: (db) => integer(db.keys().length) },
  save: { words: [0, 0], answer: () => status('OK') },
  hset: { words: [3], writes: true, answer: (db, [key = '', ...pairs]) => integer(db.hset(key, Object.fromEntries(pairsOf(pairs)))) },
  hmset: { words: [3], writes: true, answer: (db, [key = '', ...pairs]) => (db.hset(key, Object.fromEntries(pairsOf(pairs))), status('OK')) },
  hsetnx: { words: [3, 3], writes: true, answer: (db, [key = '', field = '', value = '']) => integer(db.hget(key, field) === undefined ? db.hset(key, { [field]: value }) : 0) },
  hdel: { words: [2], writes: true, answer: (db, [key = '', ...fields]) => integer(db.hdel(key, fields)) },
  del: { words: [1], writes: true, answer: (db, keys) => integer(db.del(keys)) },
  unlink: { words: [1], writes: true, answer: (db, keys) => integer(db.del(keys)) },
  flushdb: { words: [0, 1], writes: true, answer: (db) => (db.del(db.keys()), status('OK')) },
} // prettier-ignore

/** Verbs that read other kinds of values, of which SONiC's databases hold none, and what they say of a key that isn't there. */
const ofOtherKinds: Readonly<Record<string, RedisReply>> = {
  get: nothing, strlen: integer(0), getrange: text(''), lrange: list([]), llen: integer(0), lindex: nothing, smembers: list([]),
  scard: integer(0), sismember: integer(0), zrange: list([]), zcard: integer(0), zscore: nothing, lpop: nothing, rpop: nothing,
  spop: nothing, srem: integer(0), zrem: integer(0), lrem: integer(0),
} // prettier-ignore

/** What Redis 7 has besides. */
const others = new Set(
  'acl append auth bgrewriteaof bgsave bitcount blpop brpop client cluster command config copy debug decr decrby discard dump eval evalsha exec expire expireat failover flushall function geoadd getdel getex getset hello hincrbyfloat hrandfield incr incrby incrbyfloat info lastsave latency linsert lmove lpush lpushx lset ltrim memory mget migrate module monitor move mset msetnx multi pexpire pfadd ping psetex psubscribe pttl quit renamenx replicaof reset restore role rpush rpushx sadd script sdiff set setbit setex setnx setrange shutdown sinter slaveof slowlog smove sort srandmember sscan subscribe sunion swapdb time unsubscribe unwatch watch xadd xlen xrange zadd zcount zincrby zrangebyscore zrank zrevrange zscan'.split(
    ' ',
  ),
)

/** A cursor, which is at its end at once, and what there is. */
const scanned = (items: readonly string[]): RedisReply =>
  list(['0', ...(items.length > 0 ? items : [''])])

function matchIn(how: readonly string[]): string {
  const at = how.findIndex((word) => word.toLowerCase() === 'match')
  return at < 0 ? '*' : (how[at + 1] ?? '*')
}

function increased(
  db: SonicDatabase,
  [key = '', field = '', by = '']: readonly string[],
): RedisReply {
  const before = db.hget(key, field) ?? '0'
  if (!/^-?\d+$/.test(by)) return error('value is not an integer or out of range')
  if (!/^-?\d+$/.test(before)) return error('hash value is not an integer')
  const sum = Number(before) + Number(by)
  db.hset(key, { [field]: String(sum) })
  return integer(sum)
}

function renamed(db: SonicDatabase, [from = '', to = '']: readonly string[]): RedisReply {
  if (!db.exists(from)) return error('no such key')
  const fields = db.hgetall(from)
  db.del([from, to])
  db.hset(to, fields)
  return status('OK')
}

/** Does what a client asks for, in any case of letters; SONiC's databases hold hashes alone. */
export function askRedis(
  database: SonicDatabase,
  [verb = '', ...args]: readonly string[],
  altered: (what: string) => void,
): RedisReply {
  const name = verb.toLowerCase()
  const known = verbs[name]
  const other = ofOtherKinds[name]
  if (other) return database.exists(args[0] ?? '') ? wrongType : other
  if (!known && others.has(name))
    return { kind: 'error', text: `ERR ${verb}: not simulated`, isTwins: true }
  if (!known) {
    const given = args.map((arg) => `'${arg}' `).join('')
    return error(`unknown command '${verb}', with args beginning with: ${given}`)
  }
  const [least, most = Infinity] = known.words
  const isOdd = /^hm?set$/.test(name) && args.length % 2 === 0
  if (args.length < least || args.length > most || isOdd)
    return error(`wrong number of arguments for '${name}' command`)
  if (known.writes) altered(args[0] ?? '')
  return known.answer(database, args)
}
