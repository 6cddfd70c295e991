import type { ChildProcess } from '../../linux/systemd/unit-definition'
import type { DutParts } from '../dut-parts'
import { pythonSeconds, reprDict, reprString } from '../python-text'

/** A field and what SONiC's scripts take it for where it is missing; `false` is Python's. */
export type FieldDefault = readonly [field: string, otherwise: string | false]

/** One run of SONiC's `container` script: its log, and the rows that it reads and writes. */
export class FeatureScriptRun {
  readonly #pid: number

  constructor(
    private readonly parts: DutParts,
    /** The unit that it runs in. */
    private readonly unit: string | null,
    /** What it does takes no time: as it would have been done long ago. */
    private readonly hurries: boolean,
    readonly signal?: AbortSignal,
    private readonly runs?: (programs: readonly ChildProcess[]) => void,
  ) {
    this.#pid = parts.machine.processes.nextPid()
  }

  /** The script becomes another program, with those that it starts. */
  becomes(programs: readonly string[]): void {
    const { processes } = this.parts.machine
    this.runs?.(
      programs.map((commandLine, at) => ({
        pid: at === 0 ? this.#pid : processes.nextPid(),
        commandLine,
      })),
    )
  }

  /** Something takes that long, in simulated milliseconds. */
  async takes(least: number, most: number): Promise<void> {
    const { clock, random } = this.parts
    if (!this.hurries) await clock.delay(random.between(least, most), this.signal)
  }

  debug(caller: string, text: string): void {
    this.log(`${caller}: ${text}`, 7)
  }

  log(message: string, priority: number): void {
    this.parts.journal.write({
      identifier: 'container',
      pid: this.#pid,
      unit: this.unit,
      priority,
      message,
    })
  }

  /** `read_data`, with its line in the log. */
  read<Fields extends readonly FieldDefault[]>(
    database: 'config' | 'state',
    feature: string,
    fields: Fields,
  ): { [At in keyof Fields]: Fields[At][1] extends false ? string | false : string } {
    const table = feature === 'SERVER' ? 'KUBERNETES_MASTER' : 'FEATURE'
    const row = this.parts.databases[database].hgetall(`${table}|${feature}`)
    const values = fields.map(([field, otherwise]) => row[field] ?? otherwise)
    const shown = fields.map(([field, otherwise]) => `(${reprString(field)}, ${python(otherwise)})`)
    this.debug(
      'read_data',
      `config:${database === 'config' ? 'True' : 'False'} feature:${feature} fields:[${shown.join(', ')}] val:[${values.map(python).join(', ')}]`,
    )
    return values as { [At in keyof Fields]: Fields[At][1] extends false ? string | false : string }
  }

  readConfig(feature: string): { setOwner: string; fallback: boolean; state: string } {
    const [setOwner, noFallback, state] = this.read('config', feature, [
      ['set_owner', 'local'],
      ['no_fallback_to_local', false],
      ['state', 'disabled'],
    ] as const)
    // Any text that isn't empty turns it off, `false` too.
    return { setOwner, fallback: !noFallback, state }
  }

  readState(feature: string): readonly [currentOwner: string, remoteState: string, id: string] {
    return this.read('state', feature, [
      ['current_owner', 'none'],
      ['remote_state', 'none'],
      ['container_id', ''],
    ] as const)
  }

  /** Only where ctrmgrd is installed. */
  write(feature: string, data: Readonly<Record<string, string>>): void {
    if (!this.#isManaged) return
    this.debug('update_data', `feature:${feature} data:${reprDict(data)}`)
    this.parts.databases.state.hset(`FEATURE|${feature}`, data)
  }

  setLabel(feature: string, isEnabled: boolean): void {
    if (this.#isManaged)
      this.parts.databases.state.hset('KUBE_LABELS|SET', {
        [`${feature}_enabled`]: String(isEnabled),
      })
  }

  /** The container that stands for the feature: its name while it is local. */
  containerId(feature: string): string {
    const row = this.parts.databases.state.hgetall(`FEATURE|${feature}`)
    return row['current_owner']?.toLowerCase() === 'local'
      ? feature
      : (row['container_id'] ?? feature)
  }

  now(): string {
    return pythonSeconds(this.parts.clock.now())
  }

  get #isManaged(): boolean {
    return this.parts.machine.fs.exists('/lib/systemd/system/ctrmgrd.service')
  }
}

const python = (value: string | false): string => (value === false ? 'False' : reprString(value))
