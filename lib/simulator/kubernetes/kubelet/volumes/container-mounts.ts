import { posix } from 'node:path'
import { type Mount } from '../../../docker/container/container'
import { type Pod, type PodContainer, type VolumeMount } from '../../objects'
import { expand, type Lookup } from '../environment/expansion'
import { type HostFiles, type KubeletHost } from '../kubelet-host'
import { hostsFileOf } from './hosts-file'
import { makePodDirectory, podDirectory, volumePath } from './volume-paths'

const hosts = '/etc/hosts'

/** What a container mounts: its volumes, and what every container of a pod has of the kubelet. Throws Error with the kubelet's words. */
export function mountsOf(
  { hostFiles, random }: KubeletHost,
  pod: Pod,
  { container, attempt }: { readonly container: PodContainer; readonly attempt: number },
  variables: Lookup,
): Mount[] {
  const { volumeMounts = [], name, terminationMessagePath } = container
  const mounts = volumeMounts.flatMap((mount, index): Mount[] => {
    const source = sourceOf(pod, mount)
    if (source === undefined) return []
    const sub = subPathOf(mount, variables)
    const { mountPath: target, readOnly = false } = mount
    const place = { pod, container: name, mount, index }
    return [
      {
        source: sub && hostFiles ? subPath(hostFiles, source, sub, place) : source,
        target,
        readOnly,
      },
    ]
  })
  if (!hostFiles) return mounts
  if (!mounts.some(({ target }) => target === hosts))
    mounts.push({ source: writeHosts(hostFiles, pod), target: hosts })
  const directory = makePodDirectory(hostFiles.fs, pod, 'containers', name)
  const lastWords = `${directory}/${random.forObject(`${directory} ${attempt}`).hex(8)}`
  hostFiles.fs.writeText(lastWords, '', { mode: 0o666 })
  return [
    ...mounts,
    { source: lastWords, target: terminationMessagePath ?? '/dev/termination-log' },
  ]
}

function sourceOf(pod: Pod, { name }: VolumeMount): string | undefined {
  const volume = pod.spec.volumes?.find((each) => each.name === name)
  return volume && volumePath(pod, volume)
}

function subPathOf({ subPath, subPathExpr }: VolumeMount, variables: Lookup): string | undefined {
  if (!subPathExpr) return subPath
  const missing: string[] = []
  const found = expand(subPathExpr, (name) => {
    const value = variables(name)
    if (value === undefined) missing.push(name)
    return value
  })
  if (missing.length > 0) throw new Error(`missing value for ${missing.sort().join(', ')}`)
  return found
}

interface SubPathPlace {
  readonly pod: Pod
  readonly container: string
  readonly mount: VolumeMount
  readonly index: number
}

/**
 * Where the kubelet holds on to a part of a volume for one container: to the file as it is now, which later files of that name
 * do not replace, or to the directory. One that isn't there is made.
 */
function subPath(
  { fs }: HostFiles,
  volume: string,
  path: string,
  { pod, container, mount, index }: SubPathPlace,
): string {
  const real = `${volume}/${path}`
  if (!fs.exists(real)) fs.mkdirp(real, { mode: fs.stat(volume).mode & 0o777 })
  const held = `${podDirectory(pod)}/volume-subpaths/${mount.name}/${container}/${index}`
  fs.mkdirp(posix.dirname(held), { mode: 0o750 })
  fs.remove(held)
  const target = fs.realpath(real)
  if (fs.stat(target).kind === 'directory') fs.symlink(target, held)
  else fs.link(target, held)
  return held
}

function writeHosts(files: HostFiles, pod: Pod): string {
  const path = `${podDirectory(pod)}/etc-hosts`
  files.fs.writeText(path, hostsFileOf(files, pod), { mode: 0o644 })
  return path
}
