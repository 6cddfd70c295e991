import type { FileSystem } from '../../file-system/file-system'
import { isBelow } from '../../file-system/paths'
import type { Enablement, UnitDefinition } from './unit-definition'
import { UnitFile } from './unit-file'

const installed = '/lib/systemd/system'
const configured = '/etc/systemd/system'
const transient = '/run/systemd/transient'
const runtime = '/run/systemd/system'
const searched = [configured, transient, runtime, installed]

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
      .find((path) => this.fs.kindOf(path) === 'file')
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

  /** The link to /dev/null that masks a unit, until the next boot or for good. */
  maskOf(name: string, isRuntime = false): string {
    return `${isRuntime ? runtime : configured}/${name}`
  }

  /** Whether the first file of that name that counts is a link to /dev/null. */
  isMasked(name: string): boolean {
    const first = searched
      .map((directory) => `${directory}/${name}`)
      .find((path) => this.fs.exists(path))
    return first !== undefined && this.#target(first) === '/dev/null'
  }

  mask(name: string, isRuntime: boolean, fs: FileSystem): 'made' | 'there' | 'taken' {
    const link = this.maskOf(name, isRuntime)
    if (this.#target(link) === '/dev/null') return 'there'
    if (this.fs.exists(link)) return 'taken'
    fs.mkdirp(link.slice(0, link.lastIndexOf('/')))
    fs.symlink('/dev/null', link)
    return 'made'
  }

  /** The answer names what was removed. */
  unmask(name: string, isRuntime: boolean, fs: FileSystem): readonly string[] {
    const link = this.maskOf(name, isRuntime)
    if (this.#target(link) !== '/dev/null') return []
    fs.remove(link)
    return [link]
  }

  #target(path: string): string | undefined {
    const isLink = this.fs.exists(path) && this.fs.lstat(path).kind === 'symlink'
    return isLink ? this.fs.readlink(path) : undefined
  }

  /** The units that links say a target wants. */
  wantedBy(target: string): readonly string[] {
    const directories = [configured, runtime].map((below) => `${below}/${target}.wants`)
    return directories.flatMap((each) => (this.fs.exists(each) ? this.fs.list(each) : []))
  }

  /** Where `[Install]` wants a unit to be linked. */
  links(path: string, below = configured): readonly string[] {
    const file = this.read(path)
    const name = path.slice(path.lastIndexOf('/') + 1)
    return [
      ...file.words('Install', 'WantedBy').map((target) => `${target}.wants`),
      ...file.words('Install', 'RequiredBy').map((target) => `${target}.requires`),
    ].map((directory) => `${below}/${directory}/${name}`)
  }

  /** Makes the links that are missing, as whom `fs` is a view of; the answer names them. */
  link(path: string, fs = this.fs, isRuntime = false): readonly string[] {
    const missing = this.links(path, isRuntime ? runtime : configured).filter(
      (link) => !fs.exists(link),
    )
    for (const link of missing) {
      fs.mkdirp(link.slice(0, link.lastIndexOf('/')))
      fs.remove(link)
      fs.symlink(path, link)
    }
    return missing
  }

  /** Removes all links by which a target wants a unit of that name, whoever made them; the answer names them. */
  unlink(name: string, isRuntime = false, fs = this.fs): readonly string[] {
    const below = isRuntime ? runtime : configured
    const made = (fs.exists(below) ? fs.list(below) : [])
      .filter((directory) => /\.(wants|requires)$/.test(directory))
      .map((directory) => `${below}/${directory}/${name}`)
      .filter((link) => fs.exists(link))
    for (const link of made) fs.remove(link)
    return made
  }

  enablement(path: string): Enablement {
    if (isBelow(path, transient)) return 'transient'
    const links = this.links(path)
    if (links.length === 0) return 'static'
    if (links.some((link) => this.fs.exists(link))) return 'enabled'
    return this.links(path, runtime).some((link) => this.fs.exists(link))
      ? 'enabled-runtime'
      : 'disabled'
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
  service = [],
  unitFile,
  enablement,
}: UnitDefinition): string {
  const unit = [
    '[Unit]',
    `Description=${description}`,
    documentation && `Documentation=${documentation}`,
    ...head,
  ]
  const typed = process?.type ? [`Type=${process.type}`] : []
  const exec = `ExecStart=${process?.exec ?? process?.commandLine()}`
  const main = process && ['', '[Service]', ...typed, exec]
  const restarts = restart && [
    `Restart=${restart.policy}`,
    ...service,
    `RestartSec=${restart.seconds}`,
  ]
  const isInstallable = enablement !== 'static' && !unitFile?.includes('[Install]')
  const install = isInstallable ? ['', '[Install]', 'WantedBy=multi-user.target'] : []
  const lines = [...unit, ...(main ?? []), ...(restarts ?? []), unitFile, ...install]
  return lines.filter((line) => line !== undefined && line !== null).join('\n') + '\n'
}
