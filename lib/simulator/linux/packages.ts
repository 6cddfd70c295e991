import type { Machine } from '../machine/machine'
import type { CommandOutput, SimulatedCommand } from '../machine/types'

/** A Debian package, as far as the simulation has use for it: one program. */
export interface Package {
  readonly name: string
  readonly version: string
  readonly command: SimulatedCommand
}

/** The packages of a Debian machine: what is installed, and what its package server has. */
export class Packages {
  readonly #installed = new Set<string>()

  constructor(
    private readonly machine: Machine,
    private readonly available: readonly Package[],
  ) {}

  find(name: string): Package | undefined {
    return this.available.find((each) => each.name === name)
  }

  isInstalled(name: string): boolean {
    return this.#installed.has(name)
  }

  install({ name, command }: Package): void {
    this.#installed.add(name)
    this.machine.install(command)
  }

  remove({ name, command }: Package): void {
    this.#installed.delete(name)
    this.machine.declareAbsent(command.name)
  }

  /** `apt-get install|remove|purge PACKAGE…` and `dpkg-query -W PACKAGE`. */
  commands(): readonly SimulatedCommand[] {
    return [
      {
        name: 'apt-get',
        run: (args, { user, altered }) => {
          if (user.uid !== 0) return { stderr: lockRefused, exitCode: 100 }
          const [verb = '', ...names] = args.filter((arg) => !arg.startsWith('-'))
          return this.#aptGet(verb, names, altered)
        },
      },
      {
        name: 'dpkg-query',
        run: (args) => this.#query(args.filter((arg) => !arg.startsWith('-'))),
      },
    ]
  }

  #aptGet(verb: string, names: readonly string[], altered: (what: string) => void): CommandOutput {
    if (verb === 'update') return { stdout: 'Reading package lists... Done\n' }
    if (!['install', 'remove', 'purge'].includes(verb))
      return { stderr: `E: Invalid operation ${verb}\n`, exitCode: 100 }
    const unknown = names.find((name) => !this.find(name))
    if (unknown !== undefined)
      return { stderr: `E: Unable to locate package ${unknown}\n`, exitCode: 100 }
    for (const found of names.flatMap((name) => this.find(name) ?? [])) {
      altered(`package ${found.name}`)
      if (verb === 'install') this.install(found)
      else this.remove(found)
    }
    return { stdout: 'Reading package lists...\nBuilding dependency tree...\n' }
  }

  #query(names: readonly string[]): CommandOutput {
    const missing = names.filter((name) => !this.isInstalled(name))
    const lines = names.flatMap((name) => (this.isInstalled(name) ? (this.find(name) ?? []) : []))
    return {
      stdout: lines.map(({ name, version }) => `${name}\t${version}\n`).join(''),
      stderr: missing.map((name) => `dpkg-query: no packages found matching ${name}\n`).join(''),
      exitCode: missing.length > 0 ? 1 : 0,
    }
  }
}

const lockRefused =
  'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\nE: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?\n'
