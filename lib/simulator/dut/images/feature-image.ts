import type { ContainerProgram } from '../../docker/container/container-program'
import type { ImageSpec } from '../../docker/images/image-store'
import { containerUp } from './container-startup'
import { programsOf, Supervisor } from './supervisor'

export interface FeatureImage {
  readonly feature: string
  /** IMAGE_VERSION of its environment. */
  readonly version: string
  readonly tags: readonly string[]
  readonly sizeBytes?: number
  /** What its application does, such as a server that listens; started when container_startup.py lets it. */
  readonly application?: ContainerProgram
}

/** From the start of a container to its first script. */
const startUpMs: readonly [number, number] = [120, 220]

/** The file whose being there a DaemonSet's readiness probe asks for. */
const startDone = '/var/run/start.done'

/** The images of the switch's core know nothing of Kubernetes. */
const isAsking = (feature: string): boolean =>
  !['database', 'swss', 'syncd', 'teamd', 'bgp'].includes(feature)

/** An image of one of SONiC's features: supervisord, whose `start` program asks container_startup.py first. */
export const featureImage = ({
  feature,
  version,
  tags,
  sizeBytes,
  application,
}: FeatureImage): ImageSpec => ({
  tags,
  sizeBytes: sizeBytes ?? 299_000_000,
  entrypoint: ['/usr/local/bin/supervisord'],
  env: [
    'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    `IMAGE_VERSION=${version}`,
  ],
  files: {
    '/etc/supervisor/critical_processes': programsOf(feature)
      .map((name) => `program:${name}\n`)
      .join(''),
  },
  program: featureProgram(feature, application),
})

const featureProgram = (feature: string, application?: ContainerProgram): ContainerProgram => ({
  start(self) {
    const supervisor = new Supervisor(self, feature)
    const start = async (): Promise<void> => {
      await self.clock.delay(self.random.between(...startUpMs))
      if (self.signal.aborted) return
      const { RUNTIME_OWNER: owner = '', IMAGE_VERSION: version = '' } = self.env
      if (isAsking(feature))
        await containerUp(self, { feature, owner: owner === 'local' ? 'local' : 'kube', version })
      if (self.signal.aborted) return
      self.write(startDone, '')
      supervisor.startApplication(application?.start(self) ?? {})
    }
    void start()
    return supervisor
  },
})
