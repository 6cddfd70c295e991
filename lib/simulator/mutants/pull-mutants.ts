import { RegistryClient } from '../docker/pulling/registry-client'
import { noProxies } from '../docker/pulling/proxy-settings'
import { decorate, override } from '../seams/decorate'
import type { Simulation } from '../simulation/simulation'
import { type End, endAll } from '../switches/switchable'
import { caughtBy } from './mutant'

const feature = 'image-pull.feature'

/** docker.service has the variables, `docker info` shows them, and the daemon goes there itself. */
const goingOutDirectly = ({ duts, network }: Simulation): End =>
  endAll(
    duts.map(({ docker, machine, options }) =>
      override(
        docker,
        'registry',
        new RegistryClient(
          { machine, network, address: options.address },
          docker.options.version,
          () => ({ ...docker.settings, proxies: noProxies }),
        ),
      ),
    ),
  )

const withoutLogins = ({ duts }: Simulation): End =>
  endAll(
    duts.map(({ docker }) =>
      decorate(docker, 'pull', (pull) => (reference, signal) => pull(reference, signal)),
    ),
  )

const everybodyMayPull = ({ registry: { registry } }: Simulation): End =>
  override(registry.credentials, 'accepts', () => true)

/** Bugs of Docker, of the kubelet and of the registry on the way of an image. */
export const pullMutants = [
  ...caughtBy(feature, 'A DaemonSet whose image is only in the registry becomes Running', [
    {
      name: 'dockerd-ignores-proxy',
      what: 'Docker does not use the proxy that its service names, and goes out directly.',
      // A pull that it has begun ends later, with the image that the next scenario is to be without.
      spoils: true,
      step: 'its pod is Running',
      message: 'no route to host',
      apply: goingOutDirectly,
    },
    {
      name: 'kubelet-ignores-pull-secret',
      what: 'The kubelet pulls without the login of the pull secret.',
      // Its next attempt may come with the login, and with the image.
      spoils: true,
      step: 'its pod is Running',
      message: 'not logged in',
      apply: withoutLogins,
    },
  ]),
  ...caughtBy(feature, 'With a wrong token the image does not come', [
    {
      name: 'registry-accepts-any-login',
      what: 'The registry gives images to whoever shows any token.',
      step: 'the pull fails',
      message: 'although its image should not have come',
      apply: everybodyMayPull,
    },
  ]),
]
