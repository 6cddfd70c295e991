import { SimulatedClock } from '../../time/clock'
import { Machine } from '../../machine/machine'
import type { ExecResult } from '../../machine/types'
import { SeededRandom } from '../../chance/seeded-random'
import { dockerCommand } from '../client/docker-command'
import { DockerEngine } from '../engine'

/** An image under two tags, one of them that of sandboxes. */
const pauseImage = {
  tags: ['k8s.gcr.io/pause:3.2', 'k8s.gcr.io/pause:3.5'],
  sizeBytes: 690_640,
  entrypoint: ['/pause'],
}

export interface MachineWithDocker {
  readonly machine: Machine
  readonly engine: DockerEngine
  /** Runs a script as that user, root without one. */
  readonly sh: (script: string, user?: string) => Promise<ExecResult>
}

/** A machine whose Docker does everything at once and has one image; admin may talk to it, guest may not. */
export function machineWithDocker(): MachineWithDocker {
  const [clock, random] = [new SimulatedClock(0), new SeededRandom(4)]
  const person = (name: string, id: number, groups: string[]) => ({
    name,
    uid: id,
    gid: id,
    home: `/home/${name}`,
    groups,
    sudo: 'none' as const,
  })
  const machine = new Machine({
    hostname: 'vlab-01',
    clock,
    random,
    users: [person('admin', 1000, ['docker']), person('guest', 1001, [])],
  })
  const engine = new DockerEngine({
    clock,
    random,
    version: '20.10.24+dfsg1',
    apiVersion: '1.41',
    cgroupDriver: 'cgroupfs',
    images: [pauseImage],
    pauseImage: 'k8s.gcr.io/pause:3.2',
    host: { machine, publish: () => () => undefined, listensAt: () => undefined },
  })
  machine.install(dockerCommand(engine))
  return { machine, engine, sh: (script, user = 'root') => machine.exec(script, { user }) }
}
