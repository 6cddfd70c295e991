import type { FileSystem } from '../../../file-system/file-system'
import { type Pod, type Volume } from '../../objects'

/** All that a kubelet keeps of one pod: its volumes, its containers' last words, its `/etc/hosts`. */
export const podDirectory = ({ metadata }: Pod): string => `/var/lib/kubelet/pods/${metadata.uid}`

/** A directory of the kubelet's own below a pod's: nobody else looks into any of them. Answers its path. */
export function makePodDirectory(fs: FileSystem, pod: Pod, ...names: readonly string[]): string {
  let path = podDirectory(pod)
  for (const name of ['', ...names]) {
    if (name !== '') path += `/${name}`
    if (!fs.exists(path)) fs.mkdirp(path, { mode: 0o750 })
  }
  return path
}

/** A plugin's name for itself, as its volumes' directories have it. */
const plugins = [
  ['configMap', 'configmap'],
  ['secret', 'secret'],
  ['projected', 'projected'],
  ['downwardAPI', 'downward-api'],
  ['emptyDir', 'empty-dir'],
] as const

const pluginOf = (volume: Volume): string | undefined =>
  plugins.find(([source]) => volume[source] !== undefined)?.[1]

/** Where on its node a volume's content is; undefined for one that the simulation has no content of. */
export function volumePath(pod: Pod, volume: Volume): string | undefined {
  if (volume.hostPath) return volume.hostPath.path
  const plugin = pluginOf(volume)
  if (plugin === undefined) return undefined
  return `${podDirectory(pod)}/volumes/kubernetes.io~${plugin}/${volume.name}`
}
