import type { FileSystem } from '../../../file-system/file-system'
import type { SeededRandom } from '../../../chance/seeded-random'

/** What is to be in a volume, by path. */
export type Payload = ReadonlyMap<string, PayloadFile>

export interface PayloadFile {
  readonly content: Buffer
  readonly mode: number
}

/**
 * Replaces all of a volume's files at once, as the kubelet does: they are in a new directory that is named after the
 * time, to which `..data` then leads; each name of the volume is a link by way of `..data`. Files that are so already
 * are left alone (kubernetes/pkg/volume/util, AtomicWriter).
 */
export function writeAtomically(
  fs: FileSystem,
  volume: string,
  payload: Payload,
  { now, random }: { readonly now: number; readonly random: SeededRandom },
): void {
  const before = currentOf(fs, volume)
  if (before !== undefined && isSame(fs, `${volume}/${before}`, payload)) return
  const made = freeName(fs, volume, timeName(now), Number(random.text(9, '123456789')))
  fs.mkdirp(`${volume}/${made}`, { mode: 0o755 })
  for (const [path, { content, mode }] of payload) {
    const file = `${volume}/${made}/${path}`
    fs.writeText(file, '')
    fs.write(file, content)
    fs.chmod(file, mode)
  }
  linkNames(fs, volume, payload)
  fs.symlink(made, `${volume}/..data_tmp`)
  fs.rename(`${volume}/..data_tmp`, `${volume}/..data`)
  removeStale(fs, volume, payload)
  if (before !== undefined) fs.remove(`${volume}/${before}`)
}

/** `..2026_11_23_08_19_40.`, in UTC. */
const timeName = (now: number): string =>
  `..${new Date(now).toISOString().slice(0, 19).replaceAll(/[-T:]/g, '_')}.`

/** Ends in a number by chance, as os.TempDir makes it: the next where that is taken. */
const freeName = (fs: FileSystem, volume: string, prefix: string, number: number): string =>
  fs.exists(`${volume}/${prefix}${number}`)
    ? freeName(fs, volume, prefix, number + 1)
    : `${prefix}${number}`

const currentOf = (fs: FileSystem, volume: string): string | undefined =>
  fs.exists(`${volume}/..data`) ? fs.readlink(`${volume}/..data`) : undefined

/** What stands in the volume's own directory for a path: the first part of it. */
const nameOf = (path: string): string => path.split('/')[0] ?? path

function linkNames(fs: FileSystem, volume: string, payload: Payload): void {
  for (const name of new Set([...payload.keys()].map(nameOf)))
    if (!fs.list(volume).includes(name)) fs.symlink(`..data/${name}`, `${volume}/${name}`)
}

function removeStale(fs: FileSystem, volume: string, payload: Payload): void {
  const names = new Set([...payload.keys()].map(nameOf))
  for (const name of fs.list(volume))
    if (!name.startsWith('..') && !names.has(name)) fs.unlink(`${volume}/${name}`)
}

function isSame(fs: FileSystem, directory: string, payload: Payload): boolean {
  const paths = filesBelow(fs, directory, '')
  return (
    paths.length === payload.size &&
    paths.every((path) => payload.get(path)?.content.equals(fs.read(`${directory}/${path}`)))
  )
}

const filesBelow = (fs: FileSystem, directory: string, below: string): string[] =>
  fs.list(`${directory}/${below}`).flatMap((name) => {
    const path = below === '' ? name : `${below}/${name}`
    const isDirectory = fs.stat(`${directory}/${path}`).kind === 'directory'
    return isDirectory ? filesBelow(fs, directory, path) : [path]
  })
