import type { Container } from './container'
import type { DockerEngine } from '../engine'

/** A volume that nobody has named goes with its container, if that is asked for; a named one outlives it. */
export function removeAnonymousVolumes({ volumes }: DockerEngine, { spec }: Container): void {
  for (const { volume } of spec.mounts ?? [])
    if (volume?.anonymous && volumes.find(volume.name)) volumes.remove(volume.name, [])
}
