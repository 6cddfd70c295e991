import type { FileSystem } from '../machine/file-system'
import { isBelow } from '../machine/paths'
import type { Enablement, UnitDefinition } from './unit-definition'
import { UnitFile } from './unit-file'

const installed = '/lib/systemd/system'
const configured = '/etc/systemd/system'
const transient = '/run/systemd/transient'
const searched = [configured, transient, '/run/systemd/system', installed]

/** The unit files of one machine, and the links that enable them. */
export class UnitFiles {
  constructor(private readonly fs: FileSystem) {}

  /** Writes the file of an installed unit; the answer is its path. */
  install(definition: UnitDefinition): string {
    return this.#write(`${installed}/${definition.name}`, textOf(definition))
  }

  writeTransient(name: string, text: string): string {
    return this.#write(`${transient}/${name}`, text)
  }

  /** Changes a unit's own file, if it is there; its drop-ins stay as they are. */
  rewrite(path: string, change: (text: string) => string): void {
    if (!this.fs.exists(path)) return
    const before = this.fs.readText(path)
    const text = change(before)
    if (text !== before) this.#write(path, text)
  }

  removeTransient(path: string): void {
    if (isBelow(path, transient)) this.fs.remove(path)
  }

  /** The path of the file that counts for a unit with this full name. */
  find(name: string): string | undefined {
    return searched
      .map((directory) => `${directory}/${name}`)
      .find((path) => this.fs.exists(path) && this.fs.stat(path).kind === 'file')
  }

  /** The names of all that were put into /etc/systemd/system. */
  configured(): readonly string[] {
    const names = this.fs.exists(configured) ? this.fs.list(configured) : []
    return names.filter((name) => /\.(service|timer|target)$/.test(name))
  }

  /** With its drop-ins, whose settings come after its own; empty when the file is gone. */
  read(path: string): UnitFile {
    if (!this.fs.exists(path)) return new UnitFile('')
    const files = [path, ...this.dropIns(path.slice(path.lastIndexOf('/') + 1))]
    return new UnitFile(files.map((file) => this.fs.readText(file)).join('\n'))
  }

  /** The `.conf` files beside a unit, in the order of their names: that is the order in which they count. */
  dropIns(name: string): string[] {
    const directory = `${configured}/${name}.d`
    if (!this.fs.exists(directory)) return []
    const files = this.fs.list(directory).filter((file) => file.endsWith('.conf'))
    return files.toSorted().map((file) => `${directory}/${file}`)
  }

  /** Where `[Install]` wants a unit to be linked. */
  links(path: string): readonly string[] {
    const file = this.read(path)
    const name = path.slice(path.lastIndexOf('/') + 1)
    return [
      ...file.words('Install', 'WantedBy').map((target) => `${target}.wants`),
      ...file.words('Install', 'RequiredBy').map((target) => `${target}.requires`),
    ].map((directory) => `${configured}/${directory}/${name}`)
  }

  /** Makes the links that are missing, as whom `fs` is a view of; the answer names them. */
  link(path: string, fs = this.fs): readonly string[] {
    const missing = this.links(path).filter((link) => !fs.exists(link))
    for (const link of missing) {
      fs.mkdirp(link.slice(0, link.lastIndexOf('/')))
      fs.remove(link)
      fs.symlink(path, link)
    }
    return missing
  }

  unlink(path: string, fs = this.fs): readonly string[] {
    const made = this.links(path).filter((link) => fs.exists(link))
    for (const link of made) fs.remove(link)
    return made
  }

  enablement(path: string): Enablement {
    if (isBelow(path, transient)) return 'transient'
    const links = this.links(path)
    if (links.length === 0) return 'static'
    return links.some((link) => this.fs.exists(link)) ? 'enabled' : 'disabled'
  }

  #write(path: string, text: string): string {
    this.fs.writeText(path, text)
    return path
  }
}

function textOf({
  description,
  documentation,
  head = [],
  process,
  restart,
  unitFile,
  enablement,
}: UnitDefinition): string {
  const unit = [
    '[Unit]',
    `Description=${description}`,
    documentation && `Documentation=${documentation}`,
    ...head,
  ]
  const service = process && ['', '[Service]', `ExecStart=${process.exec ?? process.commandLine()}`]
  const restarts = restart && [`Restart=${restart.policy}`, `RestartSec=${restart.seconds}`]
  const isInstallable = enablement !== 'static' && !unitFile?.includes('[Install]')
  const install = isInstallable ? ['', '[Install]', 'WantedBy=multi-user.target'] : []
  const lines = [...unit, ...(service ?? []), ...(restarts ?? []), unitFile, ...install]
  return lines.filter((line) => line !== undefined && line !== null).join('\n') + '\n'
}
