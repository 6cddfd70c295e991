import type { SonicDatabase } from './databases'

/** What Redis answers: its replies by kind, before a client has made text of them. */
export type RedisReply =
  | { readonly kind: 'status' | 'text' | 'error'; readonly text: string }
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
  dbsize: { words: [0, 0], answer: (db) => integer(db.keys().length) },
  save: { words: [0, 0], answer: () => status('OK') },
  hset: { words: [3], writes: true, answer: (db, [key = '', ...pairs]) => integer(db.hset(key, pairsOf(pairs))) },
  hmset: { words: [3], writes: true, answer: (db, [key = '', ...pairs]) => (db.hset(key, pairsOf(pairs)), status('OK')) },
  hsetnx: { words: [3, 3], writes: true, answer: (db, [key = '', field = '', value = '']) => integer(db.hget(key, field) === undefined ? db.hset(key, { [field]: value }) : 0) },
  hdel: { words: [2], writes: true, answer: (db, [key = '', ...fields]) => integer(db.hdel(key, fields)) },
  del: { words: [1], writes: true, answer: (db, keys) => integer(db.del(keys)) },
  unlink: { words: [1], writes: true, answer: (db, keys) => integer(db.del(keys)) },
  flushdb: { words: [0, 1], writes: true, answer: (db) => (db.del(db.keys()), status('OK')) },
} // prettier-ignore

/** Does what a client asks for, in any case of letters; SONiC's databases hold hashes alone. */
export function askRedis(
  database: SonicDatabase,
  [verb = '', ...args]: readonly string[],
  altered: (what: string) => void,
): RedisReply {
  const name = verb.toLowerCase()
  const known = verbs[name]
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

const pairsOf = (words: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? '']] : [])),
  )
