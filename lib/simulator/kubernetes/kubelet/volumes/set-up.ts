import { type Volume } from '../../objects'
import { writeAtomically } from './atomic-writer'
import { provideHostPath } from './host-path'
import { isMadeOfObjects, type PayloadContext, payloadOf } from './payload'
import { makePodDirectory, volumePath } from './volume-paths'

/**
 * Makes a volume what its source says now: again, where it is there already. Throws Error with what MountVolume.SetUp says
 * when that can't be. On a node without files of its own every hostPath is as it should be.
 */
export function setUpVolume(volume: Volume, context: PayloadContext): void {
  const { host, pod } = context
  const { hostFiles } = host
  const made = isMadeOfObjects(volume) ? payloadOf(volume, context) : undefined
  if (!hostFiles) return
  const { hostPath } = volume
  if (hostPath) return provideHostPath(hostFiles, hostPath.path, hostPath.type)
  const path = volumePath(pod, volume)
  if (path === undefined) return
  const { fs } = hostFiles
  if (!fs.exists(path)) {
    makePodDirectory(fs, pod, 'volumes')
    // Secrets are in memory: what they are mounted as is a directory as /tmp is.
    fs.mkdirp(path, { mode: isInMemory(volume) ? 0o1777 : 0o777 })
    const wrapped = made ? 'wrapped_' : ''
    const plugin = makePodDirectory(
      fs,
      pod,
      'plugins',
      'kubernetes.io~empty-dir',
      `${wrapped}${volume.name}`,
    )
    fs.writeText(`${plugin}/ready`, '')
    if (isInMemory(volume)) hostFiles.mountMemory?.(path)
  }
  if (!made) return
  const now = host.clock.now()
  const random = host.random.forObject(`volume ${path} ${now}`)
  writeAtomically(fs, path, made, { now, random })
}

const isInMemory = ({ secret, projected, emptyDir }: Volume): boolean =>
  secret !== undefined || projected !== undefined || emptyDir?.medium === 'Memory'
