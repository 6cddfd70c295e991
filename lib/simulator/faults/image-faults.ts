import type { DockerEngine } from '../docker/engine'
import { type Image, knownRegistries, refusing, type Registry } from '../docker/images/image-store'
import { type ImageReference, parseReference } from '../docker/images/reference'
import { decorate, override } from '../seams/decorate'
import { dutsNamed, whichDut } from '../switches/named-machines'
import { type End, endAll, type Switchable } from '../switches/switchable'

const parameters = {
  image: { meaning: 'which image', byDefault: 'k8s.gcr.io/pause:3.5' },
  ...whichDut,
}

/** The image is not on the DUTs, and a pull of it ends with Docker's text (real-lab-containers.md 17). */
const pullFails = (
  name: string,
  why: string,
  text: (reference: ImageReference) => string,
): Switchable => ({
  name,
  what: `The image is not on the DUTs and cannot be pulled, as ${why}: ErrImagePull, then ImagePullBackOff.`,
  parameters,
  apply(simulation, { image = '', dut }) {
    const nobody = refusing((reference) => text(parseReference(reference)))
    const hit = dutsNamed(simulation, dut)
    return endAll(hit.map(({ docker }) => takeAway(docker, image, () => nobody)))
  },
})

const imageAbsent = pullFails(
  'image-absent',
  'nobody knows the name of its registry',
  ({ registry }) =>
    `Get "https://${registry}/v2/": dial tcp: lookup ${registry}: Temporary failure in name resolution`,
)

const tagUnknown = pullFails(
  'image-tag-unknown',
  'its registry does not have it',
  ({ familiar }) => `manifest for ${familiar} not found: manifest unknown: manifest unknown`,
)

const unauthorized = pullFails(
  'image-unauthorized',
  'its registry wants a login (401)',
  ({ registry, repository, tag }) =>
    `Head "https://${registry}/v2/${repository}/manifests/${tag}": no basic auth credentials`,
)

const registryUntrusted = pullFails(
  'registry-untrusted',
  "its registry's certificate is of an unknown CA",
  ({ registry }) => `Get "https://${registry}/v2/": x509: certificate signed by unknown authority`,
)

const proxyDown = pullFails(
  'proxy-down',
  'the proxy on the vmhost refuses connections',
  ({ registry }) =>
    `Get "https://${registry}/v2/": proxyconnect tcp: dial tcp 10.250.0.1:3128: connect: connection refused`,
)

const pullSlow: Switchable = {
  name: 'pull-slow',
  what: 'The image is not on the DUTs, and pulling it takes long: ContainerCreating meanwhile, then Running.',
  parameters: {
    ...parameters,
    seconds: { meaning: 'simulated seconds that a pull takes', byDefault: '120' },
  },
  apply(simulation, { image = '', dut, seconds }) {
    const registry = (kept?: Image): Registry =>
      knownRegistries(kept ? [{ ...kept.spec, tags: [image] }] : [])
    const ends = dutsNamed(simulation, dut).flatMap(({ docker }) => [
      takeAway(docker, image, registry),
      decorate(docker, 'fetch', (fetch) => async (reference, request) => {
        await docker.options.clock.delay(Number(seconds) * 1000, request.signal)
        return fetch(reference, request)
      }),
    ])
    return endAll(ends)
  },
}

const crashLoop: Switchable = {
  name: 'crash-loop',
  what: 'The containers of the image end by themselves a moment after their start: Error, then CrashLoopBackOff.',
  parameters: {
    ...parameters,
    seconds: { meaning: 'simulated seconds until a container ends', byDefault: '1' },
    code: { meaning: 'its exit code', byDefault: '1' },
  },
  apply(simulation, { image = '', dut, seconds, code }) {
    const ends = dutsNamed(simulation, dut).map(({ docker }) =>
      decorate(docker, 'startContainer', (start) => async (id) => {
        await start(id)
        const started = docker.find(id)
        if (started && started.spec.image === docker.images.find(image))
          docker.options.clock.after(Number(seconds) * 1000, () =>
            docker.ended(started, Number(code)),
          )
      }),
    )
    return endAll(ends)
  },
}

/** Hides the image, and puts another registry in the place of the one there was. */
function takeAway(
  docker: DockerEngine,
  image: string,
  registry: (kept: Image | undefined) => Registry,
): End {
  const kept = docker.images.find(image)
  const registryAgain = override(docker, 'registry', registry(kept))
  if (!kept) return registryAgain
  const hidden = `${image}-of-sandboxes`
  docker.images.tag(kept, hidden)
  docker.images.remove(image)
  // Pods' sandboxes may be made of the same image: they go on starting, so that the pull is what fails.
  const sandboxesAgain = decorate(docker, 'runSandbox', (run) => (pod, attempt) => {
    if (docker.pauseImage === image) docker.pauseImage = hidden
    return run(pod, attempt)
  })
  return () => {
    registryAgain()
    sandboxesAgain()
    if (docker.pauseImage === hidden) docker.pauseImage = image
    docker.images.tag(kept, image)
    docker.images.remove(hidden)
  }
}

export const imageFaults: readonly Switchable[] = [
  imageAbsent,
  tagUnknown,
  unauthorized,
  registryUntrusted,
  proxyDown,
  pullSlow,
  crashLoop,
]
