import { askForSonicVersion } from '../dut/sonic-version'
import { type Command, root } from '../host/command'
import { type Host } from '../host/host'
import {
  filesNamed,
  sidecarFiles,
  sidecarStub,
  sourceFolders,
  type SidecarFeature,
} from './sidecar-files'

/** A file on the DUT; its hash is undefined where there is none. */
export interface FileOnDut {
  readonly path: string
  /** SHA-256 of its content. */
  readonly hash: string | undefined
  /** Octal: `755`. */
  readonly mode: string
  /** Another one means that it was written anew. */
  readonly inode: string
}

/** One file of a sidecar as it is on the DUT, beside its source in the image. */
export interface SyncedFile extends FileOnDut {
  /** SHA-256 of what the image has for the DUT's branch; undefined where it has nothing. */
  readonly wanted: string | undefined
}

/** What a sidecar has made of the DUT, in one look. */
export interface SidecarLook {
  /** Docker's id of the running sidecar; undefined where none runs. */
  readonly sidecar: string | undefined
  /** The feature's own container in the pod. */
  readonly container: { readonly id: string; readonly startedAt: string } | undefined
  /** Those that the sidecar keeps, as its program names them; none where no sidecar runs. */
  readonly files: readonly SyncedFile[]
  /** `running`, `exited` …: the container that systemd ran before; undefined where there is none. */
  readonly native: string | undefined
  /** What systemd says of the feature's unit. */
  readonly unit: string
  /** The sidecar runs a command on the DUT: it writes, or does what follows a copy, such as restarting the unit. */
  readonly acts: boolean
}

const mark = '--'

/** There are folders among them, which have no hash. */
const hashSources = `for folder in ${sourceFolders.join(' ')}; do cd "$folder" && sha256sum *; done`

const namedAmong = (paths: readonly string[]): string =>
  `for path in ${paths.join(' ')}; do ! grep -qF "$path" ${sidecarStub} || echo "$path"; done`

const hashFiles = (paths: readonly string[]): Command =>
  root`for file in ${paths}; do [ ! -f "$file" ] || { sha256sum "$file"; stat -c '%a %i' "$file"; }; done`

/** Those files as they are, whoever wrote them. */
export async function filesOnDut(
  dut: Host,
  paths: readonly string[],
): Promise<readonly FileOnDut[]> {
  const { stdout } = await dut.run(hashFiles(paths))
  return paths.map((path) => fileOnDut(path, filesIn(stdout)))
}

export async function lookAtSidecar(dut: Host, feature: SidecarFeature): Promise<SidecarLook> {
  const paths = sidecarFiles[feature].map(({ path }) => path)
  const { stdout } = await dut.run(root`
    running() {
      docker ps -q --no-trunc --filter label=io.kubernetes.pod.namespace=sonic --filter label=io.kubernetes.container.name="$1" | head -n 1
    }
    sidecar=$(running ${`${feature}-sidecar`})
    echo "$sidecar"
    own=$(running ${feature})
    [ -z "$own" ] || docker inspect --format '{{.Id}} {{.State.StartedAt}}' "$own"
    echo ${mark}
    docker inspect --format '{{.State.Status}}' ${feature} 2> /dev/null || :
    echo ${mark}
    systemctl is-active ${feature} || :
    echo ${mark}
    ${askForSonicVersion}
    echo ${mark}
    ${hashFiles(paths)}
    echo ${mark}
    [ -z "$sidecar" ] || docker exec "$sidecar" sh -c ${hashSources} 2> /dev/null || :
    echo ${mark}
    [ -z "$sidecar" ] || docker exec "$sidecar" sh -c ${namedAmong(paths)} 2> /dev/null || :
    echo ${mark}
    [ -z "$sidecar" ] || docker top "$sidecar" 2> /dev/null | grep -E '(^| )(nsenter|sudo) ' || :
  `)
  return lookIn(feature, stdout)
}

function lookIn(feature: SidecarFeature, text: string): SidecarLook {
  const [
    ids = '',
    native = '',
    unit = '',
    version = '',
    files = '',
    sources = '',
    named = '',
    acts = '',
  ] = text.split(`${mark}\n`)
  const [sidecar = '', own = ''] = ids.split('\n')
  const [id = '', startedAt = ''] = own.split(' ')
  const found = filesIn(files)
  const wanted = hashesIn(sources)
  return {
    sidecar: sidecar || undefined,
    container: id === '' ? undefined : { id, startedAt },
    native: native.trim() || undefined,
    unit: unit.trim(),
    acts: acts.trim() !== '',
    files: filesNamed(feature, named.split('\n')).map(({ path, source }) => ({
      ...fileOnDut(path, found),
      wanted: wanted.get(sourceFor(source, version.trim(), [...wanted.keys()])),
    })),
  }
}

/**
 * Of a file per branch, the one that the sidecars take: the DUT's own; else the one for all branches, where telemetry's had
 * one; else the next lower; the newest for other builds. The first images had one for all branches, and no more.
 */
function sourceFor(source: string, version: string, names: readonly string[]): string {
  if (!source.endsWith('*')) return source
  const stem = source.slice(0, -1)
  const branches = names
    .filter((name) => name.startsWith(stem))
    .map((name) => name.slice(stem.length))
    .toSorted()
  const branch = /^20\d{4}/.exec(version)?.[0]
  const common = stem.slice(0, -1)
  if (names.includes(common) && !branches.includes(branch ?? '')) return common
  const fit = branch === undefined ? branches : branches.filter((each) => each <= branch)
  return stem + (fit.at(-1) ?? branches[0] ?? '')
}

type Found = ReadonlyMap<string, Omit<FileOnDut, 'path'>>

const fileOnDut = (path: string, found: Found): FileOnDut => ({
  path,
  ...(found.get(path) ?? { hash: undefined, mode: '', inode: '' }),
})

function filesIn(text: string): Found {
  const lines = text.split('\n').filter(Boolean)
  const found = new Map<string, Omit<FileOnDut, 'path'>>()
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const [hash = '', path = ''] = (lines[at] ?? '').split(/\s+/)
    const [mode = '', inode = ''] = (lines[at + 1] ?? '').split(' ')
    found.set(path, { hash, mode, inode })
  }
  return found
}

const hashesIn = (text: string): Map<string, string> =>
  new Map(
    text.split('\n').flatMap((line) => {
      const [hash, name] = line.trim().split(/\s+/)
      return hash && name ? [[name, hash] as const] : []
    }),
  )
