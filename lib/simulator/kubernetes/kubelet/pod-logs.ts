import { asFarAsFilesAllow } from '../../file-system/file-system-error'
import type { FileSystem } from '../../file-system/file-system'
import { type Pod } from '../objects'
import { type RuntimeContainer } from './container-runtime'

const ofPods = '/var/log/pods'
const ofContainers = '/var/log/containers'

/** A pod's sandbox is made: there is where the links to the logs of its containers will be. */
export const makeLogDirectory = (fs: FileSystem, { metadata }: Pod): void =>
  asFarAsFilesAllow(() =>
    fs.mkdirp(`${ofPods}/${metadata.namespace}_${metadata.name}_${metadata.uid}`),
  )

const label = (name: string): string => `io.kubernetes.${name}`

/**
 * The kubelet's two links to a container's log: `/var/log/pods/NS_POD_UID/CONTAINER/ATTEMPT.log` to Docker's own file, and
 * `/var/log/containers/POD_NS_CONTAINER-ID.log` to that.
 */
function linksOf({ id, labels }: RuntimeContainer): { link: string; named: string } | undefined {
  const link = labels[label('container.logpath')]
  if (link === undefined) return undefined
  const [pod, namespace, name] = ['pod.name', 'pod.namespace', 'container.name'].map(
    (each) => labels[label(each)],
  )
  return { link, named: `${ofContainers}/${pod}_${namespace}_${name}-${id}.log` }
}

/** A container has been started. Where nothing can be written there are no links. */
export function linkLog(fs: FileSystem, container: RuntimeContainer): void {
  const links = linksOf(container)
  const { logPath } = container
  if (!links || logPath === undefined) return
  asFarAsFilesAllow(() => {
    replace(fs, links.link, logPath)
    replace(fs, links.named, links.link)
  })
}

function replace(fs: FileSystem, path: string, target: string): void {
  fs.mkdirp(path.slice(0, path.lastIndexOf('/')))
  fs.remove(path)
  fs.symlink(target, path)
}

/** The kubelet removes a container, and so its links; where nothing can be written they stay. */
export function unlinkLog(fs: FileSystem, container: RuntimeContainer): void {
  const { link, named } = linksOf(container) ?? {}
  asFarAsFilesAllow(() => {
    if (link !== undefined) fs.remove(link)
    if (named !== undefined) fs.remove(named)
  })
}

/** Removes the directories of pods that are nobody's any more, and links that lead nowhere. */
export function collectLogs(fs: FileSystem, uids: ReadonlySet<string>): void {
  asFarAsFilesAllow(() => {
    for (const name of listed(fs, ofPods))
      if (!uids.has(name.slice(name.lastIndexOf('_') + 1))) fs.remove(`${ofPods}/${name}`)
    for (const name of listed(fs, ofContainers))
      if (!fs.exists(`${ofContainers}/${name}`)) fs.remove(`${ofContainers}/${name}`)
  })
}

const listed = (fs: FileSystem, directory: string): readonly string[] =>
  fs.exists(directory) ? fs.list(directory) : []
