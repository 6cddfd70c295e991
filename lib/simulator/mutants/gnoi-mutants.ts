import { type HostServices, hostServicesSocket } from '../gnmi/host-services'
import { decorate } from '../seams/decorate'
import type { Simulation } from '../simulation/simulation'
import { endAll } from '../switches/switchable'
import { caughtBy } from './mutant'

/** What a device's containers are told by it is something else. */
const tells =
  <K extends 'now' | 'runningImage' | 'stat'>(
    name: K,
    wrap: (original: HostServices[K]) => HostServices[K],
  ) =>
  ({ duts }: Simulation) =>
    endAll(
      duts.map(({ machine }) => {
        const services = machine.sockets.connect(hostServicesSocket) as unknown as Record<
          K,
          HostServices[K]
        >
        return decorate(services, name, wrap as never)
      }),
    )

const hour = 3_600_000

/** Bugs of the gNOI server. */
export const gnoiMutants = caughtBy(
  'gnoi.feature',
  'A gnmi container that Kubernetes runs answers gNOI',
  [
    {
      name: 'gnoi-tells-another-time',
      what: 'gNOI tells a time that is an hour ahead.',
      step: "gNOI tells the DUT's time",
      message: 'toBeLessThan',
      apply: tells('now', (now) => () => now() + hour),
    },
    {
      name: 'gnoi-names-another-image',
      what: 'gNOI names an OS image that is not the one that runs.',
      step: 'gNOI names the OS image that the DUT runs',
      message: 'SONiC-OS-none',
      apply: tells('runningImage', () => () => 'SONiC-OS-none'),
    },
    {
      name: 'gnoi-sees-no-size',
      what: "gNOI's Stat answers no size.",
      step: 'gNOI sees a file of the DUT as it is',
      message: 'toMatchObject',
      apply: tells('stat', (stat) => (path) => ({ ...stat(path), size: 0 })),
    },
  ],
)
