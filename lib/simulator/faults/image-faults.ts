import { knownRegistries } from '../docker/image-store'
import type { Fault } from './fault'

const imageAbsent: Fault = {
  name: 'image-absent',
  what: 'The image of the test DaemonSet is not on the DUTs and cannot be pulled: ErrImagePull, then ImagePullBackOff.',
  parameters: { image: { meaning: 'which image', byDefault: 'k8s.gcr.io/pause:3.5' } },
  apply({ duts }, { image = '' }) {
    const undo = duts.map(({ docker }) => {
      const { registry } = docker
      const kept = docker.images.find(image)
      // The image is the pods' sandbox, too: those must go on starting for the pull to be what fails.
      const sandbox = docker.pauseImage
      if (kept && sandbox === image) {
        docker.images.tag(kept, 'sandbox.invalid/pause:kept')
        docker.pauseImage = 'sandbox.invalid/pause:kept'
      }
      if (kept) docker.images.remove(image)
      docker.registry = knownRegistries([])
      return () => {
        docker.registry = registry
        docker.pauseImage = sandbox
        if (!kept) return
        docker.images.add({ ...kept.spec, tags: [image] }, kept.createdAt)
        if (sandbox === image) docker.images.remove('sandbox.invalid/pause:kept')
      }
    })
    return () => undo.forEach((end) => end())
  },
}

export const imageFaults: readonly Fault[] = [imageAbsent]
