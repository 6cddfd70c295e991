import { DockerEngine } from '../docker/engine'
import { knownRegistries } from '../docker/image-store'
import type { EndFault, Fault } from './fault'

const imageAbsent: Fault = {
  name: 'image-absent',
  what: 'The image of the test DaemonSet is not on the DUTs and cannot be pulled: ErrImagePull, then ImagePullBackOff.',
  parameters: { image: { meaning: 'which image', byDefault: 'k8s.gcr.io/pause:3.5' } },
  apply({ duts }, { image = '' }) {
    const ends = duts.map(({ docker }) => takeAway(docker, image))
    return () => ends.forEach((end) => void end())
  },
}

function takeAway(docker: DockerEngine, image: string): EndFault {
  const { registry } = docker
  const kept = docker.images.find(image)
  const hidden = `${image}-of-sandboxes`
  docker.registry = knownRegistries([])
  if (kept) {
    docker.images.tag(kept, hidden)
    docker.images.remove(image)
  }
  // Pods' sandboxes may be made of the same image: they go on starting, so that the pull is what fails.
  docker.runSandbox = (pod, attempt) => {
    if (kept && docker.pauseImage === image) docker.pauseImage = hidden
    return DockerEngine.prototype.runSandbox.call(docker, pod, attempt)
  }
  return () => {
    docker.registry = registry
    docker.runSandbox = (pod, attempt) =>
      DockerEngine.prototype.runSandbox.call(docker, pod, attempt)
    if (docker.pauseImage === hidden) docker.pauseImage = image
    if (!kept) return
    docker.images.tag(kept, image)
    docker.images.remove(hidden)
  }
}

export const imageFaults: readonly Fault[] = [imageAbsent]
