import { globPattern } from './glob'
import { rawRow, type TypedConfiguration, type TypedRow, typedRow } from './typed-rows'
import { UnixSocket } from '../machine/unix-sockets'

/** The fields of a row. */
export type Fields = Readonly<Record<string, string>>

/** One of SONiC's Redis databases: hashes by key (`TABLE|KEY`). */
export class SonicDatabase {
  readonly #hashes = new Map<string, Map<string, string>>()
  readonly #listeners = new Set<(key: string) => void>()

  /** In the order in which the fields were first written; empty when there is no such key. */
  hgetall(key: string): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#hashes.get(key) ?? [])
  }

  hget(key: string, field: string): string | undefined {
    return this.#hashes.get(key)?.get(field)
  }

  /** One HSET: subscribers are told once. Answers how many fields are new. */
  hset(key: string, fields: Readonly<Record<string, string>>): number {
    const hash = this.#hashes.get(key) ?? new Map<string, string>()
    this.#hashes.set(key, hash)
    const before = hash.size
    for (const [field, value] of Object.entries(fields)) hash.set(field, value)
    this.#tell(key)
    return hash.size - before
  }

  hdel(key: string, fields: readonly string[]): number {
    const hash = this.#hashes.get(key)
    const gone = fields.filter((field) => hash?.delete(field)).length
    if (hash?.size === 0) this.#hashes.delete(key)
    if (gone > 0) this.#tell(key)
    return gone
  }

  del(keys: readonly string[]): number {
    const gone = keys.filter((key) => this.#hashes.delete(key))
    for (const key of gone) this.#tell(key)
    return gone.length
  }

  exists(key: string): boolean {
    return this.#hashes.has(key)
  }

  /** By a glob: `FEATURE|*`. */
  keys(glob = '*'): string[] {
    const pattern = globPattern(glob)
    return [...this.#hashes.keys()].filter((key) => pattern.test(key))
  }

  clear(): void {
    this.#hashes.clear()
  }

  /** Called with the key after each change, as Redis' keyspace notifications are. */
  subscribe(listener: (key: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #tell(key: string): void {
    for (const listener of this.#listeners) listener(key)
  }
}

/** The databases by their number in Redis: `redis-cli -n`. */
export const databaseNumbers = [
  'APPL_DB', 'ASIC_DB', 'COUNTERS_DB', 'LOGLEVEL_DB', 'CONFIG_DB', 'FLEX_COUNTER_DB', 'STATE_DB', 'SNMP_OVERLAY_DB',
  'RESTAPI_DB', 'GB_ASIC_DB', 'GB_COUNTERS_DB', 'GB_FLEX_COUNTER_DB', 'CHASSIS_APP_DB', 'CHASSIS_STATE_DB',
  'APPL_STATE_DB',
] as const // prettier-ignore
export type DatabaseName = (typeof databaseNumbers)[number]

/** All databases of a device. */
export class SonicDatabases {
  readonly #databases = new Map<string, SonicDatabase>(
    databaseNumbers.map((name) => [name, new SonicDatabase()]),
  )

  readonly config = this.#named('CONFIG_DB')
  readonly state = this.#named('STATE_DB')

  find(name: string): SonicDatabase | undefined {
    return this.#databases.get(name === 'PFC_WD_DB' ? 'FLEX_COUNTER_DB' : name)
  }

  /** As a device comes up: CONFIG_DB from its file's content, all else empty. */
  load(configuration: Configuration): void {
    for (const database of this.#databases.values()) database.clear()
    this.reload(configuration)
  }

  /** `config reload`: CONFIG_DB anew, the other databases as they are. */
  reload(configuration: Configuration): void {
    this.config.clear()
    for (const [table, rows] of Object.entries(configuration))
      for (const [key, row] of Object.entries(rows))
        this.config.hset(`${table}|${key}`, rawRow(row))
  }

  /** What `config save` writes: CONFIG_DB by table and key. */
  configuration(): Configuration {
    const tables: Record<string, Record<string, TypedRow>> = {}
    for (const name of this.config.keys().sort()) {
      const bar = name.indexOf('|')
      const table = (tables[name.slice(0, bar)] ??= {})
      table[name.slice(bar + 1)] = typedRow(this.config.hgetall(name))
    }
    return tables
  }

  #named(name: DatabaseName): SonicDatabase {
    return this.#databases.get(name) as SonicDatabase
  }
}

/** The content of config_db.json: tables of rows of fields. */
export type Configuration = TypedConfiguration

/** Where programs of the device and its containers reach the databases. */
export const redisSocket = new UnixSocket<SonicDatabases>('/var/run/redis/redis.sock')
